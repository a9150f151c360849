r"""Ordinary entries, which most are, read with one pattern: comments, ``#|`` fields, msgctxt, msgid, msgstr,
each string on a line of its own that begins at its mark and ends at its quote mark, as every tool writes it.

The pattern takes a part of what `essaytool.catalog.syntax` takes, and tells the same of it. Whatever it does
not match (plural forms, obsolete entries, odd blanks, carriage returns, mistakes) is left to be read line by
line.
"""

from __future__ import annotations

import re

from essaytool.catalog.blocks import Block, Comment, Field

STRING = r'"[^"\\\n]*+(?:\\(?:[abfnrtv\\"]|[0-7]|x[0-9a-fA-F])[^"\\\n]*+)*+"'
"""A string with its quote marks: the escapes are those that gettext knows."""


def _field(keyword: str, mark: str = "") -> str:
    """A pattern for a field of this keyword, its strings in a group."""
    return rf"(?:{mark}{keyword} ({STRING}\n(?:{mark}{STRING}\n)*+))"


_ENTRY = re.compile(
    r"(\n{0,2}+)((?:\#(?![~|]).*\n)*+)"
    rf"(?:{_field('msgctxt', '#[|] ')}?+{_field('msgid', '#[|] ')})?+"
    rf"{_field('msgctxt')}?+{_field('msgid')}{_field('msgstr')}"
)
_FIELDS = (("previous msgctxt", 4), ("previous msgid", 4), ("msgctxt", 1), ("msgid", 1), ("msgstr", 1))
"""The fields in the pattern's order, and how many characters stand before the text of each further string."""


def ordinary_entry(text: str, at: int, number: int) -> tuple[Block, int] | None:
    """The entry that stands here, or below the blank lines here, and where it ends; None if it is not
    ordinary. `number` is that of the line here, from 0.
    """
    found = _ENTRY.match(text, at)
    if found is None:
        return None
    blanks, comments, *fields = found.groups()
    block = Block(number := number + len(blanks))
    for line in comments.split("\n")[:-1]:
        block.comments.append(Comment(number, line))
        number += 1
    for (name, skipped), strings in zip(_FIELDS, fields, strict=True):
        if strings:
            first, *others = strings[:-1].split("\n")
            values = [first[1:-1], *(other[skipped:-1] for other in others)]
            block.fields[name] = Field(name, number, number := number + len(values), values)
    block.end = number
    return block, found.end()
