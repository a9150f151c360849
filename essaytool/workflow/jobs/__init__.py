"""Jobs: a verb's work on one essay, or on one of its editions, that can be done anywhere and is done once.

A job is a frozen value that reads files and writes none; what it makes is written by the verb. So it may run
in another process or on another machine, or not at all, if what it would read is what it read before.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from itertools import groupby, islice
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

import msgspec

from essaytool.languages import Language
from essaytool.project import Project
from essaytool.traces import Trace
from essaytool.workflow.jobs.state import State, open_state
from essaytool.workflow.jobs.tool import tool
from essaytool.workflow.jobs.workers import Workers, cores, processes
from essaytool.workflow.results import Failure, Progress

_Made = TypeVar("_Made")
_WINDOW = 1024
"""Jobs that are looked at together: what came of so many is held in memory."""
_CHUNK = 24
"""Jobs of one essay that one worker does in a row."""


@dataclass(frozen=True)
class Job(Generic[_Made]):
    """Work on one essay of a project. Fields must be values that JSON can hold."""

    project: Project
    essay: str

    kept: ClassVar[Any]
    """The type of what the state keeps of what a job makes."""

    @property
    def name(self) -> str:
        """What the state calls it: of two jobs of one name, it remembers the later."""
        return f"{type(self).__name__} {self.essay}"

    def __call__(self) -> _Made:
        """Do it. Raises `EssaytoolError`."""
        raise NotImplementedError

    def keep(self, made: _Made) -> Any:
        """What the state keeps of what was made, or None if that is not to be relied on again."""
        return made


@dataclass(frozen=True)
class EditionJob(Job[_Made]):
    """Work on one essay in one language."""

    language: Language

    @property
    def name(self) -> str:
        return f"{super().name} {self.language.tag}"


_Job = TypeVar("_Job", bound=Job[Any])


def _always(_: object) -> bool:
    return True


@dataclass(frozen=True)
class Crew:
    """Who does the jobs of a run, and what is known from earlier ones."""

    workers: Workers
    state: State
    watched: bool = False
    """Whether somebody looks on, who is told how far long work has come."""

    def gather(
        self, jobs: Sequence[EditionJob[_Made]], work: str
    ) -> Generator[Progress, None, dict[tuple[str, Language], _Made | Failure]]:
        """What the jobs make, by essay and language. Raises `WorkerError`."""
        found: dict[tuple[str, Language], Any] = {}
        for job, made in self.perform(jobs):
            found[job.essay, job.language] = made
            yield from self.tell(work, len(found), len(jobs))
        return found

    def tell(self, work: str, done: int, total: int) -> Iterator[Progress]:
        if self.watched:
            yield Progress(work, done, total)

    def perform(
        self, jobs: Iterable[_Job], suffices: Callable[[Any], bool] = _always
    ) -> Iterator[tuple[_Job, Any]]:
        """Each job, in order, with what it made, what the state kept of that, or a `Failure`.

        A job that was done before is done again unless what was kept `suffices`. Raises `WorkerError`.
        """
        self.state.look_anew()
        waiting = iter(jobs)
        while window := list(islice(waiting, _WINDOW)):
            yield from self._perform(window, suffices)
            self.state.write()

    def _perform(self, jobs: Sequence[_Job], suffices: Callable[[Any], bool]) -> Iterator[tuple[_Job, Any]]:
        told = _Told()
        known = {job.name: self._known(job, told, suffices) for job in jobs}
        left = [job for job in jobs if known[job.name] is None]
        done = self.workers.do(list(_chunks(left)))
        for job in jobs:
            value = known.pop(job.name)
            if value is None:
                found = next(done)
                value = found.value
                self._keep(job, told, value, found.trace)
            yield job, value

    def _known(self, job: _Job, told: _Told, suffices: Callable[[Any], bool]) -> Any:
        if not self.state.remembers:
            return None
        kept = self.state.find(job.name, told.of(job), job.kept)
        return kept if kept is not None and suffices(kept) else None

    def _keep(self, job: _Job, told: _Told, value: Any, trace: Trace) -> None:
        if not self.state.remembers or isinstance(value, Failure):
            return
        kept = job.keep(value)
        if kept is not None:
            root = f"{job.project.root}{os.sep}"
            self.state.keep(
                job.name,
                told.of(job),
                {path.removeprefix(root): held for path, held in trace.items()},
                kept,
            )

    def recall(
        self, project: Project, name: str, told: Any, kind: type[_Made], make: Callable[[], _Made]
    ) -> _Made:
        """What was made of this before, or what `make` makes of it now: it follows from `told` alone. If
        that is None, nothing is relied on.
        """
        if told is None or not self.state.remembers:
            return make()
        encoded = _Told().of_values(project, name, told)
        kept = self.state.find(name, encoded, kind)
        if kept is None:
            kept = make()
            self.state.keep(name, encoded, {}, kept)
        return kept

    def close(self) -> None:
        self.workers.close()
        self.state.close()


ALONE = Crew(Workers(), State())
"""This process, which knows nothing from before."""


class _Told:
    """Digests of all that jobs are told. The project's settings are part of it; where it lies is not."""

    def __init__(self) -> None:
        self._encoder = msgspec.json.Encoder(order="deterministic", enc_hook=str)
        self._project: tuple[Project, bytes] | None = None

    def of(self, job: Job[Any]) -> bytes:
        own = {field.name: getattr(job, field.name) for field in fields(job) if field.name != "project"}
        return self.of_values(job.project, type(job).__name__, own)

    def of_values(self, project: Project, *values: Any) -> bytes:
        return self._digest(self._settings(project) + self._encoder.encode(values))

    def _settings(self, project: Project) -> bytes:
        if self._project is None or self._project[0] is not project:
            told = self._encoder.encode(replace(project, root=Path()))
            self._project = project, self._digest(tool() + told)
        return self._project[1]

    @staticmethod
    def _digest(content: bytes) -> bytes:
        return blake2b(content, digest_size=20).digest()


def _chunks(jobs: Sequence[_Job]) -> Iterator[list[_Job]]:
    for _, group in groupby(jobs, key=lambda job: job.essay):
        while chunk := list(islice(group, _CHUNK)):
            yield chunk


@contextmanager
def crew_for(project: Project, jobs: int | None = None, scheduler: str = "") -> Iterator[Crew]:
    """The crew of a run: so many processes, or one for each processor, or the workers of a cluster.

    Raises `ConfigError` if the cluster's scheduler cannot be reached.
    """
    if scheduler:
        from essaytool.workflow.jobs.cluster import cluster

        workers = cluster(scheduler)
    else:
        count = jobs or cores()
        workers = Workers(count, processes if count > 1 else None)
    crew = Crew(workers, open_state(project.root, os.environ), watched=True)
    try:
        yield crew
    finally:
        crew.close()
