"""``publish``: every stage, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from essaytool.errors import EssaytoolError
from essaytool.languages import Language
from essaytool.project import Project
from essaytool.workflow.build import build
from essaytool.workflow.check import check
from essaytool.workflow.coverage import coverage
from essaytool.workflow.draft import draft
from essaytool.workflow.extract import extract
from essaytool.workflow.jobs import ALONE, Crew
from essaytool.workflow.relay import Wish
from essaytool.workflow.results import Failure
from essaytool.workflow.scope import Scope
from essaytool.workflow.steps import choose_essays, choose_languages
from essaytool.workflow.update import update


def publish(
    project: Project, wanted: Sequence[Language], meant: Sequence[str] = (), crew: Crew = ALONE
) -> Iterator[tuple[str, Iterator[Any]]]:
    """The stages by name, each with its results; a stage begins when its results are asked for.

    Without `wanted` languages it is about all of them, and without `meant` essays about every essay. Raises
    as `choose_languages` and `choose_essays` do.
    """
    languages = choose_languages(project, wanted, new=True)
    essays = meant or choose_essays(project, (), project.root)
    stages = {
        "extract": extract(project, essays, crew),
        "update": update(project, languages, essays, crew=crew),
        "draft": draft(project, languages, essays, Wish(), crew),
        "check": check(project, languages, essays, crew=crew),
        "build": build(project, Scope(wanted, meant, layout=project.settings.layout), crew=crew),
        "coverage": coverage(project, languages, essays, crew=crew),
    }
    for name, stage in stages.items():
        yield name, _unstopped(stage)


def _unstopped(steps: Iterator[Any]) -> Iterator[Any]:
    """A stage that ends in an error is no reason not to begin the next."""
    try:
        yield from steps
    except EssaytoolError as error:
        yield Failure(error)
