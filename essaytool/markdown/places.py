"""Places: what the surroundings of a slot say about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from essaytool.markdown.lines import Lines
from essaytool.model import Context

Mark = tuple[str, Any]
"""The name and value of an event that opens a block: ``("+Heading", {"level": "H1", …})``."""

LINE = frozenset({"line"})
"""What a first word could open almost everywhere: a block that begins with its line."""
_ATX = re.compile(rb"#{1,6}[ \t]+$")
_KINDS = {
    "+Item": "list item",
    "+BlockQuote": "quote",
    "+FootnoteDefinition": "footnote",
    "+DefinitionListTitle": "term",
    "+DefinitionListDefinition": "definition",
}


class Place(NamedTuple):
    """The fields of a `Unit` that its surroundings decide."""

    context: Context
    kind: str
    style: str = ""
    lead: str = ""
    opens: frozenset[str] = frozenset()


def place_of(start: int, blocks: Sequence[Mark], lines: Lines, opens: frozenset[str]) -> Place:
    """The place of a text that begins here, in these open blocks: the innermost telling one decides.

    `opens` is what a first word could open there, were it in a paragraph.
    """
    for name, value in reversed(blocks):
        if name == "+Heading":
            return _heading(start, value["level"][1], lines, opens)
        if name == "+TableCell":
            kind = "table heading" if blocks[-2][0] == "+TableHead" else "table cell"
            first = lines.body.find(b"|", lines.start(start), start) < 0
            return Place(Context.CELL, kind, opens=LINE if first else frozenset())
        if name in _KINDS:
            style = "term" if name == "+DefinitionListTitle" else ""
            return Place(Context.INLINE, _KINDS[name], style, lines.lead(start), opens)
    return Place(Context.INLINE, "paragraph", "", lines.lead(start), opens)


def _heading(start: int, level: str, lines: Lines, opens: frozenset[str]) -> Place:
    """An ATX heading if hashes stand before the text on its line, else a setext one."""
    if _ATX.search(lines.body, lines.start(start), start):
        return Place(Context.HEADING, f"heading {level}", "atx")
    return Place(Context.HEADING, f"heading {level}", "setext", lines.lead(start), opens)
