"""Loss: what people wrote and is not there any more, or waits beside what another person wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from essaytool.catalog.notes import EARLIER, THEIRS
from essaytool.checks.subject import Seen, Subject
from essaytool.model import Origin

_TARGET = re.compile(r"\]\([^()\s]*\)")
"""Where a link leads, which `update` changes in translations as well."""


def wiped(subject: Subject) -> Iterator[Seen]:
    """What no entry has any more; a translation that moved to another text or became obsolete is there."""
    if subject.before is None:
        return
    now = subject.now
    words = {word.removeprefix(EARLIER) for entry in now.values() for word in (*entry.texts, *entry.notes)}
    keys = {entry.key for entry in subject.before.all_entries}
    new = [entry.msgid for key, entry in now.items() if key not in keys and any(entry.texts)]
    for entry in subject.before.entries:
        found = now.get(entry.key)
        if not all(entry.texts) or entry.origin is Origin.DRAFT or (found and any(found.texts)):
            continue
        if found or not (set(entry.texts) <= words or _went_on(entry.msgid, new)):
            yield Seen(f"the translation of {_quoted(entry.msgid)} is gone", line=found.line if found else 1)


def _went_on(msgid: str, new: list[str]) -> bool:
    """Whether a text that left was edited into one of these, as msgmerge and `update` measure it."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extractOne

    texts = [_TARGET.sub("]()", text) for text in (msgid, *new)]
    return extractOne(texts[0], texts[1:], scorer=Indel.normalized_similarity, score_cutoff=0.6) is not None


def lost_notes(subject: Subject) -> Iterator[Seen]:
    now = subject.now
    kept = {note for entry in now.values() for note in entry.notes}
    for entry in subject.before.entries if subject.before else ():
        for note in entry.notes:
            if note not in kept and not note.startswith((THEIRS, EARLIER)):
                line = now[entry.key].line if entry.key in now else 1
                yield Seen(f"the note {_quoted(note)} on {_quoted(entry.msgid)} is gone", line=line)


def conflicts(subject: Subject) -> Iterator[Seen]:
    """What `essaytool merge-driver` leaves where two people translated one entry."""
    for entry in subject.catalog.entries:
        if any(note.startswith(THEIRS) for note in entry.notes):
            yield Seen("a merge left another translation in a note: choose, and delete the note", entry)


def _quoted(text: str) -> str:
    """The beginning of a text, in quotes, as much as a message holds."""
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= 40 else f'"{line[:39]}…"'
