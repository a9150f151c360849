"""Lines: where the lines of an essay begin, and what stands at their beginning."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from essaytool.markdown.parser import Event

NEWLINE = re.compile(rb"\r\n?|\n")
"""What ends a line of an essay (CommonMark 2.1)."""
_NO_LEAD = re.compile(rb"[^> \t]")


class Lines:
    """The lines of an essay whose Markdown begins at byte `base`; offsets are those of the Markdown."""

    def __init__(self, source: bytes, base: int) -> None:
        self.body = source[base:]
        self.starts = [0, *accumulate(map(len, self.body.splitlines(keepends=True)))]
        self.head = source[:base]
        self.before = len(self.head.splitlines())

    def number(self, offset: int) -> int:
        """The line of the essay, counted from 1; a negative offset lies in the front matter."""
        if offset < 0:
            return len(NEWLINE.findall(self.head[:offset])) + 1
        return self.before + bisect_right(self.starts, offset)

    def start(self, offset: int) -> int:
        """The first byte of the line that `offset` is on."""
        return self.starts[bisect_right(self.starts, offset) - 1]

    def lead(self, offset: int) -> str:
        """What a further line begins with: this one's quote marks and blanks, and blanks for all else."""
        start = self.start(offset)
        return _NO_LEAD.sub(b" ", self.body[start:offset]).decode() if start < offset else ""


def offsets_of(lines: list[Event]) -> Callable[[int], int]:
    """A function from an offset in an HTML block's joined lines to the offset in the essay's Markdown."""
    starts, total = [], 0
    for _, _, start, end in lines:
        starts.append(total)
        total += end - start

    def at(offset: int) -> int:
        place = bisect_right(starts, offset) - 1
        return lines[place][2] + offset - starts[place]

    return at
