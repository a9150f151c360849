"""Grouping: which spans of a text share a placeholder, and which are not sent at all.

The fewer placeholders a sentence has, the better its translation. So those with nothing but blanks between
them are one, so is a pair without a letter in it, and markup at the ends of the text is not sent. A carrier
with pairs keeps the two ends of a pair apart from all else, and pairs right within each other are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from essaytool.markdown.protect.span import Role, Span


@dataclass(frozen=True, slots=True)
class Group:
    """Spans that one placeholder stands for."""

    parts: tuple[Span, ...]
    is_pair: bool = False
    """Whether it is one end of a pair that the carrier shows as one."""

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end

    @property
    def opens(self) -> bool:
        return self.is_pair and self.parts[0].role is Role.OPEN

    @property
    def closes(self) -> int:
        """The place where the pair began that it ends; -1 for what ends none."""
        return self.parts[-1].pair if self.is_pair and self.parts[0].role is Role.CLOSE else -1

    @property
    def is_wordless(self) -> bool:
        return all(part.role is not Role.NOUN for part in self.parts)


def grouped(msgid: str, found: Iterable[Span], *, has_pairs: bool) -> list[Group]:
    """The spans of a text in groups, by place; a span inside another is a part of it."""
    placed = _without_empty_pairs(msgid, _flattened(msgid, found))
    real = _real_pairs(placed) if has_pairs else set()
    inner = _inner_pairs(placed, real)
    groups: list[list[Span]] = []
    for before, span in pairwise([None, *placed]):
        if span is None:
            continue
        if before is not None and _belongs(msgid, before, span, real, inner):
            groups[-1].append(span)
        else:
            groups.append([span])
    return [Group(tuple(parts), parts[0].pair in real) for parts in groups]


def core(msgid: str, groups: Sequence[Group]) -> tuple[int, int, Sequence[Group]]:
    """Where what is sent begins and ends, and the groups in it: without blanks, and without markup that
    stands for no word, at the ends.
    """
    start, end = inked(msgid)
    first, last = 0, len(groups)
    while first < last:
        left, right = groups[first], groups[last - 1]
        at_start, at_end = left.start == start, right.end == end
        if at_start and left.is_wordless and not left.is_pair:
            first, start = first + 1, left.end + _blanks(msgid[left.end : end])
        elif at_end and right.is_wordless and not right.is_pair:
            last, end = last - 1, len(msgid[: right.start].rstrip())
        elif at_start and at_end and left.opens and right.closes == left.parts[0].pair:
            first, start = first + 1, left.end + _blanks(msgid[left.end : end])
            last, end = last - 1, len(msgid[: right.start].rstrip())
        else:
            break
    return start, max(start, end), groups[first:last]


def nested(order: Iterable[Span]) -> set[int]:
    """The pairs that lie within each other; tags and emphasis may cross."""
    opened: list[int] = []
    waiting, found = set(), set()
    for span in order:
        if span.role is Role.OPEN:
            opened.append(span.pair)
            waiting.add(span.pair)
        elif span.role is Role.CLOSE and span.pair in waiting:
            while opened[-1] != span.pair:
                waiting.remove(opened.pop())
            waiting.remove(span.pair)
            found.add(opened.pop())
    return found


def inked(msgid: str) -> tuple[int, int]:
    """Where a text begins and ends without the blanks around it."""
    return len(msgid) - len(msgid.lstrip()), len(msgid.rstrip())


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip())


def _flattened(msgid: str, found: Iterable[Span]) -> Iterable[Span]:
    """The spans without what others cover, and without the blanks around the text."""
    start, end = inked(msgid)
    reach = start
    for span in found:
        left, right = max(span.start, reach), min(span.end, end)
        if left < right:
            yield replace(span, start=left, end=right)
            reach = right


def _without_empty_pairs(msgid: str, spans: Iterable[Span]) -> list[Span]:
    """The spans, with one for all of a pair that has nothing to translate in it: ``**7.**``, ``[1](…)``."""
    placed: list[Span] = []
    opened: dict[int, tuple[int, int]] = {}
    letters = reach = 0
    for span in spans:
        letters += sum(map(str.isalpha, msgid[reach : span.start]))
        reach = span.end
        place, before = opened.get(span.pair, (len(placed), -1))
        if span.role is Role.CLOSE and before == letters and place < len(placed):
            opening = placed[place]
            if opening.pair == span.pair and opening.end < span.start:
                placed[place:] = [Span(opening.start, span.end, Role.NOUN)]
                continue
        if span.role is Role.OPEN:
            opened[span.pair] = (len(placed), letters)
        placed.append(span)
    return placed


def _real_pairs(placed: Sequence[Span]) -> set[int]:
    """The pairs that a carrier can show as such: both ends are there, no other crosses, none is bound."""
    bound = {span.pair for span in placed if span.bound}
    bound |= {before.pair for before, span in pairwise(placed) if span.bound}
    return nested(placed) - bound


def _inner_pairs(placed: Sequence[Span], real: set[int]) -> set[int]:
    """The pairs that lie right within another one, so that the two are one."""
    closings = {span.pair: place for place, span in enumerate(placed) if span.role is Role.CLOSE}
    found = set()
    for outer, inner in pairwise(placed):
        if (
            outer.role is inner.role is Role.OPEN
            and outer.end == inner.start
            and {outer.pair, inner.pair} <= real
        ):
            close, far = placed[closings[inner.pair]], placed[closings[outer.pair]]
            if closings[outer.pair] == closings[inner.pair] + 1 and close.end == far.start:
                found.add(inner.pair)
    return found


def _belongs(msgid: str, before: Span, span: Span, real: set[int], inner: set[int]) -> bool:
    """Whether a span shares its placeholder with the one before it."""
    if msgid[before.end : span.start].strip():
        return False
    if before.pair in real or span.pair in real:
        within = span.pair if span.role is Role.OPEN else before.pair
        return before.role is span.role and span.role in (Role.OPEN, Role.CLOSE) and within in inner
    return True
