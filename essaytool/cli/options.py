"""The options and arguments that several verbs share, and the project that they are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from essaytool.languages import Language
    from essaytool.project import Project
    from essaytool.workflow.jobs import Crew

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Tag(click.ParamType["Language"]):
    """A language, by its BCP 47 tag."""

    name = "tag"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Language:
        from essaytool.languages import Language, parse_tag

        return value if isinstance(value, Language) else parse_tag(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from essaytool.project.names import known_names

        return _beginning(incomplete, known_names(Path.cwd()).tags)


class EssayName(click.ParamType[str]):
    """An essay, by its name or its path."""

    name = "essay"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from essaytool.project.names import known_names

        named = _beginning(incomplete, known_names(Path.cwd()).essays)
        return named or [CompletionItem(incomplete, type="file")]


def _beginning(text: str, names: Sequence[str]) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(name) for name in names if name.startswith(text)]


def languages(purpose: str = "Only this language; repeatable.") -> Callable[[_Command], _Command]:
    return click.option(
        "-l", "--language", "languages", type=Tag(), metavar="TAG", multiple=True, help=purpose
    )


essays = click.argument(
    "essays",
    type=EssayName(),
    nargs=-1,
    metavar="[ESSAY]...",
    help="Only these essays, by name or path.",
)


def workers(command: _Command) -> _Command:
    """The options that say who does the work."""
    jobs = click.option(
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Work in so many processes; else in one for each processor, once it takes longer than a moment.",
    )
    scheduler = click.option(
        "--scheduler",
        metavar="URL",
        default="",
        help="Work on the Dask cluster whose scheduler is there: tcp://host:8786.",
    )
    return jobs(scheduler(command))


json_form = click.option("--json", "form", flag_value="json", help="The same as --format json.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def project() -> Project:
    """The project that the current folder lies in."""
    from essaytool.workflow.opening import open_project

    return open_project(Path.cwd())


def form(as_json: bool) -> str:
    """How a verb's results are shown: see `essaytool.cli.render.show`."""
    return "json" if as_json else "text"


def crew(project: Project, jobs: int | None, scheduler: str) -> AbstractContextManager[Crew]:
    """Who does the work, as the options say; it ends with the work."""
    from essaytool.workflow.jobs import crew_for

    if jobs and scheduler:
        raise click.UsageError("--jobs is for this machine, and --scheduler for a cluster: leave one out")
    return crew_for(project, jobs, scheduler)
