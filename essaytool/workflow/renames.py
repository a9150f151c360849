"""Renamed essays: their templates and catalogs are known by what they hold.

A file of ours whose essay is gone is an orphan. An essay that has no such file yet is the old one under a new
name if at least half of the orphan's text stands in it, and that is a good part of its own. All orphans and
essays are looked at together, and the pair that shares the most is taken first, so that an essay which quotes
another does not take its catalogs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from essaytool.catalog.template import SCHEMA_KEY
from essaytool.errors import CatalogError
from essaytool.files import read_within, walk
from essaytool.languages import Language
from essaytool.model import Catalog, Key
from essaytool.paths import require_inside
from essaytool.project import Project
from essaytool.workflow.steps import read_catalog

_OF_THE_OLD, _OF_THE_NEW = 0.5, 0.25
"""How much of an orphan must stand in an essay, and how much of the essay that must be."""


@dataclass(frozen=True)
class Predecessor:
    """What an essay had under its old name."""

    path: Path
    catalog: Catalog
    is_orphan: bool = True
    """Whether the file is nobody's any more; else it is that of another essay, which gets another one."""


def orphans(project: Project, languages: Sequence[Language]) -> Iterator[Path]:
    """The templates and catalogs of ours, among other people's, that belong to no essay."""
    yield from orphaned_templates(project)
    for language in languages:
        yield from orphaned_catalogs(project, language)


def orphaned_templates(project: Project) -> list[Path]:
    return _orphans(project, project.locales_folder, ".pot")


def orphaned_catalogs(project: Project, language: Language) -> list[Path]:
    return _orphans(project, project.catalog_path("essay", language).parent, ".po")


def predecessors(
    project: Project,
    essays: Mapping[str, Collection[Key]],
    files: Sequence[Path],
    own: Collection[Path] = (),
) -> dict[str, Predecessor]:
    """Which of these files belong to which of these essays, given by the keys of their texts; `own` are those
    of the files that are no orphans.
    """
    pairs = []
    for file in files:
        with suppress(CatalogError):
            if catalog := read_catalog(project, file):
                for essay, keys in essays.items():
                    if alike := likeness(catalog.index.keys(), keys):
                        pairs.append((alike, essay, Predecessor(file, catalog, file not in own)))
    found: dict[str, Predecessor] = {}
    for _, essay, predecessor in sorted(pairs, key=lambda pair: pair[0], reverse=True):
        if essay not in found and all(predecessor.path != other.path for other in found.values()):
            found[essay] = predecessor
    return found


def in_safe_order(essays: Sequence[str], heirs: Mapping[str, str]) -> list[str]:
    """The essays, each behind its heir, which takes its file over: so no file is written over before what it
    holds is written elsewhere. No essay is its own heir's heir: see `without_swaps`.
    """
    order: dict[str, None] = {}
    for essay in essays:
        waiting = [essay]
        while (heir := heirs.get(waiting[-1])) and heir not in order:
            waiting.append(heir)
        order |= dict.fromkeys(reversed(waiting))
    return [essay for essay in order if essay in essays]


def without_swaps(heirs: Mapping[str, str]) -> dict[str, str]:
    """The heirs of essays, but for those that go round in a circle."""
    found = {}
    for essay, heir in heirs.items():
        seen = [essay]
        while heir in heirs and heir not in seen:
            seen.append(heir)
            heir = heirs[heir]
        if heir not in seen:
            found[essay] = heirs[essay]
    return found


def likeness(old: Collection[Key], new: Collection[Key]) -> float:
    """How much of each other two texts hold, from 0 to 2, if the new one may be the old one; else 0.

    It is measured in characters: a paragraph tells more than a common heading.
    """
    common = _size([key for key in old if key in new])
    of_the_old, of_the_new = common / max(1, _size(old)), common / max(1, _size(new))
    is_alike = of_the_old >= _OF_THE_OLD and of_the_new >= _OF_THE_NEW
    return of_the_old + of_the_new if is_alike else 0.0


def _size(keys: Collection[Key]) -> int:
    return sum(len(msgid) for _, msgid in keys)


def _orphans(project: Project, folder: Path, suffix: str) -> list[Path]:
    essays = set(project.essays())
    require_inside(folder, project.root)
    return [
        path
        for path in (walk(folder, suffix) if folder.is_dir() else ())
        if path.relative_to(folder).with_suffix("").as_posix() not in essays
        and SCHEMA_KEY.encode() in (read_within(path, project.root) or b"")
    ]
