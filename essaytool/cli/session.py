"""``review`` in the terminal: one person, one entry at a time, a key for each answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from essaytool.cli import console

if TYPE_CHECKING:
    from essaytool.model import Entry
    from essaytool.project import Project
    from essaytool.review.queue import ToReview
    from essaytool.workflow.review.beside import Shelf
    from essaytool.workflow.review.fresh import Fresh

_KEYS = "[a]ccept  [e]dit  edit [i]n line  [s]kip  [r]eject  [n]ote  [b]ack  [q]uit"
_STALE = f"[d]raft anew  {_KEYS}"
_FRESH = f"[t]ake the fresh draft  {_KEYS}"
_CHOICE = "[a]ccept text  [t]ake theirs  [e]dit  edit [i]n line  [s]kip  [n]ote  [b]ack  [q]uit"
_NEAR = 160
"""Characters of a neighbour that are shown: those next to the entry."""


def origin(item: ToReview) -> str:
    """Where the text of an entry comes from."""
    from essaytool.review.queue import has_choice

    if has_choice(item.entry):
        return "two translations to choose from"
    return f"{item.state} by {item.engine}" if item.engine else item.state


class Session:
    """One person at a terminal."""

    def __init__(self, project: Project, waits: Sequence[ToReview], shelf: Shelf, reviewer: str) -> None:
        self.project, self.waits, self.shelf, self.reviewer = project, list(waits), shelf, reviewer
        self.place = 0
        self.unsaved: dict[int, str] = {}
        """What was written for an entry and could not be saved."""
        self.fresh: dict[int, Fresh] = {}
        """The drafts of today's sources that were asked for."""

    def run(self) -> None:
        """Ask until nothing is left, or the person has enough."""
        answers: dict[str, Callable[[ToReview], None]] = {
            "a": self.accept,
            "e": self.edit,
            "i": self.edit_in_line,
            "r": self.reject,
            "n": self.note,
            "t": self.take,
            "d": self.draft,
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

        source = word_diff(item.previous, item.source) if item.previous else item.source
        lines = [
            "",
            f"{self.place + 1} of {len(self.waits)}  {item.path}:{item.line}  {item.kind}  {origin(item)}",
            *(f"  before: {text}" for text in (_end(item.before), _end(item.before_text)) if text),
            f"  source: {source}",
            *(f"  text:   {line}" for line in item.text.split("\n")),
            *([f"  fresh:  {self.fresh[self.place].text}"] if self.place in self.fresh else []),
            *(f"  after:  {text}" for text in (_beginning(item.after), _beginning(item.after_text)) if text),
            *(f"  note:   {note}" for note in item.notes),
            *(f"  wrong:  {fault}" for fault in item.faults),
            *(f"  doubt:  {warning}" for warning in item.warnings),
            *self.beside(item),
            self.keys(item),
        ]
        console.say(*lines)

    def keys(self, item: ToReview) -> str:
        from essaytool.review.queue import has_choice

        if has_choice(item.entry):
            return _CHOICE
        if item.state != "stale":
            return _KEYS
        return _FRESH if self.place in self.fresh else _STALE

    def beside(self, item: ToReview) -> Iterator[str]:
        """What the glossary and the memory have for an entry."""
        found = self.shelf.beside(item)
        for term, followed in found.terms:
            note = "" if followed else "  (not followed)"
            yield f"  term:   {term.term} → {term.translation}{note}"
        for match in found.matches:
            yield f"  memory: {match.ratio:.0%}  {match.where}: {match.msgid}"
            yield f"          {match.msgstr}"

    def move(self, steps: int) -> None:
        self.place = max(0, self.place + steps)

    def save(self, item: ToReview, change: Callable[[Entry], Entry]) -> None:
        """Save, and show the entry as it is then, should the person come back to it.

        One that somebody changed meanwhile is shown anew, for another answer.
        """
        from essaytool.review.queue import answered
        from essaytool.workflow.review import answer, seen_anew

        saved = answer(self.project, item, change, reviewer=self.reviewer).saved
        if saved:
            console.result(f"{item.path}:{item.line}: saved")
            self.unsaved.pop(self.place, None)
            self.waits[self.place] = answered(item, saved)
            self.move(1)
            return
        console.say(f"{item.path}:{item.line}: somebody changed it meanwhile, so it stays as it is")
        now = seen_anew(self.project, item)
        if now:
            self.waits[self.place] = now
        else:
            self.move(1)

    def accept(self, item: ToReview) -> None:
        from essaytool.review.queue import accepted

        if item.faults:
            console.say("it cannot be accepted as it is: edit it")
        else:
            self.save(item, accepted)

    def take(self, item: ToReview) -> None:
        """Of the two translations that a merge left, the one in the note; or else the fresh draft."""
        from essaytool.review.queue import other_text

        fresh = self.fresh.get(self.place)
        if theirs := other_text(item.entry):
            self.write(item, theirs)
        elif fresh:
            self.save(item, fresh.taken)

    def draft(self, item: ToReview) -> None:
        """Beside a stale text, a draft of today's source by an engine on this machine."""
        from essaytool.errors import EssaytoolError
        from essaytool.workflow.review.fresh import fresh_draft

        if self.keys(item) == _STALE:
            try:
                self.fresh[self.place] = fresh_draft(self.project, item)
            except EssaytoolError as error:
                console.error(error)

    def edit(self, item: ToReview) -> None:
        """In the person's editor."""
        if self.has_one_text(item):
            try:
                before = self.unsaved.get(self.place, item.text)
                text = click.edit(before, extension=".md")
            except click.ClickException as error:
                console.say(f"not edited: {error.format_message()}")
                return
            if text is None:
                console.say("nothing was saved in the editor, so nothing is here")
            else:
                self.write(item, text.rstrip("\n"))

    def edit_in_line(self, item: ToReview) -> None:
        """Below the question, with the keys of the shell."""
        if self.has_one_text(item):
            before = self.unsaved.get(self.place, item.text)
            if not console.can_edit(before):
                console.say("this text cannot be edited in line: take [e]dit")
                return
            text = console.edited("write: ", before)
            if text is None:
                console.say("not edited")
            else:
                self.write(item, text.strip())

    def has_one_text(self, item: ToReview) -> bool:
        is_plural = item.entry.msgid_plural is not None
        console.say(*(["plural forms are edited in the catalog itself"] if is_plural else []))
        return not is_plural

    def write(self, item: ToReview, text: str) -> None:
        """Save a text; what a check calls an error is shown, and not saved. What is not saved is not lost."""
        from essaytool.errors import EssaytoolError
        from essaytool.review.queue import accepted, faults
        from essaytool.workflow.review import place_of

        if not text:
            console.say("nothing was written, so nothing is saved")
            return
        self.unsaved[self.place] = text
        try:
            wrong = faults(accepted(item.entry, text), place_of(self.project, item))
            console.say(*(f"not saved: {fault}" for fault in wrong))
            if not wrong:
                self.save(item, lambda entry: accepted(entry, text))
        except EssaytoolError as error:
            console.error(error)
            console.say("not saved: edit again, and the text is there")

    def reject(self, item: ToReview) -> None:
        """Empty a draft; what a person may have written or approved only after a second question."""
        from essaytool.review.queue import has_choice, rejected

        if has_choice(item.entry):
            console.say("two translations wait for a choice: take one of them, or edit")
        elif not item.is_persons or click.confirm("A person may stand for this. Empty it?", err=True):
            self.save(item, rejected)

    def note(self, item: ToReview) -> None:
        from essaytool.review.queue import noted

        if note := click.prompt("note", default="", show_default=False, err=True).strip():
            self.save(item, lambda entry: noted(entry, note, may_silence=True))


def _end(text: str) -> str:
    """The words of a text next to what follows it."""
    line = " ".join(text.split())
    return line if len(line) <= _NEAR else f"…{line[1 - _NEAR :]}"


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _NEAR else f"{line[: _NEAR - 1]}…"
