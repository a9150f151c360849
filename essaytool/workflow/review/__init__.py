"""``review``: what waits for a person, and their answers, each saved at once.

A translator may have the same file open in an editor: every answer starts from the file as it is then, and an
entry that is not any more what the person saw is left alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from essaytool.catalog.header import with_header_keys, with_header_value
from essaytool.git import identity
from essaytool.glossary import Glossary
from essaytool.languages import Language, parse_tag
from essaytool.locks import lock
from essaytool.model import Catalog, Entry, Essay
from essaytool.project import Project
from essaytool.review.queue import Place, ToReview, waiting
from essaytool.workflow.glossary import read_glossary
from essaytool.workflow.results import Failure
from essaytool.workflow.steps import each, read_catalog, read_essay, read_essays
from essaytool.workflow.swap import anew, swap

Change = Callable[[Entry], Entry]


@dataclass(frozen=True)
class Reviewed:
    """An answer to what waited; it is not saved if somebody changed the entry meanwhile."""

    id: str
    path: str
    line: int
    saved: Entry | None
    """The entry as it is now; None if it was left alone."""


def queue(
    project: Project, languages: Sequence[Language], essays: Sequence[str]
) -> Iterator[ToReview | Failure]:
    """Everything that waits, language by language, in the order of each essay.

    Raises `TableError` for a broken glossary, without which nobody can tell what is an error.
    """
    glossary = read_glossary(project)
    found = yield from read_essays(project, essays)
    pairs = [(language, name) for language in languages for name in found]

    def waits(pair: tuple[Language, str]) -> list[ToReview]:
        language, name = pair
        catalog = read_catalog(project, project.catalog_path(name, language))
        here = place(project, language, name, found[name], glossary)
        return list(waiting(catalog, here)) if catalog else []

    for result in each(pairs, waits):
        yield from [result] if isinstance(result, Failure) else result


def place(project: Project, language: Language, name: str, essay: Essay, glossary: Glossary) -> Place:
    """What an essay's catalog in a language is checked with."""
    return Place(
        name,
        essay,
        language,
        project.source_language,
        glossary,
        project.settings_for(language).ignore,
    )


def place_of(project: Project, item: ToReview) -> Place:
    """The same of an entry that waits. Raises as `read_essay` and `read_glossary` do."""
    language, essay = parse_tag(item.language), read_essay(project, item.essay)
    return place(project, language, item.essay, essay, read_glossary(project))


def seen_anew(project: Project, seen: ToReview) -> ToReview | None:
    """An entry as it is in its file now; None if it does not wait any more. Raises as reading does."""
    catalog = read_catalog(project, project.root / seen.path)
    items = waiting(catalog, place_of(project, seen)) if catalog else ()
    return next((item for item in items if item.id == seen.id), None)


def answer(project: Project, seen: ToReview, change: Change, *, reviewer: str = "") -> Reviewed:
    """Save what an answer makes of an entry, with the reviewer (or else whom git knows) and the day in the
    header.

    An entry that somebody changed meanwhile stays as it is. Raises `LockError`, `FileError`, `CatalogError`.
    """
    return next(answer_all(project, [seen], change, reviewer=reviewer))


def answer_all(
    project: Project, items: Sequence[ToReview], change: Change, *, reviewer: str = ""
) -> Iterator[Reviewed]:
    """The same answer to several entries, with one save for each stretch of one catalog's. Raises as `answer`
    does.
    """
    for path, own in groupby(items, lambda item: item.path):
        stretch = list(own)
        with lock(project.root):
            results = anew(partial(_answer_stretch, project, path, stretch, change, reviewer))
        yield from results


def _answer_stretch(
    project: Project, path: str, items: Sequence[ToReview], change: Change, reviewer: str
) -> list[Reviewed]:
    catalog = read_catalog(project, project.root / path)
    now = catalog.index if catalog else {}
    results = [
        Reviewed(item.id, path, item.line, change(entry) if entry and _is_as_seen(entry, item) else None)
        for item in items
        for entry in [now.get(item.entry.key)]
    ]
    if catalog:
        save(project, catalog, [result.saved for result in results if result.saved], reviewer)
    return results


def save(project: Project, catalog: Catalog, changed: Sequence[Entry], reviewer: str) -> None:
    """Write a catalog, as it was read, with changed entries, signed. The caller holds the lock. Raises
    `ChangedError` where it was saved meanwhile, `FileError`.
    """
    if changed:
        signed = _signed(catalog.with_entries(changed), reviewer or identity(project.root))
        swap(project, project.root / catalog.path, catalog, signed)


def _is_as_seen(entry: Entry, seen: ToReview) -> bool:
    return (entry.texts, entry.flags) == (seen.entry.texts, seen.entry.flags)


def _signed(catalog: Catalog, reviewer: str) -> Catalog:
    """The catalog with who changed it and when, as far as that is known."""
    keys = {"PO-Revision-Date": datetime.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M%z")}
    if reviewer:
        keys["Last-Translator"] = reviewer
    for key, value in keys.items():
        catalog = with_header_value(catalog, key, value)
    return with_header_keys(catalog, keys)
