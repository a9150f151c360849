"""Where the translation of each new text comes from.

An entry of the same key is the same entry, live or obsolete. For a text that is new, an *orphan* is taken: a
translated entry whose key the template no longer has. First come those that differ in a trivial edit only
(`essaytool.memory.classify`), then the closest. Closeness is the Indel similarity of the texts, which is
msgmerge's own measure, above msgmerge's own threshold. Neighbours that stayed the same only rank the orphans
above it: they never lift one over it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from essaytool.memory.classify import Edit, Text, carried, edits, taken_apart
from essaytool.memory.likeness import closest
from essaytool.model import Catalog, Entry, Key, State

THRESHOLD = 0.6
"""The similarity, from 0 to 1, above which an orphan's translation is offered for a new text."""
_BONUS = 0.04
"""What a neighbour that stayed adds to the rank of an orphan."""
_CANDIDATES = 5

Neighbours = tuple[Key | None, Key | None]
"""The keys of the entries before and after an entry; None at either end of the essay."""


@dataclass(frozen=True, slots=True)
class Match:
    """One of the template's entries, and what the catalog has for it."""

    new: Entry
    old: Entry | None = None
    ratio: float = 1.0
    """The similarity of their texts."""
    edits: tuple[Edit, ...] = ()
    """What changed in the text, if the translation need not follow it."""
    msgstr: str = ""
    """The translation with the new text's targets, after such an edit."""

    @property
    def is_exact(self) -> bool:
        return self.old is not None and self.old.key == self.new.key


def match(template: Catalog, catalog: Catalog, *, keep_trivial: bool = False) -> list[Match]:
    """What the catalog has for each of the template's entries, in the template's order.

    With `keep_trivial`, edits that a translation need not follow are told from others.
    """
    known = {entry.key: entry for entry in (*reversed(catalog.all_entries), *reversed(catalog.entries))}
    wanted = {entry.key for entry in template.entries}
    orphans = _Orphans((entry for entry in catalog.all_entries if entry.key not in wanted), catalog)
    around = _neighbours(template)

    def found(new: Entry) -> Match:
        if new.key in known:
            return Match(new, known[new.key])
        trivial = orphans.trivially(new, around[new.key]) if keep_trivial else None
        return trivial or orphans.closest_to(new, around[new.key])

    return [found(new) for new in template.entries]


def source_of(entry: Entry) -> tuple[str | None, str]:
    """The msgctxt and msgid that an entry's translation was made for: those of ``#|`` while it is fuzzy."""
    if entry.fuzzy and entry.previous_msgid is not None:
        return entry.previous_msgctxt, entry.previous_msgid
    return entry.key


def _neighbours(catalog: Catalog) -> Mapping[Key, Neighbours]:
    keys = [entry.key for entry in catalog.entries]
    around = zip([None, *keys[:-1]], [*keys[1:], None], strict=True) if keys else ()
    return dict(zip(keys, around, strict=True))


class _Orphans:
    """The translated entries that left the essay."""

    def __init__(self, entries: Iterable[Entry], catalog: Catalog) -> None:
        self._entries: list[Entry] = []
        self._texts: list[str] = []
        self._around = _neighbours(catalog)
        for entry in entries:
            if any(entry.texts):
                for text in dict.fromkeys((entry.msgid, source_of(entry)[1])):
                    self._entries.append(entry)
                    self._texts.append(text)

    def trivially(self, new: Entry, around: Neighbours) -> Match | None:
        """The best orphan whose text differs in a trivial edit only, if its translation can be kept."""
        if not new.comments:
            return None
        text = taken_apart(new)
        matches = []
        for old, before in self._by_essence.get((new.msgctxt, text.essence), ()):
            msgstr = carried(old.msgstr, before, text)
            if msgstr is not None:
                matches.append(Match(new, old, 1.0, edits(before, text), msgstr))
        return max(matches, key=lambda match: self._rank(match, around), default=None)

    @cached_property
    def _by_essence(self) -> Mapping[tuple[object, ...], list[tuple[Entry, Text]]]:
        """The orphans whose kind is known and whose translation is not in doubt, by what is left of their
        texts.
        """
        found: dict[tuple[object, ...], list[tuple[Entry, Text]]] = defaultdict(list)
        for entry in dict.fromkeys(self._entries):
            is_text = entry.msgid_plural is None and bool(entry.comments)
            if is_text and entry.state in (State.REVIEWED, State.DRAFT):
                text = taken_apart(entry)
                found[entry.msgctxt, text.essence].append((entry, text))
        return found

    def closest_to(self, new: Entry, around: Neighbours) -> Match:
        """The best orphan for a new text, if one is close enough."""
        found = closest(new.msgid, self._texts, at_least=THRESHOLD, limit=_CANDIDATES)
        matches = [Match(new, self._entries[place], ratio) for ratio, place in found if ratio > THRESHOLD]
        fitting = [match for match in matches if _have_the_same_forms(match)]
        return max(fitting, key=lambda match: self._rank(match, around), default=Match(new, ratio=0.0))

    def _rank(self, match: Match, around: Neighbours) -> float:
        assert match.old is not None
        if match.old.obsolete:
            return match.ratio
        same = sum(old == new for old, new in zip(self._around[match.old.key], around, strict=True))
        return match.ratio + _BONUS * same


def _have_the_same_forms(match: Match) -> bool:
    """Whether both have plural forms, or neither: the one has no place for the other's translations."""
    return match.old is not None and (match.old.msgid_plural is None) == (match.new.msgid_plural is None)
