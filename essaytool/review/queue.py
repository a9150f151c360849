"""The queue: which entries wait for a person, and what each answer makes of them.

Drafts and stale entries wait, in the order of the essay. Accepting clears ``fuzzy`` and what the source was
before; the comment on a draft stays, and tells an approved draft from a person's own text. Nothing is
accepted that a check calls an error.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from essaytool.catalog.notes import EARLIER, THEIRS
from essaytool.catalog.provenance import clear, flags_as
from essaytool.catalog.style import unescape
from essaytool.checks import check
from essaytool.fingerprint import fingerprint
from essaytool.glossary import Glossary
from essaytool.languages import Language
from essaytool.model import Catalog, Entry, Essay, Finding, Key, Severity, State

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
_TO_PROGRAMS = (EARLIER, THEIRS, "essaytool:")
_SILENCE = "essaytool: ignore="
_FIRST = 2
"""What entries are numbered from for the checks, in place of their lines: line 1 is the header's."""


@dataclass(frozen=True)
class ToReview:
    """An entry that waits for a person, and what stands around it."""

    id: str
    """Eight hex digits that mean this entry of this essay as long as its source stays."""
    essay: str
    language: str
    path: str
    line: int
    state: str
    engine: str
    """What drafted it; empty for a person's text."""
    kind: str
    source: str
    previous: str
    """What the source was when the text was made; empty if nobody knows of a difference."""
    text: str
    notes: tuple[str, ...]
    before: str
    """The text before it in the essay; empty at the beginning."""
    before_text: str
    """The translation of that, in whatever state."""
    after: str
    after_text: str
    faults: tuple[str, ...]
    """What is wrong with the text, so that it cannot be accepted as it is."""
    warnings: tuple[str, ...]
    """What a check doubts."""
    entry: Entry

    @property
    def is_persons(self) -> bool:
        """Whether a person may stand for the text: it is no draft that nobody touched."""
        return self.state != State.DRAFT


@dataclass(frozen=True)
class Place:
    """What an essay's catalog is checked with, and called by."""

    name: str
    """The essay's."""
    essay: Essay
    language: Language
    source: Language | None = None
    """The language of the essay."""
    glossary: Glossary | None = None
    ignore: tuple[str, ...] = ()
    """The checks that the project leaves out."""


def waiting(catalog: Catalog, place: Place) -> Iterator[ToReview]:
    """The drafts and stale entries of a catalog."""
    entries = catalog.entries
    keys = {entry.key for entry in entries if waits(entry)}
    found = findings(catalog, keys, place) if keys else {}
    for number, entry in enumerate(entries):
        if entry.key in keys:
            around = [*entries[max(0, number - 1) : number], None][0], [*entries[number + 1 :], None][0]
            yield _to_review(entry, catalog.path, place, around, found.get(entry.key, []))


def waits(entry: Entry) -> bool:
    """Whether a person has to decide about an entry."""
    return entry.state in (State.DRAFT, State.STALE)


def entry_id(essay: str, key: Key) -> str:
    """The id of an entry: see `ToReview.id`."""
    return fingerprint(essay, *key)


def findings(catalog: Catalog, keys: Iterable[Key], place: Place) -> dict[Key, list[Finding]]:
    """What checks would find in each of these entries, were all of them accepted."""
    meant = set(keys)
    taken = (accepted(entry) if entry.key in meant else entry for entry in catalog.entries)
    numbered = tuple(
        replace(entry, line=line, source=b"", original=b"") for line, entry in enumerate(taken, _FIRST)
    )
    whole = Catalog(catalog.path, numbered, catalog.header)
    found: dict[Key, list[Finding]] = defaultdict(list)
    for finding in check(
        whole, place.essay, place.language, source=place.source, glossary=place.glossary, ignore=place.ignore
    ):
        if finding.line >= _FIRST:
            found[numbered[finding.line - _FIRST].key].append(finding)
    return found


def faults(entry: Entry, place: Place) -> tuple[str, ...]:
    """The errors that checks would find in this entry by itself, were it accepted."""
    found = findings(Catalog("", (entry,)), [entry.key], place)
    return _messages(found.get(entry.key, []), Severity.ERROR)


def _messages(found: Sequence[Finding], severity: Severity) -> tuple[str, ...]:
    return tuple(finding.message for finding in found if finding.severity is severity)


def _to_review(
    entry: Entry,
    path: str,
    place: Place,
    around: tuple[Entry | None, Entry | None],
    found: Sequence[Finding],
) -> ToReview:
    before, after = around
    return ToReview(
        id=entry_id(place.name, entry.key),
        essay=place.name,
        language=place.language.tag,
        path=path,
        line=entry.line,
        state=str(entry.state),
        engine=entry.provenance.engine if entry.provenance else "",
        kind=entry.comments[0] if entry.comments else "",
        source=entry.msgid,
        previous=entry.previous_msgid or "",
        text=text_of(entry),
        notes=entry.notes,
        before=before.msgid if before else "",
        before_text=text_of(before) if before else "",
        after=after.msgid if after else "",
        after_text=text_of(after) if after else "",
        faults=_messages(found, Severity.ERROR),
        warnings=_messages(found, Severity.WARNING),
        entry=entry,
    )


def answered(item: ToReview, entry: Entry) -> ToReview:
    """What waited, as it is after an answer, for a person who comes back to it."""
    return replace(
        item,
        entry=entry,
        text=text_of(entry),
        state=str(entry.state),
        notes=entry.notes,
        faults=(),
        warnings=(),
    )


def text_of(entry: Entry) -> str:
    """The msgstr, or all plural forms of it, a line each."""
    return "\n".join(entry.texts)


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


def has_choice(entry: Entry) -> bool:
    """Whether a merge left other people's texts in notes, so that somebody has to choose."""
    return any(note.startswith(THEIRS) for note in entry.notes)


def other_text(entry: Entry) -> str:
    """The other text of a merge in which two people translated the entry; empty if there is none."""
    texts = [note.removeprefix(THEIRS) for note in entry.notes if note.startswith(THEIRS)]
    return unescape(texts[0]) if len(texts) == 1 else ""


def rejected(entry: Entry) -> Entry:
    """The entry without its msgstr; notes stay."""
    return clear(entry)


def noted(entry: Entry, note: str, *, may_silence: bool = False) -> Entry:
    """The entry with a note for the next person, unless it has that already.

    It says nothing to programs, whatever was written, unless it may silence a check (``essaytool: ignore=``).
    """
    lines = [_as_note(line, may_silence=may_silence) for line in note.splitlines() if line.strip()]
    new = tuple(line for line in dict.fromkeys(lines) if line not in entry.notes)
    return replace(entry, notes=(*entry.notes, *new), source=b"") if new else entry


def _as_note(line: str, *, may_silence: bool) -> str:
    line = _CONTROLS.sub(" ", line).strip()
    if may_silence and line.startswith(_SILENCE):
        return line
    return f"note: {line}" if line.lstrip("# ").startswith(_TO_PROGRAMS) else line
