"""Bringing along: translations from another catalog, put where an essay's catalog has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from essaytool.model import Catalog, Entry, State
from essaytool.updating.locate import Text, Units, locate
from essaytool.updating.match import match, source_of
from essaytool.updating.merge import merge_with_report
from essaytool.updating.migrate import best, filled, gaps, is_translated


@dataclass(frozen=True)
class Brought:
    """A catalog with what was brought along."""

    catalog: Catalog
    filled: int
    """How many entries got a text."""
    taken: tuple[Entry, ...]
    """The texts that they got, as they were located."""


def locate_all(foreign: Catalog, units: Units) -> list[Text]:
    """Every translated text of a foreign catalog.

    A msgctxt that the essay does not know says where a text stood, not what it means, and so does not count.
    """
    entries = (entry for entry in foreign.entries if is_translated(entry))
    known = (entry if entry.msgctxt in units.contexts else replace(entry, msgctxt=None) for entry in entries)
    return [text for entry in known for text in locate(entry, units)]


def bring(template: Catalog, catalog: Catalog, texts: Sequence[Text]) -> Brought:
    """The catalog, brought up to its template, with a text for each entry that had none.

    Texts that found a unit come as they are; of the others, the closest comes, fuzzy, with ``#|`` for what it
    translates. Raises `CatalogError` as `merge` does.
    """
    located = {key: entry for key, entry in best(texts).items() if key in template.index}
    wanted = gaps(catalog, located)
    merged = merge_with_report(template, catalog, wanted).catalog
    missing = [entry for entry in merged.entries if entry.state is State.MISSING]
    others = [text.entry for text in texts if not text.likeness]
    found = match(Catalog("", tuple(missing)), Catalog("", tuple(others)))
    close = {each.new.key: each.old for each in found if each.old}
    offered = [filled(entry, _close(close[entry.key])) for entry in missing if entry.key in close]
    return Brought(
        catalog=merged.with_entries(offered),
        filled=len(wanted) + len(offered),
        taken=(*wanted.values(), *close.values()),
    )


def _close(entry: Entry) -> Entry:
    """A text as it serves a unit that is not its own."""
    msgctxt, msgid = source_of(entry)
    return replace(entry, flags=("fuzzy",), previous_msgid=msgid, previous_msgctxt=msgctxt)
