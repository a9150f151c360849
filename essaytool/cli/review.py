"""The command in which people decide: ``review``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from essaytool.cli import console, options
from essaytool.cli.gate import DONE, NO

if TYPE_CHECKING:
    from essaytool.languages import Language
    from essaytool.model import Entry
    from essaytool.project import Project
    from essaytool.workflow.review import ToReview

_KEYS = "[a]ccept  [e]dit  [s]kip  [r]eject  [n]ote  [b]ack  [q]uit"
_CHOICE = "[a]ccept text  [t]ake theirs  [e]dit  [s]kip  [n]ote  [b]ack  [q]uit"


@click.command()
@options.languages()
@options.essays
@click.option("--list", "lists", is_flag=True, help="List what waits, with the id of each.")
@click.option("--accept", "ids", metavar="ID", multiple=True, help="Accept this entry; repeatable.")
@click.option(
    "--all", "everything", is_flag=True, help="Accept every draft in which no check finds an error."
)
@click.option("--engine", metavar="NAME", help="Only drafts by this engine.")
@options.as_json
def review(
    languages: tuple[Language, ...],
    essays: tuple[str, ...],
    lists: bool,
    ids: tuple[str, ...],
    everything: bool,
    engine: str | None,
    as_json: bool,
) -> int:
    """Step through drafts and stale translations in the terminal; every answer is saved at once.

    Nothing is accepted in which a check finds an error. Stale entries are accepted one by one only.
    """
    from essaytool.cli.render import exit_code
    from essaytool.workflow.results import Failure
    from essaytool.workflow.review import ToReview, queue
    from essaytool.workflow.steps import choose_essays, choose_languages

    if (ids or everything) and (lists or as_json):
        raise click.UsageError("accepting and listing exclude each other")
    project = options.project()
    chosen = choose_languages(project, languages), choose_essays(project, essays, Path.cwd())
    results = list(queue(project, *chosen))
    for result in results:
        if isinstance(result, Failure):
            console.error(result.error)
    waits = [item for item in results if isinstance(item, ToReview) and engine in (None, item.engine)]
    if ids or everything:
        return max(exit_code(results), _accept(project, waits, ids, everything))
    if lists or as_json or not console.is_terminal():
        _list(waits, as_json)
    else:
        _Session(project, waits).run()
    return exit_code(results)


def _list(waits: Sequence[ToReview], as_json: bool) -> None:
    from essaytool.cli.render import plain
    from essaytool.workflow.review import ToReview

    if as_json:
        shown = [field.name for field in fields(ToReview) if field.name != "entry"]
        console.document(
            {"waiting": [{name: plain(getattr(item, name)) for name in shown} for item in waits]}
        )
    for item in waits if not as_json else ():
        console.result(f"{item.id} {item.path}:{item.line}: {_origin(item)}: {item.source}")
    if not as_json:
        console.say(f"{len(waits)} waiting")


def _accept(project: Project, waits: Sequence[ToReview], ids: Sequence[str], everything: bool) -> int:
    """Accept without asking; the answer is no if one that was named is not there, or has a fault."""
    from essaytool.review.queue import accepted, other_text

    meant = Counter(item.id for item in waits)
    unclear = [each for each in ids if meant[each] != 1]
    for each in unclear:
        many = f"{meant[each]} entries of this id wait: name the essay, and its language with -l"
        console.say(f"{each}: {many if meant[each] else 'nothing of this id waits'}")
    left = len(unclear)
    for item in waits:
        if (item.id in ids and item.id not in unclear) or (everything and item.state == "draft"):
            reasons = item.faults or (
                ["two translations wait for a choice"] if other_text(item.entry) else []
            )
            console.say(*(f"{item.path}:{item.line}: not accepted: {reason}" for reason in reasons))
            left += bool(reasons)
            if not reasons:
                _save(project, item, accepted)
    return NO if left else DONE


def _save(project: Project, item: ToReview, change: Callable[[Entry], Entry]) -> Entry | None:
    from essaytool.workflow.review import answer

    saved = answer(project, item, change).saved
    if saved:
        console.result(f"{item.path}:{item.line}: saved")
    else:
        console.say(f"{item.path}:{item.line}: somebody changed it meanwhile, so it stays as it is")
    return saved


def _origin(item: ToReview) -> str:
    from essaytool.review.queue import other_text

    if other_text(item.entry):
        return "two translations to choose from"
    return f"{item.state} by {item.engine}" if item.engine else item.state


class _Session:
    """One person at a terminal."""

    def __init__(self, project: Project, waits: Sequence[ToReview]) -> None:
        self.project, self.waits = project, list(waits)
        self.place = 0
        self.unsaved: dict[int, str] = {}
        """What was written for an entry and could not be saved."""

    def run(self) -> None:
        """Ask until nothing is left, or the person has enough."""
        answers: dict[str, Callable[[ToReview], None]] = {
            "a": self.accept,
            "e": self.edit,
            "r": self.reject,
            "n": self.note,
            "t": self.take_theirs,
            "s": lambda _: self.move(1),
            "b": lambda _: self.move(-1),
        }
        while self.place < len(self.waits):
            item = self.waits[self.place]
            self.show(item)
            key = click.getchar().lower()
            if key == "q":
                break
            if key in answers:
                answers[key](item)
        console.say(f"{len(self.waits) - self.place} of {len(self.waits)} left")

    def show(self, item: ToReview) -> None:
        from essaytool.reports.diff import word_diff
        from essaytool.review.queue import other_text

        source = word_diff(item.previous, item.source) if item.previous else item.source
        lines = [
            "",
            f"{self.place + 1} of {len(self.waits)}  {item.path}:{item.line}  {item.kind}  {_origin(item)}",
            *([f"  before: {item.before}"] if item.before else []),
            f"  source: {source}",
            *(f"  text:   {line}" for line in item.text.split("\n")),
            *([f"  after:  {item.after}"] if item.after else []),
            *(f"  note:   {note}" for note in item.notes),
            *(f"  wrong:  {fault}" for fault in item.faults),
            _CHOICE if other_text(item.entry) else _KEYS,
        ]
        console.say(*lines)

    def move(self, steps: int) -> None:
        self.place = max(0, self.place + steps)

    def save(self, item: ToReview, change: Callable[[Entry], Entry]) -> None:
        """Save, and show the entry as it is then, should the person come back to it."""
        if entry := _save(self.project, item, change):
            text = "\n".join(entry.texts)
            now = replace(item, entry=entry, text=text, state=str(entry.state), notes=entry.notes, faults=())
            self.waits[self.place] = now
        self.move(1)

    def accept(self, item: ToReview) -> None:
        from essaytool.review.queue import accepted

        if item.faults:
            console.say("it cannot be accepted as it is: edit it")
        else:
            self.save(item, accepted)

    def take_theirs(self, item: ToReview) -> None:
        """Of the two translations that a merge left, the one in the note."""
        from essaytool.review.queue import accepted, other_text

        if theirs := other_text(item.entry):
            self.write(item, theirs, lambda entry: accepted(entry, theirs))

    def edit(self, item: ToReview) -> None:
        """In the person's editor; what a check calls an error is shown, and not saved, but not lost."""
        from essaytool.review.queue import accepted

        if item.entry.msgid_plural is not None:
            console.say("plural forms are edited in the catalog itself")
            return
        try:
            before = self.unsaved.get(self.place, item.text)
            text = (click.edit(before, extension=".md", require_save=False) or "").rstrip("\n")
        except click.ClickException as error:
            console.say(f"not edited: {error.format_message()}")
            return
        if text:
            self.write(item, text, lambda entry: accepted(entry, text))
        else:
            console.say("nothing was written, so nothing is saved")

    def write(self, item: ToReview, text: str, change: Callable[[Entry], Entry]) -> None:
        from essaytool.review.queue import accepted, faults
        from essaytool.workflow.steps import read_essay

        wrong = faults(accepted(item.entry, text), read_essay(self.project, item.essay))
        console.say(*(f"not saved: {fault}" for fault in wrong))
        if wrong:
            self.unsaved[self.place] = text
        else:
            self.save(item, change)

    def reject(self, item: ToReview) -> None:
        """Empty a draft; what a person may have written or approved only after a second question."""
        from essaytool.review.queue import other_text, rejected

        if other_text(item.entry):
            console.say("two translations wait for a choice: take one of them, or edit")
        elif item.state == "draft" or click.confirm("A person may stand for this. Empty it?", err=True):
            self.save(item, rejected)

    def note(self, item: ToReview) -> None:
        from essaytool.review.queue import noted

        if note := click.prompt("note", default="", show_default=False, err=True).strip():
            self.save(item, lambda entry: noted(entry, note))
