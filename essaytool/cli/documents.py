"""Commands that bring essays in: ``new``, ``add``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from essaytool.cli import console, options

if TYPE_CHECKING:
    from essaytool.languages import Language
    from essaytool.workflow.add import Given

_PIPE = "-"
_FORMS = ("text", "markdown", "html", "docx")


@click.command()
@click.argument("slug", help="The essay's name, which may have folders: letters/spring.")
@click.option("--title", default="", help="Its title; the name in words if none is given.")
@options.as_json
def new(slug: str, title: str, as_json: bool) -> None:
    """Begin an essay: a file with front matter, and room below it.

    What is there already stays as it is.
    """
    import datetime

    from essaytool.cli.render import plain
    from essaytool.paths import shown
    from essaytool.workflow.add import new as begin

    project = options.project()
    begun = begin(project, slug, title, datetime.datetime.now().astimezone().date())
    if as_json:
        console.document({"essay": plain(begun)})
        return
    console.result(shown(project.root / begun.path))
    console.say("next: write it, then run `essaytool publish`")


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", help="What to bring in; - is standard input."
)
@click.option(
    "--slug", default="", metavar="NAME", help="The essay's name; its file's name if none is given."
)
@click.option("--title", default="", help="Its title, which its first line then is not.")
@click.option("--lang", "language", type=options.Tag(), metavar="TAG", help="The language it is written in.")
@click.option(
    "--from", "form", type=click.Choice(_FORMS), help="What it is; told by its content if left out."
)
@click.option("--encoding", default="", metavar="NAME", help="What it is encoded in; guessed if left out.")
@click.option("--no-headings", is_flag=True, help="Guess no headings in plain text, and no title.")
@click.option("--no-lists", is_flag=True, help="Make no lists of runs of symbols.")
@click.option("--no-tidy", is_flag=True, help="Mend no blanks.")
@click.option("--force", is_flag=True, help="Replace an essay of this name.")
@click.option("--dry-run", is_flag=True, help="Write nothing; print the Markdown.")
@options.as_json
def add(
    files: tuple[str, ...],
    slug: str,
    title: str,
    language: Language | None,
    form: str | None,
    encoding: str,
    no_headings: bool,
    no_lists: bool,
    no_tidy: bool,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Bring an essay in as it is: pasted text, a saved web page, a Word file, Markdown.

    It becomes Markdown in the source folder. What a plain text does not say, its shape tells: where
    paragraphs end, what is a heading, which symbols were a list. Each guess is told, and can be turned off.
    """
    from essaytool.cli.render import exit_code, show
    from essaytool.ingest.document import Options
    from essaytool.ingest.read import Form
    from essaytool.workflow.add import Wanted
    from essaytool.workflow.add import add as run

    if len(files) > 1 and (slug or title):
        raise click.UsageError("--slug and --title are of one essay: give one FILE")
    wanted = Wanted(
        slug=slug.removesuffix(".md"),
        title=" ".join(title.split()),
        language=language,
        form=Form(form) if form else None,
        encoding=encoding,
        guesses=Options(not no_headings, not no_lists, not no_tidy),
        force=force,
        writes=not dry_run,
    )
    project = options.project()
    results = run(project, [_given(name) for name in files], wanted)
    return exit_code(show("add --dry-run" if dry_run else "add", project, results, options.form(as_json)))


def _given(name: str) -> Given:
    from essaytool.ingest.read import MOST_BYTES
    from essaytool.workflow.add import from_file, from_pipe

    if name != _PIPE:
        return from_file(Path(name).absolute())
    return from_pipe(sys.stdin.buffer.read(MOST_BYTES + 1))
