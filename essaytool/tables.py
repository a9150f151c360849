"""Tables (RFC 4180, CSV) as spreadsheets write and read them.

Read are commas, semicolons and tabs between cells, whichever the first line has, since spreadsheets take
what the user's country takes for a decimal sign; a byte order mark, which Excel needs to see UTF-8; line
breaks in cells.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from essaytool.errors import TableError

_DELIMITERS = ",;\t"
_QUOTED = re.compile(r'"[^"]*+"?')
_END = "\r\n"
"""The writer quotes a cell that holds a character of the line's end; before Python 3.13, of no other end."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: the number that it begins at, counted from 1, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """What a file holds: its first line, the others, and how they are written."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    """Those that are not empty."""
    delimiter: str
    newline: str


def read_table(data: bytes, path: str, *, strip: bool = True) -> Table:
    """The table in these bytes, without blanks around its cells if they are to be stripped.

    Raises `TableError`, with the line, for what is no UTF-8 or no CSV, has no columns, or more cells than
    columns.
    """
    text = _decoded(data, path)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = _delimiter(first)
    lines = [line for line in _lines(text, delimiter, path) if any(cell.strip() for cell in line.cells)]
    if not lines:
        raise TableError("is empty", path=path, hint="its first line names the columns")
    columns = tuple(cell.strip() for cell in lines[0].cells)
    while columns and not columns[-1]:
        columns = columns[:-1]
    kept = tuple(_fitting(line, len(columns), strip, path) for line in lines[1:])
    return Table(columns, kept, delimiter, "\r\n" if "\r\n" in text else "\n")


def is_blank(data: bytes) -> bool:
    """Whether a file holds no table at all, nor anything else."""
    return not data.removeprefix(codecs.BOM_UTF8).strip()


def write_line(cells: Sequence[str], delimiter: str = ",") -> str:
    """A line of a table, without its end."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=_END).writerow(cells)
    return out.getvalue().removesuffix(_END)


def _decoded(data: bytes, path: str) -> str:
    hint = "save it as CSV in UTF-8"
    if data.startswith(_UTF_16):
        raise TableError("is in UTF-16", path=path, hint=hint)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TableError("is not UTF-8", path=path, line=line, hint=hint) from error


def _delimiter(line: str) -> str:
    """What stands between the cells of this line: the mark that it has most of, quotes apart; a comma for a
    lone cell. The csv module's own guess takes minutes for some lines of 2 kB.
    """
    bare = _QUOTED.sub("", line)
    return max(_DELIMITERS, key=bare.count)


def _lines(text: str, delimiter: str, path: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begin = 1
    try:
        for cells in reader:
            yield Line(begin, tuple(cells))
            begin = reader.line_num + 1
    except csv.Error as error:
        hint = 'a cell that holds " is written in quotes, with each of them doubled'
        raise TableError(f"is no CSV: {error}", path=path, line=begin, hint=hint) from error


def _fitting(line: Line, columns: int, strip: bool, path: str) -> Line:
    cells = tuple(cell.strip() if strip else cell for cell in line.cells)
    if any(cells[columns:]):
        sentence = f"has {len(cells)} cells, the first line {columns}"
        hint = "a cell that holds the separator is written in quotes"
        raise TableError(sentence, path=path, line=line.number, hint=hint)
    return Line(line.number, cells[:columns] + ("",) * (columns - len(cells)))
