"""``check``: what a maintainer would want to know of the catalogs before they are published. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from essaytool.catalog.po import parse_catalog
from essaytool.checks import check as check_catalog
from essaytool.errors import CatalogError
from essaytool.git import commit, file_at, files_at, merge_base
from essaytool.languages import Language
from essaytool.model import Catalog, Essay, Finding, Key, Severity
from essaytool.project import Project
from essaytool.workflow.renames import likeness
from essaytool.workflow.results import Checked, Failure
from essaytool.workflow.steps import each, read_catalog, read_essays

SYNTAX, GONE = "syntax", "wiped"
"""The checks that a catalog fails which cannot be read, and one that is not there any more."""


def check(
    project: Project, languages: Sequence[Language], essays: Sequence[str], *, since: str = ""
) -> Iterator[Checked | Failure]:
    """Check every catalog that there is, language by language.

    With `since`, a revision of git, what catalogs held and these do not is found as well: not as of the
    revision itself, but of where the present work left it. Raises `GitError` for a revision that there is
    not.
    """
    began = merge_base(project.root, commit(project.root, since)) if since else ""
    found = yield from read_essays(project, essays)
    past = _Past(project, began, found) if since else None
    pairs = [(language, name) for language in languages for name in found]
    yield from (
        result
        for result in each(pairs, lambda pair: _check(project, pair[0], pair[1], found[pair[1]], past))
        if result is not None
    )


@dataclass(frozen=True)
class _Past:
    """The project as of a commit."""

    project: Project
    commit: str
    essays: Mapping[str, Essay]
    """The essays of today."""

    def catalog_of(self, essay: Essay, language: Language, path: Path) -> Catalog | None:
        """The catalog of an essay as it was then, under the name that the essay had; None if there was none,
        or it was broken.
        """
        keys = _keys(essay)
        there = self.catalog(path)
        if there and likeness(there.index.keys(), keys):
            return there
        folder = path.parent
        while folder.name != "LC_MESSAGES":
            folder = folder.parent
        under = self.project.relative(folder)
        files = (self.project.root / name for name in files_at(self.project.root, under, self.commit))
        before = (self.catalog(old) for old in files if old.suffix == ".po")
        alike = [(likeness(old.index.keys(), keys), old) for old in before if old]
        score, catalog = max(alike, default=(0.0, None), key=lambda pair: pair[0])
        if score:
            return catalog
        is_another = there and any(
            likeness(there.index.keys(), _keys(other)) for other in self.essays.values()
        )
        return None if is_another else there

    def catalog(self, path: Path) -> Catalog | None:
        relative = self.project.relative(path)
        content = file_at(self.project.root, relative, self.commit)
        with suppress(CatalogError):
            return None if content is None else parse_catalog(content, path=relative)
        return None


def _keys(essay: Essay) -> set[Key]:
    return {unit.key for unit in essay.units}


def _check(
    project: Project, language: Language, name: str, essay: Essay, past: _Past | None
) -> Checked | None:
    path = project.catalog_path(name, language)
    shown = project.relative(path)
    before = past.catalog_of(essay, language, path) if past else None
    findings: list[Finding] = []
    try:
        catalog = read_catalog(project, path)
        ignore = project.settings_for(language).ignore
        if catalog is not None:
            findings = check_catalog(catalog, essay, language, before=before, ignore=ignore)
        elif before is None:
            return None
        elif GONE not in ignore:
            findings = [Finding(shown, 1, 1, Severity.ERROR, GONE, "the catalog is gone")]
    except CatalogError as error:
        findings = [Finding(shown, error.line or 1, 1, Severity.ERROR, SYNTAX, error.sentence)]
    return Checked(name, language.tag, shown, tuple(findings))
