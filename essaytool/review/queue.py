"""The queue: which entries wait for a person, and what each answer makes of them.

Drafts and stale entries wait, in the order of the essay. Accepting clears ``fuzzy`` and what the source was
before; the comment on a draft stays, and tells an approved draft from a person's own text. Nothing is
accepted that a check calls an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from essaytool.catalog.notes import THEIRS
from essaytool.catalog.provenance import clear, flags_as
from essaytool.catalog.style import unescape
from essaytool.checks import check
from essaytool.fingerprint import fingerprint
from essaytool.model import Catalog, Entry, Essay, Severity, State


@dataclass(frozen=True)
class Waiting:
    """An entry that waits for a person, and what stands around it."""

    entry: Entry
    before: str
    """The text before it in the essay; empty at the beginning."""
    after: str
    faults: tuple[str, ...]
    """What is wrong with its msgstr, so that it cannot be accepted as it is."""

    @property
    def id(self) -> str:
        """Eight hex digits that mean this entry as long as its source stays."""
        return fingerprint(*self.entry.key)


def waiting(catalog: Catalog, essay: Essay) -> Iterator[Waiting]:
    """The drafts and stale entries of a catalog."""
    entries = catalog.entries
    for place, entry in enumerate(entries):
        if entry.state in (State.DRAFT, State.STALE):
            before = entries[place - 1].msgid if place else ""
            after = entries[place + 1].msgid if place + 1 < len(entries) else ""
            yield Waiting(entry, before, after, faults(entry, essay))


def faults(entry: Entry, essay: Essay) -> tuple[str, ...]:
    """The errors that checks would find in this entry, were it accepted."""
    found = check(Catalog("", (accepted(entry),)), essay)
    return tuple(finding.message for finding in found if finding.severity is Severity.ERROR)


def accepted(entry: Entry, msgstr: str | None = None) -> Entry:
    """The entry as a person's, with another msgstr if they wrote one.

    Of a merge that left two translations, this is the one that they chose.
    """
    return replace(
        entry,
        notes=tuple(note for note in entry.notes if not note.startswith(THEIRS)),
        msgstr=entry.msgstr if msgstr is None else msgstr,
        flags=flags_as(entry.flags, fuzzy=False),
        previous_msgid=None,
        previous_msgctxt=None,
        source=b"",
    )


def other_text(entry: Entry) -> str:
    """The other text of a merge in which two people translated the entry; empty if there is none."""
    texts = [note.removeprefix(THEIRS) for note in entry.notes if note.startswith(THEIRS)]
    return unescape(texts[0]) if len(texts) == 1 else ""


def rejected(entry: Entry) -> Entry:
    """The entry without its msgstr; notes stay."""
    return clear(entry)


def noted(entry: Entry, note: str) -> Entry:
    """The entry, which goes on waiting, with a note for the next person."""
    return replace(entry, notes=(*entry.notes, note), source=b"")
