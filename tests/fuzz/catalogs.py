"""PO files: what is read comes back, what is merged loses no word, no error but `CatalogError` comes out."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace

from essaytool.catalog.charset import EOT
from essaytool.catalog.copies import copies
from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.provenance import clear, provenance_line, read_provenance, sign
from essaytool.checks import check
from essaytool.errors import CatalogError
from essaytool.languages import parse_tag
from essaytool.model import Catalog, Entry, State
from essaytool.updating.merge import merge
from essaytool.updating.three_way import merge_three
from tests.fuzz.inputs import parts, text

ENGLISH, DUTCH = parse_tag("en"), parse_tag("nl")
DAY = datetime.date(2026, 11, 23)


def catalog(data: bytes) -> None:
    """A catalog comes back byte for byte, its entries mean the same when they are written anew, checks look
    at all of it, and a draft that is signed is a draft when it is read again.
    """
    try:
        read = parse_catalog(data, path="fuzz.po")
    except CatalogError as error:
        assert error.line is None or 1 <= error.line <= data.count(b"\n") + 1, error
        return
    assert serialize_catalog(read) == data
    assert changed(read, lambda entry: replace(entry, source=b"")) == data
    copies(read)
    check(read, None, DUTCH, source=ENGLISH)
    for change in (_signed, clear) if EOT in text(data) else (_anew, _signed, clear):
        after = parse_catalog(changed(read, change))
        assert values(after.all_entries) == values(map(change, read.all_entries)), change


def changed(read: Catalog, change: Callable[[Entry], Entry]) -> bytes:
    pieces = (change(piece) if isinstance(piece, Entry) else piece for piece in read.pieces)
    return serialize_catalog(replace(read, pieces=tuple(pieces)))


def values(entries: Iterable[Entry]) -> list[Entry]:
    """What entries say, wherever they stand; of a long name of an engine, what has a place."""
    return [
        replace(
            entry, line=0, provenance=entry.provenance and read_provenance(provenance_line(entry.provenance))
        )
        for entry in entries
    ]


def _anew(entry: Entry) -> Entry:
    return replace(entry, source=b"", original=b"")


def _signed(entry: Entry) -> Entry:
    if not all(entry.texts) or not entry.texts:
        return entry
    signed = sign(entry, "pseudo", DAY)
    assert signed.state is State.DRAFT
    return signed


def merging(data: bytes) -> None:
    """Of three catalogs, the second is brought up to the first, and all are merged as git would."""
    read: list[Catalog] = []
    for part in parts(data, 3):
        with suppress(CatalogError):
            read.append(parse_catalog(part, path="fuzz.po"))
    if len(read) > 1:
        _update(*read[:2])
    if len(read) > 2:
        _merge_three(*read)


def _update(template: Catalog, catalog: Catalog) -> None:
    """No word of a person is lost, and a second update has nothing to do."""
    try:
        once = serialize_catalog(merge(template, catalog))
    except CatalogError:
        return
    merged = parse_catalog(once)
    assert words(catalog) <= words(merged), words(catalog) - words(merged)
    assert serialize_catalog(merge(template, merged)) == once


def words(catalog: Catalog) -> set[str]:
    """What a person may have written in a catalog."""
    return {
        word
        for entry in catalog.all_entries
        for word in (*entry.texts, *entry.notes, *entry.flags)
        if word and word != "fuzzy"
    }


def _merge_three(base: Catalog, ours: Catalog, theirs: Catalog) -> None:
    """What comes out is a catalog, or an error that says why not; without their changes it is ours."""
    with suppress(CatalogError):
        parse_catalog(serialize_catalog(merge_three(base, ours, theirs).catalog))
    with suppress(CatalogError):
        assert serialize_catalog(merge_three(base, ours, base).catalog) == serialize_catalog(ours)
