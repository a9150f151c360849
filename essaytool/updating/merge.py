"""Merging: a catalog brought up to its template, with every msgstr, note and flag that a person wrote.

What becomes of an entry:

- its text is still in the essay: it stays as it is, but for ``#:`` and ``#.`` where those say something
  else now;
- it was obsolete and its text is back: it is revived with its flags and notes;
- a text is new, and a trivial edit of one that left: that one's entry moves here in the state that it had,
  with the new targets of links in its translation, a draft signed anew;
- a text is new and close to one that left: that one's entry moves here, fuzzy, with ``#|`` for the text
  that its translation was made for. A comment on a draft moves along; it no longer fits the msgid, and so
  says "stale";
- a text is new, and its translation stands under another msgid, since the catalog is of an older
  segmentation: an entry with it;
- a text is new: an entry without translation;
- its text left and nobody took it over: it becomes obsolete, or goes, if no person wrote anything in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from essaytool.catalog.header import with_header_keys
from essaytool.catalog.notes import EARLIER
from essaytool.catalog.style import escape
from essaytool.catalog.template import SCHEMA, SCHEMA_KEY, blank, inherited
from essaytool.errors import CatalogError
from essaytool.memory.classify import Edit
from essaytool.model import Catalog, Entry, Key
from essaytool.updating.arrange import Placed, arrange
from essaytool.updating.match import Match, match, source_of
from essaytool.updating.migrate import filled, migrated, renumbered
from essaytool.updating.readings import rewritten

_NONE: Mapping[Key, Entry] = {}


class Outcome(StrEnum):
    """What became of an entry."""

    KEPT = "kept"
    NEW = "new"
    FUZZY = "fuzzy"
    OBSOLETE = "obsolete"
    REVIVED = "revived"
    TRIVIAL = "trivial"


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the merged catalog, or one that left it."""

    outcome: Outcome
    entry: Entry
    old: Entry | None = None
    """The entry of the catalog before, which a new one does not have."""
    ratio: float = 1.0
    """The similarity of the old text and the new one, from 0 to 1."""
    edits: tuple[Edit, ...] = ()
    """What a trivial edit changed."""


@dataclass(frozen=True)
class Merge:
    """A merged catalog, and how it came about."""

    catalog: Catalog
    changes: tuple[Change, ...]
    """The live entries in the template's order, then those that became obsolete."""

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many entries had each outcome."""
        counter = Counter(change.outcome for change in self.changes)
        return {outcome: counter[outcome] for outcome in Outcome}


def merge(template: Catalog, catalog: Catalog, *, keep_trivial: bool = True) -> Catalog:
    """The catalog, brought up to the template. Merging twice changes nothing more.

    A trivial edit of a text leaves its translation as it was, unless `keep_trivial` is false. Raises
    `CatalogError` if either was made by a segmentation that this version does not know.
    """
    return merge_with_report(template, catalog, keep_trivial=keep_trivial).catalog


def merge_with_report(
    template: Catalog, catalog: Catalog, texts: Mapping[Key, Entry] = _NONE, *, keep_trivial: bool = True
) -> Merge:
    """As `merge`, with what became of each entry.

    `texts` are translations from elsewhere, for entries that have none.
    """
    for each in (template, catalog):
        _refuse_newer_schema(each)
    texts = {**migrated(template, catalog), **texts}
    live = [
        _change(found, texts.get(found.new.key))
        for found in match(template, catalog, keep_trivial=keep_trivial)
    ]
    taken = {id(change.old) for change in live}
    left = [entry for entry in catalog.all_entries if id(entry) not in taken]
    retired = [
        Change(Outcome.OBSOLETE, _retired(entry), entry)
        for entry in left
        if not entry.obsolete and _is_kept(entry)
    ]
    older = [Placed(entry, entry) for entry in left if entry.obsolete]
    placed = [Placed(change.entry, change.old) for change in (*live, *retired)]
    arranged = arrange(catalog, _one_a_key([*placed, *older]))
    keys = inherited(template.header, of_nothing=not catalog.header)
    return Merge(renumbered(with_header_keys(arranged, keys), template), (*live, *retired))


def _change(found: Match, text: Entry | None) -> Change:
    """The entry for one of the template's texts; `text` is a translation for it, should it have none."""
    old = found.old
    if text is not None and not found.is_exact:
        return Change(Outcome.KEPT, filled(blank(found.new), text))
    if old is None:
        return Change(Outcome.NEW, blank(found.new), ratio=found.ratio)
    if found.edits:
        return Change(Outcome.TRIVIAL, _kept_trivially(old, found), old, edits=found.edits)
    if not found.is_exact:
        return Change(Outcome.FUZZY, _moved(old, found.new), old, found.ratio)
    entry = old if text is None or any(old.texts) else filled(old, text)
    if old.obsolete:
        return Change(Outcome.REVIVED, _described(replace(entry, obsolete=False, source=b""), found.new), old)
    return Change(Outcome.KEPT, _described(entry, found.new), old)


def _described(entry: Entry, new: Entry) -> Entry:
    """The entry with the template's ``#.`` and ``#:``."""
    if (entry.comments, entry.references) == (new.comments, new.references):
        return entry
    return replace(entry, comments=new.comments, references=new.references, source=b"")


def _moved(old: Entry, new: Entry) -> Entry:
    """An orphan under a new text, with ``#|`` for what it translates, unless that is this very text again."""
    msgctxt, msgid = source_of(old)
    is_back = (msgctxt, msgid) == new.key
    moved = replace(
        old,
        msgid=new.msgid,
        msgctxt=new.msgctxt,
        msgid_plural=new.msgid_plural,
        flags=old.flags if old.fuzzy else ("fuzzy", *old.flags),
        previous_msgid=None if is_back else msgid,
        previous_msgctxt=None if is_back else msgctxt,
        obsolete=False,
        source=b"",
    )
    return _described(moved, new)


def _kept_trivially(old: Entry, found: Match) -> Entry:
    """An orphan under a text that differs in a trivial edit only: its state and its origin stay."""
    kept = rewritten(old, found.new.key, found.msgstr)
    return _described(replace(kept, original=old.original, obsolete=False), found.new)


def _retired(entry: Entry) -> Entry:
    """The entry as obsolete: where it stood and what it was is gone with its text."""
    return replace(entry, obsolete=True, comments=(), references=(), source=b"")


def _is_kept(entry: Entry) -> bool:
    """Whether a person may have written something in an entry that left."""
    return bool(any(entry.texts) or entry.notes or set(entry.flags) - {"fuzzy"})


def _one_a_key(placed: Iterable[Placed]) -> list[Placed]:
    """PO allows one entry a key, obsolete ones included: the first stays, with the others' texts as notes."""
    kept: dict[Key, Placed] = {}
    for item in placed:
        known = kept.setdefault(item.entry.key, item)
        if known is not item:
            kept[item.entry.key] = replace(known, entry=_remembering(known.entry, item.entry))
    return list(kept.values())


def _remembering(entry: Entry, other: Entry) -> Entry:
    texts = (f"{EARLIER}{escape(text)}" for text in other.texts if text and text not in entry.texts)
    notes = tuple(dict.fromkeys((*entry.notes, *other.notes, *texts)))
    return entry if notes == entry.notes else replace(entry, notes=notes, source=b"")


def _refuse_newer_schema(catalog: Catalog) -> None:
    schema = catalog.header.get(SCHEMA_KEY, str(SCHEMA))
    if not schema.isdecimal():
        raise CatalogError(
            f"{SCHEMA_KEY} is no number: {schema!r}", path=catalog.path, hint=f"this version's is {SCHEMA}"
        )
    if int(schema) > SCHEMA:
        raise CatalogError(
            f"was made by a newer essaytool: {SCHEMA_KEY} is {schema}, and this version knows {SCHEMA}",
            path=catalog.path,
            hint="update essaytool",
        )
