"""Who does the jobs: this process, others on this machine, or a cluster; what comes of them is the same."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from essaytool import __version__
from essaytool.errors import EssaytoolError, WorkerError
from essaytool.paths import standing_in
from essaytool.traces import Trace, traced
from essaytool.workflow.results import Failure

Job = Callable[[], Any]
Chunk = Sequence[Job]
"""Jobs for one worker to do, one after the other: those of one essay share what they read of it."""

_ALONE_SECONDS = 0.5
"""For so long this process works alone: what it can do meanwhile is not worth starting others for."""
_AHEAD = 4
"""Chunks for each worker that wait for it, so that none has to wait for us."""

_PRELOADED = tuple(
    f"essaytool.{name}"
    for name in ("workflow.build", "workflow.check", "workflow.update", "checks.run", "editions.page")
)
"""What is imported once for all processes, since jobs will need it."""


@dataclass(frozen=True)
class Done:
    """What came of a job, and what it read."""

    value: Any
    trace: Trace


@dataclass(frozen=True)
class Report:
    """What came of a chunk, and which version of us did it."""

    done: tuple[Done, ...]
    version: str


def work(chunk: Chunk, standing: Path) -> Report:
    """Do these jobs; an error of one is what came of it. Messages name paths as seen from `standing`."""
    with standing_in(standing):
        return Report(tuple(map(_do, chunk)), __version__)


def _do(job: Job) -> Done:
    with traced() as trace:
        try:
            return Done(job(), trace)
        except EssaytoolError as error:
            return Done(Failure(error), trace)


class Workers:
    """This process, and, once that takes longer, those that `start` starts."""

    def __init__(
        self,
        count: int = 1,
        start: Callable[[int], Executor] | None = None,
        *,
        at_once: bool = False,
        waits: bool = True,
        leave: Callable[[], object] = lambda: None,
    ) -> None:
        self._count, self._start, self._waits, self._leave = count, start, waits, leave
        self._executor: Executor | None = None
        self._under_way: deque[Future[Report]] = deque()
        self._alone_until = 0.0 if at_once else None

    def do(self, chunks: Sequence[Chunk]) -> Iterator[Done]:
        """What came of each job, in order. Raises `WorkerError` when workers come to an end."""
        waiting = iter(chunks)
        for chunk in waiting:
            if self._has_others():
                yield from self._together(_first(chunk, waiting))
            else:
                yield from work(chunk, Path.cwd()).done

    def _has_others(self) -> bool:
        """Whether others should work, too."""
        if self._executor is None and self._start is not None:
            if self._alone_until is None:
                self._alone_until = time.monotonic() + _ALONE_SECONDS
            if time.monotonic() >= self._alone_until:
                self._executor = self._start(self._count)
        return self._executor is not None

    def _together(self, chunks: Iterator[Chunk]) -> Iterator[Done]:
        assert self._executor is not None
        self._give_up()
        under_way = self._under_way
        with _told_as_ours():
            while True:
                for chunk in islice(chunks, self._count * _AHEAD - len(under_way)):
                    under_way.append(self._executor.submit(work, chunk, Path.cwd()))
                if not under_way:
                    return
                report = under_way.popleft().result()
                if report.version != __version__:
                    raise WorkerError(
                        f"a worker has essaytool {report.version}, and this is {__version__}",
                        hint="install the same version on all machines",
                    )
                yield from report.done

    def _give_up(self) -> None:
        """Want nothing more of what is under way: whoever asked for it did not wait for the end."""
        for future in self._under_way:
            future.cancel()
        self._under_way = deque()

    def close(self) -> None:
        """Let the workers go. What waits is given up, and what is under way as well, unless this process
        `waits` for its end, which is near.
        """
        self._give_up()
        if self._executor is not None:
            self._executor.shutdown(wait=self._waits)
            self._executor = None
        self._leave()


def _first(chunk: Chunk, rest: Iterator[Chunk]) -> Iterator[Chunk]:
    yield chunk
    yield from rest


@contextmanager
def _told_as_ours() -> Iterator[None]:
    try:
        yield
    except BrokenExecutor as error:
        raise WorkerError(
            "a worker process came to an end", hint="memory may have run out: try `--jobs 1`"
        ) from error


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes(count: int) -> Executor:
    """Processes on this machine.

    They come from a server that is started for it, and not from this process, whose threads a fork would
    leave behind in the middle of something (Python's manual, "Contexts and start methods"). That server is
    ``python -c``, which would import from the current folder, and so from a stranger's project, first.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    os.environ["PYTHONSAFEPATH"] = "1"
    if method == "forkserver":
        context.set_forkserver_preload(list(_PRELOADED))
    return ProcessPoolExecutor(count, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Begin as one of several processes: leave Ctrl-C, which reaches every process of a terminal, to the one
    that started this, and end when that does, however it ends.
    """
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
