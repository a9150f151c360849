"""Copies: entries that stand in a catalog once more, as git merges make them."""

from __future__ import annotations

from dataclasses import replace

from essaytool.catalog.po import HEADER_KEY, parse_piece
from essaytool.model import Catalog, Entry


def copies(catalog: Catalog) -> tuple[Entry, ...]:
    """The entries that a catalog, as it was read, holds once more; their `line` is that of the copy."""
    found: list[Entry] = []
    lines_above = 0
    for piece in catalog.pieces:
        if isinstance(piece, bytes) and b"msgid" in piece and not _is_header(piece):
            entries = (entry for entry in parse_piece(piece, catalog) if entry.key != HEADER_KEY)
            found += (replace(entry, line=entry.line + lines_above) for entry in entries)
        lines_above += (piece if isinstance(piece, bytes) else piece.source).count(b"\n")
    return tuple(found)


def _is_header(piece: bytes) -> bool:
    """Whether a piece is surely the header and no other entry."""
    return piece.count(b"msgid") == 1 and b'msgid ""\nmsgstr ' in piece and b"msgctxt" not in piece
