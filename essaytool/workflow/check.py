"""``check``: what a maintainer would want to know of the catalogs before they are published. Reads only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from essaytool.checks import check as check_catalog
from essaytool.checks.across import multiple_failures
from essaytool.checks.spoken import Spoken, spoken
from essaytool.errors import CatalogError, EssaytoolError
from essaytool.glossary import Glossary
from essaytool.languages import Language
from essaytool.model import Catalog, Essay, Finding, Key, Severity
from essaytool.project import Project
from essaytool.workflow.glossary import read_glossary
from essaytool.workflow.past import Past, beginning
from essaytool.workflow.results import Checked, Failure
from essaytool.workflow.steps import each, read_catalog, read_essays

SYNTAX, GONE, SUSPECT = "syntax", "wiped", "multiple-failures"
"""The checks that a catalog fails which cannot be read, one that is not there any more, and a source."""


def check(
    project: Project,
    languages: Sequence[Language],
    essays: Sequence[str],
    *,
    since: str = "",
) -> Iterator[Checked | Failure]:
    """Check every catalog that there is, language by language, and then the texts that several fail at.

    With `since`, a revision of git, what catalogs held and these do not is found as well: not as of the
    revision itself, but of where the present work left it. Raises `GitError` for a revision that there is
    not, and `TableError` for a broken glossary.
    """
    began = beginning(project, since) if since else ""
    found = yield from read_essays(project, essays)
    past = Past(project, began, found) if since else None
    round_ = _Round(project, found, read_glossary(project), past)
    for language in languages:
        for result in round_.of_language(language):
            if result is not None:
                yield result
    if SUSPECT not in project.settings.ignore:
        suspected = each(round_.failing, round_.of_sources)
        yield from (item for item in suspected if isinstance(item, Failure) or item.findings)


@dataclass(frozen=True)
class _Round:
    """One run over a project's essays, and what it found so far that may be the source's fault."""

    project: Project
    essays: Mapping[str, Essay]
    glossary: Glossary
    past: Past | None
    failing: dict[str, list[tuple[str, Key, Finding]]] = field(default_factory=dict)
    """By essay: the language, the entry and the finding."""
    seen: set[tuple[str, str]] = field(default_factory=set)
    """The essays and languages that have a catalog."""

    def of_language(self, language: Language) -> Iterator[Checked | Failure | None]:
        """What is found in the catalogs of a language, each beside the others."""
        read = dict(zip(self.essays, each(self.essays, lambda name: self._read(name, language)), strict=True))
        beside = spoken(catalog for catalog in read.values() if isinstance(catalog, Catalog))
        for name, catalog in read.items():
            if isinstance(catalog, Failure):
                yield self._unread(name, language, catalog)
            else:
                yield self._checked(name, language, catalog, beside)

    def _read(self, name: str, language: Language) -> Catalog | None:
        return read_catalog(self.project, self.project.catalog_path(name, language))

    def _unread(self, name: str, language: Language, failure: Failure) -> Checked | Failure:
        """A catalog that is none is a finding; a file that cannot be opened is no catalog's fault."""
        if not isinstance(failure.error, CatalogError):
            return failure
        error = failure.error
        shown = self.project.relative(self.project.catalog_path(name, language))
        finding = Finding(shown, error.line or 1, 1, Severity.ERROR, SYNTAX, error.sentence)
        return Checked(name, language.tag, shown, (finding,))

    def _checked(
        self, name: str, language: Language, catalog: Catalog | None, beside: Spoken
    ) -> Checked | Failure | None:
        try:
            before = self.past.catalog_of(name, language, catalog) if self.past else None
        except EssaytoolError as error:
            return Failure(error)
        shown = self.project.relative(self.project.catalog_path(name, language))
        ignore = self.project.settings_for(language).ignore
        if catalog is not None:
            found = check_catalog(
                catalog,
                self.essays[name],
                language,
                source=self.project.source_language,
                before=before,
                beside=beside,
                glossary=self.glossary,
                ignore=ignore,
            )
            self._note(name, language, catalog, found)
            return Checked(name, language.tag, shown, tuple(found))
        if before is None:
            return None
        gone = Finding(shown, 1, 1, Severity.ERROR, GONE, "the catalog is gone")
        return Checked(name, language.tag, shown, (gone,) if GONE not in ignore else ())

    def _note(self, name: str, language: Language, catalog: Catalog, found: Sequence[Finding]) -> None:
        """Remember which entries failed."""
        self.seen.add((name, language.tag))
        lines = [entry.line for entry in catalog.entries]
        for finding in found:
            place = bisect_right(lines, finding.line) - 1
            if place >= 0:
                key = catalog.entries[place].key
                self.failing.setdefault(name, []).append((language.tag, key, finding))

    def of_sources(self, name: str) -> Checked:
        """The texts of an essay that several languages fail at, by their place in the template."""
        path = self.project.template_path(name)
        template = read_catalog(self.project, path)
        shown = self.project.relative(path)
        lines = {entry.key: entry.line for entry in template.entries} if template else {}
        languages = sum(essay == name for essay, _ in self.seen)
        found = multiple_failures(shown, lines, self.failing[name], languages)
        return Checked(name, self.project.source_language.tag, shown, tuple(found), is_catalog=False)
