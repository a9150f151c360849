"""From lines to blocks: paragraphs, items, quotes, verses, rules, and titles that are underlined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from essaytool.ingest.blocks import Block, Kind, ends_sentence, length, width
from essaytool.ingest.lines import (
    Line,
    Measure,
    goes_on,
    groups,
    is_underline,
    join,
    lines_of,
    measure,
    unmarked,
)
from essaytool.ingest.runs import symbols_at_start

_VERSE_WIDTH = 60
"""Columns: a longer line is no verse."""


def blocks_of(text: str, *, lists: bool = True) -> list[Block]:
    """The blocks of a plain text. Without `lists`, no line without a list's mark becomes an item."""
    lines = lines_of(text)
    found = _Layout(measure([line for line in lines if not line.is_quote]), lists)
    for number, group in enumerate(groups(lines)):
        found.take(group, is_first=number == 0)
    return _numbered(found.blocks)


@dataclass
class _Layout:
    """Takes the groups of lines one by one."""

    measure: Measure
    lists: bool
    blocks: list[Block] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    """Where the items begin that the next line could belong to, outermost first."""

    def take(self, group: Sequence[Line], *, is_first: bool) -> None:
        if group[0].is_quote:
            inner = blocks_of("\n".join(line.text for line in group), lists=self.lists)
            self.add(Block(Kind.QUOTE, "", gap=group[0].gap, blocks=tuple(inner)))
        elif self.lists and not is_first and _is_bare_list(group, self.measure):
            self.take([group[0]], is_first=False)
            self.blocks += [Block(Kind.ITEM, line.text, 1, "-") for line in group[1:]]
        elif not is_first and _is_verse(group, self.measure):
            self.add(Block(Kind.VERSE, "\n".join(line.text for line in group), gap=group[0].gap))
        else:
            for lines in _paragraphs(group, self.measure):
                self.take_lines(lines)

    def take_lines(self, lines: Sequence[Line]) -> None:
        """The lines of one block."""
        first, *others = lines
        if first.is_rule:
            self.add(Block(Kind.RULE, first.text, gap=first.gap))
        elif others and is_underline(lines[-1], first):
            level = 2 if lines[-1].text[0] == "-" else 1
            self.add(Block(Kind.HEADING, first.text, level, gap=first.gap))
        elif first.mark:
            level = self.level_of(first.indent)
            mark = first.mark if first.is_number else "-"
            self.blocks.append(Block(Kind.ITEM, join(lines), level, mark, first.gap))
        elif self.indents and first.gap and not self.measure.indents and first.indent > self.indents[-1]:
            self.blocks.append(Block(Kind.PARAGRAPH, join(lines), len(self.indents), gap=True))
        else:
            self.add(Block(Kind.PARAGRAPH, join(lines), gap=first.gap))

    def add(self, block: Block) -> None:
        """A block that no list goes on after."""
        self.indents.clear()
        self.blocks.append(block)

    def level_of(self, indent: int) -> int:
        """How many lists an item that begins here lies in."""
        while len(self.indents) > 1 and indent < self.indents[-1]:
            self.indents.pop()
        if not self.indents or indent > self.indents[-1] + 1:
            self.indents.append(indent)
        return len(self.indents)


def _is_verse(group: Sequence[Line], written: Measure) -> bool:
    """Whether lines stand below each other because they are meant to: a stanza, an address."""
    if len(group) < 3 or not written.has_gaps or any(line.mark or line.is_rule for line in group):
        return False
    if any(is_underline(following, line) for line, following in pairwise(group)):
        return False
    if all(any(symbols_at_start(line.text)) for line in group):
        return False
    widest = max(width(line.text) for line in group)
    limit = written.columns * 3 // 4 if written.columns else _VERSE_WIDTH
    return widest <= min(limit, _VERSE_WIDTH)


def _is_bare_list(group: Sequence[Line], written: Measure) -> bool:
    """Whether a line that ends in a colon introduces the short lines that follow it."""
    first, *items = group
    if len(items) < 2 or written.columns or not written.has_gaps or first.text[-1] not in ":：":
        return False
    return all(
        not line.mark and not line.is_rule and length(line.text) <= 8 and not ends_sentence(line.text)
        for line in items
    )


def _paragraphs(group: Sequence[Line], written: Measure) -> Iterator[list[Line]]:
    """The lines of each block of a group."""
    lines: list[Line] = []
    for line in group:
        if not lines or lines[0].is_rule:
            starts = True
        elif is_underline(line, lines[-1]) and len(lines) == 1:
            starts = False
        else:
            line = _without_false_mark(line, lines, written)
            starts = not _continues(lines, line, written)
        if starts and lines:
            yield lines
            lines = []
        lines.append(line)
    yield lines


def _without_false_mark(line: Line, before: Sequence[Line], written: Measure) -> Line:
    """A line whose number or dash is the sentence's own, which was wrapped just there."""
    last = before[-1]
    wrapped = line.mark and not before[0].mark and written.is_forced(last, line)
    is_own = wrapped and not ends_sentence(last.text) and last.text[-1] not in ":："
    return unmarked(line) if is_own else line


def _continues(before: Sequence[Line], line: Line, written: Measure) -> bool:
    """Whether a line goes on with the paragraph or item that the lines before it began."""
    first, last = before[0], before[-1]
    if line.mark or line.is_rule or (len(before) > 1 and is_underline(last, before[-2])):
        return False
    if first.mark and line.indent > first.indent:
        return True
    if written.indents and line.indent > last.indent:
        return False
    if not written.columns:
        return False
    is_short = width(last.text) < written.columns * 0.6
    if written.is_forced(last, line) or (goes_on(last, line) and not is_short):
        return True
    return written.has_gaps and not first.mark and not is_short


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, in which numbered items are items only where they count on: a lone number is a text's
    own.
    """
    found = list(blocks)
    for place, block in enumerate(found):
        if block.kind is Kind.ITEM and block.mark != "-" and not _counts(blocks, place):
            found[place] = replace(
                block, kind=Kind.PARAGRAPH, text=f"{block.mark} {block.text}", level=0, mark=""
            )
    return found


def _counts(blocks: Sequence[Block], place: int) -> bool:
    return _is_next(blocks, place, 1) or _is_next(blocks, place, -1)


def _is_next(blocks: Sequence[Block], place: int, step: int) -> bool:
    """Whether the neighbouring item of the same list has the neighbouring number."""
    block = blocks[place]
    at = place + step
    while 0 <= at < len(blocks) and blocks[at].level > block.level:
        at += step
    if not 0 <= at < len(blocks) or blocks[at].kind is not Kind.ITEM or blocks[at].level != block.level:
        return False
    other = blocks[at].mark
    return other != "-" and other[-1] == block.mark[-1] and int(other[:-1]) - int(block.mark[:-1]) == step
