"""``check``: what a maintainer would want to know of the catalogs before they are published. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from essaytool.checks import check as check_catalog
from essaytool.errors import CatalogError
from essaytool.languages import Language
from essaytool.model import Essay, Finding, Severity
from essaytool.project import Project
from essaytool.workflow.results import Checked, Failure
from essaytool.workflow.steps import each, read_catalog, read_essays

SYNTAX = "syntax"
"""The check that a catalog fails which cannot be read at all; it cannot be ignored."""


def check(
    project: Project, languages: Sequence[Language], essays: Sequence[str]
) -> Iterator[Checked | Failure]:
    """Check every catalog that there is, language by language."""
    found = yield from read_essays(project, essays)
    pairs = [(language, name) for language in languages for name in found]
    there = [pair for pair in pairs if project.catalog_path(pair[1], pair[0]).exists()]
    yield from each(there, lambda pair: _check(project, pair[0], pair[1], found[pair[1]]))


def _check(project: Project, language: Language, name: str, essay: Essay) -> Checked:
    path = project.catalog_path(name, language)
    shown = project.relative(path)
    findings: list[Finding] = []
    try:
        if catalog := read_catalog(project, path):
            findings = check_catalog(catalog, essay, language, ignore=project.settings_for(language).ignore)
    except CatalogError as error:
        findings = [Finding(shown, error.line or 1, 1, Severity.ERROR, SYNTAX, error.sentence)]
    return Checked(name, language.tag, shown, tuple(findings))
