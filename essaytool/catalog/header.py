"""The header of a catalog: the entry of the empty msgid, whose msgstr is lines of ``Key: value``.

A header that is there is never written anew: keys are added at its end, a value is changed in its place, and
all else stays as it is.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import replace

from essaytool.catalog.blocks import Block
from essaytool.catalog.charset import encode
from essaytool.catalog.po import HEADER_KEY, parse_piece
from essaytool.catalog.style import escape, string_lines
from essaytool.catalog.syntax import lex
from essaytool.model import Catalog, Entry

_LINES = re.compile(rb"[^\n]*\n|[^\n]+")


def new_header(keys: Mapping[str, str], newline: str = "\n") -> bytes:
    """The header entry of a new catalog, in UTF-8, without the blank line that follows it."""
    msgstr = "".join(f"{key}: {value}\n" for key, value in keys.items())
    lines = ['msgid ""', *_msgstr_lines(msgstr)]
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
        place, header, block = found
        extended = _extended(header, block, missing, catalog)
        pieces = _with(catalog, place, extended)
    return replace(catalog, pieces=pieces, header={**catalog.header, **missing})


def with_header_value(catalog: Catalog, key: str, value: str) -> Catalog:
    """The catalog with another value for a key that stands in its header."""
    found = _find(catalog)
    if found is None or key not in catalog.header:
        return catalog
    place, header, block = found
    lines, field = _LINES.findall(header), block.fields["msgstr"]
    above, own, below = (
        b"".join(part) for part in (lines[: field.first], lines[field.first : field.end], lines[field.end :])
    )
    line = re.compile(rb'((?:"|\\n)[ \t]*%b[ \t]*:[ \t]*)[^"\\]*(?=\\n)' % re.escape(key.encode()))
    text = encode(escape(value), catalog.charset, catalog.path)
    changed, times = line.subn(lambda before: before[1] + text, own, count=1)
    if not times:
        changed = _written_anew(catalog, header, own, key, value) + _tail(
            lines[field.end - 1], block, catalog
        )
    pieces = _with(catalog, place, above + changed + below)
    return replace(catalog, pieces=pieces, header={**catalog.header, key: value})


def _written_anew(catalog: Catalog, header: bytes, own: bytes, key: str, value: str) -> bytes:
    """The lines of a header's msgstr whose value for a key stands over several strings, or holds escapes."""
    entry = next(each for each in parse_piece(header, catalog) if each.key == HEADER_KEY)
    said = [f"{key}: {value}" if _key(line) == key else line for line in entry.msgstr.split("\n")]
    lines = [*(['msgid ""'] if b"msgid" in own else []), *_msgstr_lines("\n".join(said))]
    return catalog.newline.encode().join(encode(line, catalog.charset, catalog.path) for line in lines)


def with_header_notes(catalog: Catalog, base: Catalog, other: Catalog) -> Catalog:
    """The catalog with those notes above its header that the other has and `base`, from which both come, has
    not, such as names of translators. Raises `CatalogError` for one that the charset cannot hold.
    """
    found = _find(catalog)
    own, before, theirs = (_notes(each) for each in (catalog, base, other))
    new = [note for note in theirs if note not in (*own, *before)]
    if found is None or not new:
        return catalog
    place, header, _ = found
    lines = _LINES.findall(header)
    above = sum(_is_note(line.decode("latin-1")) for line in lines)
    written = [encode(note + catalog.newline, catalog.charset, catalog.path) for note in new]
    extended = b"".join([*lines[:above], *written, *lines[above:]])
    return replace(catalog, pieces=_with(catalog, place, extended))


def _with(catalog: Catalog, place: int, header: bytes) -> tuple[bytes | Entry, ...]:
    """The catalog's pieces with another header; copies of the old one, as git merges make, go."""
    below = catalog.pieces[place + 1 :]
    if header != catalog.pieces[place]:
        below = tuple(piece for piece in below if not _is_header(piece, catalog))
    return (*catalog.pieces[:place], header, *below)


def _is_header(piece: bytes | Entry, catalog: Catalog) -> bool:
    if isinstance(piece, Entry) or b"msgid" not in piece:
        return False
    return any(entry.key == HEADER_KEY for entry in parse_piece(piece, catalog))


def _notes(catalog: Catalog) -> list[str]:
    """What people wrote above a catalog's header."""
    found = _find(catalog)
    text = found[1].decode(catalog.charset, "replace") if found else ""
    return [line.rstrip("\r") for line in text.split("\n") if _is_note(line)]


def _is_note(line: str) -> bool:
    return line.startswith("#") and line[1:2] not in (".", ":", ",", "|", "~", "=")


def _key(line: str) -> str:
    return line.partition(":")[0].strip()


def _msgstr_lines(msgstr: str) -> list[str]:
    return string_lines("msgstr", msgstr, wrapped=False)


def _find(catalog: Catalog) -> tuple[int, bytes, Block] | None:
    """Which piece the header is, and where its parts stand in it."""
    for place, piece in enumerate(catalog.pieces):
        if isinstance(piece, bytes) and b"msgid" in piece:
            for block in lex(piece.decode(catalog.charset, "surrogateescape"), catalog.path):
                if block.raw("msgid") == "" and block.raw("msgctxt") is None and not block.obsolete:
                    return place, piece, block
    return None


def _extended(header: bytes, block: Block, keys: Mapping[str, str], catalog: Catalog) -> bytes:
    lines = _LINES.findall(header.replace(b"charset=CHARSET", b"charset=UTF-8"))
    if not keys:
        return b"".join(lines)
    msgstr, newline = block.fields["msgstr"], catalog.newline.encode()
    last = lines[msgstr.end - 1]
    tail = _tail(last, block, catalog)
    string = last.removesuffix(tail)
    if msgstr.raw and not msgstr.raw.endswith("\\n"):
        before, quote, after = string.rpartition(b'"')
        string = before + b"\\n" + quote + after
    added = (f'"{escape(key)}: {escape(value)}\\n"' for key, value in keys.items())
    written = [string, *(encode(line, catalog.charset, catalog.path) for line in added)]
    lines[msgstr.end - 1] = newline.join(written) + (tail if tail.endswith(b"\n") else tail + newline)
    return b"".join(lines)


def _tail(line: bytes, block: Block, catalog: Catalog) -> bytes:
    """The end of a header's last line: a comment behind the string, if there is one, and the line's end."""
    comment = len(block.tail.encode(catalog.charset, "surrogateescape"))
    ended = line.removesuffix(b"\n")
    return line[len(ended) - comment :] if comment else line[len(line.rstrip(b"\r\n")) :]
