"""Commands that carry text into catalogs: ``extract``, ``update``, ``import``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from essaytool.cli import console, options

if TYPE_CHECKING:
    from essaytool.languages import Language


@click.command()
@options.essays
@options.workers
@options.as_json
def extract(essays: tuple[str, ...], jobs: int | None, scheduler: str, as_json: bool) -> int:
    """Take the text out of the essays into templates.

    source/ESSAY.md becomes locales/ESSAY.pot; a template is written only if the essay's text changed.
    """
    from essaytool.cli.render import exit_code, show
    from essaytool.workflow.extract import extract as run
    from essaytool.workflow.steps import choose_essays

    project = options.project()
    chosen = choose_essays(project, essays, Path.cwd())
    with options.crew(project, jobs, scheduler) as crew:
        return exit_code(show("extract", project, run(project, chosen, crew), options.form(as_json)))


@click.command()
@options.languages("Only this language, which may be a new one; repeatable.")
@options.essays
@click.option("--dry-run", is_flag=True, help="Write nothing; tell what each entry would become.")
@options.workers
@options.as_json
def update(
    languages: tuple[Language, ...],
    essays: tuple[str, ...],
    dry_run: bool,
    jobs: int | None,
    scheduler: str,
    as_json: bool,
) -> int:
    """Bring the templates' changes into the catalogs, and make the catalogs that are missing.

    No translation is lost: what left the essay becomes obsolete, and comes back when the text does. An edit
    that changes no word, such as other quotes or another link, leaves its translations as they are.
    """
    from essaytool.cli.render import exit_code, show
    from essaytool.workflow.steps import choose_essays, choose_languages
    from essaytool.workflow.update import update as run

    project = options.project()
    chosen = choose_languages(project, languages, new=True), choose_essays(project, essays, Path.cwd())
    verb = "update --dry-run" if dry_run else "update"
    with options.crew(project, jobs, scheduler) as crew:
        steps = run(project, *chosen, writes=not dry_run, crew=crew)
        return exit_code(show(verb, project, steps, options.form(as_json)))


@click.command("import")
@click.argument(
    "file",
    type=click.Path(path_type=Path),
    help="A PO file or translation memory (TMX), by whatever program it was made; or a translated document.",
)
@click.option(
    "-l",
    "--language",
    type=options.Tag(),
    metavar="TAG",
    required=True,
    help="The language of its translations, which may be a new one.",
)
@options.essays
@click.option("--essay", "essay", multiple=True, metavar="NAME", help="The essay that it translates.")
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the pairs side by side there.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing; tell what would be found.")
@options.as_json
def import_(
    file: Path,
    language: Language,
    essays: tuple[str, ...],
    essay: tuple[str, ...],
    page: Path | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Bring along translations that exist already, in a catalog, a memory, or a document.

    A text of a catalog or memory finds its entry by its msgid, by what it says however it is written down,
    or, as fuzzy, by likeness. Without an ESSAY, the one is meant that has the most of the catalog's msgids; a
    memory serves all essays.

    A document (Markdown, text, HTML, DOCX) is the translation of one essay, and is aligned with it: pairs
    that are certain become entries, doubtful ones fuzzy, and the rest is listed.

    No msgstr that is there is replaced.
    """
    from essaytool.cli.render import exit_code, show
    from essaytool.files import read
    from essaytool.workflow.import_ import import_catalog, is_catalog
    from essaytool.workflow.import_document import import_document
    from essaytool.workflow.steps import choose_essays, choose_languages

    project = options.project()
    choose_languages(project, [language], new=True)
    named = (*essays, *essay)
    chosen = choose_essays(project, named, Path.cwd())
    file, writes = file.absolute(), not dry_run
    content = read(file)
    if is_catalog(content) and page is None:
        results: Iterable[object] = import_catalog(
            project, file, content, language, chosen, only_best=not named, writes=writes
        )
    else:
        where = page.absolute() if page else None
        results = import_document(project, file, content, language, chosen, page=where, writes=writes)
    return exit_code(show("import", project, results, options.form(as_json)))


@click.command()
@click.option(
    "--tmx", "file", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The file to write."
)
@options.languages()
@options.essays
@options.as_json
def export(file: Path, languages: tuple[Language, ...], essays: tuple[str, ...], as_json: bool) -> int:
    """Write the translations into a translation memory, for other programs to use.

    It holds what people stand for: reviewed translations, and no drafts. A memory that is there is replaced,
    any other file is not.
    """
    from essaytool.cli.render import exit_code, show
    from essaytool.workflow.export import export_tmx
    from essaytool.workflow.steps import choose_essays, choose_languages

    project = options.project()
    chosen = choose_languages(project, languages), choose_essays(project, essays, Path.cwd())
    results = export_tmx(project, file.absolute(), *chosen)
    return exit_code(show("export", project, results, options.form(as_json)))


@click.command("merge-driver")
@click.argument(
    "base", metavar="%O", type=click.Path(path_type=Path), help="The version that both go back to."
)
@click.argument(
    "ours", metavar="%A", type=click.Path(path_type=Path), help="Our version, and then the merged one."
)
@click.argument("theirs", metavar="%B", type=click.Path(path_type=Path), help="Their version.")
@click.argument("name", metavar="[%P]", required=False, help="The catalog's own path, for messages.")
def merge_driver(base: Path, ours: Path, theirs: Path, name: str | None) -> int:
    """Merge two versions of a catalog, entry by entry. git calls it, once `init --git` has set it up.

    Where both sides translated an entry, ours stays, fuzzy, with theirs in a note, and the answer is 1, for
    git to call it a conflict: choose, delete the note, clear the mark, and `git add` the file.
    """
    from essaytool.cli.gate import DONE, NO
    from essaytool.workflow.merge_driver import merge_versions
    from essaytool.workflow.results import Failure

    conflicts = 0
    for result in merge_versions(base, ours, theirs, name or str(ours)):
        if isinstance(result, Failure):
            console.error(result.error)
        else:
            conflicts += 1
            console.say(f"{result.path}:{result.line}: both sides changed the translation of: {result.text}")
    return NO if conflicts else DONE
