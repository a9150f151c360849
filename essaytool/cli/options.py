"""The options and arguments that several verbs share, and the project that they are about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from essaytool.languages import Language
    from essaytool.project import Project

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Tag(click.ParamType["Language"]):
    """A language, by its BCP 47 tag."""

    name = "tag"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Language:
        from essaytool.languages import Language, parse_tag

        return value if isinstance(value, Language) else parse_tag(value)


def languages(purpose: str = "Only this language; repeatable.") -> Callable[[_Command], _Command]:
    return click.option(
        "-l", "--language", "languages", type=Tag(), metavar="TAG", multiple=True, help=purpose
    )


essays = click.argument("essays", nargs=-1, metavar="[ESSAY]...", help="Only these essays, by name or path.")
json_form = click.option("--json", "form", flag_value="json", help="The same as --format json.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def project() -> Project:
    """The project that the current folder lies in."""
    from essaytool.workflow.opening import open_project

    return open_project(Path.cwd())


def form(as_json: bool) -> str:
    """How a verb's results are shown: see `essaytool.cli.render.show`."""
    return "json" if as_json else "text"
