"""Blocks: the entries of a PO text with the lines on which their parts stand, before anything is decoded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

UNDECODED = re.compile("[\udc80-\udcff]")
"""Bytes that the charset of the file does not have (PEP 383)."""
_MARKERS = {".": "#.", ":": "#:", ",": "#,", "!": "#,", "=": "#="}


@dataclass(slots=True)
class Field:
    """One value of an entry: its strings, unread and without quotes, on lines ``first`` to ``end - 1``."""

    name: str
    """The keyword; ``previous msgid`` for one after ``#|``; ``msgstr[1]`` for a plural form."""
    first: int
    end: int
    strings: list[str] = field(default_factory=list)

    @property
    def raw(self) -> str:
        """The whole value, its escapes unread."""
        return "".join(self.strings)


class Comment(NamedTuple):
    """A comment, from its ``#`` to the end of its line. A tuple, since those are made fast."""

    line: int
    text: str

    @property
    def marker(self) -> str:
        """``#`` for a note, ``#.``, ``#:``, ``#,``; ``#=`` for flags that gettext plans and nobody reads."""
        return _parts(self.text)[0]

    @property
    def content(self) -> str:
        """What it says, without the marker, one blank after it, and blanks at the end."""
        return _parts(self.text)[1]


@lru_cache(maxsize=1 << 10)
def _parts(comment: str) -> tuple[str, str]:
    """A comment's marker and content. Remembered, since most comments of a catalog are the same few."""
    marker = _MARKERS.get(comment[1:2], "#")
    text = comment if comment.isascii() else UNDECODED.sub("\ufffd", comment)
    return marker, text[len(marker) :].rstrip(" \t\r").removeprefix(" ")


@dataclass(slots=True)
class Block:
    """An entry (or ``domain`` line) with its comments. Lines count from 0; ``end`` is the first after it."""

    first: int
    end: int = 0
    obsolete: bool = False
    comments: list[Comment] = field(default_factory=list)
    fields: dict[str, Field] = field(default_factory=dict)
    tail: str = ""
    """A comment that stands on the last line, behind the last string."""

    def raw(self, name: str) -> str | None:
        """A field's value with its escapes unread, or None where the entry has no such field."""
        found = self.fields.get(name)
        return None if found is None else found.raw
