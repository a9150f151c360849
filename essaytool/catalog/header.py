"""The header of a catalog: the entry of the empty msgid, whose msgstr is lines of ``Key: value``.

A header that is there is never written anew: keys are added at its end, a value is changed in its place, and
all else stays as it is.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import replace

from essaytool.catalog.charset import encode
from essaytool.catalog.style import escape, string_lines
from essaytool.catalog.syntax import Field, lex
from essaytool.model import Catalog

_LINES = re.compile(rb"[^\n]*\n|[^\n]+")


def new_header(keys: Mapping[str, str], newline: str = "\n") -> bytes:
    """The header entry of a new catalog, in UTF-8, without the blank line that follows it."""
    msgstr = "".join(f"{key}: {value}\n" for key, value in keys.items())
    lines = ['msgid ""', *string_lines("msgstr", msgstr, wrapped=False)]
    return "".join(line + newline for line in lines).encode()


def with_header_keys(catalog: Catalog, keys: Mapping[str, str]) -> Catalog:
    """The catalog with those of the keys that its header lacks; what the header says already stays.

    Where xgettext left the charset to be chosen (``charset=CHARSET``), it becomes UTF-8, as which it was
    read.
    """
    missing = {key: value for key, value in keys.items() if key not in catalog.header}
    found = _find(catalog)
    if found is None and not missing:
        return catalog
    if found is None:
        start = 1 if catalog.pieces[:1] == (codecs.BOM_UTF8,) else 0
        added = (new_header(missing, catalog.newline), catalog.newline.encode())
        pieces = (*catalog.pieces[:start], *added, *catalog.pieces[start:])
    else:
        place, header, msgstr = found
        extended = _extended(header, msgstr, missing, catalog)
        pieces = (*catalog.pieces[:place], extended, *catalog.pieces[place + 1 :])
    return replace(catalog, pieces=pieces, header={**catalog.header, **missing})


def with_header_value(catalog: Catalog, key: str, value: str) -> Catalog:
    """The catalog with another value for a key that stands in its header."""
    found = _find(catalog)
    if found is None or key not in catalog.header:
        return catalog
    place, header, _ = found
    line = re.compile(rb'((?:"|\\n)[ \t]*%b[ \t]*:[ \t]*)[^"\\]*' % re.escape(key.encode()))
    written = encode(escape(value), catalog.charset, catalog.path)
    changed = line.sub(lambda before: before[1] + written, header, count=1)
    pieces = (*catalog.pieces[:place], changed, *catalog.pieces[place + 1 :])
    return replace(catalog, pieces=pieces, header={**catalog.header, key: value})


def with_header_notes(catalog: Catalog, other: Catalog) -> Catalog:
    """The catalog with those notes above its header that only the other has, such as names of translators."""
    found, theirs = _find(catalog), _find(other)
    if found is None or theirs is None:
        return catalog
    place, header, _ = found
    own = header.splitlines(keepends=True)
    notes = [
        line for line in theirs[1].splitlines(keepends=True) if line.startswith(b"# ") and line not in own
    ]
    above = sum(line.startswith(b"# ") for line in own)
    extended = b"".join([*own[:above], *notes, *own[above:]])
    return replace(catalog, pieces=(*catalog.pieces[:place], extended, *catalog.pieces[place + 1 :]))


def _find(catalog: Catalog) -> tuple[int, bytes, Field] | None:
    """Which piece the header is, and where in it the msgstr stands."""
    for place, piece in enumerate(catalog.pieces):
        if isinstance(piece, bytes) and b"msgid" in piece:
            for block in lex(piece.decode(catalog.charset, "surrogateescape"), catalog.path):
                if block.raw("msgid") == "" and block.raw("msgctxt") is None and not block.obsolete:
                    return place, piece, block.fields["msgstr"]
    return None


def _extended(header: bytes, msgstr: Field, keys: Mapping[str, str], catalog: Catalog) -> bytes:
    lines = _LINES.findall(header.replace(b"charset=CHARSET", b"charset=UTF-8"))
    newline = catalog.newline.encode()
    last = msgstr.end - 1
    if keys and not lines[last].endswith(b"\n"):
        lines[last] += newline
    if keys and msgstr.raw and not msgstr.raw.endswith("\\n"):
        before, quote, after = lines[last].rpartition(b'"')
        lines[last] = before + b"\\n" + quote + after
    added = (f'"{escape(key)}: {escape(value)}\\n"' for key, value in keys.items())
    written = [encode(line, catalog.charset, catalog.path) + newline for line in added]
    return b"".join([*lines[: msgstr.end], *written, *lines[msgstr.end :]])
