"""Disks that fail: whatever goes wrong at whatever moment, a file is the old one or the new one.

Counted are the calls of a run's main thread that open, write, sync, close or rename a file or folder of the
project, its ``.essaytool/`` included; each is made to fail, one at a time, with each error that it may have,
and the run is killed at each. CI takes a few of each verb; ``make sweep`` takes all.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.conftest import SWEEP
from tests.reliability.runs import Nursery
from tests.reliability.tracing import REPLACING, Call, Traced, trace
from tests.reliability.verbs import Verb, files

ERRORS = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES")
FAILING = ("openat", "write", "fsync", "close", *REPLACING)
KILL = "signal=KILL"
SAMPLE = 4
"""How many faults CI tries with each verb, and how many full disks."""
PAGE = 4096
"""What tmpfs gives out at a time."""
OUTPUT = "output/"
REPORTS = ("badges/", "coverage.html")
WITHDRAWN = "output/es/bread."
"""What `build` withdraws where the stages before it left too much untranslated."""
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Fault:
    """A call that is to fail, and how."""

    call: Call
    how: str
    names: frozenset[str]
    """Of the files that it is about, of which the message must name one."""

    def __str__(self) -> str:
        return f"{self.call.name}:{self.how}:when={self.call.number}"

    @property
    def kills(self) -> bool:
        return self.how == KILL


@pytest.fixture(autouse=True)
def without_state(nursery: Nursery) -> Iterator[None]:
    """Runs that remember nothing: what they read for that depends on how long ago a file changed, and calls
    could not be counted.
    """
    secret = nursery.folder / "essaytool" / "state.key"
    secret.unlink(missing_ok=True)
    secret.mkdir(parents=True)
    yield
    secret.rmdir()


def test_a_fault_leaves_every_file_old_or_new(
    verb: Verb,
    root: Path,
    copied: Callable[[], Path],
    nursery: Nursery,
    program: Callable[[str], str],
    figures: Callable[[str, int], None],
) -> None:
    program("strace")
    nursery.run(verb.arguments, copied())  # makes the user's cache
    before, good = files(root), copied()
    whole = trace(nursery, verb.arguments, good)
    after = files(good)
    assert whole.code == 0
    every = list(faults(whole, good))
    chosen = every if SWEEP else random.Random(str(verb.arguments)).sample(every, min(SAMPLE, len(every)))
    kinds: Counter[str] = Counter()
    for fault in chosen:
        hurt = copied()
        traced = trace(nursery, verb.arguments, hurt, str(fault))
        injected = traced.injected(hurt)
        if injected or fault.kills:
            names = {Path(path).name for path in injected.paths} if injected else set()
            judge(replace(fault, names=fault.names | names), traced, before, after, files(hurt))
            kinds[fault.how] += 1
        shutil.rmtree(hurt.parent)
    assert kinds.total() >= 0.9 * len(chosen), "the runs are not alike"
    for kind, count in kinds.items():
        figures(f"survived {'kill at a call' if kind == KILL else kind}", count)


def judge(fault: Fault, traced: Traced, before: Files, after: Files, now: Files) -> None:
    if fault.kills:
        assert traced.code == -9
        now = {name: content for name, content in now.items() if not is_temporary(name)}
        judge_files(str(fault), before, after, now)
        return
    judge_files(str(fault), before, after, now)
    judge_answer(str(fault), traced.code, traced.output, after, now)
    if traced.code:
        assert any(name in traced.output for name in fault.names), f"{fault}: {fault.names}: {traced.output}"


def judge_files(fault: str, before: Files, after: Files, now: Files) -> None:
    for name, content in now.items():
        assert name in before or name in after or name.startswith(OUTPUT), f"{fault}: {name} is litter"
        assert not is_temporary(name), f"{fault}: {name} is litter"
        if content not in (before.get(name), after.get(name)):
            judge_between(name, content, fault)
    for name in before.keys() & after.keys():
        assert name in now or name.startswith(WITHDRAWN), f"{fault}: {name} is gone"


def judge_answer(fault: str, code: int, output: str, after: Files, now: Files) -> None:
    """A run that did not do everything says so."""
    if now != after:
        assert code not in (0, 1), f"{fault}: {output}"
    assert "Traceback" not in output, output
    assert "own mistake" not in output, output


def judge_between(name: str, content: bytes, fault: str) -> None:
    """An edition and a report, which say what could be read, are whole, and so is a catalog that had one step
    of several.
    """
    assert name.startswith((OUTPUT, *REPORTS)) or name.endswith(".po"), (
        f"{fault}: {name} is neither old nor new"
    )
    if name.endswith(".json"):
        json.loads(content)
    assert content.endswith((b"\n", b"\0\0")), f"{fault}: {name} is cut off"


def is_temporary(name: str) -> bool:
    return name.endswith(".tmp")


def faults(whole: Traced, root: Path) -> Iterator[Fault]:
    """Every error of every call on the project, and a kill at each."""
    calls = whole.about(root)
    targets = {call.paths[0]: call.paths[1] for call in calls if call.name in REPLACING}
    last = ""
    for call in calls:
        if call.name in REPLACING:
            last = call.paths[1]
        if call.name in FAILING and not call.failed:
            path = targets.get(call.paths[0], call.paths[0])
            names = frozenset(
                Path(name).name for name in (path, last if Path(path).is_dir() else path) if name
            )
            yield from (Fault(call, f"error={error}", names) for error in ERRORS)
            yield Fault(call, KILL, names)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mount cannot mount a tmpfs here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_every_file_old_or_new(
    verb: Verb,
    root: Path,
    copied: Callable[[], Path],
    disk: Path,
    nursery: Nursery,
    figures: Callable[[str, int], None],
) -> None:
    """With no page of the disk left, with one, with two… until there is room for all."""
    before, good = files(root), copied()
    assert nursery.run(verb.arguments, good).code == 0
    after = files(good)
    needed = pages(good) - pages(root) + 2
    every = range(max(4, needed))
    tried = 0
    for free in every if SWEEP else sorted(random.Random(str(verb.arguments)).sample(every, SAMPLE)):
        hurt = Path(shutil.copytree(root, disk / root.name, symlinks=True))
        fill(disk, free)
        ended = nursery.run(verb.arguments, hurt)
        now = files(hurt)
        judge_files(f"{free} pages", before, after, now)
        judge_answer(f"{free} pages", ended.code, ended.output, after, now)
        if ended.code:
            assert "no space left on device" in ended.output or "git cannot be configured" in ended.output
        shutil.rmtree(hurt)
        (disk / "ballast").unlink()
        tried += 1
    figures("survived full disk", tried)


def pages(root: Path) -> int:
    return sum(-(-path.stat().st_size // PAGE) for path in root.rglob("*") if path.is_file())


def fill(disk: Path, free: int) -> None:
    """Leave so many pages."""
    left = shutil.disk_usage(disk).free // PAGE - free
    assert left >= 0, "the project is too large for the disk"
    (disk / "ballast").write_bytes(b"." * (left * PAGE))
