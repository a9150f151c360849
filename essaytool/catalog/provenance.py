"""Where a draft came from, in the one place that every PO tool keeps: a translator comment.

    # essaytool: draft deepl 2026-11-23 9f8e7d6c 1a2b3c4d

is the engine, the day, the fingerprint of msgctxt and msgid, and the fingerprint of the msgstr. It is the
last of an entry's ``#`` lines, and at most 76 characters long, since polib wraps comments at 78. Of
several, the last counts.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import replace

from essaytool.fingerprint import fingerprint
from essaytool.model import Entry, Provenance

_LINE = re.compile(
    r"(?:#\s*)?essaytool: draft (\S+) (\d{4}-\d\d-\d\d) ([0-9a-f]{8}) ([0-9a-f]{8})\s*", re.ASCII
)
_LONGEST = 76
_WITHOUT_ENGINE = len("# essaytool: draft  2026-11-23 9f8e7d6c 1a2b3c4d")


def read_provenance(line: str) -> Provenance | None:
    """What a translator comment says about a draft; None for a comment that is a person's."""
    match = _LINE.fullmatch(line)
    return None if match is None else Provenance(*match.groups())


def provenance_line(provenance: Provenance) -> str:
    """The comment that says it; a long name of an engine loses its end."""
    engine = re.sub(r"\s+", "-", provenance.engine)[: _LONGEST - _WITHOUT_ENGINE]
    return f"# essaytool: draft {engine} {provenance.date} {provenance.source_print} {provenance.text_print}"


def sign(entry: Entry, engine: str, date: datetime.date) -> Entry:
    """The entry as a draft that `engine` made of its msgid: fuzzy, with the comment, without ``#|``.

    Raises `ValueError` for an entry without a msgstr: msgcat drops fuzzy there.
    """
    if not all(entry.texts):
        raise ValueError("a draft without a text cannot be signed")
    return replace(
        entry,
        flags=entry.flags if entry.fuzzy else ("fuzzy", *entry.flags),
        notes=tuple(note for note in entry.notes if read_provenance(note) is None),
        previous_msgid=None,
        previous_msgctxt=None,
        provenance=Provenance(
            engine, date.isoformat(), fingerprint(entry.msgctxt, entry.msgid), fingerprint(*entry.texts)
        ),
        source=b"",
    )


def flags_as(flags: Iterable[str], *, fuzzy: bool) -> tuple[str, ...]:
    """These flags with ``fuzzy`` before the others, or without it."""
    others = tuple(flag for flag in flags if flag != "fuzzy")
    return ("fuzzy", *others) if fuzzy else others


def clear(entry: Entry) -> Entry:
    """The entry without its msgstr, and so without ``fuzzy``, ``#|`` and comments on drafts; notes stay."""
    return replace(
        entry,
        msgstr="",
        msgstr_plural=("",) * len(entry.msgstr_plural),
        flags=flags_as(entry.flags, fuzzy=False),
        notes=tuple(note for note in entry.notes if read_provenance(note) is None),
        previous_msgid=None,
        previous_msgctxt=None,
        provenance=None,
        source=b"",
    )
