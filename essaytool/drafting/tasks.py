"""Tasks: the entries of catalogs that wait for a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from essaytool.model import Catalog, Entry, Essay, Key, State, Term, Unit


@dataclass(frozen=True)
class Task:
    """One entry to fill."""

    essay: str
    """The essay's name."""
    title: str
    """The essay's title."""
    entry: Entry
    units: tuple[Unit, ...]
    """The places in the essay where it stands."""
    before: str = ""
    """The text that comes before the first of them, and the one that follows."""
    after: str = ""
    terms: tuple[Term, ...] = ()
    """The terms of the glossary that occur in it."""


def waits(entry: Entry, *, redraft: bool) -> bool:
    """Whether an entry waits for a draft: it is missing or, with `redraft`, has one that nobody touched.

    A draft that a person approved or rewrote is a person's, and so is a stale entry.
    """
    return entry.state is State.MISSING or (redraft and entry.state is State.DRAFT)


def find_tasks(
    name: str,
    essay: Essay,
    catalog: Catalog,
    *,
    redraft: bool = False,
    terms: Callable[[str], tuple[Term, ...]] = lambda _: (),
) -> Iterator[Task]:
    """The entries of a catalog that wait, in the order of the catalog, each with the `terms` of its text.

    Entries that the essay no longer has wait for `update`. No machine makes plural forms.
    """
    places, neighbours, title = _places(essay), _neighbours(essay), _title(essay)
    for entry in catalog.entries:
        if waits(entry, redraft=redraft) and entry.msgid_plural is None and entry.key in places:
            found = terms(entry.msgid)
            yield Task(name, title, entry, places[entry.key], *neighbours[entry.key], found)


def _places(essay: Essay) -> Mapping[Key, tuple[Unit, ...]]:
    places: dict[Key, tuple[Unit, ...]] = {}
    for unit in essay.units:
        places[unit.key] = (*places.get(unit.key, ()), unit)
    return places


def _neighbours(essay: Essay) -> Mapping[Key, tuple[str, str]]:
    """The texts before and after the first place of each key."""
    texts = ["", *(unit.msgid for unit in essay.units), ""]
    pairs = zip(essay.units, zip(texts, texts[2:], strict=False), strict=True)
    return {unit.key: around for unit, around in reversed(list(pairs))}


def _title(essay: Essay) -> str:
    """What the essay calls itself: the title of its front matter, or its first heading."""
    kinds = ("front matter: title", "heading")
    titles = (unit.msgid for kind in kinds for unit in essay.units if unit.kind.startswith(kind))
    return next(titles, "")
