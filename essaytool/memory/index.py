"""The memory: what people stand for already, found by the text it translates.

An entry is remembered if it is reviewed, whoever wrote it first: a person, or an engine whose draft a person
approved or rewrote. What the memory gives is a proposal all the same, to be judged as an engine's answer is.

A match is *exact* if the texts are the same after NFC, with runs of white space as one blank. It is exact as
well where they differ in nothing that a translation need follow (`essaytool.memory.classify`, without the
kind of the unit: the style of quotes and dashes, the spelling of markup) or only in where links lead, if the
new targets can be carried into the translation provably. A text whose links cannot be told apart, or whose
code, numbers or words differ, is close at best, and its translation still says the old thing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from essaytool.languages import Language
from essaytool.memory.classify import carried, taken_apart
from essaytool.memory.likeness import closest, lengths_for
from essaytool.memory.tmx import Translated, pairs
from essaytool.model import Catalog, Entry, State

_TARGET = re.compile(r"\]\([^\s)]*")
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Remembered:
    """A translation that somebody stands for, and the file that it stands in."""

    msgid: str
    msgstr: str
    where: str
    msgctxt: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What the memory has for a text: the text that it has, its translation, and how like the texts are."""

    msgid: str
    msgstr: str
    ratio: float
    """From 0 to 1; 1 for an exact match."""
    where: str
    """The catalog or TMX file."""


def from_catalog(catalog: Catalog) -> Iterator[Remembered]:
    """The reviewed entries of a catalog; those with plural forms translate more than one text."""
    for entry in catalog.entries:
        if entry.state is State.REVIEWED and entry.msgid_plural is None:
            yield Remembered(entry.msgid, entry.msgstr, catalog.path, entry.msgctxt)


def from_tmx(
    units: Iterable[Translated], source: Language, target: Language, where: str
) -> Iterator[Remembered]:
    """What a TMX file has in both languages."""
    for text, translation, unit in pairs(units, source, target):
        yield Remembered(text, translation, where, unit.msgctxt)


class Memory:
    """The translations of one language. The same entries in the same order give the same answers."""

    def __init__(self, entries: Iterable[Remembered] = ()) -> None:
        self._by_text: dict[str, list[Remembered]] = defaultdict(list)
        for entry in entries:
            if entry.msgid.strip() and entry.msgstr.strip():
                self._by_text[_folded(entry.msgid)].append(entry)

    def __len__(self) -> int:
        """How many texts it knows."""
        return len(self._by_text)

    def exact(self, msgctxt: str | None, msgid: str) -> Match | None:
        """The translation of this very text: of the same msgctxt if there is one, of several the most
        frequent, of those as frequent the first.
        """
        same = self._by_text.get(_folded(msgid)) or list(self._but_for_trifles(msgid))
        fitting = [entry for entry in same if entry.msgctxt == msgctxt] or same
        return _matched(_most_frequent(fitting), 1.0) if fitting else None

    def close(self, msgid: str, limit: int = 3, at_least: float = 0.75) -> tuple[Match, ...]:
        """The translations of texts that are as like as that, the closest first, then in order; this very
        text is among them.
        """
        text = _folded(msgid)
        least, greatest = lengths_for(len(text), at_least)
        first = bisect_left(self._lengths, least - 1e-9)
        end = bisect_right(self._lengths, greatest + 1e-9)
        found = closest(text, self._texts[first:end], at_least=at_least, limit=None)
        ranked = sorted((-ratio, self._order[self._texts[first + place]]) for ratio, place in found)
        best = ((-ratio, _most_frequent(self._kept[number])) for ratio, number in ranked[:limit])
        return tuple(_matched(entry, ratio) for ratio, entry in best)

    def _but_for_trifles(self, msgid: str) -> Iterator[Remembered]:
        """The entries whose texts differ in trifles, their translations with the targets of this one."""
        candidates = self._by_outline.get(_outline(msgid), ())
        for entry in candidates:
            before, after = taken_apart(Entry(entry.msgid)), taken_apart(Entry(msgid))
            msgstr = carried(entry.msgstr, before, after) if before.essence == after.essence else None
            if msgstr is not None:
                yield replace(entry, msgstr=msgstr)

    @cached_property
    def _kept(self) -> list[list[Remembered]]:
        return list(self._by_text.values())

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {text: number for number, text in enumerate(self._by_text)}

    @cached_property
    def _texts(self) -> list[str]:
        """By their lengths, so that those of hopeless ones are passed over."""
        return sorted(self._by_text, key=len)

    @cached_property
    def _lengths(self) -> list[int]:
        return [len(text) for text in self._texts]

    @cached_property
    def _by_outline(self) -> Mapping[str, list[Remembered]]:
        found: dict[str, list[Remembered]] = defaultdict(list)
        for text, entries in self._by_text.items():
            found[_outline(text)] += entries
        return found


def _matched(entry: Remembered, ratio: float) -> Match:
    return Match(entry.msgid, entry.msgstr, ratio, entry.where)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _outline(text: str) -> str:
    """The letters and digits of a text without its links' targets, which no trifle changes: few texts share
    them, and those are then read.
    """
    return " ".join(_LETTERS.findall(_TARGET.sub("](", text)))


def _most_frequent(entries: list[Remembered]) -> Remembered:
    """Of several translations the most frequent, and of those the first."""
    counts = Counter(_folded(entry.msgstr) for entry in entries)
    return max(entries, key=lambda entry: counts[_folded(entry.msgstr)])
