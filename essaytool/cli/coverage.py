"""The command ``coverage``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from essaytool.cli import console, options
from essaytool.cli.gate import DONE, NO, gravest

if TYPE_CHECKING:
    from essaytool.languages import Language
    from essaytool.reports.coverage import LanguageCoverage

PUBLISH_AT = "publish_at"
Wanted: TypeAlias = int | str | None
"""What ``--fail-under`` asks for: percent of words, `PUBLISH_AT`, or nothing."""


class Threshold(click.ParamType[Wanted]):
    """A percentage, or the name of the setting that holds one for each language."""

    name = "threshold"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Wanted:
        return PUBLISH_AT if value == PUBLISH_AT else click.IntRange(0, 100).convert(value, param, ctx)


@click.command()
@options.languages()
@options.essays
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "markdown"]), default="table", show_default=True
)
@options.json_form
@click.option(
    "--fail-under",
    type=Threshold(),
    metavar="N|publish_at",
    help="Exit with 1 if a language has less than N percent of its words reviewed; with `publish_at`, if an"
    " edition would not be built.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 if a file lags behind what it is made from.")
@click.option("--since", metavar="REV", default="", help="Tell the change since this revision of git.")
@click.option(
    "--badge",
    "badges",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write a badge for each language, TAG.svg, into this folder of the project.",
)
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write one page with a chart and the list of what remains.",
)
@options.workers
def coverage(
    languages: tuple[Language, ...],
    essays: tuple[str, ...],
    form: str,
    fail_under: Wanted,
    strict: bool,
    since: str,
    badges: Path | None,
    page: Path | None,
    jobs: int | None,
    scheduler: str,
) -> int:
    """Tell how much is translated: words and entries by language, essay and state.

    reviewed: a person vouches for it. draft: a machine wrote it. stale: its source changed, or somebody
    doubts it. The last column is how much of an edition readers would see translated, which decides
    whether it is built.
    """
    from essaytool.cli.render import counted, exit_code, show
    from essaytool.workflow.coverage import coverage as run
    from essaytool.workflow.report import Targets, report
    from essaytool.workflow.results import Lag
    from essaytool.workflow.steps import choose_essays, choose_languages

    project = options.project()
    chosen = choose_languages(project, languages), choose_essays(project, essays, Path.cwd())
    targets = Targets(badges and Path.cwd() / badges, page and Path.cwd() / page)
    with options.crew(project, jobs, scheduler) as crew:
        steps = run(project, *chosen, since=since, listed=page is not None, crew=crew)
        results = show("coverage", project, report(project, steps, targets), form)
    lags = any(isinstance(result, Lag) for result in results)
    return gravest(
        (exit_code(results), _under(counted(results), fail_under), NO if strict and lags else DONE)
    )


def _under(counted: Sequence[LanguageCoverage], wanted: Wanted) -> int:
    """Whether something is under what was asked for, which is told."""
    told = list(_unpublished(counted) if wanted == PUBLISH_AT else _unreviewed(counted, wanted))
    console.say(*told)
    return NO if told else DONE


def _unreviewed(counted: Sequence[LanguageCoverage], wanted: Wanted) -> Iterator[str]:
    for item in counted:
        if isinstance(wanted, int) and item.reviewed < wanted:
            yield f"{item.language}: {item.reviewed} % of its words are reviewed, {wanted} % are asked for"


def _unpublished(counted: Sequence[LanguageCoverage]) -> Iterator[str]:
    for item in counted:
        for essay in item.essays:
            if not essay.share.enough:
                shown = f"{essay.share.shown} % of it would be translated"
                yield f"{item.language} {essay.essay}: {shown}, publish_at is {essay.share.publish_at}"
