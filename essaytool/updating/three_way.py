"""Three-way merging: two versions of a catalog that go back to one, entry by entry.

What one side alone changed is that side's. Where both changed an entry, its fields are merged: notes and
flags line by line, plural forms one by one, a msgstr together with all that is said about it. Of two texts
the one with more of a person in it counts: a person's text before the approval of a draft, and both before a
machine's. Two that weigh the same are a conflict: ours stays, fuzzy, with theirs in a note, ``# theirs: …``.

What one side deleted and the other wrote in stays as obsolete; if its paragraph was edited meanwhile, the new
translation follows it, as `update` would have carried it. Of two revision dates the later one counts. Entries
stand in the order of the side that changed it. The charset and line ends of our file stay.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from essaytool.catalog.charset import DEFAULT_CHARSET
from essaytool.catalog.convert import converted
from essaytool.catalog.notes import THEIRS
from essaytool.catalog.provenance import flags_as
from essaytool.catalog.style import escape
from essaytool.model import Catalog, Entry, Key, Origin
from essaytool.updating.arrange import Placed, arrange
from essaytool.updating.match import Match, match, source_of
from essaytool.updating.readings import rewritten
from essaytool.updating.sides import lines, pick, strays_of, with_header, woven


class Weight(IntEnum):
    """How much of a person is in what a side did to a msgstr; even to empty it is to do something."""

    UNCHANGED = 0
    NOTHING = 1
    MACHINE = 2
    APPROVED = 3
    WRITTEN = 4


@dataclass(frozen=True)
class ThreeWay:
    """A merged catalog, and the entries of which each side has its own translation."""

    catalog: Catalog
    conflicts: tuple[Entry, ...]


def merge_three(base: Catalog, ours: Catalog, theirs: Catalog) -> ThreeWay:
    """Both sides' changes since `base`, in the file of `ours`.

    Where they alone converted it to UTF-8, so is ours. Raises `CatalogError` for a text of theirs
    that our file's charset cannot hold.
    """
    if ours.charset == base.charset != theirs.charset == DEFAULT_CHARSET:
        ours = converted(ours, DEFAULT_CHARSET)
    return _Merger(base, ours, theirs).merged()


class _Merger:
    def __init__(self, base: Catalog, ours: Catalog, theirs: Catalog) -> None:
        self.catalogs = base, ours, theirs
        self.base, self.ours, self.theirs = map(_by_key, self.catalogs)
        self.conflicts: list[Entry] = []
        followed = {**self.followed(self.ours, self.theirs), **self.followed(self.theirs, self.ours)}
        self.gone_on = followed.keys()
        """The entries whose paragraph one side edited, while the other wrote in them."""
        self.followers = {found.new.key: self.led(found) for found in followed.values()}
        """What was written there, by the key of the edited paragraph."""

    def merged(self) -> ThreeWay:
        base, ours, theirs = self.catalogs
        entries = [entry for key in self.order() if (entry := self.entry(key))]
        placed = [Placed(self.in_our_file(entry), self.ours.get(entry.key)) for entry in entries]
        placed.sort(key=lambda item: item.entry.obsolete)
        catalog = with_header(arrange(ours, placed), base, theirs)
        strays = strays_of(theirs, known={*base.pieces, *ours.pieces}, ours=ours)
        return ThreeWay(replace(catalog, pieces=(*catalog.pieces, *strays)), tuple(self.conflicts))

    def in_our_file(self, entry: Entry) -> Entry:
        """The entry, to be written anew where its own bytes have no place in our file."""
        _, ours, theirs = self.catalogs
        alike = (theirs.charset, theirs.newline) == (ours.charset, ours.newline)
        mine = self.ours.get(entry.key)
        is_mine = mine is not None and mine.original == entry.original
        return entry if alike or is_mine else replace(entry, source=b"", original=b"")

    def order(self) -> list[Key]:
        """All keys, in the order of the side that changed it."""
        common = self.base.keys() & self.ours.keys() & self.theirs.keys()
        before, now = ([key for key in side if key in common] for side in (self.base, self.ours))
        return woven(self.ours, self.theirs) if before != now else woven(self.theirs, self.ours)

    def entry(self, key: Key) -> Entry | None:
        """What becomes of one entry; None if it is deleted, or goes on under another text."""
        base, ours, theirs = self.base.get(key), self.ours.get(key), self.theirs.get(key)
        if ours is None or theirs is None:
            entry = ours or theirs
            return self.followers.get(key) or (entry and self.one_sided(base, entry))
        if _same(ours, theirs) or _same(base, theirs):
            return ours
        return theirs if _same(base, ours) else self.both(base or self.origin(ours, theirs), ours, theirs)

    def origin(self, ours: Entry, theirs: Entry) -> Entry | None:
        """What an entry that both sides have under a new text was before, in doubt as that made it."""
        sources = (source_of(entry) for entry in (ours, theirs) if entry.fuzzy)
        found = next((self.base[key] for key in sources if key in self.base), None)
        return found and replace(found, flags=flags_as(found.flags, fuzzy=True))

    # --- entries that one side has

    def one_sided(self, base: Entry | None, entry: Entry) -> Entry | None:
        """An entry that the other side does not have, or has no more."""
        if base is None:
            return entry
        if _written(entry) == _written(base) or entry.key in self.gone_on:
            return None
        return replace(entry, obsolete=True, comments=(), references=(), source=b"")

    def followed(self, side: dict[Key, Entry], other: dict[Key, Entry]) -> dict[Key, Match]:
        """The entries of a side that the other made new ones of when their paragraphs were edited, while this
        side wrote in them: by their key, with the new ones.
        """
        gone = [entry for key, entry in side.items() if key in self.base and key not in other]
        wrote = [entry for entry in gone if _written(entry) != _written(self.base[entry.key])]
        new = [entry for key, entry in other.items() if key not in self.base and key not in side]
        old = Catalog("", tuple(replace(entry, obsolete=False) for entry in wrote if any(entry.texts)))
        found: dict[Key, Match] = {}
        for each in match(Catalog("", tuple(new)), old, keep_trivial=True):
            if each.old and each.new.texts == self.base[each.old.key].texts:
                best = found.get(each.old.key)
                if best is None or (bool(each.edits), each.ratio) > (bool(best.edits), best.ratio):
                    found[each.old.key] = each
        return found

    def led(self, found: Match) -> Entry:
        """The new entry of an edited paragraph, with what the other side wrote in the old one."""
        new, old = found.new, found.old
        assert old is not None
        notes = lines(self.base[old.key].notes, new.notes, old.notes)
        if found.edits and not new.fuzzy:
            kept = rewritten(old, new.key, found.msgstr)
            return replace(kept, notes=notes, comments=new.comments, references=new.references)
        msgctxt, msgid = source_of(old)
        fuzzy = replace(_with_text_of(new, old), previous_msgid=msgid, previous_msgctxt=msgctxt, notes=notes)
        return replace(fuzzy, flags=flags_as(fuzzy.flags, fuzzy=True))

    # --- entries that both sides have

    def both(self, base: Entry | None, ours: Entry, theirs: Entry) -> Entry:
        """An entry that both sides changed, or added."""
        was = base or Entry("")
        text = self.text(base, ours, theirs)
        told = text.notes[len(ours.notes) :]
        return replace(
            text,
            notes=(*lines(was.notes, ours.notes, theirs.notes), *told),
            flags=flags_as(lines(was.flags, ours.flags, theirs.flags), fuzzy=text.fuzzy),
            comments=pick(was.comments, ours.comments, theirs.comments),
            references=pick(was.references, ours.references, theirs.references),
            obsolete=pick(was.obsolete, ours.obsolete, theirs.obsolete),
            source=b"",
        )

    def text(self, base: Entry | None, ours: Entry, theirs: Entry) -> Entry:
        """Our entry with the msgstr that stays, and what is said about it."""
        if ours.texts == theirs.texts:
            doubt = pick(base.fuzzy, ours.fuzzy, theirs.fuzzy) if base else ours.fuzzy or theirs.fuzzy
            return ours if ours.fuzzy == doubt else _with_text_of(ours, theirs)
        mine, other = _weight(base, ours), _weight(base, theirs)
        if mine != other:
            return ours if mine > other else _with_text_of(ours, theirs)
        if forms := _forms(base, ours, theirs):
            flags = flags_as(ours.flags, fuzzy=ours.fuzzy or theirs.fuzzy)
            return replace(ours, msgstr_plural=forms, flags=flags, source=b"")
        return ours if mine <= Weight.MACHINE else self.conflict(ours, theirs)

    def conflict(self, ours: Entry, theirs: Entry) -> Entry:
        """Ours in doubt, and no machine's draft any more, since a person stood for it; theirs in a note."""
        self.conflicts.append(ours)
        notes = (*ours.notes, *(f"{THEIRS}{escape(text)}" for text in theirs.texts))
        flags = flags_as(ours.flags, fuzzy=True)
        return replace(ours, flags=flags, notes=notes, provenance=None, source=b"")


def _by_key(catalog: Catalog) -> dict[Key, Entry]:
    return {entry.key: entry for entry in catalog.all_entries}


def _same(entry: Entry | None, other: Entry) -> bool:
    return entry is not None and replace(entry, line=other.line) == other


def _written(entry: Entry) -> tuple[object, ...]:
    """What a person may have written in an entry."""
    return (entry.texts, entry.notes, entry.flags, entry.provenance)


def _weight(base: Entry | None, entry: Entry) -> Weight:
    if not any(entry.texts):
        return Weight.NOTHING
    if base and entry.texts == base.texts:
        return Weight.APPROVED if base.fuzzy and not entry.fuzzy else Weight.UNCHANGED
    if entry.origin is Origin.DRAFT:
        return Weight.MACHINE
    return Weight.APPROVED if entry.origin is Origin.APPROVED_DRAFT else Weight.WRITTEN


def _forms(base: Entry | None, ours: Entry, theirs: Entry) -> tuple[str, ...]:
    """The plural forms of both sides, if each form was written by one side at most; else nothing."""
    if ours.msgid_plural is None or len(ours.msgstr_plural) != len(theirs.msgstr_plural):
        return ()
    was = base.msgstr_plural if base else ()
    if len(was) != len(ours.msgstr_plural):
        was = ("",) * len(ours.msgstr_plural)
    forms = []
    for before, mine, other in zip(was, ours.msgstr_plural, theirs.msgstr_plural, strict=True):
        if mine != other and mine not in ("", before) and other not in ("", before):
            return ()
        forms.append(other if mine in ("", before) and other else mine)
    return tuple(forms)


def _with_text_of(entry: Entry, other: Entry) -> Entry:
    """An entry with another's msgstr and what is said about it."""
    return replace(
        entry,
        msgid_plural=other.msgid_plural,
        msgstr=other.msgstr,
        msgstr_plural=other.msgstr_plural,
        flags=flags_as(entry.flags, fuzzy=other.fuzzy),
        previous_msgid=other.previous_msgid,
        previous_msgctxt=other.previous_msgctxt,
        provenance=other.provenance,
        source=b"",
    )
