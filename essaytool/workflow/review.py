"""``review``: what waits for a person, and their answers, each saved at once.

A translator may have the same file open in an editor: every answer starts from the file as it is then, and an
entry that is not any more what the person saw is left alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from essaytool.catalog.header import with_header_keys, with_header_value
from essaytool.catalog.po import serialize_catalog
from essaytool.files import lock, write_if_changed
from essaytool.git import identity
from essaytool.languages import Language
from essaytool.model import Catalog, Entry
from essaytool.project import Project
from essaytool.review.queue import Waiting, waiting
from essaytool.workflow.results import Failure
from essaytool.workflow.steps import each, read_catalog, read_essays


@dataclass(frozen=True)
class ToReview:
    """An entry that waits for a person."""

    id: str
    essay: str
    language: str
    path: str
    line: int
    state: str
    engine: str
    """What drafted it; empty for a person's text."""
    kind: str
    source: str
    previous: str
    """What the source was when the text was made; empty if nobody knows of a difference."""
    text: str
    notes: tuple[str, ...]
    before: str
    after: str
    faults: tuple[str, ...]
    """What is wrong with the text, so that it cannot be accepted as it is."""
    entry: Entry


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
    """Everything that waits, language by language, in the order of each essay."""
    found = yield from read_essays(project, essays)
    pairs = [(language, name) for language in languages for name in found]

    def waits(pair: tuple[Language, str]) -> list[ToReview]:
        language, name = pair
        path = project.catalog_path(name, language)
        catalog = read_catalog(project, path)
        items = waiting(catalog, found[name]) if catalog else ()
        return [_shown(project, language, name, item) for item in items]

    for result in each(pairs, waits):
        yield from [result] if isinstance(result, Failure) else result


def _shown(project: Project, language: Language, name: str, item: Waiting) -> ToReview:
    entry, provenance = item.entry, item.entry.provenance
    return ToReview(
        id=item.id,
        essay=name,
        language=language.tag,
        path=project.relative(project.catalog_path(name, language)),
        line=entry.line,
        state=str(entry.state),
        engine=provenance.engine if provenance else "",
        kind=entry.comments[0] if entry.comments else "",
        source=entry.msgid,
        previous=entry.previous_msgid or "",
        text="\n".join(entry.texts),
        notes=entry.notes,
        before=item.before,
        after=item.after,
        faults=item.faults,
        entry=entry,
    )


def answer(project: Project, seen: ToReview, change: Callable[[Entry], Entry]) -> Reviewed:
    """Save what an answer makes of an entry, with the reviewer and the day in the header.

    An entry that somebody changed meanwhile stays as it is. Raises `LockError`, `FileError`, `CatalogError`.
    """
    path = project.root / seen.path
    with lock(project.root):
        catalog = read_catalog(project, path)
        now = catalog.index.get(seen.entry.key) if catalog else None
        if catalog is None or now is None or (now.texts, now.flags) != (seen.entry.texts, seen.entry.flags):
            return Reviewed(seen.id, seen.path, seen.line, saved=None)
        changed = change(now)
        signed = _signed(catalog.with_entries([changed]), project)
        write_if_changed(path, serialize_catalog(signed), project.root)
    return Reviewed(seen.id, seen.path, seen.line, changed)


def _signed(catalog: Catalog, project: Project) -> Catalog:
    """The catalog with who changed it and when, as far as git knows who works here."""
    keys = {"PO-Revision-Date": datetime.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M%z")}
    if reviewer := identity(project.root):
        keys["Last-Translator"] = reviewer
    for key, value in keys.items():
        catalog = with_header_value(catalog, key, value)
    return with_header_keys(catalog, keys)
