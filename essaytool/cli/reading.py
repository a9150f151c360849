"""Commands that only read: ``check``, ``coverage``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
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
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
)
@click.option("--strict", is_flag=True, help="Warnings answer no, too.")
@click.option(
    "--since",
    metavar="REV",
    default="",
    help="Find what people wrote before this revision of git and is gone.",
)
@click.option("--fix", "fixes", is_flag=True, help="Repair first what is wrong in one way only.")
@click.option("--dry-run", is_flag=True, help="With --fix: write nothing, and tell what it would change.")
def check(
    languages: tuple[Language, ...],
    essays: tuple[str, ...],
    form: str,
    strict: bool,
    since: str,
    fixes: bool,
    dry_run: bool,
) -> int:
    """Look for mistakes in the catalogs: lost links, broken markup, texts that cannot stand in their place.

    Exits with 1 if there is an error. What is missing, a draft or stale is no mistake: see `coverage`. A note
    in an entry, `# essaytool: ignore=check-id`, silences a check for it.

    --fix may alter what people wrote: links with a blank in them, code in quotation marks, blanks at the ends
    and beside code, accents apart from their letters, blanks that French puts beside punctuation.
    """
    from essaytool.cli.render import exit_code, findings, show
    from essaytool.workflow.check import check as run
    from essaytool.workflow.fix import fix
    from essaytool.workflow.steps import choose_essays, choose_languages

    if dry_run and not fixes:
        raise click.UsageError("--dry-run is for --fix: check writes nothing else")
    project = options.project()
    chosen = choose_languages(project, languages), choose_essays(project, essays, Path.cwd())
    repairs = fix(project, *chosen, writes=not dry_run) if fixes else ()
    steps = chain[object](repairs, run(project, *chosen, since=since))
    results = show("check --fix --dry-run" if dry_run else "check", project, steps, form)
    return gravest((exit_code(results), NO if strict and findings(results) else DONE))


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
