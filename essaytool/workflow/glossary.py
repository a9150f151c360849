"""``glossary``: the project's glossary, and the terms that it might take up."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from essaytool.files import read_within, write_if_changed
from essaytool.glossary import Glossary
from essaytool.glossary.suggest import suggest
from essaytool.glossary.table import Proposal, parse_glossary, with_proposals
from essaytool.languages import Language
from essaytool.locks import lock
from essaytool.memory.index import from_catalog
from essaytool.model import Context, Essay
from essaytool.paths import shown
from essaytool.project import Project
from essaytool.workflow.results import Failure
from essaytool.workflow.steps import each, read_catalog, read_essays
from essaytool.workflow.swap import anew

FILE = "glossary.csv"
_TEXTS = frozenset(Context) - {Context.CODE, Context.FRONT_MATTER}
"""Where the terms of an essay are looked for: front matter repeats them, and code is none."""


@dataclass(frozen=True)
class Suggested:
    """The terms that the glossary lacks, and whether they were added to its file."""

    path: str
    proposals: tuple[Proposal, ...]
    added: int


def glossary_path(project: Project) -> Path:
    return project.locales_folder / FILE


def read_glossary(project: Project) -> Glossary:
    """The project's glossary; an empty one where there is no file.

    Raises `FileError`, and `TableError` with the line for what is no glossary of this project.
    """
    path = glossary_path(project)
    return _parsed(_content(project, path) or b"", tuple(_tags(project)), shown(path))


@lru_cache(maxsize=1)
def _parsed(content: bytes, tags: tuple[str, ...], path: str) -> Glossary:
    """Remembered, since each catalog is checked by the same glossary."""
    return parse_glossary(content, tags, path=path)


def suggest_terms(
    project: Project, languages: Sequence[Language], essays: Sequence[str], *, limit: int, add: bool
) -> Iterator[Suggested | Failure]:
    """Propose terms for the glossary from what these essays say, with their translations in these languages.

    With `add`, the file gets a line for each; what it holds stays as it is. Raises as `read_glossary` does,
    and `LockError`.
    """
    known = read_glossary(project)
    found = yield from read_essays(project, essays)
    texts = {name: _texts(essay) for name, essay in found.items()}
    reviewed = {}
    for language in languages:
        pairs = yield from _reviewed(project, language, list(found))
        reviewed[language.tag] = pairs
    proposals = suggest(texts, reviewed, known, limit)
    path = glossary_path(project)
    added = _add(project, path, proposals) if add else 0
    yield Suggested(project.relative(path), tuple(proposals), added)


def _texts(essay: Essay) -> list[str]:
    msgids = (unit.msgid for unit in essay.units if unit.context in _TEXTS)
    return list(dict.fromkeys(msgids))


def _reviewed(
    project: Project, language: Language, essays: Sequence[str]
) -> Generator[Failure, None, list[tuple[str, str]]]:
    """The reviewed texts of a language with their translations."""
    pairs: list[tuple[str, str]] = []
    for result in each(essays, lambda name: read_catalog(project, project.catalog_path(name, language))):
        if isinstance(result, Failure):
            yield result
        elif result:
            pairs += [(entry.msgid, entry.msgstr) for entry in from_catalog(result)]
    return pairs


def _add(project: Project, path: Path, proposals: Sequence[Proposal]) -> int:
    def change() -> int:
        there = _content(project, path)
        content, new = with_proposals(there or b"", proposals, _tags(project), path=shown(path))
        if new:
            write_if_changed(path, content, project.root, seen=there)
        return len(new)

    with lock(project.root):
        return anew(change)


def _content(project: Project, path: Path) -> bytes | None:
    return read_within(path, project.root)


def _tags(project: Project) -> list[str]:
    return [language.tag for language in project.languages()]
