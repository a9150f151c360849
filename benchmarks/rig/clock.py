"""Clocks: of work in this process, and of whole commands with all that they start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_LAUNCHER = Path(__file__).with_name("launch.py")


def wall() -> float:
    return time.perf_counter()


def processor() -> float:
    """Seconds of processor time so far, of this process and of those that it started and that have ended."""
    return sum(os.times()[:4])


def seconds(work: Callable[[], object], tries: int = 1, clock: Callable[[], float] = wall) -> float:
    """How long a work takes: the least of several tries, for what took longer was disturbed."""
    return least_seconds({"": work}, tries, clock)[""]


def least_seconds(
    works: Mapping[str, Callable[[], object]], tries: int, clock: Callable[[], float]
) -> dict[str, float]:
    """The least time of each work, in turn with the others, so that they are measured in the same minutes."""
    best = dict.fromkeys(works, float("inf"))
    for _ in range(tries):
        for name, work in works.items():
            begin = clock()
            work()
            best[name] = min(best[name], clock() - begin)
    return best


def report(name: str, taken: float, floor: float = 0, more: str = "") -> None:
    """A line: the work, its milliseconds, its ratio to `floor` seconds, and what there is to say besides."""
    ratio = f"{taken / floor:8.2f}" if floor else " " * 8
    print(f"{name:58} {taken * 1000:10.1f} ms {ratio}  {more}".rstrip())


@dataclass(frozen=True)
class Run:
    """What a command cost, with all processes that it started."""

    wall: float
    """Seconds on the clock."""
    cpu: float
    """Seconds of processor time."""
    memory: float
    """The peak of its largest process, in MB of 10^6 bytes."""
    code: int = 0

    def best(self, other: Run) -> Run:
        """The less of both, number by number."""
        return Run(
            min(self.wall, other.wall), min(self.cpu, other.cpu), min(self.memory, other.memory), other.code
        )


def run(command: Sequence[str | Path], cwd: Path, answers: Sequence[int] = (0,)) -> Run:
    """Run a command to its end, with its output going nowhere. Leaves if its exit code is none of `answers`.

    It is started by a Python that holds nothing: what a process held before it became the command counts as
    the command's memory (getrusage(2), "ru_maxrss").
    """
    with tempfile.NamedTemporaryFile(suffix=".json") as told:
        words = [sys.executable, "-I", "-S", str(_LAUNCHER), told.name, *map(str, command)]
        done = subprocess.run(
            words,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=True,
        )
        found = Run(**json.loads(Path(told.name).read_text("utf-8")))
    if found.code not in answers:
        last = b"\n".join(done.stdout.splitlines()[-5:]).decode(errors="replace")
        sys.exit(f"{' '.join(words[5:])[:200]}: exit {found.code}\n{last}")
    return found
