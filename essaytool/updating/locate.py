"""Locating: the unit that a text which was translated under another msgid belongs to.

A text finds its unit by its msgid (exact), or by its normal form (normalised), as it is or as a part of an
entry that was read as a document. It keeps the state that it had, but is fuzzy where there is a doubt: it
could not stand in its unit's place, or some of the unit's markup is lost.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from essaytool.errors import Refusal
from essaytool.markdown.contexts import canon
from essaytool.markdown.segment import FRONT_MATTER_KEYS, segment
from essaytool.markdown.verify import lost_markup
from essaytool.model import Context, Entry, Unit
from essaytool.updating.forms import Form, form_of, hard_breaks, leaves_out_a_title, put_back, with_breaks_of
from essaytool.updating.readings import LIST_KEY, readings, rewritten, without_marks

_PLACEHOLDER = re.compile(r"\{\d+\}")
"""What md2po of translate-toolkit shows in place of a link's target or a tag."""


class Likeness(StrEnum):
    """How a text was found to be a unit's: by its msgid, or by its normal form."""

    EXACT = "exact"
    NORMALISED = "normalised"


@dataclass(frozen=True, slots=True)
class Text:
    """A translated text: an entry under its unit's key, or, if it found none, under its own."""

    entry: Entry
    likeness: Likeness | None = None
    doubts: tuple[str, ...] = ()
    """Why it cannot pass for reviewed."""


@dataclass(frozen=True)
class Units:
    """The units in which texts are looked for: one a key."""

    units: Sequence[Unit]
    front_matter: Sequence[str] = FRONT_MATTER_KEYS

    @cached_property
    def labels(self) -> dict[str, str]:
        """The labels of all their essays."""
        return {key: label for unit in self.units for key, label in unit.labels.items()}

    @cached_property
    def contexts(self) -> frozenset[str | None]:
        """Every msgctxt."""
        return frozenset(unit.msgctxt for unit in self.units)

    @cached_property
    def _code(self) -> str:
        return "comments" if any(unit.context is Context.CODE for unit in self.units) else "verbatim"

    def cut(self, text: str) -> tuple[Unit, ...]:
        """The slots of a text, segmented as the essays were. Raises `SourceError` as `segment` does."""
        keys = (*self.front_matter, LIST_KEY)
        return segment(text.encode(), front_matter=keys, code=self._code).slots

    @cached_property
    def _by_key(self) -> dict[tuple[str | None, str], Unit]:
        return {unit.key: unit for unit in reversed(self.units)}

    @cached_property
    def _by_form(self) -> dict[tuple[str | None, str], list[tuple[Unit, Form]]]:
        found = defaultdict(list)
        for unit in self._by_key.values():
            form = form_of(unit.msgid, self.labels)
            found[unit.msgctxt, form.key].append((unit, form))
        return found

    def exact(self, entry: Entry) -> Unit | None:
        """The unit of this entry's key."""
        return self._by_key.get(entry.key)

    def alike(self, entry: Entry, form: Form) -> list[tuple[Unit, Form]]:
        """The units of this form; of several, that with the same msgid, or else those with the same marks."""
        found = self._by_form.get((entry.msgctxt, form.key), [])
        same = [(unit, own) for unit, own in found if unit.msgid == entry.msgid]
        return same or [(unit, own) for unit, own in found if own.names == form.names] or found


def locate(entry: Entry, units: Units) -> tuple[Text, ...]:
    """The texts of a translated entry; none if there is nothing in it that we translate.

    Of the ways to read the entry, the one in which the most texts find a unit counts.
    """
    if unit := units.exact(entry):
        return (_placed(entry, unit, entry.msgstr, Likeness.EXACT, ()),)
    best: tuple[Text, ...] = ()
    for reading in readings(entry, units.cut):
        texts = tuple(_find(piece, units) for piece in reading)
        best = max(best, texts, key=_success)
        if all(text.likeness and not text.doubts for text in texts):
            break
    return best


def _success(texts: Sequence[Text]) -> tuple[int, int, bool]:
    """How well a reading went: texts found, texts without a doubt, and that it is one."""
    found = [text for text in texts if text.likeness]
    return len(found), sum(not text.doubts for text in found), bool(texts)


def _find(piece: Entry, units: Units) -> Text:
    """A piece of a reading under the key of the unit that has its normal form, if one has."""
    form = form_of(piece.msgid, units.labels)
    found = units.alike(piece, form)
    if not found:
        key = (piece.msgctxt, without_marks(piece.msgid))
        return Text(rewritten(piece, key, without_marks(piece.msgstr)))
    unit, own = found[0]
    msgstr = _spelled(unit, put_back(own, form, form_of(piece.msgstr, units.labels)))
    doubts = []
    if len(found) > 1:
        doubts.append("there are several texts in the essay that differ only in their links or tags")
    if leaves_out_a_title(own, form):
        doubts.append("the title of a link in it is not translated")
    if hard_breaks(unit.msgid) != hard_breaks(msgstr):
        doubts.append("its line breaks are not those of the source")
    return _placed(piece, unit, msgstr, Likeness.NORMALISED, doubts)


def _spelled(unit: Unit, msgstr: str) -> str:
    """A msgstr as our catalogs spell it."""
    text = with_breaks_of(unit.msgid, without_marks(msgstr))
    return text.replace("\\|", "|") if unit.context is Context.CELL else text


def _placed(entry: Entry, unit: Unit, msgstr: str, likeness: Likeness, doubts: Iterable[str]) -> Text:
    """The text as an entry of its unit, in the state that it had, or fuzzy where there is a doubt."""
    reasons = (*doubts, *reasons_against(unit, msgstr))
    placed = replace(
        rewritten(entry, unit.key, msgstr),
        flags=("fuzzy",) if entry.fuzzy or reasons else (),
        comments=(),
        references=(),
        previous_msgid=entry.previous_msgid if entry.fuzzy and entry.previous_msgid != unit.msgid else None,
        previous_msgctxt=None,
        obsolete=False,
    )
    return Text(placed, likeness, reasons)


def reasons_against(unit: Unit, msgstr: str) -> tuple[str, ...]:
    """Why a msgstr could not pass for this unit's."""
    try:
        canon(unit, msgstr)
    except Refusal as refusal:
        return (refusal.sentence,)
    alien = sorted(set(_PLACEHOLDER.findall(msgstr)) - set(_PLACEHOLDER.findall(unit.msgid)))
    held = (f"it holds the placeholder {placeholder}, which the source lacks" for placeholder in alien)
    return (*lost_markup(unit.msgid, msgstr, unit.context), *held)
