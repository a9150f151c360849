"""Disks that fail: whatever goes wrong at whatever moment, a file is the old one or the new one.

Every call that opens, writes, syncs, closes or renames a file of the project is made to fail, one at a time.
CI takes a few of each verb; ``make sweep`` takes all.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.conftest import SWEEP, THOROUGH
from tests.reliability.tracing import Traced, trace
from tests.reliability.verbs import Verb, files

ERRORS = {
    "openat": ("EACCES", "EROFS", "EIO", "ENOSPC"),
    "write": ("ENOSPC", "EIO", "EDQUOT"),
    "fsync": ("EIO", "ENOSPC", "EDQUOT"),
    "rename": ("ENOSPC", "EIO", "EROFS", "EACCES", "EDQUOT"),
    "close": ("EIO", "ENOSPC", "EDQUOT"),
}
"""What each call may answer when it fails (the manual pages of section 2)."""
SAMPLE = 4 if THOROUGH else 2
"""How many faults are tried with each verb: what CI takes, or a few of it."""


def test_a_fault_leaves_every_file_old_or_new(
    verb: Verb, root: Path, tmp_path: Path, program: Callable[[str], str]
) -> None:
    program("strace")
    before = files(root)
    good = copied(root, tmp_path / "good")
    whole = trace(verb.command, good, tmp_path / "log")
    after = files(good)
    assert whole.code == 0
    tried = 0
    for fault in faults(whole, good, seed=verb.arguments[0]):
        hurt = copied(root, tmp_path / "hurt")
        traced = trace(verb.command, hurt, tmp_path / "log", fault)
        judge(fault, traced, before, after, files(hurt))
        shutil.rmtree(hurt)
        tried += 1
    assert tried


def judge(
    fault: str, traced: Traced, before: dict[str, bytes], after: dict[str, bytes], now: dict[str, bytes]
) -> None:
    for name, content in now.items():
        assert name in before or name in after, f"{fault}: {name} is litter"
        if name.startswith("output/"):
            judge_made(name, content, fault)  # it says what could be made
        else:
            assert content in (before.get(name), after.get(name)), f"{fault}: {name} is neither old nor new"
    for name in before.keys() & after.keys():
        assert name in now, f"{fault}: {name} is gone"
    if now != after:
        assert traced.code not in (0, 1), f"{fault}: {traced.output}"
    assert "Traceback" not in traced.output, traced.output


def judge_made(name: str, content: bytes, fault: str) -> None:
    """A file of an edition is whole, whatever it was made from."""
    if name.endswith(".json"):
        json.loads(content)
    assert content.endswith(b"\n"), f"{fault}: {name} is cut off"


def faults(whole: Traced, root: Path, seed: str) -> Iterator[str]:
    """What to inject: every error of every call on files of the project, or some of them."""
    every = [
        f"{call.name}:error={error}:when={call.number}"
        for call in whole.about(root)
        if call.name in ERRORS and not call.failed
        for error in ERRORS[call.name]
    ]
    yield from every if SWEEP else random.Random(seed).sample(every, min(SAMPLE, len(every)))


def copied(root: Path, to: Path) -> Path:
    """The project, at another place that is called the same."""
    return Path(shutil.copytree(root, to / root.name))
