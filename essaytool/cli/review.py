"""The command in which people decide: ``review``, with its ways in and out of files for scripts and mail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from essaytool.cli import console, options
from essaytool.cli.gate import DONE, NO, gravest

if TYPE_CHECKING:
    from essaytool.languages import Language
    from essaytool.project import Project
    from essaytool.review.queue import ToReview
    from essaytool.workflow.review.applying import Applied
    from essaytool.workflow.review.beside import Shelf

_FILE = click.Path(path_type=Path, dir_okay=False)


@dataclass(frozen=True)
class _Wish:
    """What is asked for."""

    lists: bool
    ids: tuple[str, ...]
    everything: bool
    engine: str | None
    exact_only: bool
    page: Path | None
    table: Path | None
    returned: Path | None
    reviewer: str
    empties: bool
    as_json: bool

    def refuse_what_excludes(self) -> None:
        """Raise `UsageError` where two things are asked for of which one would do nothing."""
        ways = [self.lists, bool(self.ids or self.everything), self.page, self.table, self.returned]
        if sum(map(bool, ways)) > 1 or (self.as_json and (any(ways[1:4]))):
            raise click.UsageError("listing, accepting, --html, --csv and --apply exclude each other")
        if self.empties and not self.returned:
            raise click.UsageError("--empty is for --apply")


@click.command()
@options.languages()
@options.essays
@click.option("--list", "lists", is_flag=True, help="List what waits, with the id of each.")
@click.option("--accept", "ids", metavar="ID", multiple=True, help="Accept this entry; repeatable.")
@click.option(
    "--all", "everything", is_flag=True, help="Accept every draft in which no check finds an error."
)
@click.option("--engine", metavar="NAME", help="Only drafts by this engine.")
@click.option(
    "--exact-only", is_flag=True, help="Only texts that the memory has for their very source, word for word."
)
@click.option("--html", "page", metavar="FILE", type=_FILE, help="Write what waits into a page to read.")
@click.option("--csv", "table", metavar="FILE", type=_FILE, help="Write what waits into a table to send.")
@click.option(
    "--apply", "returned", metavar="FILE", type=_FILE, help="Take back a table, or a catalog, with answers."
)
@click.option("--reviewer", metavar="NAME", default="", help="Who reviewed; otherwise whom git knows.")
@click.option("--empty", "empties", is_flag=True, help="With --apply: let an empty cell remove any text.")
@options.as_json
def review(languages: tuple[Language, ...], essays: tuple[str, ...], **wishes: object) -> int:
    """Step through drafts and stale translations in the terminal; every answer is saved at once.

    Nothing is accepted in which a check finds an error. Stale entries are accepted one by one only.
    """
    from essaytool.workflow.steps import choose_essays, choose_languages

    wish = _Wish(**wishes)  # type: ignore[arg-type]  # click gives what the options above say
    wish.refuse_what_excludes()
    project = options.project()
    chosen = choose_languages(project, languages)
    if wish.returned:
        if essays or len(languages) > 1:
            raise click.UsageError("a file that comes back says itself what it is of")
        return _apply(project, wish.returned, wish, languages)
    return _review(project, chosen, choose_essays(project, essays, Path.cwd()), wish)


def _review(project: Project, languages: Sequence[Language], essays: Sequence[str], wish: _Wish) -> int:
    from essaytool.cli.render import exit_code
    from essaytool.review.queue import ToReview
    from essaytool.workflow.results import Failure
    from essaytool.workflow.review import queue
    from essaytool.workflow.review.beside import Shelf, read_shelf

    results: list[ToReview | Failure] = list(queue(project, languages, essays))
    waits = [item for item in results if isinstance(item, ToReview) and wish.engine in (None, item.engine)]
    asks = console.is_terminal() and not (wish.lists or wish.as_json or wish.ids or wish.everything)
    needs_shelf = wish.exact_only or wish.page or (asks and not wish.table)
    beside = list(read_shelf(project, languages)) if needs_shelf else [Shelf()]
    shelf = next(result for result in beside if isinstance(result, Shelf))
    failed = [result for result in (*results, *beside) if isinstance(result, Failure)]
    for failure in failed:
        console.error(failure.error)
    if failed and (wish.page or wish.table):
        console.say("not written, since not everything could be read")
        return exit_code(failed)
    if wish.exact_only:
        waits = [item for item in waits if shelf.is_exact(item)]
    return gravest((exit_code(failed), _answer(project, waits, shelf, wish, asks=asks)))


def _answer(project: Project, waits: Sequence[ToReview], shelf: Shelf, wish: _Wish, *, asks: bool) -> int:
    from essaytool.cli.session import Session
    from essaytool.workflow.review.sending import send_page, send_table

    if wish.ids or wish.everything:
        return _accept(project, waits, wish)
    if wish.page or wish.table:
        sent = send_page(project, waits, shelf, wish.page) if wish.page else None
        sent = send_table(waits, wish.table) if wish.table else sent
        console.result(*([f"{sent.path}: {sent.entries} waiting"] if sent else []))
    elif asks:
        Session(project, waits, shelf, wish.reviewer).run()
    else:
        _list(waits, as_json=wish.as_json)
    return DONE


def _list(waits: Sequence[ToReview], *, as_json: bool) -> None:
    from essaytool.cli.render import plain
    from essaytool.cli.session import origin
    from essaytool.review.queue import ToReview

    if as_json:
        shown = [field.name for field in fields(ToReview) if field.name != "entry"]
        console.document(
            {"waiting": [{name: plain(getattr(item, name)) for name in shown} for item in waits]}
        )
    for item in waits if not as_json else ():
        console.result(f"{item.id} {item.path}:{item.line}: {origin(item)}: {item.source}")
    if not as_json:
        console.say(f"{len(waits)} waiting")


def _accept(project: Project, waits: Sequence[ToReview], wish: _Wish) -> int:
    """Accept without asking; the answer is no if one that was named is not there, or has a fault."""
    from essaytool.review.queue import accepted, has_choice
    from essaytool.workflow.review import answer_all

    meant = Counter(item.id for item in waits)
    unclear = [each for each in wish.ids if meant[each] != 1]
    for each in unclear:
        many = f"{meant[each]} entries of this id wait: name a language with -l"
        console.say(f"{each}: {many if meant[each] else 'nothing of this id waits'}")
    left = len(unclear)
    ready = []
    for item in waits:
        if (item.id in wish.ids and item.id not in unclear) or (wish.everything and item.state == "draft"):
            reasons = item.faults or (
                ["two translations wait for a choice"] if has_choice(item.entry) else []
            )
            console.say(*(f"{item.path}:{item.line}: not accepted: {reason}" for reason in reasons))
            left += bool(reasons)
            ready += [] if reasons else [item]
    for reviewed in answer_all(project, ready, accepted, reviewer=wish.reviewer):
        left += _tell(reviewed.path, reviewed.line, saved=reviewed.saved is not None)
    return NO if left else DONE


def _tell(path: str, line: int, *, saved: bool) -> int:
    """Say what became of an answer; one if it was not saved."""
    if saved:
        console.result(f"{path}:{line}: saved")
    else:
        console.say(f"{path}:{line}: somebody changed it meanwhile, so it stays as it is")
    return not saved


def _apply(project: Project, file: Path, wish: _Wish, languages: Sequence[Language]) -> int:
    from essaytool.cli.render import exit_code, plain
    from essaytool.paths import shown
    from essaytool.workflow.results import Failure
    from essaytool.workflow.review.applying import Applied, Outcome, Terms, apply

    terms = Terms(wish.reviewer, wish.empties, languages[0] if languages else None)
    results = list(apply(project, file, terms))
    failures = [result for result in results if isinstance(result, Failure)]
    applied = [result for result in results if isinstance(result, Applied)]
    for failure in failures:
        console.error(failure.error)
    if wish.as_json:
        console.document({"answers": plain(applied), "errors": plain(failures)})
    else:
        console.result(*(_applied(shown(file), result) for result in applied))
        counts = Counter(result.outcome for result in applied)
        told = ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome])
        console.say(told or "no answers")
    refused = any(result.outcome is Outcome.LEFT for result in applied)
    return gravest((exit_code(failures), NO if refused else DONE))


def _applied(file: str, result: Applied) -> str:
    entry = f" {result.path}:{result.entry_line}" if result.path else ""
    reason = f": {result.reason}" if result.reason else ""
    return f"{file}:{result.line}: {result.outcome}{entry}{reason}"
