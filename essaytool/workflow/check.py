"""``check``: what a maintainer would want to know of the catalogs before they are published. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from essaytool.checks import check as check_catalog
from essaytool.errors import CatalogError
from essaytool.languages import Language
from essaytool.model import Essay, Finding, Severity
from essaytool.project import Project
from essaytool.workflow.past import Past, beginning
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
    began = beginning(project, since) if since else ""
    found = yield from read_essays(project, essays)
    past = Past(project, began, found) if since else None
    pairs = [(language, name) for language in languages for name in found]
    yield from (
        result
        for result in each(pairs, lambda pair: _check(project, pair[0], pair[1], found[pair[1]], past))
        if result is not None
    )


def _check(
    project: Project, language: Language, name: str, essay: Essay, past: Past | None
) -> Checked | None:
    path = project.catalog_path(name, language)
    shown = project.relative(path)
    before = past.catalog_of(name, language) if past else None
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
