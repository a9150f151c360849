"""A small essay with its catalog, and an engine that answers what a test has in mind."""

from __future__ import annotations

import datetime
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from essaytool.drafting.budget import Budget
from essaytool.drafting.cache import Cache
from essaytool.drafting.plan import Leg, plan_leg
from essaytool.drafting.run import Drafted, Refused, Run
from essaytool.drafting.tasks import Task, find_tasks
from essaytool.engines import THIS_MACHINE, Answer, Batch, Engine, Limits
from essaytool.languages import Language, parse_tag
from essaytool.markdown.segment import segment
from essaytool.model import Catalog, Entry, Essay

ENGLISH, SPANISH = parse_tag("en"), parse_tag("es")
TODAY = datetime.date(2026, 11, 23)
Result = Drafted | Refused


def foreign(text: str) -> str:
    """Words of another language, with every placeholder in its place."""
    return re.sub("[aeiou]", "ö", text)


def always(answer: Answer) -> Callable[[str], Answer]:
    return lambda _: answer


@dataclass
class Scripted:
    """An engine that does to a text what a function says, and remembers the texts."""

    answer: Callable[[str], Answer] = foreign
    limits: Limits = field(default_factory=lambda: Limits(text=1000, texts=2))
    carriers: tuple[str, ...] = ("token",)
    batches: list[Batch] = field(default_factory=list)
    name: str = "scripted"
    hosted: bool = False
    destination: str = THIS_MACHINE
    garbles: None = None
    model: str = ""
    address: str = ""
    reads_context: bool = False
    takes_terms: bool = False
    cached: bool = True
    price_per_million: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def sent(self) -> list[str]:
        return [item.text for batch in self.batches for item in batch.texts]

    def available(self) -> str:
        return ""

    def speaks(self, source: Language, target: Language) -> bool:
        return True

    def measure(self, text: str) -> int:
        return len(text)

    def translate(self, batch: Batch) -> Sequence[Answer]:
        with self.lock:
            self.batches.append(batch)
        return [self.answer(item.text) for item in batch.texts]


def essay(*paragraphs: str) -> Essay:
    return segment("\n\n".join(paragraphs).encode())


def catalog(*entries: Entry | str) -> Catalog:
    pieces = (entry if isinstance(entry, Entry) else Entry(entry) for entry in entries)
    return Catalog("es.po", tuple(pieces))


def tasks(*paragraphs: str, name: str = "essay") -> list[Task]:
    """What waits in an essay of these paragraphs, none of which is translated."""
    source = essay(*paragraphs)
    keys = dict.fromkeys(unit.msgid for unit in source.units)
    return list(find_tasks(name, source, catalog(*keys)))


def leg(
    waiting: Iterable[Task],
    engine: Engine,
    *,
    budget: Budget | None = None,
    cache: Cache | None = None,
    target: Language = SPANISH,
) -> Leg:
    return plan_leg(waiting, engine, ENGLISH, target, budget=budget or Budget(), cache=cache or Cache())


@dataclass
class Outcome:
    """What a run of one engine came to."""

    results: list[Result]
    run: Run

    @property
    def drafted(self) -> dict[str, str]:
        """The drafts that are there in the end, by msgid."""
        found: dict[str, str] = {}
        for result in self.results:
            if isinstance(result, Drafted):
                found[result.task.entry.msgid] = result.msgstr
            else:
                found.pop(result.task.entry.msgid, None)
        return found

    @property
    def reasons(self) -> list[str]:
        return [refused.reason for refused in self.run.left]


def run(
    engine: Engine,
    waiting: Iterable[Task],
    *,
    budget: Budget | None = None,
    cache: Cache | None = None,
    target: Language = SPANISH,
) -> Outcome:
    """Have one engine draft these tasks."""
    budget, cache = budget or Budget(), cache or Cache()
    results: list[Result] = []
    drafting = Run(ENGLISH, target, budget, cache, results.append)
    for _ in drafting.carry_out(leg(waiting, engine, budget=budget, cache=cache, target=target)):
        pass
    return Outcome(results, drafting)


def msgstr(engine: Engine, paragraph: str) -> str:
    outcome = run(engine, tasks(paragraph))
    assert list(outcome.drafted) == [paragraph], outcome.reasons
    return outcome.drafted[paragraph]


def reason(engine: Engine, paragraph: str) -> str:
    outcome = run(engine, tasks(paragraph))
    assert outcome.drafted == {}
    (why,) = outcome.reasons
    return why


def new_cache(folder: Path) -> Cache:
    return Cache(folder / "cache" / "drafts.sqlite")
