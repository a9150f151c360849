"""Commands that begin things: ``init``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from essaytool.cli import console, options

if TYPE_CHECKING:
    from essaytool.languages import Language
    from essaytool.workflow.results import Started


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", help="Where; the current folder if none is given.")
@options.languages("Translate into this language; repeatable.")
@click.option("--git", is_flag=True, help="Have git merge catalogs entry by entry; each clone needs it once.")
@click.option("--weblate", is_flag=True, help="Print the settings for Weblate.")
@click.option("--crowdin", is_flag=True, help="Print a crowdin.yml.")
@options.as_json
def init(
    folder: str, languages: tuple[Language, ...], git: bool, weblate: bool, crowdin: bool, as_json: bool
) -> None:
    """Start a project: its settings, and a folder for the essays.

    What is there already stays as it is. With --git, --weblate or --crowdin, DIR may be a project already.
    """
    from essaytool.cli.render import plain
    from essaytool.workflow.init import Services
    from essaytool.workflow.init import init as start

    started = start(Path(folder).resolve(), languages, Services(git, weblate, crowdin))
    if as_json:
        console.document({"project": plain(started)})
        return
    console.result(*(str(Path(started.folder, name)) for name in started.made))
    console.result(*(line for text in started.settings for line in text.splitlines()))
    if git:
        console.say(
            "git merges catalogs by entries now: commit .gitattributes, and do this once in each clone"
        )
    if started.is_new:
        console.say(_next_step(started))


def _next_step(started: Started) -> str:
    essay = Path(started.folder, "source", "first.md")
    languages = (
        "" if started.languages else f"name your languages in {Path(started.folder, 'essaytool.toml')}, "
    )
    go_there = "" if started.folder == "." else f" in {started.folder}"
    return f"next: {languages}write an essay, for example {essay}, and run `essaytool publish`{go_there}"
