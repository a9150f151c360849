"""What targets are fed: seeds of our own words, old crashes, and the words of each format.

A target has a folder of seeds in ``corpus/``, one of inputs that once broke it in ``crashes/``, each with a
``.why`` beside it that tells the story, and a dictionary in ``dictionaries/``, in libFuzzer's form. An input
with several files in it has them one after the other, with a line ``%%`` between them.
"""

from __future__ import annotations

import ast
from pathlib import Path

from hypothesis import strategies as st

HERE = Path(__file__).parent
SEPARATOR = b"\n%%\n"
MOST_BYTES = 10_000
"""Inputs up to this length have to be quick."""
WHY = ".why"


def parts(data: bytes, count: int) -> list[bytes]:
    """The files in an input; those that it lacks are empty, and the last one takes what is left."""
    found = data.split(SEPARATOR, count - 1)
    return found + [b""] * (count - len(found))


def text(data: bytes) -> str:
    """What bytes say, whatever they are."""
    return data.decode("utf-8", "replace")


ELSEWHERE = {
    "catalog": ("bad_input/catalogs/*.po", "catalog/torture.po"),
    "merging": ("bad_input/catalogs/*.po",),
}
"""Files of other rooms that are seeds as well."""


def seeds(target: str) -> list[bytes]:
    paths = sorted((HERE / "corpus" / target).iterdir())
    for pattern in ELSEWHERE.get(target, ()):
        paths += sorted(HERE.parent.glob(pattern))
    return [path.read_bytes()[:MOST_BYTES] for path in paths]


def crashes(target: str) -> list[Path]:
    """The inputs that once broke a target."""
    folder = HERE / "crashes" / target
    return sorted(path for path in folder.glob("*") if path.suffix != WHY)


def dictionary(target: str) -> Path:
    return HERE / "dictionaries" / f"{target}.dict"


def words(target: str) -> list[bytes]:
    """The words of a target's dictionary."""
    path = dictionary(target)
    lines = path.read_text("ascii").splitlines() if path.exists() else []
    return [ast.literal_eval(f"b{line}") for line in lines if line.startswith('"')]


@st.composite
def inputs(draw: st.DrawFn, target: str) -> bytes:
    """A seed or an old crash after some edits: words of the format, stretches of other seeds, stray bytes,
    once or many times over, here or there.
    """
    shapes = [*seeds(target), *(path.read_bytes() for path in crashes(target))]
    known = [*words(target), SEPARATOR, b"\n", b"\0", b"\xff"]
    data = draw(st.sampled_from(shapes))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        kind = draw(st.integers(0, 9))
        if kind < 5:
            piece = draw(st.sampled_from(known))
        elif kind < 8:
            other = draw(st.sampled_from(shapes))
            begin = draw(st.integers(0, len(other)))
            piece = other[begin : begin + draw(st.integers(1, 80))]
        else:
            piece = draw(st.binary(max_size=4))
        times = draw(st.sampled_from([1, 1, 1, 1, 1, 2, 30, 1000]))
        gone = draw(st.sampled_from([0, 0, 0, 1, 5, 100]))
        data = (data[:at] + piece * times + data[at + gone :])[:MOST_BYTES]
    return data
