"""Commands about machine translation: ``draft``, ``engines``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from essaytool.cli import options

if TYPE_CHECKING:
    from essaytool.languages import Language


@click.command()
@options.languages()
@options.essays
@click.option(
    "-e",
    "--engine",
    "engines",
    metavar="ENGINE",
    multiple=True,
    help="Use this engine; of several, the first that can.",
)
@click.option("--dry-run", is_flag=True, help="Send and write nothing; tell how much would be sent where.")
@click.option("--max-chars", type=click.IntRange(min=0), metavar="N", help="Send no more than N characters.")
@click.option(
    "--max-cost",
    type=click.FloatRange(min=0),
    metavar="PRICE",
    help="Spend no more than this, counted with each engine's `price_per_million`.",
)
@click.option("--redraft", is_flag=True, help="Replace drafts, too, that nobody has touched.")
@options.as_json
def draft(
    languages: tuple[Language, ...],
    essays: tuple[str, ...],
    engines: tuple[str, ...],
    dry_run: bool,
    max_chars: int | None,
    max_cost: float | None,
    redraft: bool,
    as_json: bool,
) -> int:
    """Fill what is missing with machine drafts, for people to review.

    A draft is a fuzzy entry: clear the flag to approve it. What a person wrote is never replaced. If no
    engine on this machine can do a language, the text goes to google, and that is said.
    """
    from essaytool.cli.render import exit_code, show
    from essaytool.workflow.draft import draft as run
    from essaytool.workflow.relay import Wish
    from essaytool.workflow.steps import choose_essays, choose_languages

    project = options.project()
    chosen = choose_languages(project, languages), choose_essays(project, essays, Path.cwd())
    wish = Wish(engines, True, redraft, max_chars, max_cost, dry_run)
    return exit_code(show("draft", project, run(project, *chosen, wish), options.form(as_json)))


@click.command()
@options.as_json
def engines(as_json: bool) -> int:
    """List what can draft here: what each engine needs, where text would go, and what each language gets.

    Nothing is sent to find out.
    """
    from essaytool.cli.render import exit_code, show
    from essaytool.workflow.engines import engines as run

    project = options.project()
    return exit_code(show("engines", project, run(project), options.form(as_json)))
