"""One language's part of a draft run: engine after engine, saving what arrives."""

from __future__ import annotations

import datetime
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from essaytool.drafting.budget import Budget
from essaytool.drafting.cache import Cache
from essaytool.drafting.plan import Leg, plan_leg
from essaytool.drafting.recall import suggest
from essaytool.drafting.run import Drafted as DraftedTask
from essaytool.drafting.run import Refused, Run
from essaytool.drafting.tasks import Task
from essaytool.engines import Engine
from essaytool.errors import EssaytoolError
from essaytool.glossary import Glossary
from essaytool.languages import Language
from essaytool.memory.index import Memory
from essaytool.model import Key
from essaytool.project import Project
from essaytool.workflow.results import Drafted, Failure, GaveUp, Progress, Sending
from essaytool.workflow.saving import Clock, Desk

Result = Progress | Sending | GaveUp | Drafted | Failure


@dataclass(frozen=True)
class Wish:
    """What is asked of a draft run."""

    engines: tuple[str, ...] = ()
    """Names of engines, instead of the configured ones."""
    hosted: bool = False
    """Whether ``auto`` may take an engine elsewhere, so that text leaves this machine."""
    redraft: bool = False
    """Whether drafts that nobody touched are made anew."""
    max_chars: int | None = None
    """How many characters may be sent in all, repeated requests included."""
    max_cost: float | None = None
    """What that may cost, in the money of ``price_per_million``."""
    dry_run: bool = False


@dataclass
class Session:
    """What a whole run knows while it lasts."""

    project: Project
    wish: Wish
    essays: Sequence[str]
    """Those that can be read, by name."""
    glossary: Glossary
    cache: Cache
    budget: Budget
    today: datetime.date = field(default_factory=lambda: datetime.datetime.now(datetime.UTC).date())
    told: set[str] = field(default_factory=set)
    """The engines of which it was said that text leaves this machine."""
    stopped: set[str] = field(default_factory=set)
    """The servers that gave up: asking them again would take as long, and fail as well."""

    def plan_leg(self, tasks: Sequence[Task], engine: Engine, language: Language, memory: Memory) -> Leg:
        """What this engine would do for these tasks, within the budget."""
        return plan_leg(
            tasks,
            engine,
            self.project.source_language,
            language,
            budget=self.budget,
            cache=self.cache,
            examples=lambda msgid: tuple((match.msgid, match.msgstr) for match in memory.close(msgid)),
        )


class Relay:
    """The drafting of one language."""

    def __init__(self, session: Session, language: Language, memory: Memory, essays: Sequence[str]) -> None:
        self.session = session
        self.language = language
        self.memory = memory
        self.desks = {essay: self.desk(essay) for essay in essays}
        self.postponed: Counter[str] = Counter()
        self.reasons: dict[tuple[str, Key], list[str]] = {}
        self.lost: set[str] = set()
        """The essays whose catalogs cannot be saved: they vanished, or broke."""

    def desk(self, essay: str) -> Desk:
        project, wish = self.session.project, self.session.wish
        path = project.catalog_path(essay, self.language)
        return Desk(project, essay, self.language.tag, path, wish.redraft, self.session.today)

    def draft(self, tasks: Sequence[Task], chain: Sequence[Engine]) -> Iterator[Result]:
        """Have the engines of the chain draft, one after the other, what those before them did not.

        Yields what happens; the results of the catalogs come last.
        """
        session, total = self.session, len(tasks)
        source, target = session.project.source_language, self.language
        run = Run(source, target, session.budget, session.cache, self.take, lost=self.lost)
        for place, engine in enumerate(chain):
            yield from self.ask(run, engine, tasks, total)
            self.remember(run.left, engine, alone=len(chain) == 1)
            left = [*(refused.task for refused in run.left), *run.unasked]
            tasks = [task for task in left if task.essay not in self.lost]
            if run.stopped:
                session.stopped |= {engine.name} if engine.cached else set()
                if tasks and place + 1 < len(chain):
                    yield GaveUp(engine.name, run.stopped.sentence)
            if not tasks:
                break
        self.leave(refused.task for refused in run.left)
        if run.stopped and run.unasked:
            yield Failure(run.stopped)
        yield from self.finish()

    def finish(self) -> Iterator[Result]:
        """Save what is not saved yet, and say what became of each catalog."""
        yield from self.save()
        for essay, desk in self.desks.items():
            if essay in self.lost:
                desk.refused.clear()  # there is no entry to tell of
            if result := desk.result(self.postponed[essay]):
                yield result

    def take(self, result: DraftedTask | Refused) -> None:
        self.desks[result.task.essay].take(result)

    def leave(self, tasks: Iterable[Task]) -> None:
        """What no engine drafts gets the translation of a text like it, if there is one, or else the reasons.

        What an engine did not come to is not among it, and waits for another run.
        """
        for task in tasks:
            desk, found = self.desks[task.essay], suggest(task, self.memory)
            reasons = self.reasons.get((task.essay, task.entry.key))
            if found:
                desk.suggest(found)
            elif reasons:
                desk.take(Refused(task, "; ".join(reasons)))

    def ask(self, run: Run, engine: Engine, tasks: Sequence[Task], total: int) -> Iterator[Result]:
        """One engine's part. Whatever ends it, what was drafted is saved."""
        leg = self.session.plan_leg(tasks, engine, self.language, self.memory)
        self.postponed.update(task.essay for query in leg.postponed for task in query.tasks)
        if engine.hosted and leg.queries and engine.name not in self.session.told:
            self.session.told.add(engine.name)
            yield Sending(engine.name, engine.destination)
        done, clock = total - len(tasks), Clock()
        try:
            for count in run.carry_out(leg):
                done += count
                if clock.is_due():
                    begun = time.monotonic()
                    yield from self.save()
                    clock.saved_since(begun)
                sent = sum(spent.characters for spent in self.session.budget.by_engine.values())
                yield Progress(self.language.tag, done, total, f"{sent:,} characters sent")
        finally:
            failures = list(self.save())
        yield from failures

    def remember(self, refusals: Sequence[Refused], engine: Engine, *, alone: bool) -> None:
        """Why an engine made no draft; which one it was is said where several were asked."""
        for refused in refusals:
            place = (refused.task.essay, refused.task.entry.key)
            reason = refused.reason if alone else f"{engine.name}: {refused.reason}"
            self.reasons.setdefault(place, []).append(reason)

    def save(self) -> Iterator[Failure]:
        """Save every catalog; one that cannot be saved is left alone from then on, and nothing more is asked
        for it.
        """
        for essay in [essay for essay in self.desks if essay not in self.lost]:
            try:
                self.desks[essay].save()
            except EssaytoolError as error:
                self.lost.add(essay)
                yield Failure(error)
