"""Two sides of a merge, field by field: values, lines, the order of keys, headers, and what is no entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from essaytool.catalog.charset import encode
from essaytool.catalog.header import with_header_keys, with_header_notes, with_header_value
from essaytool.model import Catalog, Entry, Key

_Value = TypeVar("_Value")
_DATE, _TRANSLATOR = "PO-Revision-Date", "Last-Translator"
_OF_THE_FILE = ("Content-Type", "Content-Transfer-Encoding")
"""The keys of a header that say how its own file is written."""


def pick(base: _Value, ours: _Value, theirs: _Value) -> _Value:
    """The side's value that changed; ours if both did."""
    return theirs if ours == base else ours


def lines(base: Iterable[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Lines that neither side took away, and those that either added."""
    was = set(base)
    kept = [line for line in ours if line in theirs or line not in was]
    added = [line for line in dict.fromkeys(theirs) if line not in was and line not in kept]
    return (*kept, *added)


def woven(leading: Iterable[Key], other: Iterable[Key]) -> list[Key]:
    """The keys of one side, with each that only the other has behind the one that it follows there."""
    own = list(leading)
    known = set(own)
    followers: dict[Key | None, list[Key]] = defaultdict(list)
    last: Key | None = None
    for key in other:
        if key in known:
            last = key
        else:
            followers[last].append(key)
    return [*followers[None], *(each for key in own for each in (key, *followers.get(key, ())))]


def with_header(catalog: Catalog, base: Catalog, theirs: Catalog) -> Catalog:
    """Our header with what changed in theirs."""
    ours = catalog.header
    later = _day(theirs.header.get(_DATE, "")) > _day(ours.get(_DATE, ""))
    changed = {key: value for key, value in theirs.header.items() if key not in _OF_THE_FILE}
    for key, value in changed.items():
        mine, was = ours.get(key), base.header.get(key)
        theirs_counts = later if key in (_DATE, _TRANSLATOR) and mine != was else mine == was
        if mine is not None and value != mine and value != was and theirs_counts:
            catalog = with_header_value(catalog, key, value)
    new = {key: value for key, value in changed.items() if key not in base.header}
    return with_header_notes(with_header_keys(catalog, new), base, theirs)


def _day(date: str) -> datetime:
    """The moment that a header names; long ago if it names none."""
    try:
        return datetime.strptime(date, "%Y-%m-%d %H:%M%z")
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def strays_of(catalog: Catalog, known: set[bytes | Entry], ours: Catalog) -> list[bytes]:
    """What only they wrote between entries, such as comments at the end, as our file has it."""
    pieces = (piece for piece in catalog.pieces if isinstance(piece, bytes) and b"msgid" not in piece)
    new = (piece for piece in pieces if piece.strip() and piece not in known)
    texts = (piece.decode(catalog.charset, "replace").replace("\r\n", "\n") for piece in new)
    return [encode(text.replace("\n", ours.newline), ours.charset, ours.path) for text in texts]
