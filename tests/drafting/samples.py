"""A small essay with its catalog, and an engine that answers what a test has in mind."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from essaytool.drafting.plan import plan_drafts
from essaytool.drafting.run import Drafted, Refused, Result, draft
from essaytool.engines import THIS_MACHINE, Answer, Batch, Limits
from essaytool.languages import Language, parse_tag
from essaytool.markdown.segment import segment
from essaytool.model import Catalog, Entry, Essay

ENGLISH, SPANISH = parse_tag("en"), parse_tag("es")
TODAY = datetime.date(2026, 11, 23)


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
    sent: list[str] = field(default_factory=list)
    name: str = "scripted"
    hosted: bool = False
    destination: str = THIS_MACHINE
    garbles: None = None
    model: str = ""
    reads_context: bool = False
    takes_terms: bool = False
    price_per_million: float = 0.0

    def available(self) -> str:
        return ""

    def speaks(self, source: Language, target: Language) -> bool:
        return True

    def measure(self, text: str) -> int:
        return len(text)

    def translate(self, batch: Batch) -> Sequence[Answer]:
        self.sent += [item.text for item in batch.texts]
        return [self.answer(item.text) for item in batch.texts]


def essay(*paragraphs: str) -> Essay:
    return segment("\n\n".join(paragraphs).encode())


def catalog(*entries: Entry | str) -> Catalog:
    pieces = (entry if isinstance(entry, Entry) else Entry(entry) for entry in entries)
    return Catalog("es.po", tuple(pieces))


def results(engine: Scripted, *paragraphs: str, max_chars: int | None = None) -> list[Result]:
    """What becomes of these paragraphs, all of them without a translation."""
    plan = plan_drafts(catalog(*paragraphs), essay(*paragraphs), engine, ENGLISH, max_chars=max_chars)
    return [result for batch in draft(plan, engine, ENGLISH, SPANISH, today=TODAY) for result in batch]


def msgstr(engine: Scripted, paragraph: str) -> str:
    (result,) = results(engine, paragraph)
    assert isinstance(result, Drafted), result
    return result.entry.msgstr


def reason(engine: Scripted, paragraph: str) -> str:
    (result,) = results(engine, paragraph)
    assert isinstance(result, Refused), result
    assert not result.entry.msgstr
    return result.reason
