"""Watching what a command asks of the system, and making the system fail at a chosen moment, by strace."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CALLS = {
    "open": "openat",
    "write": "write",
    "fsync": "fsync",
    "rename": "rename,renameat,renameat2",
    "close": "close",
}
"""The system calls of each kind, as strace names them."""
_LINE = re.compile(r"^(?:\d+\s+)?(?P<name>\w+)\((?P<arguments>.*)\)\s+= (?P<result>-?\d+|\?)(?P<rest>.*)$")
_DESCRIPTOR = re.compile(r"^\w+<(?P<path>[^>]*)>")
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
    """The how manieth of its name it is in the run, counted from 1."""


@dataclass(frozen=True)
class Traced:
    """A command that ran under strace."""

    code: int
    output: str
    """What it printed, on both streams."""
    calls: tuple[Call, ...]

    def about(self, root: Path) -> list[Call]:
        """The calls on files of the project, those of its state left out."""
        own = str(root)
        state = str(root / ".essaytool")
        return [
            call
            for call in self.calls
            if any(path.startswith(own) and not path.startswith(state) for path in call.paths)
        ]


def trace(command: Sequence[str], root: Path, log: Path, *injected: str) -> Traced:
    """Run a command in a project, with faults as strace's ``inject`` takes them."""
    names = ",".join(CALLS.values())
    faults = [part for fault in injected for part in ("-e", f"inject={fault}")]
    watching = ["strace", "-f", "--seccomp-bpf", "-y", "-qq", "-s", "200", "-e", f"trace={names}", *faults]
    done = subprocess.run(
        [*watching, "-o", str(log), *command],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    calls = _calls(log.read_text("utf-8", errors="replace"), root)
    return Traced(done.returncode, done.stdout + done.stderr, tuple(calls))


def _calls(log: str, root: Path) -> list[Call]:
    counts: dict[str, int] = {}
    found = []
    for line in log.splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        name, arguments = match["name"], match["arguments"]
        counts[name] = counts.get(name, 0) + 1
        strings = _STRING.findall(arguments)
        descriptor = _DESCRIPTOR.match(arguments)
        paths = strings if name.startswith(("open", "rename")) else [descriptor["path"]] if descriptor else []
        flags = arguments.rpartition('"')[2]
        shown = tuple(str(root / path) for path in paths)
        found.append(Call(name, shown, flags, match["result"] == "-1", counts[name]))
    return found
