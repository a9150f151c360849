"""Commands that make editions: ``build``, ``publish``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from essaytool.cli import console, options
from essaytool.cli.gate import DONE, NO, gravest
from essaytool.project import FORMATS, LAYOUTS

if TYPE_CHECKING:
    from essaytool.languages import Language
    from essaytool.project import Project
    from essaytool.tally import Tally


class Formats(click.ParamType[tuple[str, ...], str]):
    """Names of formats with commas between them."""

    name = "formats"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        parts = value.split(",") if isinstance(value, str) else value
        names = tuple(dict.fromkeys(name.strip() for name in parts if value))
        for name in names:
            if name not in FORMATS:
                self.fail(f"{name!r} is not one of {', '.join(FORMATS)}.", param, ctx)
        return names


@click.command()
@options.languages()
@options.essays
@click.option(
    "--to",
    "formats",
    type=Formats(),
    default="",
    help="Formats to make, of md, html, epub; else md,html, or md alone in a generator's layout.",
)
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    help="The shape of the Markdown: for Hugo or MkDocs, or plain; else as configured.",
)
@click.option(
    "--bilingual",
    type=options.Tag(),
    metavar="TAG",
    multiple=True,
    help="Also pages with this translation beside its source, for reviewers; repeatable.",
)
@click.option(
    "--drafts",
    type=click.Choice(["mark", "exclude"]),
    help="Show machine drafts, marked, or the source in their place; else as configured.",
)
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if a file would change."
)
@options.workers
@options.as_json
def build(
    languages: tuple[Language, ...],
    essays: tuple[str, ...],
    formats: tuple[str, ...],
    layout: str | None,
    bilingual: tuple[Language, ...],
    drafts: str | None,
    only_check: bool,
    jobs: int | None,
    scheduler: str,
    as_json: bool,
) -> int:
    """Make the editions of every language that is translated well enough, the source's own included.

    A file that a hand changed stays as it is; a file of ours that is made no more is removed.
    """
    from essaytool.cli.render import exit_code, show
    from essaytool.workflow.build import build as run
    from essaytool.workflow.build import with_drafts, with_layout
    from essaytool.workflow.results import Built, Change
    from essaytool.workflow.scope import Scope
    from essaytool.workflow.steps import choose_essays, choose_languages

    project = options.project()
    chosen = choose_languages(project, languages, source=True), choose_essays(project, essays, Path.cwd())
    project = with_drafts(project, drafts) if drafts else project
    project = with_layout(project, layout) if layout else project
    scope = Scope(
        chosen[0] if languages else (),
        chosen[1] if essays else (),
        formats,
        project.settings.layout,
        choose_languages(project, bilingual) if bilingual else (),
    )
    verb = "build --check" if only_check else "build"
    with options.crew(project, jobs, scheduler) as crew:
        steps = run(project, scope, writes=not only_check, crew=crew)
        results = show(verb, project, steps, options.form(as_json))
    changes = {result.change for result in results if isinstance(result, Built)}
    return gravest(
        (exit_code(results), NO if only_check and changes & {Change.WRITTEN, Change.REMOVED} else DONE)
    )


@click.command()
@options.languages("Only this language, which may be a new one; repeatable.")
@options.essays
@options.workers
@options.as_json
def publish(
    languages: tuple[Language, ...],
    essays: tuple[str, ...],
    jobs: int | None,
    scheduler: str,
    as_json: bool,
) -> int:
    """Do all of it: extract, update, draft, check, build, coverage.

    Every stage runs, whatever another one finds; the exit code is that of the gravest. No text leaves this
    machine, unless the configuration names an engine that is elsewhere.
    """
    from essaytool.cli.render import counted, document, exit_code, show
    from essaytool.tally import Tally
    from essaytool.workflow.publish import publish as run
    from essaytool.workflow.steps import choose_essays

    project = options.project()
    chosen = choose_essays(project, essays, Path.cwd()) if essays else ()
    documents, codes, waiting = {}, [], Tally()
    told: set[str] = set()
    with options.crew(project, jobs, scheduler) as crew:
        for verb, steps in run(project, languages, chosen, crew):
            results = show(verb, project, steps, "none" if as_json else "brief", told)
            documents[verb] = document(verb, results)
            codes.append(exit_code(results))
            waiting = sum((language.coverage.entries for language in counted(results)), waiting)
    if as_json:
        console.document(documents)
    else:
        console.say(*_next_steps(project, waiting))
    return gravest(codes)


def _next_steps(project: Project, waiting: Tally) -> list[str]:
    from essaytool.cli.numbers import number
    from essaytool.paths import shown

    locales, index = shown(project.locales_folder), project.output_folder / "index.html"
    drafts = [number(waiting.draft, "draft")] if waiting.draft else []
    stale = [number(waiting.stale, "stale entry")] if waiting.stale else []
    how = "`essaytool review`, or clear `fuzzy` in an editor"
    told = f"review {' and '.join([*drafts, *stale])} in {locales} ({how})"
    steps = [told] if drafts or stale else []
    steps += [f"read {shown(index)}"] if index.exists() else []
    return [f"next: {', '.join(steps)}"] if steps else []
