"""Changes to an edition's Markdown, each by the bytes that it replaces: all other bytes stay as they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """Other bytes for a stretch; an empty stretch is a place to insert them."""

    start: int
    end: int
    content: bytes


def splice(source: bytes, edits: Iterable[Edit]) -> bytes:
    """The source with these changes; of two that overlap, the one that begins first."""
    parts, done = [], 0
    for edit in sorted(edits):
        if edit.start >= done:
            parts += [source[done : edit.start], edit.content]
            done = edit.end
    return b"".join([*parts, source[done:]])
