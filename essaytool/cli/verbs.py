"""The command line's verbs, each imported only when it is called for.

``--help`` and ``--version`` load nothing beyond click: the table below holds what they say.
"""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, NoReturn

import click

from essaytool import __version__
from essaytool.cli import gate

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_VERBS = {
    "init": ("projects", "Start a project."),
    "new": ("documents", "Begin an essay."),
    "add": ("documents", "Bring an essay in: pasted text, a web page, a Word file, Markdown."),
    "extract": ("catalogs", "Take the text out of the essays into templates (.pot)."),
    "update": ("catalogs", "Bring the templates' changes into the catalogs (.po)."),
    "import": ("catalogs", "Bring along translations that exist already: PO, TMX, documents."),
    "export": ("catalogs", "Write the translations into a translation memory (TMX)."),
    "merge-driver": ("catalogs", "Merge two versions of a catalog, entry by entry, for git."),
    "draft": ("drafts", "Fill what is missing with machine drafts, for people to review."),
    "review": ("review", "Step through drafts and stale translations."),
    "glossary": ("glossary", "Propose terms that should be the same everywhere."),
    "check": ("reading", "Look for mistakes in the catalogs."),
    "coverage": ("coverage", "Tell how much is translated."),
    "build": ("editions", "Make the editions, as Markdown, pages and books."),
    "publish": ("editions", "All of it in one go: extract, update, draft, check, build, coverage."),
    "engines": ("drafts", "List what can draft here, and where text would go."),
}
"""Verb -> the module of `essaytool.cli` that defines it, and what the list of verbs says of it."""


class Verbs(click.Group):
    """The group of all verbs: in working order, loaded one by one, behind the error gate."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name.replace("-", "_")
        found: click.Command = getattr(import_module(f"essaytool.cli.{_VERBS[cmd_name][0]}"), name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl([(verb, purpose) for verb, (_, purpose) in _VERBS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=list(_VERBS), ctx=ctx) from None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        verbs = (
            CompletionItem(verb, help=purpose)
            for verb, (_, purpose) in _VERBS.items()
            if verb.startswith(incomplete)
        )
        return [*verbs, *click.Command.shell_complete(self, ctx, incomplete)]

    def main(self, *args: Any, **options: Any) -> NoReturn:
        options["standalone_mode"] = False
        gate.leave(lambda: super(Verbs, self).main(*args, **options))


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`essaytool VERB --help` tells what a verb takes.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def essaytool() -> None:
    """Publish one essay in every language."""
