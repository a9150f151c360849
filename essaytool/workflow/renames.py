"""Renamed essays: their templates and catalogs are known by what they hold.

A file of ours whose essay is gone is an orphan. If at least half of its text stands in an essay that has no
such file yet, that essay is the old one under a new name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from essaytool.catalog.template import SCHEMA_KEY
from essaytool.errors import CatalogError
from essaytool.files import read, walk
from essaytool.languages import Language
from essaytool.model import Catalog, Key
from essaytool.project import Project
from essaytool.workflow.steps import read_catalog

_SHARE = 0.5


def orphans(project: Project, languages: Sequence[Language]) -> Iterator[Path]:
    """The templates and catalogs of ours, among other people's, that belong to no essay."""
    yield from orphaned_templates(project)
    for language in languages:
        yield from orphaned_catalogs(project, language)


def orphaned_templates(project: Project) -> list[Path]:
    return _orphans(project, project.locales_folder, ".pot")


def orphaned_catalogs(project: Project, language: Language) -> list[Path]:
    return _orphans(project, project.catalog_path("essay", language).parent, ".po")


def predecessor(
    project: Project, keys: Collection[Key], files: Sequence[Path]
) -> tuple[Path, Catalog] | None:
    """Of orphaned files, the one that an essay with these keys had under its old name, if there is one."""
    found = []
    for file in files:
        with suppress(CatalogError):
            if catalog := read_catalog(project, file):
                texts = catalog.index.keys()
                share = _size(key for key in texts if key in keys) / max(1, _size(texts))
                found.append((share, file, catalog))
    share, file, catalog = max(found, default=(0.0, Path(), None), key=lambda item: item[0])
    return (file, catalog) if catalog and share >= _SHARE else None


def _size(keys: Collection[Key] | Iterator[Key]) -> int:
    """The characters of these texts: a long paragraph tells more of an essay than a common heading."""
    return sum(len(msgid) for _, msgid in keys)


def _orphans(project: Project, folder: Path, suffix: str) -> list[Path]:
    essays = set(project.essays())
    return [
        path
        for path in (walk(folder, suffix) if folder.is_dir() else ())
        if path.relative_to(folder).with_suffix("").as_posix() not in essays
        and SCHEMA_KEY.encode() in read(path)
    ]
