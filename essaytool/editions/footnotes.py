"""Footnotes: their order, numbers and anchors.

Numbers follow the first references in the text, then those within notes; notes that nothing refers to come
last. Anchors follow labels, which no translation changes, and the order of definitions: all languages agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from essaytool.editions.anchors import Anchors, slug
from essaytool.markdown.inline import label_key
from essaytool.markdown.parser import Event, Run


@dataclass(frozen=True)
class Note:
    """A footnote: what is shown for it, counted from 1, and what it is called in ids."""

    number: int
    anchor: str


def number_notes(items: Iterable[Run | Event]) -> Mapping[str, Note]:
    """The footnotes of a text by the key of their label, in the order in which they are to stand."""
    references: dict[str | None, list[str]] = defaultdict(list)
    defined: list[str] = []
    within: list[str] = []
    for item in items:
        if isinstance(item, Run):
            holder = within[-1] if within else None
            references[holder] += (
                label_key(event[1]) for event in item.events if event[0] == "FootnoteReference"
            )
        elif item[0] == "+FootnoteDefinition":
            within.append(label_key(item[1]))
            defined.append(within[-1])
        elif item[0] == "-FootnoteDefinition":
            within.pop()
    anchors = Anchors()
    names = {label: anchors.name(slug(label) or "note") for label in dict.fromkeys(defined)}
    order = _order(references, defined)
    return {label: Note(place, names[label]) for place, label in enumerate(order, start=1)}


def _order(references: Mapping[str | None, list[str]], defined: Iterable[str]) -> list[str]:
    """Level by level from the text; then, as they are defined, the notes that the text does not lead to."""
    found: dict[str, None] = {}
    for start in (references.get(None, []), *([label] for label in defined)):
        fresh = dict.fromkeys(label for label in start if label not in found)
        while fresh:
            found |= fresh
            deeper = (label for above in fresh for label in references.get(above, ()))
            fresh = dict.fromkeys(label for label in deeper if label not in found)
    return list(found)
