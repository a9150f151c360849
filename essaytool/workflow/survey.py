"""What is known of an essay and of its editions without having them: `coverage` counts it, `build` decides
by it.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from essaytool.editions.cover import Cover, cover
from essaytool.languages import Language
from essaytool.model import Catalog, Edition, Essay, Finding
from essaytool.project import Project
from essaytool.reports.count import Count, count
from essaytool.reports.coverage import Remaining, Share, remaining, share
from essaytool.traces import note, traced
from essaytool.workflow import recent
from essaytool.workflow.jobs import Crew, EditionJob, Job
from essaytool.workflow.results import Failure, Lag
from essaytool.workflow.steps import (
    edition_of,
    fresh_template,
    read_catalog,
    read_essay,
    targets_of,
    template_lag,
)


@dataclass(frozen=True)
class Outline:
    """What other files need to know of an edition."""

    cover: Cover
    images: tuple[str, ...]
    """The files that it shows, relative to the folder of essays."""
    links: tuple[str, ...]
    """The essays that it links to, by name."""
    has_drafts: bool = False


@dataclass(frozen=True)
class Original:
    """What is known of an essay."""

    outline: Outline
    dead_links: tuple[Finding, ...]


@dataclass(frozen=True)
class Survey:
    """What is known of an essay in one language."""

    count: Count
    share: Share
    has_catalog: bool
    is_behind: bool
    """Whether the catalog does not hold the texts of today's essay."""
    refused: tuple[Finding, ...]
    """The texts that have no exact place, so that the edition shows the source there."""
    outline: Outline


@dataclass(frozen=True)
class LookAtEssay(Job[Original]):
    """Find out about an essay. Raises as `read_essay` does."""

    kept: ClassVar = Original

    def __call__(self) -> Original:
        from essaytool.editions.localize import source_edition
        from essaytool.editions.targets import dead_links

        essay = read_essay(self.project, self.essay)
        outline = _outline(source_edition(essay), self.essay, self.project.source_language, self.project)
        return Original(outline, tuple(dead_links(essay, self.essay, targets_of(self.project))))


@dataclass(frozen=True)
class ReadEssay(Job[bool]):
    """See whether an essay can be read. Raises as `read_essay` does."""

    kept: ClassVar = bool

    def __call__(self) -> bool:
        read_essay(self.project, self.essay)
        return True


def readable(
    project: Project, essays: Sequence[str], crew: Crew
) -> Generator[Failure, None, tuple[str, ...]]:
    """The essays that can be read; yields a failure for each that cannot."""
    found = []
    for job, known in crew.perform(ReadEssay(project, name) for name in essays):
        if isinstance(known, Failure):
            yield known
        else:
            found.append(job.essay)
    return tuple(found)


@dataclass(frozen=True)
class LookForLag(Job[tuple[Lag, ...]]):
    """Find out whether an essay's template is yesterday's. Raises as `read_essay` and `read_catalog` do."""

    kept: ClassVar = tuple[Lag, ...]

    def __call__(self) -> tuple[Lag, ...]:
        fresh = fresh_template(self.project, read_essay(self.project, self.essay))
        lag = template_lag(self.project, self.essay, fresh)
        return (lag,) if lag else ()


@dataclass(frozen=True)
class LookAtEdition(EditionJob[Survey]):
    """Find out about an essay in one language. Raises as `read_essay` and `read_catalog` do."""

    kept: ClassVar = Survey

    def __call__(self) -> Survey:
        project, language = self.project, self.language
        essay = read_essay(project, self.essay)
        fresh = fresh_template(project, essay)
        catalog = read_catalog(project, project.catalog_path(self.essay, language))
        known = catalog or fresh
        edition = edition_in(project, self.essay, essay, known, language)
        publish_at = project.settings_for(language).publish_at
        return Survey(
            count(known, project.source_language),
            share(edition, publish_at, project.source_language),
            catalog is not None,
            known.index.keys() != fresh.index.keys(),
            edition.findings,
            _outline(edition, self.essay, language, project),
        )


@dataclass(frozen=True)
class LookForRest(EditionJob[tuple[Remaining, ...]]):
    """List what is still to do in an essay's catalog. Raises as `read_essay` and `read_catalog` do."""

    kept: ClassVar = tuple[Remaining, ...]

    def __call__(self) -> tuple[Remaining, ...]:
        catalog = read_catalog(self.project, self.project.catalog_path(self.essay, self.language))
        if catalog:
            return remaining((entry, catalog.path, entry.line) for entry in catalog.entries)
        essay = read_essay(self.project, self.essay)
        lines = {unit.key: unit.line for unit in reversed(essay.units)}
        entries = fresh_template(self.project, essay).entries
        return remaining((entry, essay.path, lines[entry.key]) for entry in entries)


def edition_in(project: Project, name: str, essay: Essay, catalog: Catalog, language: Language) -> Edition:
    """The edition of the essay `name` that this catalog gives; its links must lead somewhere."""
    from essaytool.catalog.po import serialize_catalog

    content = serialize_catalog(catalog)
    known = recent.recall(project, essay, content, language)
    if known:
        return known
    with traced() as looks:
        edition = edition_of(project, essay, catalog, language, partial(targets_of(project).refuse, name))
    for path, held in looks.items():
        note(path, held)
    recent.keep(project, content, language, edition, looks)
    return edition


def _outline(edition: Edition, name: str, language: Language, project: Project) -> Outline:
    from essaytool.editions.links import local_images
    from essaytool.editions.notices import has_drafts
    from essaytool.editions.targets import linked_essays

    return Outline(
        cover(edition, name, language, project.source_language),
        local_images(edition, name),
        linked_essays(edition.markdown, name),
        language != project.source_language and has_drafts(edition),
    )
