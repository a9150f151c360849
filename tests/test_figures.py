"""The figures that a run ends with: what its tests tried, summed up."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """
import pytest

@pytest.mark.parametrize("number", [1, 1200])
def test_sweep(figures, number):
    figures("faults survived", number)
    figures("kills survived", 3)

def test_that_fails(figures):
    figures("faults survived", 50000)
    assert False

def test_without_figures():
    pass
"""


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["one process", "workers"])
def test_a_run_ends_with_the_sums_of_what_passed(tmp_path: Path, workers: list[str]) -> None:
    shutil.copy(Path(__file__).parent / "conftest.py", tmp_path)
    (tmp_path / "test_them.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *workers, str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    said = [line.strip() for line in done.stdout.splitlines()]
    assert said[said.index("1,201  faults survived") + 1] == "6  kills survived"
