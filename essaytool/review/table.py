r"""The table that a reviewer gets and sends back: CSV, one line for each entry that waits.

``sent`` is the text as it stands in the catalog, ``text`` the same for the reviewer to correct, ``decision``
is for one word: accept, reject, or nothing. A corrected text is an answer by itself. The other columns are
for reading. An id begins with ``#``, or spreadsheets would take some for numbers.

Control characters are written as escapes (``\x1b``), since a table is looked at in terminals as well; bidi
controls stay, for a text may need them. A cell that a spreadsheet would run as a formula gets an apostrophe
before it, and loses it on the way in (OWASP, "CSV injection": ``= + - @``, their full-width forms, tab, and
line breaks at the beginning).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from essaytool.errors import TableError
from essaytool.fingerprint import fingerprint
from essaytool.review.queue import ToReview
from essaytool.tables import Line, read_table, write_line

_RUNS = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_NEEDED = ("id", "language", "essay", "source", "sent", "text", "decision", "note")
_BOM = "\ufeff"


class Decision(StrEnum):
    """What a reviewer says of a text."""

    NONE = ""
    ACCEPT = "accept"
    REJECT = "reject"


_SAID = {
    "": Decision.NONE,
    **dict.fromkeys(("accept", "accepted", "approve", "approved", "ok", "yes", "y", "x"), Decision.ACCEPT),
    **dict.fromkeys(("reject", "rejected", "no", "n"), Decision.REJECT),
}

_COLUMNS: Mapping[str, Callable[[ToReview], str]] = {
    "id": lambda item: f"#{item.id}",
    "language": lambda item: item.language,
    "essay": lambda item: item.essay,
    "kind": lambda item: item.kind,
    "state": lambda item: f"{item.state} by {item.engine}" if item.engine else item.state,
    "before": lambda item: item.before,
    "source": lambda item: item.source,
    "previous": lambda item: item.previous,
    "sent": lambda item: item.text,
    "text": lambda item: item.text,
    "decision": lambda _: "",
    "note": lambda _: "",
    "findings": lambda item: "; ".join((*item.faults, *item.warnings)),
    "notes": lambda item: "\n".join(item.notes),
    "after": lambda item: item.after,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reviewer says of one entry."""

    line: int
    """Where they say it, in the file that they sent."""
    id: str
    language: str
    essay: str
    source: str
    sent: str
    """The fingerprint of the text that they were sent, as the table has it; empty if nobody can tell."""
    text: str
    decision: Decision = Decision.NONE
    note: str = ""

    @property
    def corrects(self) -> bool:
        """Whether the text is another than the one that was sent, by more than its blanks."""
        return fingerprint(self.text) != self.sent

    @property
    def says_nothing(self) -> bool:
        return self.decision is Decision.NONE and not self.corrects and not self.note


def to_csv(items: Iterable[ToReview]) -> bytes:
    """The table, as Excel takes it for UTF-8: with a byte order mark (and RFC 4180's line ends)."""
    rows = ([neutral(written(cell(item))) for cell in _COLUMNS.values()] for item in items)
    lines = [write_line(list(_COLUMNS)), *map(write_line, rows)]
    return (_BOM + "".join(f"{line}\r\n" for line in lines)).encode()


def from_csv(data: bytes, path: str) -> list[Answer]:
    """The answers in a table. Raises `TableError`, with the line, for what is no such table, and for a word
    that is no decision.
    """
    table = read_table(data, path, strip=False)
    names = [name.casefold() for name in table.columns]
    missing = next((name for name in _NEEDED if name not in names), "")
    if missing:
        hint = "`essaytool review --csv FILE` writes a table that can be sent and taken back"
        raise TableError(f"has no column `{missing}`", path=path, line=1, hint=hint)
    return [_answer(dict(zip(names, line.cells, strict=True)), line, path) for line in table.lines]


def _answer(cells: Mapping[str, str], line: Line, path: str) -> Answer:
    found = {name: plain(cells[name].replace("\r\n", "\n")) for name in _NEEDED}
    said = found["decision"].strip().casefold()
    if said not in _SAID:
        sentence = f"`{found['decision'].strip()}` is no decision"
        raise TableError(sentence, path=path, line=line.number, hint="write accept, reject, or nothing")
    return Answer(
        line=line.number,
        id=found["id"].strip().removeprefix("#"),
        language=found["language"].strip(),
        essay=found["essay"].strip(),
        source=found["source"],
        sent=fingerprint(found["sent"]),
        text=found["text"].strip(),
        decision=_SAID[said],
        note=found["note"].strip(),
    )


def holds_answers(data: bytes, path: str) -> bool:
    """Whether somebody wrote something into a table. Raises as `from_csv` does."""
    return not all(answer.says_nothing for answer in from_csv(data, path))


def written(text: str) -> str:
    """A text as the table has it."""
    return _CONTROLS.sub(lambda match: repr(match[0])[1:-1], text)


def neutral(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if _RUNS.match(cell) else cell


def plain(cell: str) -> str:
    """What `neutral` made this of."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell
