"""``coverage``: how much is translated, counted in the catalogs. Reads only.

It also tells which files lag behind what they are made from, since the numbers of those are of
yesterday's essay.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from essaytool.editions.targets import Targets
from essaytool.errors import EssaytoolError
from essaytool.languages import Language
from essaytool.model import Catalog, Essay
from essaytool.project import Project
from essaytool.reports.count import Count, count
from essaytool.reports.coverage import EssayCoverage, LanguageCoverage, Remaining, remaining, share
from essaytool.workflow.past import Past, beginning
from essaytool.workflow.results import Compared, Failure, Lag
from essaytool.workflow.steps import (
    edition_of,
    fresh_template,
    read_catalog,
    read_essays,
    targets_of,
    template_lag,
)

Result: TypeAlias = LanguageCoverage | Compared | Lag | Failure


def coverage(
    project: Project,
    languages: Sequence[Language],
    essays: Sequence[str],
    *,
    since: str = "",
    listed: bool = False,
) -> Iterator[Result]:
    """Count every language; a catalog that cannot be read is left out of the count, and is a failure.

    With `since`, a revision of git, it also tells what was counted where the present work left that revision;
    with `listed`, each entry that nobody has reviewed. Raises `GitError` for a revision that there is not.
    """
    began = beginning(project, since) if since else ""
    if since:
        yield Compared(since, began)
    found = yield from read_essays(project, essays)
    fresh = {name: fresh_template(project, essay) for name, essay in found.items()}
    current = yield from _current(project, fresh)
    past = _PastCounts(project, Past(project, began, found)) if since else None
    work = _Work(project, essays, found, fresh, current, targets_of(project), past, listed)
    for language in languages:
        yield from _count(work, language)


def _current(project: Project, fresh: Mapping[str, Catalog]) -> Generator[Lag | Failure, None, set[str]]:
    """The essays whose templates do not lag: theirs the catalogs can lag behind."""
    current: set[str] = set()
    for name, template in fresh.items():
        try:
            behind = template_lag(project, name, template)
        except EssaytoolError as error:
            yield Failure(error)
            continue
        if behind:
            yield behind
        else:
            current.add(name)
    return current


@dataclass(frozen=True)
class _Work:
    """What the count of one language needs to know of all of them."""

    project: Project
    wanted: Sequence[str]
    essays: Mapping[str, Essay]
    """The wanted essays that can be read."""
    fresh: Mapping[str, Catalog]
    current: set[str]
    targets: Targets
    past: _PastCounts | None
    listed: bool


def _count(work: _Work, language: Language) -> Iterator[Result]:
    project, counted = work.project, []
    for name in work.essays:
        path = project.catalog_path(name, language)
        try:
            catalog = read_catalog(project, path)
        except EssaytoolError as error:
            yield Failure(error)
            continue
        if catalog and name in work.current and catalog.index.keys() != work.fresh[name].index.keys():
            yield Lag(project.relative(path), project.relative(project.template_path(name)), "update")
        counted.append(_count_essay(work, name, language, catalog))
    names = {item.essay for item in counted}
    yield LanguageCoverage(
        tuple(counted),
        language.tag,
        project.settings_for(language).publish_at,
        tuple(name for name in work.wanted if name not in names),
    )


def _count_essay(work: _Work, name: str, language: Language, catalog: Catalog | None) -> EssayCoverage:
    """The count of one catalog; where there is none yet, of a fresh template, nothing translated."""
    project, essay = work.project, work.essays[name]
    source_language = project.source_language
    known = catalog or work.fresh[name]
    edition = edition_of(project, essay, known, language, partial(work.targets.refuse, name))
    return EssayCoverage(
        name,
        count(known, source_language),
        share(edition, project.settings_for(language).publish_at, source_language),
        work.past.count(name, language, catalog) if work.past else None,
        _remaining(essay, catalog, known) if work.listed else (),
    )


def _remaining(essay: Essay, catalog: Catalog | None, known: Catalog) -> tuple[Remaining, ...]:
    """What is still to do, at its lines in the catalog, or in the essay as long as there is no catalog."""
    if catalog:
        return remaining((entry, catalog.path, entry.line) for entry in catalog.entries)
    lines = {unit.key: unit.line for unit in reversed(essay.units)}
    return remaining((entry, essay.path, lines[entry.key]) for entry in known.entries)


class _PastCounts:
    """What would have been counted then: an essay that had no catalog is its template."""

    def __init__(self, project: Project, past: Past) -> None:
        self.project = project
        self.past = past
        self.untranslated: dict[str, Count] = {}

    def count(self, name: str, language: Language, now: Catalog | None) -> Count:
        catalog = self.past.catalog_of(name, language, now)
        return self._untranslated(name) if catalog is None else count(catalog, self.project.source_language)

    def _untranslated(self, name: str) -> Count:
        if name not in self.untranslated:
            template = self.past.template_of(name)
            nothing = Count()
            self.untranslated[name] = count(template, self.project.source_language) if template else nothing
        return self.untranslated[name]
