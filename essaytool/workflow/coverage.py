"""``coverage``: how much is translated, counted in the catalogs. Reads only.

It also tells which files lag behind what they are made from, since the numbers of those are of
yesterday's essay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from essaytool.editions.targets import Targets
from essaytool.errors import EssaytoolError
from essaytool.languages import Language
from essaytool.model import Catalog, Essay
from essaytool.project import Project
from essaytool.reports.coverage import EssayCoverage, LanguageCoverage, count, share
from essaytool.workflow.results import Failure, Lag
from essaytool.workflow.steps import (
    edition_of,
    fresh_template,
    read_catalog,
    read_essays,
    targets_of,
    template_lag,
)


def coverage(
    project: Project, languages: Sequence[Language], essays: Sequence[str]
) -> Iterator[LanguageCoverage | Lag | Failure]:
    """Count every language; a catalog that cannot be read is left out of the count, and is a failure."""
    found = yield from read_essays(project, essays)
    fresh = {name: fresh_template(project, essay) for name, essay in found.items()}
    current: set[str] = set()
    for name in found:
        try:
            behind = template_lag(project, name, fresh[name])
        except EssaytoolError as error:
            yield Failure(error)
            continue
        if behind:
            yield behind
        else:
            current.add(name)
    targets = targets_of(project)
    for language in languages:
        yield from _count(project, language, found, fresh, current, targets)


def _count(
    project: Project,
    language: Language,
    essays: Mapping[str, Essay],
    fresh: Mapping[str, Catalog],
    current: set[str],
    targets: Targets,
) -> Iterator[LanguageCoverage | Lag | Failure]:
    """Count one language. `current` are the essays whose templates do not lag: theirs the catalogs can
    lag behind.
    """
    counted, settings = [], project.settings_for(language)
    for name, essay in essays.items():
        path = project.catalog_path(name, language)
        try:
            catalog = read_catalog(project, path)
        except EssaytoolError as error:
            yield Failure(error)
            continue
        if catalog and name in current and catalog.index.keys() != fresh[name].index.keys():
            yield Lag(project.relative(path), project.relative(project.template_path(name)), "update")
        known, source_language = catalog or fresh[name], project.source_language
        edition = edition_of(project, essay, known, language, partial(targets.refuse, name))
        shown = share(edition, settings.publish_at, source_language)
        counted.append(EssayCoverage(name, count(known, source_language), shown))
    yield LanguageCoverage(language.tag, tuple(counted))
