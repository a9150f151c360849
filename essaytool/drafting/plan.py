"""What a draft run fills, and how much that is, before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from essaytool.engines import Engine
from essaytool.languages import Language
from essaytool.markdown.protect import Protected, protect
from essaytool.model import Catalog, Entry, Essay, Key, State, Unit


@dataclass(frozen=True)
class Task:
    """One entry to fill."""

    entry: Entry
    units: tuple[Unit, ...]
    """The places in the essay where it stands."""
    protected: Protected

    @property
    def characters(self) -> int:
        """How many characters are sent for it."""
        return len(self.protected.text) if self.protected.has_words else 0


@dataclass(frozen=True)
class Plan:
    """The entries that a run fills with one engine, in essay order."""

    engine: str
    tasks: tuple[Task, ...]
    words: int
    """Of the msgids, as coverage counts them."""
    postponed: int = 0
    """How many further entries `max_chars` leaves for another run."""
    max_chars: int | None = None

    @property
    def entries(self) -> int:
        return len(self.tasks)

    @cached_property
    def characters(self) -> int:
        """How many are sent if nothing is sent twice."""
        return sum(task.characters for task in self.tasks)

    @property
    def spare_characters(self) -> int | None:
        """How many more may be sent, for second attempts; None where there is no limit."""
        return None if self.max_chars is None else self.max_chars - self.characters


def plan_drafts(
    catalog: Catalog,
    essay: Essay,
    engine: Engine,
    source: Language,
    *,
    redraft: bool = False,
    max_chars: int | None = None,
) -> Plan:
    """The entries of a catalog that this engine is to fill: the missing ones, and with `redraft` its drafts.

    A draft that a person approved or rewrote is a person's, and so is a stale entry. Entries that the essay
    no longer has wait for `update`. With `max_chars`, entries are taken in order as long as what is sent
    for them stays within.
    """
    tasks = list(_tasks(catalog, essay, engine, redraft=redraft))
    affordable = tasks if max_chars is None else list(_within(tasks, max_chars))
    return Plan(
        engine=engine.name,
        tasks=tuple(affordable),
        words=sum(source.count_words(task.entry.msgid) for task in affordable),
        postponed=len(tasks) - len(affordable),
        max_chars=max_chars,
    )


def waits(entry: Entry, *, redraft: bool) -> bool:
    """Whether an entry waits for a draft: it is missing or, with `redraft`, has one that nobody touched."""
    return entry.state is State.MISSING or (redraft and entry.state is State.DRAFT)


def _tasks(catalog: Catalog, essay: Essay, engine: Engine, *, redraft: bool) -> Iterator[Task]:
    places = _places(essay)
    for entry in catalog.entries:
        if waits(entry, redraft=redraft) and entry.msgid_plural is None and entry.key in places:
            units = places[entry.key]
            protected = protect(entry.msgid, units[0].context, engine.carriers[0], engine.garbles)
            yield Task(entry, units, protected)


def _places(essay: Essay) -> Mapping[Key, tuple[Unit, ...]]:
    places: dict[Key, tuple[Unit, ...]] = {}
    for unit in essay.units:
        places[unit.key] = (*places.get(unit.key, ()), unit)
    return places


def _within(tasks: list[Task], max_chars: int) -> Iterator[Task]:
    sent = 0
    for task in tasks:
        sent += task.characters
        if sent > max_chars:
            return
        yield task
