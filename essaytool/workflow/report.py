"""Coverage for people who have no terminal: badges, and a page. Writes where it is told to, and never over a
file that is not a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from essaytool.errors import FileError
from essaytool.files import read_if_there, write_if_changed
from essaytool.paths import inside, shown
from essaytool.project import Project
from essaytool.reports.coverage import LanguageCoverage
from essaytool.workflow.coverage import Result
from essaytool.workflow.results import Compared, Failure, Lag, Reported
from essaytool.workflow.steps import each


@dataclass(frozen=True)
class Targets:
    """Where reports go; nowhere is None."""

    badges: Path | None = None
    """A folder of the project."""
    page: Path | None = None


def report(project: Project, counted: Iterable[Result], targets: Targets) -> Iterator[Result | Reported]:
    """Hand on what `coverage` yields, and then write the reports on it.

    Raises `FileError` before anything is counted for a folder of badges that is out of the project.
    """
    if targets.badges and not inside(targets.badges, project.root):
        hint = "name a folder of the project"
        raise FileError("leads out of the project", path=shown(targets.badges), hint=hint)
    results = []
    for result in counted:
        results.append(result)
        yield result
    yield from each(_files(project, results, targets), lambda file: _write(*file))


def _files(project: Project, results: list[Result], targets: Targets) -> Iterator[tuple[Path, bytes, Path]]:
    """The files to write, and the folder that each must not lead out of."""
    languages = [result for result in results if isinstance(result, LanguageCoverage)]
    if targets.badges:
        from essaytool.reports.badge import badge

        for language in languages:
            if not language.uncounted:  # a badge of a part would claim too much
                yield targets.badges / f"{language.language}.svg", badge(language), project.root
    if targets.page:
        from essaytool.reports.page import page

        since = next((result.revision for result in results if isinstance(result, Compared)), "")
        content = page(languages, project.source_language, list(_remarks(results)), since)
        yield targets.page, content, targets.page.parent


def _remarks(results: Iterable[Result]) -> Iterator[str]:
    for result in results:
        if isinstance(result, Failure):
            yield str(result.error)
        elif isinstance(result, Lag):
            yield f"{result.path} lags behind {result.behind}"


def _write(path: Path, content: bytes, root: Path) -> Reported:
    from essaytool.reports.badge import MARK

    there = read_if_there(path)
    if there and MARK.encode() not in there:
        hint = "give another name, or delete it first"
        raise FileError("is no report of ours, and stays as it is", path=shown(path), hint=hint)
    return Reported(shown(path), write_if_changed(path, content, root, seen=there))
