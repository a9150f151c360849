"""The lines of a plain text: what they begin with, and what their breaks mean.

Three ways to write a text are told apart by measure. In a text that is wrapped, the first word of a line
would not have fit on the line before, for most of its breaks: there a break says nothing. In all others a
line is a paragraph. Blank lines divide in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from essaytool.ingest.blocks import PAUSES, ends_sentence, is_unspaced, width

_NEWLINE = re.compile("\r\n?|\n|\v|\f|\x85|\u2028|\u2029")
_UNSEEN = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\u00ad]")
"""Controls, byte order marks and soft hyphens, which show nothing."""
_INDENT = re.compile("[ \u3000\u00a0]*")
_BULLET = re.compile("(?P<mark>[-*+•‣⁃◦▪▫■□●○◆◇・·∙])(?P<blank>[ \u00a0\u3000]+)(?=\\S)")
_TIGHT_BULLET = re.compile("(?P<mark>[•‣◦▪●○■◆・])(?P<blank>)(?=\\w)")
_NUMBER = re.compile("(?P<mark>\\d{1,3}[.)])(?P<blank>[ \u00a0\u3000]+)(?=\\S)")
_QUOTE = re.compile("(?P<mark>>)(?P<blank> ?)")
_RULE = re.compile(r"(?P<sign>[-*_])(?: *(?P=sign)){2,}")
_UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}")
_SHARED = "“”‘’—…·"
"""Punctuation that scripts with and without blanks have in common."""
_FEWEST_FORCED = 0.6
"""The share of breaks that have no other reason than the width, from which on a text is wrapped."""
_WIDEST = 132
"""Columns: nobody wraps wider."""
_NARROWEST, _NARROW = 36, 50
"""Below the one nothing is wrapped prose; below the other, sentences that run on may be verse."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank."""

    text: str
    indent: int
    gap: bool
    """Whether a blank line stands before it."""
    mark: str = ""
    """What makes it an item or a quote, and is not in `text`."""
    hang: int = 0
    """The column on which the text of an item begins."""

    @property
    def is_rule(self) -> bool:
        return not self.mark and _RULE.fullmatch(self.text) is not None

    @property
    def is_quote(self) -> bool:
        return self.mark == ">"

    @property
    def is_number(self) -> bool:
        return self.mark[:1].isdigit()


def lines_of(text: str) -> list[Line]:
    """The lines of a text, with the marks at their beginning told from what they say."""
    found: list[Line] = []
    gap = False
    for raw in _NEWLINE.split(_UNSEEN.sub("", text).replace("\t", "    ")):
        line = raw.rstrip(" \u00a0\u3000")
        if not any(character.isprintable() and not character.isspace() for character in line):
            gap = True
            continue
        found.append(_line(line, gap and bool(found)))
        gap = False
    return found


def _line(line: str, gap: bool) -> Line:
    indent = _INDENT.match(line)
    begins = indent.end() if indent else 0
    text = line[begins:]
    columns = width(line[:begins])
    if _RULE.fullmatch(text):
        return Line(text, columns, gap)
    for pattern in (_BULLET, _NUMBER, _QUOTE, _TIGHT_BULLET):
        if match := pattern.match(text):
            hang = columns + width(match[0])
            return Line(text[match.end() :], columns, gap, match["mark"], hang)
    return Line(text, columns, gap)


def unmarked(line: Line) -> Line:
    """The line with its mark as a part of its text."""
    return Line(f"{line.mark} {line.text}", line.indent, line.gap)


def is_underline(line: Line, above: Line) -> bool:
    """Whether a line underlines a title above it, about as wide as that is."""
    if line.gap or line.mark or above.mark or not _UNDERLINE.fullmatch(line.text):
        return False
    return 0.5 <= width(line.text) / width(above.text) <= 2


@dataclass(frozen=True, slots=True)
class Measure:
    """How a text is written."""

    columns: int
    """Where its lines were wrapped; 0 if they were not."""
    has_gaps: bool
    """Whether blank lines divide its paragraphs."""
    indents: bool
    """Whether a paragraph's first line is indented, and that is what divides."""

    def is_forced(self, line: Line, following: Line) -> bool:
        """Whether a break has no reason but the width."""
        return bool(self.columns) and _would_not_fit(line, following, self.columns)


def measure(lines: Sequence[Line]) -> Measure:
    """How a text is written, by all of its breaks."""
    inner = [
        (line, following)
        for line, following in pairwise(lines)
        if not (following.gap or following.mark or line.is_rule or following.is_rule)
        and not is_underline(following, line)
    ]
    gaps = sum(line.gap for line in lines)
    columns = _columns(inner)
    indents = bool(columns) and 0 < sum(line.indent > 0 for line in lines if not line.mark) < len(lines) // 2
    return Measure(columns, gaps >= max(1, len(lines) // 20), indents)


def _columns(breaks: Sequence[tuple[Line, Line]]) -> int:
    """Where the lines around these breaks were wrapped; 0 if they were not."""
    widths = sorted(_end(line) for pair in breaks for line in pair)
    if len(breaks) < 2 or not _NARROWEST <= widths[-1] <= _WIDEST:
        return 0
    columns = widths[len(widths) * 9 // 10]
    forced = sum(_would_not_fit(line, following, columns) for line, following in breaks)
    running = sum(goes_on(line, following) and _end(line) > columns // 2 for line, following in breaks)
    most = max(forced, running if columns >= _NARROW else 0)
    return columns if most >= _FEWEST_FORCED * len(breaks) else 0


def _would_not_fit(line: Line, following: Line, columns: int) -> bool:
    first = following.text.split(" ", 1)[0]
    if is_unspaced(following.text[0]):
        return _end(line) >= columns - 4
    return _end(line) + 1 + width(first) > columns


def _end(line: Line) -> int:
    """The column on which a line ends."""
    return (line.hang if line.mark else line.indent) + width(line.text)


def goes_on(line: Line, following: Line) -> bool:
    """Whether a sentence is in full swing where the line breaks."""
    return not ends_sentence(line.text) and (following.text[0].islower() or line.text[-1] in PAUSES[:2])


def join(lines: Iterable[Line]) -> str:
    """The text of wrapped lines: no blank between Chinese or Japanese characters, nor after a hyphen."""
    parts: list[str] = []
    for line in lines:
        if parts:
            parts.append(_between(parts[-1], line.text))
        parts.append(line.text)
    return "".join(parts)


def _between(before: str, after: str) -> str:
    sides = before[-1], after[0]
    if any(map(is_unspaced, sides)) and all(is_unspaced(side) or side in _SHARED for side in sides):
        return ""
    hyphenated = before[-1] == "-" and before[-2:-1].isalpha() and after[0].islower()
    return "" if hyphenated else " "


def groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines between blank ones; quoted lines make groups of their own."""
    group: list[Line] = []
    for line in lines:
        if group and (line.gap or line.is_quote != group[-1].is_quote):
            yield group
            group = []
        group.append(line)
    if group:
        yield group
