"""``check``: what a maintainer would want to know of the catalogs before they are published. Reads only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar, NamedTuple

from essaytool.checks import CHECKS
from essaytool.checks import check as check_catalog
from essaytool.checks.across import ACROSS, multiple_failures
from essaytool.checks.spoken import Said, Spoken, said_in, spoken
from essaytool.errors import CatalogError, EssaytoolError
from essaytool.languages import Language
from essaytool.model import Catalog, Finding, Key, Severity
from essaytool.project import Project
from essaytool.traces import UNKNOWN
from essaytool.workflow.glossary import read_glossary
from essaytool.workflow.jobs import ALONE, Crew, EditionJob
from essaytool.workflow.past import Past, beginning
from essaytool.workflow.results import Checked, Failure, Progress
from essaytool.workflow.steps import each, read_catalog, read_essay, read_essays
from essaytool.workflow.survey import readable

SYNTAX, GONE, SUSPECT = "syntax", "wiped", "multiple-failures"
"""The checks that a catalog fails which cannot be read, one that is not there any more, and a source."""


def check(
    project: Project,
    languages: Sequence[Language],
    essays: Sequence[str],
    *,
    since: str = "",
    crew: Crew = ALONE,
) -> Iterator[Checked | Progress | Failure]:
    """Check every catalog that there is, language by language, and then the texts that several fail at.

    With `since`, a revision of git, what catalogs held and these do not is found as well: not as of the
    revision itself, but of where the present work left it. Raises `GitError` for a revision that there is
    not, and `TableError` for a broken glossary.
    """
    began = beginning(project, since) if since else ""
    read_glossary(project)
    names = yield from readable(project, essays, crew)
    jobs = [LookForMistakes(project, name, language) for name in names for language in languages]
    if since:
        past = Past(project, began, (yield from read_essays(project, names)))
        looked = {(job.essay, job.language): _compared(job, past) for job in jobs}
    else:
        looked = yield from crew.gather(jobs, "catalogs")
    round_ = _Round(project, crew)
    for language in languages:
        yield from round_.of_language(language, {name: looked[name, language] for name in names})
    if SUSPECT not in project.settings.ignore:
        suspected = each(round_.failing, round_.of_sources)
        yield from (item for item in suspected if isinstance(item, Failure) or item.findings)


class Found(NamedTuple):
    """A finding, and the entry that it is about, if it is about one."""

    finding: Finding
    key: Key | None


@dataclass(frozen=True)
class Looked:
    """What was found in a catalog, but for what shows only beside others of its language."""

    found: tuple[Found, ...] = ()
    is_there: bool = True
    """Whether there is a catalog that can be read."""


@dataclass(frozen=True)
class LookForMistakes(EditionJob[Looked]):
    """Check one catalog by itself; one that cannot be read is a finding.

    Raises as `read_essay` and `read_glossary` do, and `FileError`.
    """

    kept: ClassVar = Looked

    def __call__(self) -> Looked:
        return looked_at(self, None)

    @property
    def path(self) -> str:
        return self.project.relative(self.project.catalog_path(self.essay, self.language))

    def catalog(self) -> Catalog | None:
        return read_catalog(self.project, self.project.catalog_path(self.essay, self.language))

    def findings(
        self,
        catalog: Catalog,
        ignore: Collection[str],
        *,
        before: Catalog | None = None,
        beside: Spoken | None = None,
    ) -> tuple[Found, ...]:
        """What all checks but the ignored ones find in a catalog, each with its entry."""
        found = check_catalog(
            catalog,
            read_essay(self.project, self.essay),
            self.language,
            source=self.project.source_language,
            before=before,
            beside=beside,
            glossary=read_glossary(self.project),
            ignore=ignore,
        )
        lines = [entry.line for entry in catalog.entries]
        places = (bisect_right(lines, finding.line) - 1 for finding in found)
        keys = (catalog.entries[place].key if place >= 0 else None for place in places)
        return tuple(map(Found, found, keys))


@dataclass(frozen=True)
class Listen(EditionJob[tuple[Said, ...]]):
    """List what a catalog says, for others to be compared with; one that cannot be read says nothing."""

    kept: ClassVar = tuple[Said, ...]

    def __call__(self) -> tuple[Said, ...]:
        catalog = read_catalog(self.project, self.project.catalog_path(self.essay, self.language))
        return said_in(catalog) if catalog else ()


def looked_at(job: LookForMistakes, past: Past | None) -> Looked:
    """What is found in a catalog, also beside what it was in the `past`."""
    ignore = job.project.settings_for(job.language).ignore
    try:
        catalog = job.catalog()
    except CatalogError as error:
        finding = Finding(job.path, error.line or 1, 1, Severity.ERROR, SYNTAX, error.sentence)
        return Looked((Found(finding, None),), is_there=False)
    before = past.catalog_of(job.essay, job.language, catalog) if past else None
    if catalog is not None:
        return Looked(job.findings(catalog, {*ignore, *ACROSS}, before=before))
    gone = Finding(job.path, 1, 1, Severity.ERROR, GONE, "the catalog is gone")
    return Looked((Found(gone, None),) if before and GONE not in ignore else (), is_there=False)


def _compared(job: LookForMistakes, past: Past) -> Looked | Failure:
    try:
        return looked_at(job, past)
    except EssaytoolError as error:
        return Failure(error)


@dataclass(frozen=True)
class _Round:
    """One run over a project's catalogs, and what it found so far that may be the source's fault."""

    project: Project
    crew: Crew
    failing: dict[str, list[tuple[str, Key, Finding]]] = field(default_factory=dict)
    """By essay: the language, the entry and the finding."""
    seen: set[tuple[str, str]] = field(default_factory=set)
    """The essays and languages that have a catalog."""

    def of_language(
        self, language: Language, looked: Mapping[str, Looked | Failure]
    ) -> Iterator[Checked | Failure]:
        """What is found in the catalogs of a language, each by itself and beside the others."""
        there = [name for name, one in looked.items() if isinstance(one, Looked) and one.is_there]
        across = self._across(language, there)
        for name, one in looked.items():
            if isinstance(one, Failure):
                yield one
            elif one.is_there or one.found:
                job = LookForMistakes(self.project, name, language)
                found = sorted((*one.found, *across.get(name, ())), key=_place)
                self._note(job, found, is_there=one.is_there)
                yield Checked(name, language.tag, job.path, tuple(item.finding for item in found))

    def _across(self, language: Language, names: Sequence[str]) -> Mapping[str, tuple[Found, ...]]:
        """What shows only beside the other catalogs of the language, by essay; looked for anew if one of
        them changed.
        """
        paths = {name: LookForMistakes(self.project, name, language).path for name in names}
        held = {name: self.crew.state.digest(path) for name, path in paths.items()}
        return self.crew.recall(
            self.project,
            f"across {language.tag}",
            None if UNKNOWN in held.values() else held,
            dict[str, tuple[Found, ...]],
            partial(self._beside, language, paths),
        )

    def _beside(self, language: Language, paths: Mapping[str, str]) -> dict[str, tuple[Found, ...]]:
        listening = self.crew.perform(Listen(self.project, name, language) for name in paths)
        said = {job.essay: texts for job, texts in listening if not isinstance(texts, Failure)}
        beside = spoken((paths[name], texts) for name, texts in said.items())
        others = {row.id for row in CHECKS} - set(ACROSS)
        ignore = {*others, *self.project.settings_for(language).ignore}
        found = {}
        for name, texts in said.items():
            if not all(map(beside.is_alone, texts)):
                job = LookForMistakes(self.project, name, language)
                if catalog := job.catalog():
                    found[name] = job.findings(catalog, ignore, beside=beside)
        return found

    def _note(self, job: LookForMistakes, found: Sequence[Found], *, is_there: bool) -> None:
        """Remember which entries failed."""
        if is_there:
            self.seen.add((job.essay, job.language.tag))
        for finding, key in found:
            if key is not None:
                self.failing.setdefault(job.essay, []).append((job.language.tag, key, finding))

    def of_sources(self, name: str) -> Checked:
        """The texts of an essay that several languages fail at, by their place in the template."""
        path = self.project.template_path(name)
        template = read_catalog(self.project, path)
        shown = self.project.relative(path)
        lines = {entry.key: entry.line for entry in template.entries} if template else {}
        languages = sum(essay == name for essay, _ in self.seen)
        found = multiple_failures(shown, lines, self.failing[name], languages)
        return Checked(name, self.project.source_language.tag, shown, tuple(found), is_catalog=False)


def _place(found: Found) -> tuple[int, int, str, str]:
    finding = found.finding
    return finding.line, finding.column, finding.check, finding.message
