"""The commands about terms: ``glossary suggest``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from essaytool.cli import console, options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essaytool.workflow.glossary import Suggested


@click.group()
def glossary() -> None:
    """Keep terms the same everywhere: locales/glossary.csv says what each is in every language."""


@glossary.command("suggest", short_help="Propose terms that the essays use often.")
@options.essays
@click.option(
    "--limit", type=click.IntRange(min=1), default=30, show_default=True, metavar="N", help="At most N terms."
)
@click.option("--add", is_flag=True, help="Add them to the glossary; what it holds stays as it is.")
@options.as_json
def suggest(essays: tuple[str, ...], limit: int, add: bool, as_json: bool) -> int:
    """Propose terms that the essays use often and the glossary lacks, as lines for it.

    Each with how often it stands there and, where all reviewed translations agree, what it is in a language.
    """
    from essaytool.cli.render import exit_code, plain
    from essaytool.workflow.glossary import Suggested, suggest_terms
    from essaytool.workflow.results import Failure
    from essaytool.workflow.steps import choose_essays

    project = options.project()
    languages = project.languages()
    names = choose_essays(project, essays, Path.cwd())
    results = list(suggest_terms(project, languages, names, limit=limit, add=add))
    failures = [result for result in results if isinstance(result, Failure)]
    for failure in failures:
        console.error(failure.error)
    (suggested,) = (result for result in results if isinstance(result, Suggested))
    if as_json:
        terms = plain(suggested.proposals)
        found = {"path": suggested.path, "terms": terms, "added": suggested.added, "errors": plain(failures)}
        console.document(found)
    else:
        _show(suggested, [language.tag for language in languages])
    return exit_code(results)


def _show(suggested: Suggested, tags: Sequence[str]) -> None:
    from essaytool.cli.numbers import number
    from essaytool.glossary.table import COUNT, NOTE, TERM, UNTRANSLATABLE, proposed_lines
    from essaytool.tables import write_line

    columns = (TERM, *tags, NOTE, UNTRANSLATABLE, COUNT)
    console.result(write_line(columns), *proposed_lines(suggested.proposals, columns, ","))
    told = f", {suggested.added} added to {suggested.path}" if suggested.added else ""
    console.say(f"{number(len(suggested.proposals), 'term')} proposed{told}")
