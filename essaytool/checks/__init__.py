"""Checks: what a maintainer would want to know of a catalog before it is published.

Each check is a row of `CHECKS`: an id that findings carry and configurations ignore, a severity, a title, and
a function from a `Subject` to what it found. Missing, draft and stale are states, not findings; a stale
msgstr is not compared with a source that it does not translate any more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from essaytool.catalog.notes import EARLIER, THEIRS
from essaytool.catalog.po import copies
from essaytool.languages import Language
from essaytool.markdown.verify import lost_markup, place
from essaytool.model import Catalog, Context, Entry, Essay, Finding, Key, Origin, Severity, State, Term, Unit


@dataclass(frozen=True)
class Subject:
    """What is checked: a catalog, and the essay and language that it is for, where these are known."""

    catalog: Catalog
    essay: Essay | None = None
    language: Language | None = None
    before: Catalog | None = None
    """The catalog as it was at an earlier time."""

    @cached_property
    def compared(self) -> tuple[Entry, ...]:
        """The entries whose msgstr means to translate the msgid of today."""
        return tuple(entry for entry in self.catalog.entries if entry.state in (State.REVIEWED, State.DRAFT))

    @cached_property
    def now(self) -> dict[Key, Entry]:
        """All entries, the obsolete ones too, by their keys."""
        return {entry.key: entry for entry in self.catalog.all_entries}

    @cached_property
    def units(self) -> dict[Key, Unit]:
        """The first unit of each key."""
        return {unit.key: unit for unit in reversed(self.essay.units)} if self.essay else {}


_TARGET = re.compile(r"\]\([^()\s]*\)")
"""Where a link leads, which `update` changes in translations as well."""
_PLURAL_FORMS = re.compile(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=[\sn0-9!=<>&|?:%()+*/-]+;?\s*")

Seen = tuple[int, str]
"""A line of the catalog, and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the table."""

    id: str
    severity: Severity
    title: str
    look: Callable[[Subject], Iterable[Seen]]


def check(
    catalog: Catalog,
    essay: Essay | None = None,
    language: Language | None = None,
    *,
    before: Catalog | None = None,
    ignore: Iterable[str] = (),
) -> list[Finding]:
    """All findings of all checks but the ignored ones, by line.

    Without the essay, what depends on a unit's place is not looked at, nor, without the language, the
    header's, nor, without the catalog `before`, what was lost since.
    """
    subject, left_out = Subject(catalog, essay, language, before), frozenset(ignore)
    findings = [
        Finding(catalog.path, line, 1, row.severity, row.id, message)
        for row in CHECKS
        if row.id not in left_out
        for line, message in row.look(subject)
    ]
    return sorted(findings, key=lambda finding: (finding.line, finding.check, finding.message))


def refusals(
    msgid: str,
    msgstr: str,
    context: Context,
    source: Language,
    target: Language,
    terms: Sequence[Term] = (),
) -> tuple[str, ...]:
    """Why a machine's text is no draft: what the checks that no draft may fail say of it; empty if nothing.

    `terms` are those of the glossary that occur in the msgid.
    """
    return lost_markup(msgid, msgstr, context)


def _language(subject: Subject) -> Iterator[Seen]:
    said = subject.catalog.header.get("Language", "")
    if subject.language and said.replace("-", "_").casefold() != subject.language.folder.casefold():
        yield 1, f"the header says Language: {said or 'nothing'}, the folder {subject.language.folder}"


def _newline(subject: Subject) -> Iterator[Seen]:
    """What msgfmt refuses: a line break at one end of one text only (gettext manual, "Invoking msgfmt")."""
    for entry in subject.compared:
        for text in entry.texts:
            for end, has in (("begin", str.startswith), ("end", str.endswith)):
                if has(entry.msgid, "\n") != has(text, "\n"):
                    yield entry.line, f"msgid and msgstr do not both {end} with a line break"


def _markup(subject: Subject) -> Iterator[Seen]:
    for entry in subject.compared:
        unit = subject.units.get(entry.key)
        for text in entry.texts:
            for reason in lost_markup(entry.msgid, text, unit.context if unit else Context.INLINE):
                yield entry.line, reason


def _structure(subject: Subject) -> Iterator[Seen]:
    if subject.essay is None:
        return
    entries = {entry.key: entry for entry in subject.compared}
    wanted = {
        number: entries[unit.key] for number, unit in _translatable(subject.essay) if unit.key in entries
    }
    refused = place(subject.essay, {number: entry.msgstr for number, entry in wanted.items()}).refused
    for number, reason in refused.items():
        yield wanted[number].line, refusal(subject.essay.slots[number], reason)


def refusal(unit: Unit, reason: str) -> str:
    """What is said of a msgstr that cannot stand in its unit's place."""
    return f"the msgstr for the {unit.kind} of the essay's line {unit.line} cannot stand there: {reason}"


def _translatable(essay: Essay) -> Iterator[tuple[int, Unit]]:
    return ((number, slot) for number, slot in enumerate(essay.slots) if slot.translatable)


def _copies(subject: Subject) -> Iterator[Seen]:
    """Git merges make them, and msgcat refuses them."""
    for copy in copies(subject.catalog):
        yield copy.line, "the entry stands here again; delete one of the two"


def _plural_forms(subject: Subject) -> Iterator[Seen]:
    """As msgfmt checks them: a header that can be read, and as many forms as it says (manual, 11.2.6)."""
    plurals = [entry for entry in subject.catalog.entries if entry.msgid_plural is not None]
    said = subject.catalog.header.get("Plural-Forms", "")
    found = _PLURAL_FORMS.fullmatch(said)
    if (said or plurals) and not found:
        yield 1, f"the header says Plural-Forms: {said or 'nothing'}"
    for entry in plurals if found else ():
        if found and len(entry.msgstr_plural) != int(found[1]):
            yield entry.line, f"there are {len(entry.msgstr_plural)} plural forms, the header says {found[1]}"


def _wiped(subject: Subject) -> Iterator[Seen]:
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
            yield found.line if found else 1, f"the translation of {_quoted(entry.msgid)} is gone"


def _went_on(msgid: str, new: list[str]) -> bool:
    """Whether a text that left was edited into one of these, as msgmerge and `update` measure it."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extractOne

    texts = [_TARGET.sub("]()", text) for text in (msgid, *new)]
    return extractOne(texts[0], texts[1:], scorer=Indel.normalized_similarity, score_cutoff=0.6) is not None


def _lost_notes(subject: Subject) -> Iterator[Seen]:
    now = subject.now
    kept = {note for entry in now.values() for note in entry.notes}
    for entry in subject.before.entries if subject.before else ():
        for note in entry.notes:
            if note not in kept and not note.startswith((THEIRS, EARLIER)):
                line = now[entry.key].line if entry.key in now else 1
                yield line, f"the note {_quoted(note)} on {_quoted(entry.msgid)} is gone"


def _conflicts(subject: Subject) -> Iterator[Seen]:
    """What `essaytool merge-driver` leaves where two people translated one entry."""
    for entry in subject.catalog.entries:
        if any(note.startswith(THEIRS) for note in entry.notes):
            yield entry.line, "a merge left another translation in a note: choose, and delete the note"


def _quoted(text: str) -> str:
    """The beginning of a text, in quotes, as much as a message holds."""
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= 40 else f'"{line[:39]}…"'


CHECKS = (
    Check("conflict", Severity.ERROR, "two people's translations wait for a choice", _conflicts),
    Check("duplicate", Severity.WARNING, "an entry stands in the file twice", _copies),
    Check("language", Severity.ERROR, "the header names another language than the folder", _language),
    Check("line-break", Severity.ERROR, "a line break at one end of one text only", _newline),
    Check("markup", Severity.ERROR, "a link, code span, footnote or tag is lost or new", _markup),
    Check("note-lost", Severity.ERROR, "a note that was there at --since is gone", _lost_notes),
    Check("plural-forms", Severity.ERROR, "the plural forms are not those of the header", _plural_forms),
    Check("structure", Severity.ERROR, "the msgstr would change the essay's structure", _structure),
    Check("wiped", Severity.ERROR, "a translation that was there at --since is gone", _wiped),
)
