"""Adopting: what an aligned translation becomes in its essay's catalog.

A pair that is certain is an entry as a person wrote it; one in doubt is fuzzy, and says why; a text that is
the source's own words is no translation, and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from essaytool.languages import Language
from essaytool.model import Entry, Unit
from essaytool.updating.align import Pair, align
from essaytool.updating.evidence import is_copy, traits_of
from essaytool.updating.locate import Likeness, Text, reasons_against

_LEAST = 40
"""Letters: a shorter text may well be the same in both languages, as names are."""


@dataclass(frozen=True)
class Adopted:
    """A pair of an alignment, and the texts that come of it."""

    pair: Pair
    units: tuple[Unit, ...]
    translations: tuple[Unit, ...]
    text: Text | None = None
    """The entry of the first unit; None where there is nothing to adopt."""
    is_copy: bool = False


def adopt(source: Sequence[Unit], target: Sequence[Unit], language: Language) -> list[Adopted]:
    """Every unit of an essay and of its translation, in pairs, in order."""
    return list(_adopted(source, target, language))


def _adopted(source: Sequence[Unit], target: Sequence[Unit], language: Language) -> Iterator[Adopted]:
    for pair in align(source, target):
        units = tuple(source[number] for number in pair.sources)
        translations = tuple(target[number] for number in pair.targets)
        if not units or not translations:
            yield Adopted(pair, units, translations)
        elif len(_letters(units[0])) >= _LEAST and _letters(units[0]) == _letters(translations[0]):
            yield Adopted(pair, units, translations, is_copy=True)
        else:
            yield Adopted(pair, units, translations, _text(pair, units, translations, language))


def _letters(unit: Unit) -> str:
    """A text without what spelling and markup could differ in."""
    return "".join(filter(str.isalnum, unit.msgid)).casefold()


def _text(pair: Pair, units: Sequence[Unit], translations: Sequence[Unit], language: Language) -> Text:
    between = "" if language.counts_characters else " "
    msgstr = between.join(unit.msgid for unit in translations)
    unit = units[0]
    doubts = [*_doubts(pair), *reasons_against(unit, msgstr)]
    if is_copy(traits_of(unit), traits_of(translations[0])):
        doubts.append("it is nearly the source's own text")
    flags = ("fuzzy",) if doubts else ()
    return Text(Entry(unit.msgid, msgstr, unit.msgctxt, flags=flags), Likeness.EXACT, tuple(doubts))


def _doubts(pair: Pair) -> Iterator[str]:
    if len(pair.targets) > 1:
        yield "it is two texts in the translation"
    if len(pair.sources) > 1:
        yield "it holds the translation of the next text, too"
    if not pair.is_confident:
        yield "it may belong elsewhere"
