"""What happens to a test whose outside program or corpus is not on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """
import pytest

def test_program(program):
    program("no-such-program")

def test_corpora(corpora):
    pass

@pytest.mark.skip(reason="a reason of its own")
def test_marked():
    pass

@pytest.mark.xfail(strict=True)
def test_expected_failure():
    assert False

def test_found(program):
    assert program("sh").endswith("/sh")
"""
REASONS = (
    "no-such-program is not installed",
    "the corpora are not beside this checkout",
    "a reason of its own",
)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of tests with our conftest and no corpora beside it."""
    folder = tmp_path / "checkout" / "tests"
    folder.mkdir(parents=True)
    shutil.copy(Path(__file__).parent / "conftest.py", folder)
    (folder / "test_them.py").write_text(TESTS)
    return folder


def test_a_missing_program_or_corpus_skips_the_test_and_is_named(elsewhere: Path) -> None:
    code, said = run_pytest(elsewhere, REQUIRE_ALL="")
    assert code == 0
    assert "1 passed, 3 skipped, 1 xfailed" in said
    assert all(reason in said for reason in REASONS)


def test_where_nothing_may_be_skipped_every_skip_fails(elsewhere: Path) -> None:
    code, said = run_pytest(elsewhere, REQUIRE_ALL="1")
    assert code == 1
    assert "skipped" not in said.splitlines()[-1]
    assert "1 passed, 1 xfailed" in said.splitlines()[-1]
    assert all(reason in said for reason in REASONS)


def run_pytest(folder: Path, **environ: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", "-q", "-ra", "-p", "no:cacheprovider", str(folder)]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **environ}, capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout
