"""Placing merged entries in a catalog's file, with all that stood between its entries.

Where no entry comes, goes or moves, each stays on its place. Else live entries stand in the template's order,
and obsolete ones after them; each takes along what followed it in the file, but for copies of other
entries: one that came to stand above its entry would be the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from essaytool.catalog.po import HEADER_KEY, parse_piece, without_outdated_copies
from essaytool.model import Catalog, Entry, Key

_OTHER_DOMAIN = re.compile(rb"^[ \t]*domain\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry of the merged catalog, and the one of the catalog before that it was."""

    entry: Entry
    old: Entry | None


def arrange(catalog: Catalog, placed: Sequence[Placed]) -> Catalog:
    """The catalog with these entries, live ones first, in this order, and no others."""
    now = {item.entry.key: item.entry for item in placed}
    gone = {entry.key for entry in catalog.all_entries} - now.keys()
    pieces = without_outdated_copies(catalog, now, gone)
    if _keep_their_places(catalog, placed):
        places = {id(item.old): item.entry for item in placed}
        return replace(catalog, pieces=tuple(places.get(id(piece), piece) for piece in pieces))
    near = tuple(_without_strayed_copies(catalog, pieces))
    return replace(catalog, pieces=tuple(_Layout(near, catalog.newline.encode()).filled(placed)))


def _without_strayed_copies(catalog: Catalog, pieces: Iterable[bytes | Entry]) -> Iterator[bytes | Entry]:
    """The pieces but for copies that do not stand right below their entry."""
    last: Key = HEADER_KEY
    for piece in pieces:
        if isinstance(piece, Entry):
            last = piece.key
        elif b"msgid" in piece and any(
            copy.key not in (last, HEADER_KEY) for copy in parse_piece(piece, catalog)
        ):
            continue
        yield piece


def _keep_their_places(catalog: Catalog, placed: Sequence[Placed]) -> bool:
    """Whether every entry of the catalog is still there, in the order of before, and no other."""
    obsolete = (entry for entry in catalog.all_entries if entry.obsolete)
    before = [(id(entry), entry.obsolete) for entry in (*catalog.entries, *obsolete)]
    return before == [(id(item.old), item.entry.obsolete) for item in placed]


class _Layout:
    """What stands in a catalog above its entries, after each of them, and at the end."""

    def __init__(self, pieces: Sequence[bytes | Entry], newline: bytes) -> None:
        self._newline = newline
        self._above: list[bytes] = []
        self._after: dict[int, list[bytes]] = {}
        self._end: list[bytes] = []
        last = self._above
        for piece in pieces:
            if isinstance(piece, Entry):
                last = self._after[id(piece)] = []
            elif _OTHER_DOMAIN.search(piece):
                self._end.append(piece)
            else:
                last.append(piece)
        if self._after:
            self._end[:0] = last
            last[:] = [newline]
        else:
            self._end[:0] = self._strays()

    def _strays(self) -> list[bytes]:
        """Comments of a file without entries, taken from above: they are not about the first one."""
        strays = [piece for piece in self._above if b"#" in piece and b"msgid" not in piece]
        self._above = [piece for piece in self._above if piece not in strays]
        return [self._newline + piece.lstrip(b"\r\n") for piece in strays]

    def filled(self, placed: Sequence[Placed]) -> Iterator[bytes | Entry]:
        """The pieces of a catalog with these entries."""
        followers = [self._after.pop(id(item.old), [self._newline]) for item in placed]
        yield from self._head(bool(placed))
        for item, after in zip(placed[:-1], followers, strict=False):
            yield self._ended(item.entry)
            yield from after
        if placed:
            yield placed[-1].entry
            yield from followers[-1] if any(map(bytes.strip, followers[-1])) else ()
        yield from self._end

    def _head(self, is_followed: bool) -> Iterator[bytes]:
        """What stands above the entries, and what followed those that are gone."""
        strays = [piece for after in self._after.values() for piece in after if piece.strip()]
        yield from self._above
        yield from strays
        above = b"".join((*self._above, *strays))
        if is_followed and above and not above.endswith((self._newline * 2, b"\n\n")):
            yield self._newline if above.endswith(b"\n") else self._newline * 2

    def _ended(self, entry: Entry) -> Entry:
        """The entry with the end of its last line, which the last one of a file may lack."""
        if not entry.original or entry.original.endswith(b"\n"):
            return entry
        source = entry.source and entry.source + self._newline
        return replace(entry, source=source, original=entry.original + self._newline)
