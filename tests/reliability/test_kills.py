"""Runs that die: killed, interrupted once and twice, or side by side.

No file is ever half written, and the next run succeeds by itself. CI kills each verb a few times at moments
that a seed picks; ``make sweep`` kills it 200 times.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from essaytool.catalog.po import parse_catalog
from tests.conftest import SWEEP, THOROUGH
from tests.reliability.verbs import VERBS, Verb, files

KILLS = 200 if SWEEP else 2 if THOROUGH else 1
TEMPORARY = ".tmp"


def started(verb: Verb, root: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        verb.command,
        cwd=root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def finished(verb: Verb, root: Path) -> None:
    done = subprocess.run(verb.command, cwd=root, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr


def is_between(name: str, content: bytes) -> bool:
    """Whether a file is whole and what one of several steps made: an edition, a catalog before its drafts."""
    if name.startswith("output/"):
        return content.endswith(b"\n")
    return name.endswith(".po") and bool(parse_catalog(content).entries)


def whole(root: Path) -> dict[str, bytes]:
    """The files but those that a killed run could not take away again: hidden, and named as temporary."""
    return {name: content for name, content in files(root).items() if not name.endswith(TEMPORARY)}


def test_a_killed_run_leaves_whole_files_and_the_next_one_ends_the_work(
    verb: Verb, root: Path, tmp_path: Path
) -> None:
    before = files(root)
    good = Path(shutil.copytree(root, tmp_path / "good"))
    begun = time.monotonic()
    finished(verb, good)
    seconds, after = time.monotonic() - begun, files(good)
    chance = random.Random(verb.arguments[0])
    for _ in range(KILLS):
        hurt = Path(shutil.copytree(root, tmp_path / "hurt"))
        with started(verb, hurt) as running:
            time.sleep(chance.uniform(0.2, 1.1) * seconds)
            running.kill()
        for name, content in whole(hurt).items():
            assert content in (before.get(name), after.get(name)) or is_between(name, content), name
        if verb is not VERBS["init"]:
            finished(verb, hurt)
            assert whole(hurt) == after
        shutil.rmtree(hurt)


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("verb", [VERBS["publish"]], ids=["publish"])
def test_an_interrupted_run_says_so_and_leaves_whole_files(verb: Verb, root: Path, times: int) -> None:
    with started(verb, root) as running:
        assert running.stdout is not None
        running.stdout.readline()
        for _ in range(times):
            running.send_signal(signal.SIGINT)
            time.sleep(0.05)
        output = running.stdout.read().decode()
    assert running.returncode == 130 or (times == 2 and running.returncode == -signal.SIGINT), output
    assert "Traceback" not in output
    assert [name for name in files(root) if name.endswith(TEMPORARY)] == []
    finished(verb, root)


@pytest.mark.parametrize("verb", [VERBS["publish"]], ids=["publish"])
def test_two_runs_at_once_come_to_what_one_after_the_other_does(
    verb: Verb, root: Path, tmp_path: Path
) -> None:
    alone = Path(shutil.copytree(root, tmp_path / "alone"))
    finished(verb, alone)
    with started(verb, root) as first, started(verb, root) as second:
        outputs = [running.communicate()[0].decode() for running in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0), outputs
    assert files(root) == files(alone)
