"""The command ``coverage``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from essaytool.cli import console, options
from essaytool.cli.gate import DONE, NO, gravest

if TYPE_CHECKING:
    from essaytool.languages import Language
    from essaytool.reports.coverage import LanguageCoverage


@click.command()
@options.languages()
@options.essays
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "markdown"]), default="table", show_default=True
)
@click.option(
    "--fail-under",
    type=click.IntRange(0, 100),
    metavar="N",
    help="Exit with 1 if a language has less than N percent of its words reviewed.",
)
def coverage(
    languages: tuple[Language, ...], essays: tuple[str, ...], form: str, fail_under: int | None
) -> int:
    """Tell how much is translated: words and entries by language, essay and state.

    reviewed: a person vouches for it. draft: a machine wrote it. stale: its source changed, or somebody
    doubts it. The last column is how much of an edition readers would see translated, which decides
    whether it is built.
    """
    from essaytool.cli.render import exit_code, show
    from essaytool.reports.coverage import LanguageCoverage
    from essaytool.workflow.coverage import coverage as run
    from essaytool.workflow.steps import choose_essays, choose_languages

    project = options.project()
    chosen = choose_languages(project, languages), choose_essays(project, essays, Path.cwd())
    results = show("coverage", project, run(project, *chosen), form)
    counted = [result for result in results if isinstance(result, LanguageCoverage)]
    return gravest((exit_code(results), _under(counted, fail_under)))


def _under(counted: Sequence[LanguageCoverage], wanted: int | None) -> int:
    """Whether a language is under what was asked for, which is told."""
    under = [item for item in counted if wanted is not None and item.reviewed < wanted]
    console.say(
        *(
            f"{item.language}: {item.reviewed} % of its words are reviewed, {wanted} % are asked for"
            for item in under
        )
    )
    return NO if under else DONE
