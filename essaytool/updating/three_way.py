"""Three-way merging: two versions of a catalog that go back to one, entry by entry.

An entry that one side changed is that side's. Where both did, each field is merged: notes and flags line by
line, a msgstr together with all that is said about it. A machine's draft gives way to a person's text. Two
texts of people are a conflict: ours stays, fuzzy, with theirs in a note, ``# theirs: …``. What one side
deleted and the other wrote in stays as obsolete; if it was moved under another text meanwhile, the new
translation follows it there. Of two revision dates the later one counts. Entries stand in the order of the
side that changed it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from essaytool.catalog.header import with_header_keys, with_header_notes, with_header_value
from essaytool.catalog.style import escape
from essaytool.model import THEIRS, Catalog, Entry, Key, State
from essaytool.updating.arrange import Placed, arrange
from essaytool.updating.match import match, source_of

_Value = TypeVar("_Value")
_DATE, _TRANSLATOR = "PO-Revision-Date", "Last-Translator"


@dataclass(frozen=True)
class ThreeWay:
    """A merged catalog, and the entries of which each side has its own translation."""

    catalog: Catalog
    conflicts: tuple[Entry, ...]


def merge_three(base: Catalog, ours: Catalog, theirs: Catalog) -> ThreeWay:
    """Both sides' changes since `base`, in the file of `ours`."""
    return _Merger(base, ours, _in_the_style_of(ours, theirs)).merged()


def _in_the_style_of(ours: Catalog, theirs: Catalog) -> Catalog:
    """Their catalog, to be written anew where its bytes have no place in our file."""
    if (theirs.charset, theirs.newline) == (ours.charset, ours.newline):
        return theirs
    pieces = (
        replace(piece, source=b"", original=b"") if isinstance(piece, Entry) else piece
        for piece in theirs.pieces
    )
    return replace(theirs, pieces=tuple(pieces))


class _Merger:
    def __init__(self, base: Catalog, ours: Catalog, theirs: Catalog) -> None:
        self.catalogs = base, ours, theirs
        self.base, self.ours, self.theirs = (_by_key(catalog) for catalog in self.catalogs)
        self.conflicts: list[Entry] = []
        self.followers: dict[Key, Entry] = {}
        """Texts that one side moved, with what the other side wrote meanwhile."""

    def merged(self) -> ThreeWay:
        base, ours, theirs = self.catalogs
        found = {key: self.entry(key) for key in self.order()}
        entries = [self.followers.get(key, entry) for key, entry in found.items() if entry]
        placed = [Placed(entry, self.ours.get(entry.key)) for entry in entries]
        placed.sort(key=lambda item: item.entry.obsolete)
        catalog = _with_header(arrange(ours, placed), base, theirs)
        strays = _strays(theirs, known={*base.pieces, *ours.pieces})
        return ThreeWay(replace(catalog, pieces=(*catalog.pieces, *strays)), tuple(self.conflicts))

    def order(self) -> list[Key]:
        """All keys, in the order of the side that changed it."""
        common = self.base.keys() & self.ours.keys() & self.theirs.keys()
        before, now = ([key for key in side if key in common] for side in (self.base, self.ours))
        return _woven(self.ours, self.theirs) if before != now else _woven(self.theirs, self.ours)

    def entry(self, key: Key) -> Entry | None:
        """What becomes of one entry; None if it is deleted."""
        base, ours, theirs = self.base.get(key), self.ours.get(key), self.theirs.get(key)
        if ours is None or theirs is None:
            side, other = (self.theirs, self.ours) if ours is None else (self.ours, self.theirs)
            return self.one_sided(base, side[key], other)
        if _same(ours, theirs) or _same(base, theirs):
            return ours
        return theirs if _same(base, ours) else self.both(base, ours, theirs)

    def one_sided(self, base: Entry | None, entry: Entry, other: dict[Key, Entry]) -> Entry | None:
        """An entry that the other side does not have, or has no more."""
        if base is None:
            return entry
        if _written(entry) == _written(base):
            return None
        if moved := self.moved(base, entry, other):
            notes = _lines(base.notes, moved.notes, entry.notes)
            self.followers[moved.key] = replace(_with_text_of(moved, entry), notes=notes)
            return None
        return replace(entry, obsolete=True, comments=(), references=(), source=b"")

    def moved(self, base: Entry, entry: Entry, other: dict[Key, Entry]) -> Entry | None:
        """The entry that the other side made of this one when its paragraph was edited: a new one with the
        msgstr of before, if any, and a text close to this one's.
        """
        new = [each for key, each in other.items() if key not in self.base and each.texts == base.texts]
        written = replace(entry, msgstr=entry.msgstr or "x")
        found = match(Catalog("", tuple(new)), Catalog("", (written,)))
        close = [each for each in found if each.old and each.new.key not in self.followers]
        best = max(close, key=lambda each: each.ratio, default=None)
        return best.new if best else None

    def both(self, base: Entry | None, ours: Entry, theirs: Entry) -> Entry:
        """An entry that both sides changed, or added."""
        was = base or Entry("")
        text = self.text(base, ours, theirs)
        others = _lines(_others(was), _others(ours), _others(theirs))
        return replace(
            text,
            notes=_lines(was.notes, ours.notes, theirs.notes, text.notes),
            flags=("fuzzy", *others) if text.fuzzy else others,
            comments=_pick(was.comments, ours.comments, theirs.comments),
            references=_pick(was.references, ours.references, theirs.references),
            obsolete=_pick(was.obsolete, ours.obsolete, theirs.obsolete),
            source=b"",
        )

    def text(self, base: Entry | None, ours: Entry, theirs: Entry) -> Entry:
        """Our entry with the msgstr that stays, and what is said about it."""
        if ours.texts == theirs.texts:
            doubt = (
                ours.fuzzy or theirs.fuzzy if base is None else _pick(base.fuzzy, ours.fuzzy, theirs.fuzzy)
            )
            return ours if ours.fuzzy == doubt else _with_text_of(ours, theirs)
        if not all(theirs.texts) or (base and theirs.texts == base.texts):
            return ours
        if not all(ours.texts) or (base and ours.texts == base.texts) or ours.state is State.DRAFT:
            return _with_text_of(ours, theirs)
        if theirs.state is State.DRAFT:
            return ours
        self.conflicts.append(ours)
        notes = (*ours.notes, *(f"{THEIRS}{escape(text)}" for text in theirs.texts))
        return replace(ours, flags=ours.flags if ours.fuzzy else ("fuzzy", *ours.flags), notes=notes)


def _by_key(catalog: Catalog) -> dict[Key, Entry]:
    return {entry.key: entry for entry in catalog.all_entries}


def _same(entry: Entry | None, other: Entry) -> bool:
    return entry is not None and replace(entry, line=other.line) == other


def _written(entry: Entry) -> tuple[object, ...]:
    """What a person may have written in an entry."""
    return (entry.texts, entry.notes, entry.flags, entry.provenance)


def _others(entry: Entry) -> tuple[str, ...]:
    return tuple(flag for flag in entry.flags if flag != "fuzzy")


def _with_text_of(entry: Entry, other: Entry) -> Entry:
    """An entry with another's msgstr and what is said about it; in doubt as that is, or as its source is."""
    previous = other.previous_msgctxt, other.previous_msgid
    if is_moved := entry.key != other.key:
        previous = source_of(other)
    fuzzy = any(other.texts) and (is_moved or other.fuzzy)
    return replace(
        entry,
        msgstr=other.msgstr,
        msgstr_plural=other.msgstr_plural,
        flags=("fuzzy", *_others(entry)) if fuzzy else _others(entry),
        previous_msgid=previous[1] if fuzzy else None,
        previous_msgctxt=previous[0] if fuzzy else None,
        provenance=other.provenance,
        source=b"",
    )


def _pick(base: _Value, ours: _Value, theirs: _Value) -> _Value:
    """The side's value that changed; ours if both did."""
    return theirs if ours == base else ours


def _lines(
    base: Iterable[str], ours: Sequence[str], theirs: Sequence[str], more: Sequence[str] = ()
) -> tuple[str, ...]:
    """Lines that neither side took away, and those that either added."""
    was = set(base)
    kept = [line for line in ours if line in theirs or line not in was]
    added = [line for line in (*theirs, *more) if line not in was]
    return tuple(dict.fromkeys((*kept, *added)))


def _woven(leading: Iterable[Key], other: Iterable[Key]) -> list[Key]:
    """The keys of one side, with each that only the other has behind the one that it follows there."""
    own = list(leading)
    known = set(own)
    followers: dict[Key | None, list[Key]] = defaultdict(list)
    last: Key | None = None
    for key in other:
        if key in known:
            last = key
        else:
            followers[last].append(key)
    return [*followers[None], *(each for key in own for each in (key, *followers.get(key, ())))]


def _with_header(catalog: Catalog, base: Catalog, theirs: Catalog) -> Catalog:
    """Our header with what changed in theirs."""
    ours = catalog.header
    later = theirs.header.get(_DATE, "") > ours.get(_DATE, "")
    for key, value in theirs.header.items():
        mine, was = ours.get(key), base.header.get(key)
        theirs_counts = later if key in (_DATE, _TRANSLATOR) and mine != was else mine == was
        if mine is not None and value != mine and value != was and theirs_counts:
            catalog = with_header_value(catalog, key, value)
    return with_header_notes(with_header_keys(catalog, theirs.header), theirs)


def _strays(catalog: Catalog, known: set[bytes | Entry]) -> list[bytes]:
    """What only they wrote between entries, such as comments at the end."""
    pieces = (piece for piece in catalog.pieces if isinstance(piece, bytes) and b"msgid" not in piece)
    return [piece for piece in pieces if piece.strip() and piece not in known]
