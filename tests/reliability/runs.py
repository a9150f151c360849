"""Runs of essaytool in processes of their own, to be watched, hurt and killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NURSERY = Path(__file__).with_name("nursery.py")


@dataclass(frozen=True)
class Ended:
    """A run that is over."""

    code: int
    """Its exit code, negative for the signal that ended it."""
    output: str
    """What it printed, on both streams."""


@dataclass(frozen=True)
class Running:
    """A process of the nursery's."""

    nursery: Nursery
    pid: int
    output: Path

    def send(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def state(self) -> str:
        """A letter, as proc_pid_stat(5) has it."""
        return Path(f"/proc/{self.pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]

    def is_stopped(self) -> bool:
        return self.state() == "T"

    def is_over(self) -> bool:
        return self.state() == "Z"

    def wait(self) -> Ended:
        code = self.nursery.ask({"wait": self.pid})
        return Ended(code, self.output.read_text("utf-8", errors="replace"))


class Nursery:
    """The process that forks runs: see ``nursery.py``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """Where outputs and the cache of drafts go."""
        self.count = 0
        self.process = subprocess.Popen(
            [sys.executable, "-P", str(NURSERY)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def ask(self, question: object) -> int:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{json.dumps(question)}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def start(self, arguments: Sequence[str], root: Path, *, stopped: bool = False) -> Running:
        """Begin a run in a project."""
        self.count += 1
        output = self.folder / f"output{self.count}"
        question = {
            "arguments": arguments,
            "folder": str(root),
            "environment": {"XDG_CACHE_HOME": str(self.folder)},
            "output": str(output),
            "stopped": stopped,
        }
        return Running(self, self.ask(question), output)

    def run(self, arguments: Sequence[str], root: Path) -> Ended:
        return self.start(arguments, root).wait()

    def close(self) -> None:
        self.process.communicate()


@contextmanager
def nursery_in(folder: Path) -> Iterator[Nursery]:
    nursery = Nursery(folder)
    try:
        yield nursery
    finally:
        nursery.close()


def until(condition: object, seconds: float = 60.0) -> None:
    """Wait until a function says that something is so."""
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to it"
        time.sleep(0.001)
