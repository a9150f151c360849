"""One target under atheris (libFuzzer for Python): ``python -m tests.fuzz.guided TARGET OPTIONS``.

It is an optional program: ``pip install atheris``. It follows which lines of the package an input reaches,
and what it is compared with, so that it finds its way into formats.
"""

from __future__ import annotations

import random
import sys

import atheris

from tests.fuzz.inputs import MOST_BYTES
from tests.fuzz.limits import timed

SECONDS = 5.0
"""How long an input may take: code that is watched takes about five times as long."""
REPEAT = 0.05
"""How often a stretch of the input is repeated, which is what quadratic code cannot bear."""


def mutate(data: bytes, longest: int, seed: int) -> bytes:
    luck = random.Random(seed)
    if not data or luck.random() > REPEAT:
        return bytes(atheris.Mutate(data, longest))
    begin, length = luck.randrange(len(data)), luck.choice([1, 2, 3, 5, 8, 20, 60])
    piece = data[begin : begin + length]
    times = luck.choice([2, 10, 100, MOST_BYTES // len(piece)])
    return (data[:begin] + piece * times + data[begin + length :])[:longest]


def main() -> None:
    name, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["essaytool"]):
        from tests.fuzz.targets import TARGETS

        target = timed(TARGETS[name], SECONDS)
    atheris.Setup([sys.argv[0], *options], target, custom_mutator=mutate)
    atheris.Fuzz()


main()
