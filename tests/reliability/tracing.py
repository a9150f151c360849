"""Watching what a run asks of the system, and making the system fail at a chosen moment, by strace(1)."""

from __future__ import annotations

import re
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.runs import Nursery, Running, until

OPENING = ("open", "openat", "creat", "truncate")
REPLACING = ("rename", "renameat", "renameat2")
NAMING = (*OPENING, *REPLACING, "unlink", "unlinkat", "link", "linkat")
CALLS = (*NAMING, "write", "pwrite64", "ftruncate", "fallocate", "fsync", "fdatasync", "close")
"""The system calls that change files, as strace names them; a system need not have all of them."""
_LINE = re.compile(r"^(?P<name>\w+)\((?P<arguments>.*)\)\s+= (?P<result>-?\d+|\?)(?P<rest>.*)$")
_DESCRIPTOR = re.compile(r"^\w+<(?P<path>/[^>]*)>")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Call:
    """One system call."""

    name: str
    paths: tuple[str, ...]
    """What it is about: of a rename, from and to."""
    flags: str
    failed: bool
    number: int
    """The how manieth of its name it is, counted from 1, as strace counts them."""
    is_injected: bool

    @property
    def writes(self) -> bool:
        """Whether a file may lose what it held by it."""
        reads_only = self.flags.startswith(", O_RDONLY") and "O_TRUNC" not in self.flags
        return self.name in OPENING and not reads_only


@dataclass(frozen=True)
class Traced:
    """A run under strace."""

    code: int
    output: str
    calls: tuple[Call, ...]

    def about(self, root: Path) -> list[Call]:
        """The calls on files and folders of the project."""
        return [call for call in self.calls if any(Path(path).is_relative_to(root) for path in call.paths)]

    def injected(self, root: Path) -> Call | None:
        """The call that was made to fail, if it was one on the project."""
        return next((call for call in self.about(root) if call.is_injected), None)


STOP = "fsync:signal=STOP"
"""A fault that has the run stand still at an fsync."""


_STOPPED = b"si_code=SI_KERNEL} ---\n--- stopped by SIGSTOP"
"""What strace tells of such a stop; the one that a run begins with is of another code."""


def until_stopped(running: Running, times: int = 1) -> None:
    """Wait until a run has stood still so many times by `STOP`, or is over."""
    log = log_of(running.nursery)
    until(lambda: log.read_bytes().count(_STOPPED) >= times or running.is_over())


def log_of(nursery: Nursery) -> Path:
    return nursery.folder / "log"


@contextmanager
def traced(
    nursery: Nursery, arguments: Sequence[str], root: Path, log: Path, faults: Sequence[str]
) -> Iterator[Running]:
    """A run with its main thread under strace, which injects faults. It is over then, and not waited for."""
    running = nursery.start(arguments, root, stopped=True)
    until(running.is_stopped)
    names = ",".join(f"?{name}" for name in CALLS)
    injected = [part for fault in faults for part in ("-e", f"inject={fault}")]
    options = ["-y", "-qq", "-s", "300", "-e", f"trace={names}", "-o", str(log), "-p", str(running.pid)]
    tracer = subprocess.Popen(["strace", *options, *injected], stderr=subprocess.PIPE)
    status = Path(f"/proc/{running.pid}/status")
    until(lambda: "TracerPid:\t0\n" not in status.read_text("utf-8") or tracer.poll() is not None)
    running.send(signal.SIGCONT)
    yield running
    _, errors = tracer.communicate()
    assert tracer.returncode == 0 or not errors, errors


def trace(
    nursery: Nursery,
    arguments: Sequence[str],
    root: Path,
    *faults: str,
    meanwhile: Callable[[Running], object] = lambda _: None,
) -> Traced:
    """A whole run, watched; `meanwhile` is called while it goes on."""
    log = log_of(nursery)
    log.write_bytes(b"")
    with traced(nursery, arguments, root, log, faults) as running:
        meanwhile(running)
    ended = running.wait()
    calls = calls_in(log.read_text("utf-8", errors="replace"), root)
    return Traced(ended.code, ended.output, tuple(calls))


def calls_in(log: str, root: Path) -> Iterator[Call]:
    counts: Counter[str] = Counter()
    for line in log.splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        name, arguments = match["name"], match["arguments"]
        counts[name] += 1
        strings = _STRING.findall(arguments)
        descriptor = _DESCRIPTOR.match(arguments)
        paths = strings if name in NAMING else [descriptor["path"]] if descriptor else []
        yield Call(
            name=name,
            paths=tuple(str(root / path) for path in paths),
            flags=arguments.rpartition('"')[2],
            failed=match["result"] == "-1",
            number=counts[name],
            is_injected="INJECTED" in match["rest"],
        )
