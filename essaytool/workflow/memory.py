"""The memory of a project in one language: its essays' catalogs, then the TMX files that `memory` names."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path

from essaytool.errors import CatalogError, EssaytoolError, FileError
from essaytool.files import read
from essaytool.languages import Language
from essaytool.memory.index import Memory, Remembered, from_catalog, from_tmx
from essaytool.memory.tmx import parse_tmx
from essaytool.paths import require_inside, shown
from essaytool.project import Project
from essaytool.workflow.results import Failure
from essaytool.workflow.steps import read_catalog


def read_memory(project: Project, language: Language) -> Generator[Failure, None, Memory]:
    """All that is reviewed in a language; yields a failure for each TMX file that cannot be read.

    A catalog that cannot be read is left out in silence: the verbs that are about it tell.
    """
    entries: list[Remembered] = []
    for essay in project.essays():
        entries += _reviewed(project, project.catalog_path(essay, language))
    for name in project.settings.memory:
        try:
            entries += _memory_file(project, language, name)
        except EssaytoolError as error:
            yield Failure(error)
    return Memory(entries)


def _reviewed(project: Project, path: Path) -> Iterator[Remembered]:
    with suppress(CatalogError, FileError):
        catalog = read_catalog(project, path)
        yield from from_catalog(catalog) if catalog else ()


def _memory_file(project: Project, language: Language, name: str) -> list[Remembered]:
    """Raises `FileError` for a file that is missing or leads out of the project, for what another client's
    memory holds must not come into a project because that names it; `CatalogError` for what is no TMX.
    """
    path = project.root / name
    require_inside(path, project.root)
    units = parse_tmx(read(path), path=shown(path))
    return list(from_tmx(units, project.source_language, language, name))
