"""An edition's cover: what it says of itself before it begins. Lists of essays are made of covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from essaytool.editions.dates import latest
from essaytool.editions.marks import REVIEWED, SOURCE, Slots, shown
from essaytool.languages import Language
from essaytool.model import Edition, Placed

if TYPE_CHECKING:
    from essaytool.markdown.parser import Event, Run

SHOWN_KEYS = ("title", "subtitle", "description")
"""The keys of front matter that a page shows in the reader's language."""


@dataclass(frozen=True)
class Phrase:
    """A text, the language that it is in, and what readers are shown by it. False if there is none."""

    text: str
    language: Language
    state: str = REVIEWED

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Cover:
    """What an edition's front matter says; what it lacks is empty."""

    title: Phrase
    """The heading that the text begins with where the front matter has no title, or else the essay's name."""
    subtitle: Phrase
    description: Phrase
    authors: tuple[str, ...]
    date: date | None
    updated: datetime | None = None
    """The later of that day and of the translation's last revision, in UTC."""


def cover(edition: Edition, name: str, language: Language, source_language: Language) -> Cover:
    """The cover of the essay `name` in this edition."""
    from essaytool.markdown.frontmatter import read_front_matter
    from essaytool.markdown.parser import runs

    front = read_front_matter(edition.markdown, SHOWN_KEYS)
    slots = {placed.start: placed for placed in edition.placed}

    def phrase(text: str, placed: Placed | None) -> Phrase:
        if language == source_language:
            return Phrase(text, language)
        if placed is None or not placed.unit.translatable:
            return Phrase(text, source_language)
        state = shown(placed)
        return Phrase(text, source_language if state == SOURCE else language, state)

    found = {scalar.key: phrase(scalar.value, slots.get(scalar.start)) for scalar in front.scalars}
    opening = list(islice(runs(edition.markdown[front.end :].decode()), 2))
    heading = phrase(first_heading(opening), Slots(edition, front.end).first())
    nothing = Phrase("", language)
    day = _day(front.values.get("date"))
    return Cover(
        title=found.get("title") or heading or Phrase(name.rpartition("/")[2], source_language),
        subtitle=found.get("subtitle", nothing),
        description=found.get("description", nothing),
        authors=_names(front.values),
        date=day,
        updated=latest(day, edition.revised),
    )


def first_heading(items: Sequence[Run | Event]) -> str:
    """What the heading of level 1 says that a text begins with; empty where a text begins otherwise."""
    from essaytool.markdown.parser import Run

    match items[:2]:
        case [("+Heading", {"level": "H1"}, _, _), Run() as heading]:
            return plain_text(heading)
        case _:
            return ""


def plain_text(run: Run) -> str:
    """What a run says, without its markup."""
    said = ("Text", "Code", "SoftBreak", "HardBreak")
    return "".join(
        " " if value is None else value for name, value, _, _ in run.events if name in said
    ).strip()


def _names(values: Mapping[str, Any]) -> tuple[str, ...]:
    named = values.get("authors") or values.get("author")
    names = named if isinstance(named, list) else [named]
    return tuple(name for name in names if isinstance(name, str) and name.strip())


def _day(value: object) -> date | None:
    """The day of ``2026-11-16``, of ``2026-11-16T12:00:00Z``, and of TOML's own dates."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
