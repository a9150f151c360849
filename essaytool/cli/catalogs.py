"""Commands that carry text from essays to catalogs: ``extract``, ``update``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from essaytool.cli import options

if TYPE_CHECKING:
    from essaytool.languages import Language


@click.command()
@options.essays
@options.as_json
def extract(essays: tuple[str, ...], as_json: bool) -> int:
    """Take the text out of the essays into templates.

    source/ESSAY.md becomes locales/ESSAY.pot; a template is written only if the essay's text changed.
    """
    from essaytool.cli.render import exit_code, show
    from essaytool.workflow.extract import extract as run
    from essaytool.workflow.steps import choose_essays

    project = options.project()
    chosen = choose_essays(project, essays, Path.cwd())
    return exit_code(show("extract", project, run(project, chosen), options.form(as_json)))


@click.command()
@options.languages("Only this language, which may be a new one; repeatable.")
@options.essays
@options.as_json
def update(languages: tuple[Language, ...], essays: tuple[str, ...], as_json: bool) -> int:
    """Bring the templates' changes into the catalogs, and make the catalogs that are missing.

    No translation is lost: what left the essay becomes obsolete, and comes back when the text does.
    """
    from essaytool.cli.render import exit_code, show
    from essaytool.workflow.steps import choose_essays, choose_languages
    from essaytool.workflow.update import update as run

    project = options.project()
    chosen = choose_languages(project, languages, new=True), choose_essays(project, essays, Path.cwd())
    return exit_code(show("update", project, run(project, *chosen), options.form(as_json)))
