"""``review --html`` and ``--csv``: what waits, in a file to read or to send to a reviewer."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from essaytool.errors import FileError, TableError
from essaytool.files import read_if_there, write_if_changed
from essaytool.paths import shown
from essaytool.project import Project
from essaytool.reports.diff import pieces
from essaytool.review.queue import ToReview
from essaytool.review.table import holds_answers, to_csv
from essaytool.workflow.review.beside import Shelf


@dataclass(frozen=True)
class Sent:
    """A file for a reviewer, and how many entries it shows."""

    path: str
    entries: int
    changed: bool


def send_page(project: Project, items: Sequence[ToReview], shelf: Shelf, file: Path) -> Sent:
    """Write the page. Raises `FileError`, also for a file that is there and no page of ours."""
    from essaytool.review.page import MARK, Card, page

    there = read_if_there(file)
    if there and MARK.encode() not in there:
        hint = "give another name, or delete it first"
        raise FileError("is no page of a review, and stays as it is", path=shown(file), hint=hint)
    cards = []
    for item in items:
        beside = shelf.beside(item)
        diff = tuple(pieces(item.previous, item.source)) if item.previous else ()
        cards.append(Card(item, diff, beside.matches, beside.terms))
    changed = write_if_changed(file, page(cards, project.source_language), file.parent, seen=there)
    return Sent(shown(file), len(cards), changed)


def send_table(items: Sequence[ToReview], file: Path) -> Sent:
    """Write the table. Raises `FileError`, also for a file that is there and is no table of ours, or holds
    answers.
    """
    there = read_if_there(file)
    if there:
        answered = True
        with suppress(TableError):
            answered = holds_answers(there, shown(file))
        if answered:
            hint = "take it back with --apply, give another name, or delete it first"
            sentence = "holds answers or something else, and stays as it is"
            raise FileError(sentence, path=shown(file), hint=hint)
    simple = [item for item in items if item.entry.msgid_plural is None]
    changed = write_if_changed(file, to_csv(simple), file.parent, seen=there)
    return Sent(shown(file), len(simple), changed)
