"""Places: the line and column of a character of a msgstr in its file, whatever its wrapping and escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from essaytool.catalog.blocks import Field
from essaytool.catalog.po import lex_piece
from essaytool.model import Catalog, Entry

_STRING = re.compile(r'"((?:[^"\\]|\\.)*+)"')
_UNIT = re.compile(r"(?:\\(?:[0-7]{1,3}|x[0-9a-fA-F]+))+|\\.|.", re.DOTALL)
_CODE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9a-fA-F]+))")

Place = tuple[int, int]
"""A line and a column, both counted from 1."""


def place_of(entry: Entry, catalog: Catalog, at: int = 0, form: int = 0) -> Place:
    """Where the character `at` (from 0) of an entry's msgstr, or of one of its plural forms, stands.

    The line of its msgid, column 1, for an entry that was not read from a file, or from one of another
    charset.
    """
    try:
        lines = entry.original.decode(catalog.charset).split("\n")
    except UnicodeDecodeError:
        return entry.line, 1
    if not entry.original:
        return entry.line, 1
    block = lex_piece(entry.original, catalog)[0]
    name = "msgstr" if entry.msgid_plural is None else f"msgstr[{form}]"
    above = entry.line - block.fields["msgid"].first
    return next(_walk(block.fields[name], lines, above, catalog.charset, at))


def _walk(field: Field, lines: list[str], above: int, charset: str, at: int) -> Iterator[Place]:
    """The place of a character; where there are fewer, that of the closing quote mark."""
    last = (above + field.first, 1)
    for number in range(field.first, field.end):
        for string in _STRING.finditer(lines[number]):
            for unit in _UNIT.finditer(lines[number], *string.span(1)):
                width = _width(unit[0], charset)
                if at < width:
                    yield above + number, unit.start() + 1
                at -= width
            last = (above + number, string.end(1) + 1)
    yield last


def _width(unit: str, charset: str) -> int:
    """How many characters an escape stands for: a run of codes is bytes of the charset."""
    codes = _CODE.findall(unit)
    if not codes:
        return 1
    values = bytes((int(octal, 8) if octal else int(hexa, 16)) & 0xFF for octal, hexa in codes)
    return len(values.decode(charset, "replace"))
