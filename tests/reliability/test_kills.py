"""Runs that die: killed at any moment, interrupted once and twice, or side by side.

No file is ever half written, and the next run succeeds by itself. CI kills each verb a few times at moments
that a seed picks; ``make sweep`` kills it 200 times. `test_faults` kills at each system call.
"""

from __future__ import annotations

import os
import platform
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from essaytool.errors import LockError
from essaytool.files import write_if_changed
from essaytool.locks import lock
from tests.conftest import SWEEP
from tests.reliability.runs import Nursery, Running
from tests.reliability.test_faults import is_temporary, judge_files
from tests.reliability.tracing import STOP, trace, until_stopped
from tests.reliability.verbs import VERBS, Verb, files

TIMES = 200 if SWEEP else 3
INTERRUPTS = 20 if SWEEP else 2
DIED = -signal.SIGINT
"""What shells show as 130 as well: the interrupt came when the work was done, and Python was leaving."""
Files = dict[str, bytes]


def whole(root: Path) -> Files:
    """The files but those that a killed run could not take away again: hidden, and named as temporary."""
    return {name: content for name, content in files(root).items() if not is_temporary(name)}


def seconds_of(verb: Verb, root: Path, nursery: Nursery) -> float:
    """How long a whole run takes, which is thereby made."""
    begun = time.monotonic()
    ended = nursery.run(verb.arguments, root)
    assert ended.code == 0, ended.output
    return time.monotonic() - begun


def assert_goes_on(verb: Verb, root: Path, after: Files, nursery: Nursery) -> None:
    """The next run needs nobody's help, and ends the work."""
    if verb.repeats:
        ended = nursery.run(verb.arguments, root)
        assert ended.code == 0, ended.output
        assert whole(root) == after


def test_a_killed_run_leaves_whole_files_and_the_next_one_ends_the_work(
    verb: Verb,
    root: Path,
    copied: Callable[[], Path],
    nursery: Nursery,
    figures: Callable[[str, int], None],
) -> None:
    before, good = files(root), copied()
    seconds, after = seconds_of(verb, good, nursery), files(good)
    chance = random.Random(str(verb.arguments))
    for _ in range(TIMES):
        hurt = copied()
        running = nursery.start(verb.arguments, hurt)
        time.sleep(chance.uniform(0, 1.1) * seconds)
        running.send(signal.SIGKILL)
        running.wait()
        judge_files("kill", before, after, whole(hurt))
        assert_goes_on(verb, hurt, after, nursery)
        shutil.rmtree(hurt.parent)
    figures("survived kill at a random moment", TIMES)


@pytest.mark.parametrize("times", [1, 2])
def test_an_interrupted_run_says_so_and_leaves_whole_files(
    verb: Verb,
    root: Path,
    times: int,
    copied: Callable[[], Path],
    nursery: Nursery,
    figures: Callable[[str, int], None],
) -> None:
    """Ctrl-C, and for the impatient once more."""
    before, good = files(root), copied()
    seconds, after = seconds_of(verb, good, nursery), files(good)
    chance = random.Random(f"{verb.arguments}{times}")
    for _ in range(INTERRUPTS):
        hurt = copied()
        running = nursery.start(verb.arguments, hurt)
        for _ in range(times):
            time.sleep(chance.uniform(0, 1.1) * seconds / times)
            running.send(signal.SIGINT)
        ended = running.wait()
        assert ended.code in (0, 130, DIED), ended.output
        assert "Traceback" not in ended.output, ended.output
        judge_files("interrupt", before, after, files(hurt))
        assert_goes_on(verb, hurt, after, nursery)
        shutil.rmtree(hurt.parent)
    figures("survived Ctrl-C" if times == 1 else "survived Ctrl-C twice", INTERRUPTS)


PAIRS = [
    ("publish", "publish"),
    ("draft", "draft"),
    ("draft", "update"),
    ("update", "import PO"),
    ("draft", "review"),
    ("build", "build, layout"),
]


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
@pytest.mark.parametrize("verb", [VERBS["import PO"]], ids=[""])
def test_two_runs_at_once_come_to_what_one_after_the_other_does(
    pair: tuple[str, str], copied: Callable[[], Path], nursery: Nursery
) -> None:
    one, other = (VERBS[name].arguments for name in pair)
    serial = []
    for order in ((one, other), (other, one)):
        alone = copied()
        assert [nursery.run(arguments, alone).code for arguments in order] == [0, 0]
        serial.append(files(alone))
    together = copied()
    running = [nursery.start(arguments, together) for arguments in (one, other)]
    outputs = [each.wait() for each in running]
    assert [ended.code for ended in outputs] == [0, 0], outputs
    assert files(together) in serial


@pytest.mark.parametrize("verb", [VERBS["update"]], ids=["update"])
def test_who_cannot_wait_is_told_who_holds_the_lock(
    verb: Verb, root: Path, nursery: Nursery, program: Callable[[str], str]
) -> None:
    """The holder stands still at the fsync of a catalog; those of its name and of that folder come before."""
    program("strace")

    def look(running: Running) -> None:
        until_stopped(running)
        with pytest.raises(LockError) as found, lock(root, wait_seconds=0.2):
            pass
        told.append(str(found.value))
        told.append(running.pid)
        running.send(signal.SIGCONT)

    told: list[object] = []
    assert trace(nursery, verb.arguments, root, f"{STOP}:when=3", meanwhile=look).code == 0
    sentence, pid = told
    assert f"process {pid} on {platform.node()}, since 20" in sentence
    assert not (root / ".essaytool" / "holder").exists()


def test_what_a_killed_run_left_is_cleared_up_after_a_while(tmp_path: Path) -> None:
    left, fresh = tmp_path / ".essaytool-12345678.tmp", tmp_path / ".essaytool-87654321.tmp"
    for path in (left, fresh):
        path.write_bytes(b"half")
    os.utime(left, (0, 0))
    write_if_changed(tmp_path / "a", b"a", tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [fresh.name, "a"]
