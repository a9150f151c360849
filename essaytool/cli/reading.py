"""Commands that only read: ``check``."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from essaytool.cli import options
from essaytool.cli.gate import DONE, NO, gravest

if TYPE_CHECKING:
    from essaytool.languages import Language


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
@options.json_form
@click.option("--strict", is_flag=True, help="Warnings answer no, too.")
@click.option(
    "--since",
    metavar="REV",
    default="",
    help="Find what people wrote before this revision of git and is gone.",
)
@click.option("--fix", "fixes", is_flag=True, help="Repair first what is wrong in one way only.")
@click.option("--dry-run", is_flag=True, help="With --fix: write nothing, and tell what it would change.")
@options.workers
def check(
    languages: tuple[Language, ...],
    essays: tuple[str, ...],
    form: str,
    strict: bool,
    since: str,
    fixes: bool,
    dry_run: bool,
    jobs: int | None,
    scheduler: str,
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
    with options.crew(project, jobs, scheduler) as crew:
        steps = chain[object](repairs, run(project, *chosen, since=since, crew=crew))
        results = show("check --fix --dry-run" if dry_run else "check", project, steps, form)
    return gravest((exit_code(results), NO if strict and findings(results) else DONE))
