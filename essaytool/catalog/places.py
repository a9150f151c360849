"""Places: the line and column of a character of a msgstr in its file, whatever its wrapping and escapes."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import repeat

from essaytool.catalog.blocks import Field
from essaytool.catalog.syntax import lex
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
    if not entry.original:
        return entry.line, 1
    name = "msgstr" if entry.msgid_plural is None else f"msgstr[{form}]"
    try:
        lines, columns = _all(entry.original, catalog.charset, name)
    except UnicodeDecodeError:
        return entry.line, 1
    at = min(at, len(lines) - 1)
    return entry.line + lines[at], columns[at]


@lru_cache(maxsize=16)
def _all(original: bytes, charset: str, name: str) -> tuple[Sequence[int], Sequence[int]]:
    """The lines, counted from that of the msgid, and the columns of all characters of a field.

    They are kept, since a text that has a fault has many of them.
    """
    text = original.decode(charset)
    block = lex(text, "")[0]
    lines, columns = array("l"), array("l")
    for line, column in _walk(block.fields[name], text.split("\n"), charset):
        lines.append(line - block.fields["msgid"].first)
        columns.append(column)
    return lines, columns


def _walk(field: Field, lines: list[str], charset: str) -> Iterator[Place]:
    """The place of each character, and that of the closing quote mark; lines count from 0 here."""
    last = (field.first, 1)
    for number in range(field.first, field.end):
        for string in _STRING.finditer(lines[number]):
            for unit in _UNIT.finditer(lines[number], *string.span(1)):
                yield from repeat((number, unit.start() + 1), _width(unit[0], charset))
            last = (number, string.end(1) + 1)
    yield last


def _width(unit: str, charset: str) -> int:
    """How many characters an escape stands for: a run of codes is bytes of the charset."""
    codes = _CODE.findall(unit)
    if not codes:
        return 1
    values = bytes((int(octal, 8) if octal else int(hexa, 16)) & 0xFF for octal, hexa in codes)
    return len(values.decode(charset, "replace"))
