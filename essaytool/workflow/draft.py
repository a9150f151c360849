"""``draft``: machine drafts for what is missing in the catalogs, for people to review.

Language by language: the memory's exact matches come first, what the cache knows costs nothing, the rest
goes to the first engine of the chain, and what that one does not draft to the next. Catalogs are saved while
answers arrive, so that a run that stops loses nothing that was answered.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from typing import ClassVar

from essaytool.drafting.budget import Budget, price
from essaytool.drafting.cache import Cache, cache_path
from essaytool.drafting.plan import Leg
from essaytool.drafting.queries import Query
from essaytool.drafting.recall import MEMORY, recall
from essaytool.drafting.run import Drafted as DraftedTask
from essaytool.drafting.tasks import Task, find_tasks, waits
from essaytool.engines import THIS_MACHINE, Engine, candidates, load_engine
from essaytool.errors import ConfigError, EngineError, EssaytoolError, ProjectError
from essaytool.languages import Language
from essaytool.locks import lock
from essaytool.memory.index import Memory
from essaytool.model import Catalog
from essaytool.paths import shown
from essaytool.project import Project
from essaytool.workflow.glossary import read_glossary
from essaytool.workflow.jobs import ALONE, Crew, EditionJob
from essaytool.workflow.memory import read_memory
from essaytool.workflow.relay import Relay, Session, Wish
from essaytool.workflow.results import (
    Drafted,
    Failure,
    GaveUp,
    Planned,
    Progress,
    Sending,
    Sent,
    Undrafted,
)
from essaytool.workflow.steps import read_catalog, read_essay
from essaytool.workflow.survey import readable

Result = Progress | Sending | Sent | Planned | Drafted | GaveUp | Undrafted | Failure


def draft(
    project: Project,
    languages: Sequence[Language],
    essays: Sequence[str],
    wish: Wish,
    crew: Crew = ALONE,
) -> Iterator[Result]:
    """Fill the catalogs, language by language.

    Raises `LockError`, `ConfigError` for an engine that is none, `TableError` for a broken glossary.
    """
    for name in wish.engines:
        if name != "auto":
            load_engine(name, project.for_engine.get(name))
    path = cache_path(os.environ)
    cache = Cache(None if wish.dry_run and not path.exists() else path)
    with nullcontext() if wish.dry_run else lock(project.root), closing(cache):
        names = yield from readable(project, essays, crew)
        budget = Budget(wish.max_chars, wish.max_cost)
        session = Session(project, wish, names, read_glossary(project), cache, budget)
        for language in languages:
            yield from _draft_language(session, language, crew)
        yield from _sent(session)


def _draft_language(session: Session, language: Language, crew: Crew) -> Iterator[Result]:
    waiting = yield from _waiting(session, language, crew)
    tasks = list(_tasks(session, waiting, language))
    if not tasks:
        return
    memory = yield from read_memory(session.project, language)
    remembered, tasks = recall(tasks, memory, session.project.source_language, language)
    chain = (yield from _chain(session, language)) if tasks else ()
    if session.wish.dry_run:
        yield from _plan_memory(session, remembered, language)
        yield from _plan(session, tasks, chain or (), language, memory)
        return
    relay = Relay(session, language, memory, list(waiting))
    for drafted in remembered:
        relay.take(drafted)
    if chain is None and session.wish.hosted:
        relay.leave(tasks)
    yield from relay.draft(tasks, chain) if chain else relay.finish()


def _tasks(session: Session, waiting: Mapping[str, Catalog], language: Language) -> Iterator[Task]:
    for name, catalog in waiting.items():
        yield from find_tasks(
            name,
            read_essay(session.project, name),
            catalog,
            redraft=session.wish.redraft,
            terms=lambda msgid: session.glossary.terms(msgid, language),
        )


@dataclass(frozen=True)
class LookForGaps(EditionJob[bool]):
    """See whether something in a catalog waits for a draft. Raises `ProjectError` where there is no catalog,
    and as `read_catalog` does.
    """

    redraft: bool

    kept: ClassVar = bool

    def __call__(self) -> bool:
        return any(waits(entry, redraft=self.redraft) for entry in self.catalog().entries)

    def catalog(self) -> Catalog:
        path = self.project.catalog_path(self.essay, self.language)
        catalog = read_catalog(self.project, path)
        if catalog is None:
            raise ProjectError(
                "the catalog is missing", path=shown(path), hint="run `essaytool update` first"
            )
        return catalog


def _waiting(
    session: Session, language: Language, crew: Crew
) -> Generator[Failure, None, dict[str, Catalog]]:
    """The catalogs in which something waits for a draft, by essay."""
    found = {}
    redraft = session.wish.redraft
    for job, waiting in crew.perform(
        LookForGaps(session.project, essay, language, redraft) for essay in session.essays
    ):
        try:
            if isinstance(waiting, Failure):
                yield waiting
            elif waiting:
                found[job.essay] = job.catalog()
        except EssaytoolError as error:
            yield Failure(error)
    return found


def _chain(
    session: Session, language: Language
) -> Generator[Undrafted | Failure, None, tuple[Engine, ...] | None]:
    """The engines to ask, in order; none where those that can have stopped before, and None, with the reason
    yielded, where there is no such engine. Raises `ConfigError` for one whose price is
    needed and not known.
    """
    names = session.wish.engines or session.project.settings_for(language).engine
    try:
        chain = candidates(
            names,
            session.project.source_language,
            language,
            allow_hosted=session.wish.hosted,
            for_engine=session.project.for_engine,
        )
    except EngineError as error:
        stays_here = "auto" in names and not session.wish.hosted
        yield Undrafted(language.tag, error.sentence) if stays_here else Failure(error)
        return None
    for engine in chain:
        if session.wish.max_cost is not None and engine.hosted and not engine.price_per_million:
            raise ConfigError(
                f"nobody knows what {engine.name} costs, so that its cost cannot be limited",
                hint=f"set `price_per_million` in [engines.{engine.name}], or leave out --max-cost",
            )
    return tuple(engine for engine in chain if engine.name not in session.stopped)


def _plan_memory(
    session: Session, remembered: Sequence[DraftedTask], language: Language
) -> Iterator[Planned]:
    if remembered:
        words = (session.project.source_language.count_words(found.task.entry.msgid) for found in remembered)
        yield Planned(language.tag, MEMORY, THIS_MACHINE, len(remembered), sum(words))


def _plan(
    session: Session, tasks: Sequence[Task], chain: Sequence[Engine], language: Language, memory: Memory
) -> Iterator[Planned]:
    """What a run would do, if every engine drafts what it is given."""
    left = tasks
    for engine in chain:
        leg = session.plan_leg(left, engine, language, memory)
        left = [task for query in leg.passed for task in query.tasks]
        if leg.entries or leg.postponed:
            yield _planned(session, leg, language)


def _planned(session: Session, leg: Leg, language: Language) -> Planned:
    asked = [*leg.queries, *(query for query, _ in leg.known)]
    source, engine = session.project.source_language, leg.engine
    return Planned(
        language=language.tag,
        engine=engine.name,
        destination=engine.destination,
        entries=leg.entries,
        words=sum(source.count_words(task.entry.msgid) for query in asked for task in query.tasks),
        cached=_entries(query for query, _ in leg.known if query.has_words),
        characters=leg.characters,
        requests=leg.requests,
        price=price(engine, leg.characters),
        seconds=leg.seconds,
        most_characters=leg.most_characters,
        most_price=price(engine, leg.most_characters),
        postponed=_entries(leg.postponed),
    )


def _sent(session: Session) -> Iterator[Sent]:
    for spent in session.budget.by_engine.values():
        engine = spent.engine
        yield Sent(engine.name, engine.destination, spent.characters, spent.requests, spent.cost)


def _entries(queries: Iterator[Query] | Sequence[Query]) -> int:
    return sum(len(query.tasks) for query in queries)
