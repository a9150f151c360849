"""Every target on its seeds, on what once broke it, and on a sample: see `tests.fuzz` for more than that.

``make sweep`` gives each target ten minutes.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, seed, settings

from tests.conftest import ROOT, SWEEP
from tests.fuzz.inputs import SEPARATOR, WHY, crashes, inputs, seeds, words
from tests.fuzz.limits import TooSlow, timed
from tests.fuzz.targets import TARGETS

Figures = Callable[[str, int], None]

LONG = 10 * 60
"""Seconds of fuzzing in a sweep."""
SAMPLE = 40
"""Inputs else."""
SECONDS = 10.0
"""An input that takes so long, of the processor's time, was never quick; old ones took up to a minute."""


@pytest.fixture(params=TARGETS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_seeds_and_old_crashes(name: str, figures: Figures) -> None:
    target = timed(TARGETS[name], SECONDS)
    old = [path.read_bytes() for path in crashes(name)]
    for data in (*seeds(name), *old):
        target(data)
    figures("bad inputs tried", len(old))


def test_a_crash_has_its_story(name: str) -> None:
    assert [path.name for path in crashes(name) if not path.with_name(path.name + WHY).exists()] == []


def test_a_sample(name: str, figures: Figures) -> None:
    figures("fuzz executions", fuzzed(name) if SWEEP else sampled(name))


def sampled(name: str) -> int:
    """How many inputs, always the same ones, left the target whole."""
    target, tried = timed(TARGETS[name], SECONDS), 0

    @seed(1)
    @settings(max_examples=SAMPLE, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(inputs(name))
    def each(data: bytes) -> None:
        nonlocal tried
        tried += 1
        target(data)

    each()
    return tried


def fuzzed(name: str) -> int:
    """How many did in ten minutes."""
    command = [sys.executable, "-m", "tests.fuzz", name, "--seconds", str(LONG)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    count = re.search(r"([\d,]+) executions", done.stdout)
    assert count, done.stdout + done.stderr
    assert done.returncode == 0, done.stdout
    return int(count[1].replace(",", ""))


def test_a_dictionary_says_what_is_written_in_it() -> None:
    assert SEPARATOR in words("merging")


def test_a_slow_target_is_stopped() -> None:
    def endless(_: bytes) -> None:
        while True:
            pass

    with pytest.raises(TooSlow):
        timed(endless, 0.05)(b"")
