"""Ids of headings, written where a generator reads them: the page's own, which come from the source's text,
so that they are the same in every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from essaytool.editions.anchors import Anchors, heading_slug
from essaytool.editions.layouts.edits import Edit
from essaytool.editions.marks import Slots
from essaytool.editions.render import given_ids
from essaytool.markdown.inline import span_of
from essaytool.markdown.parser import Run, runs

_REST = re.compile(rb"[^\r\n]*")


def heading_ids(body: bytes, slots: Slots, mark: str, unfit: re.Pattern[bytes]) -> Iterator[Edit]:
    """An id for each heading of a text; `mark` is how the generator reads it, with ``%s`` for the id.

    What closes a heading of the kind ``## Title ##`` goes: not every generator finds an id before or after
    it. With `on_one_line`, a heading of several lines gets none.
    """
    items = list(runs(body.decode()))
    anchors = Anchors(given_ids(items))
    for item, text in zip(items, [*items[1:], None], strict=True):
        if isinstance(item, Run) or item[0] != "+Heading":
            continue
        placed = slots.of(text) if isinstance(text, Run) else None
        name = anchors.name(heading_slug(placed.unit if placed else None))
        if not isinstance(text, Run):
            continue
        start, end = span_of(text, body)
        if not unfit.search(body[start:end]):
            rest = _REST.match(body, end)
            yield Edit(end, rest.end() if rest else end, f" {mark % name}".encode())
