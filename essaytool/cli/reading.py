"""Commands that only read: ``check``."""

from __future__ import annotations

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
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.json_form
@click.option("--strict", is_flag=True, help="Warnings answer no, too.")
@click.option(
    "--since",
    metavar="REV",
    default="",
    help="Find what people wrote before this revision of git and is gone.",
)
def check(
    languages: tuple[Language, ...], essays: tuple[str, ...], form: str, strict: bool, since: str
) -> int:
    """Look for mistakes in the catalogs: lost links, broken markup, texts that cannot stand in their place.

    Exits with 1 if there is an error. What is missing, a draft or stale is no mistake: see `coverage`.
    """
    from essaytool.cli.render import exit_code, findings, show
    from essaytool.workflow.check import check as run
    from essaytool.workflow.steps import choose_essays, choose_languages

    project = options.project()
    chosen = choose_languages(project, languages), choose_essays(project, essays, Path.cwd())
    results = show("check", project, run(project, *chosen, since=since), form)
    return gravest((exit_code(results), NO if strict and findings(results) else DONE))
