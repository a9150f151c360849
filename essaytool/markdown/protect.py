"""Protect: what an engine gets to see of a text, and how its answer becomes Markdown again.

`protect` puts a placeholder for each stretch of markup (`essaytool.markdown.spans`) and leaves every word that a person reads;
`restore` puts the markup back. ``restore(protected, protected.text)`` is the text that was protected. An answer that has
lost, doubled or invented a placeholder, or in which pairs cross, is refused.

The fewer placeholders a sentence has, the better its translation. So those with nothing but blanks between them are one, and
markup at the ends of the text is not sent at all.

A carrier is the look of placeholders that an engine lets through:

``token``
    ``XQ7Z``, which neural engines take for a name and copy. They write it in lower case or with blanks inside at times, and
    keep words apart from it by blanks, all of which `restore` forgives.
``word``
    ``XQLZ``, the same in letters alone, for rule-based engines: some of them cut a token before its number. (Marks that they
    take for blanks survive too, but stay behind when words change places, and the emphasis is on others.)
``private``
    Private use characters, for engines that leave whatever is no letter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from textwrap import shorten

from essaytool.errors import Refusal
from essaytool.markdown.spans import Role, Span, spans
from essaytool.model import Context

_TOKEN = r"X\s*Q\s*(?P<number>\d{1,9})(?:\s*Z|\b)"
_WORD = "XQ(?P<letters>[B-DF-HJ-M]{1,9})Z"
_PRIVATE = "[\ue000-\uf8ff\U000f0000-\U000ffffd]"
_PLACEHOLDER = re.compile(f"{_TOKEN}|{_WORD}|{_PRIVATE}", re.IGNORECASE)
_DIGITS_AS_LETTERS = str.maketrans("0123456789", "BCDFGHJKLM")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff]"
)
"""Letters of scripts that write no blanks between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One stretch of markup, and what stands for it in the text that is sent."""

    sent: str
    markup: str
    parts: tuple[Span, ...]
    """The spans it is made of, in order."""
    before: str
    """The character to its left, or nothing at the text's end."""
    after: str

    @property
    def tight_left(self) -> bool:
        """Whether it goes without a blank to its left, whatever the engine wrote."""
        return _tight(self.parts[0].role, (Role.CLOSE, Role.MARK, Role.BREAK), self.before)

    @property
    def tight_right(self) -> bool:
        return _tight(self.parts[-1].role, (Role.OPEN, Role.BREAK), self.after)


def _tight(role: Role, clinging: Sequence[Role], beside: str) -> bool:
    return bool(beside.strip()) and (role in clinging or _joins(beside))


def _joins(character: str) -> bool:
    """Whether a token beside this character would be read as a part of its word."""
    return character.isalnum() and not _UNSPACED.match(character)


@dataclass(frozen=True, slots=True)
class Protected:
    """A text as an engine sees it. `prefix` and `suffix` are the markup and blanks at its ends, which are not sent."""

    msgid: str
    text: str
    prefix: str
    suffix: str
    placeholders: tuple[Placeholder, ...]
    leading: tuple[Span, ...]
    """The spans of the prefix."""
    trailing: tuple[Span, ...]

    @property
    def words(self) -> str:
        """The text without its placeholders: what there is to translate."""
        return _PLACEHOLDER.sub(" ", self.text)

    @property
    def has_words(self) -> bool:
        return any(map(str.isalpha, self.words))


# --- protect ------------------------------------------------------------------------------------------------------------


def protect(msgid: str, context: Context, carrier: str = "token", garbles: re.Pattern[str] | None = None) -> Protected:
    """The text with placeholders of this carrier for its markup.

    `garbles` matches what the engine is known to spoil: it is left as it is.
    """
    groups = _merged(msgid, spans(msgid, context, garbles))
    start, end = _core(msgid, groups)
    names = _CARRIERS[carrier](msgid)
    placeholders: list[Placeholder] = []
    pieces, done = [], start
    for group in groups:
        at, until = _reach(group)
        if start <= at and until <= end:
            around = (msgid[at - 1 : at], msgid[until : until + 1])
            placeholders.append(Placeholder(next(names), msgid[at:until], group, *around))
            pieces += [msgid[done:at], _padded(placeholders[-1])]
            done = until
    return Protected(
        msgid=msgid,
        text="".join([*pieces, msgid[done:end]]),
        prefix=msgid[:start],
        suffix=msgid[end:],
        placeholders=tuple(placeholders),
        leading=tuple(span for group in groups for span in group if span.start < start),
        trailing=tuple(span for group in groups for span in group if span.start >= end),
    )


Group = tuple[Span, ...]


def _merged(msgid: str, found: Iterable[Span]) -> list[Group]:
    """Spans with nothing but blanks between them, together; a span inside another is a part of it."""
    groups: list[list[Span]] = []
    reach = 0
    for span in found:
        if span.end <= reach:
            continue
        if groups and _wraps_no_word(msgid, groups[-1][-1], span):
            opening = groups[-1].pop()
            groups[-1].append(Span(opening.start, span.end, Role.NOUN))
        elif groups and not msgid[reach : span.start].strip():
            groups[-1].append(span)
        else:
            groups.append([span])
        reach = span.end
    return [tuple(group) for group in groups]


def _wraps_no_word(msgid: str, opening: Span, closing: Span) -> bool:
    """Whether two spans are a pair with nothing to translate in it: ``**7.**``, ``[1](…)``."""
    wrapped = msgid[opening.end : closing.start]
    paired = opening.role is Role.OPEN and closing.role is Role.CLOSE and opening.pair == closing.pair
    return paired and bool(wrapped) and not any(map(str.isalpha, wrapped))


def _reach(group: Group) -> tuple[int, int]:
    return group[0].start, group[-1].end


def _core(msgid: str, groups: Sequence[Group]) -> tuple[int, int]:
    """Where what is sent begins and ends: without blanks, and markup that stands for no word, at the ends."""
    start, end = len(msgid) - len(msgid.lstrip()), len(msgid.rstrip())
    at_ends = [_reach(group) for group in groups if all(span.role is not Role.NOUN for span in group)]
    for at, until in at_ends[:1]:
        if at <= start:
            start = until + len(msgid[until:]) - len(msgid[until:].lstrip())
    for at, until in at_ends[-1:]:
        if until >= end:
            end = len(msgid[:at].rstrip())
    return start, max(start, end)


def _padded(placeholder: Placeholder) -> str:
    """A token with blanks where it would be read as a part of the word beside it."""
    token = len(placeholder.sent) > 1
    left = " " if token and placeholder.tight_left and _joins(placeholder.before) else ""
    right = " " if token and placeholder.tight_right and _joins(placeholder.after) else ""
    return f"{left}{placeholder.sent}{right}"


def _tokens(msgid: str) -> Iterator[str]:
    own = _own(msgid)
    return (token for token in (f"XQ{number}Z" for number in count(1)) if token not in own)


def _words(msgid: str) -> Iterator[str]:
    own = _own(msgid)
    words = (f"XQ{str(number).translate(_DIGITS_AS_LETTERS)}Z" for number in count(1))
    return (word for word in words if word not in own)


def _privates(msgid: str) -> Iterator[str]:
    points = map(chr, chain(range(0xE000, 0xF900), range(0xF0000, 0xFFFFE)))
    return (point for point in points if point not in msgid)


def _own(msgid: str) -> set[str]:
    """What looks like a placeholder in the text itself."""
    return {_canonical(match) for match in _PLACEHOLDER.finditer(msgid)}


def _canonical(match: re.Match[str]) -> str:
    """A placeholder as it was sent, whatever the engine did to its case and blanks."""
    return match[0].upper() if match["number"] is None else f"XQ{int(match['number'])}Z"


_CARRIERS: dict[str, Callable[[str], Iterator[str]]] = {"token": _tokens, "word": _words, "private": _privates}


# --- restore ------------------------------------------------------------------------------------------------------------


def restore(protected: Protected, answer: str) -> str:
    """The answer with the markup back in its place.

    Raises `Refusal`, saying why, when a placeholder is lost, doubled or invented, when pairs cross, and when the words
    between an opening and its closing are gone.
    """
    gaps, placed = _split(protected, answer.strip())
    _judge_count(protected, placed)
    _judge_pairs(protected, gaps, placed)
    lefts: list[Placeholder | None] = [None, *placed]
    rights: list[Placeholder | None] = [*placed, None]
    core = ""
    for left, gap, right in zip(lefts, gaps, rights, strict=True):
        core += _spaced(left, gap, right) + (right.markup if right else "")
    return f"{protected.prefix}{core.strip()}{protected.suffix}"


def _split(protected: Protected, answer: str) -> tuple[list[str], list[Placeholder]]:
    """The texts before, between and after the placeholders of an answer, and these in its order."""
    by_name = {placeholder.sent: placeholder for placeholder in protected.placeholders}
    own = _own(protected.msgid)
    gaps, placed, done = [], [], 0
    for match in _PLACEHOLDER.finditer(answer):
        name = _canonical(match)
        if name in by_name:
            gaps.append(answer[done : match.start()])
            placed.append(by_name[name])
            done = match.end()
        elif name not in own:
            raise Refusal(f"the engine made up a placeholder, {match[0]!r}")
    return [*gaps, answer[done:]], placed


def _judge_count(protected: Protected, placed: Sequence[Placeholder]) -> None:
    counts = Counter(placeholder.sent for placeholder in placed)
    for placeholder in protected.placeholders:
        if counts[placeholder.sent] != 1:
            verb = "lost" if not counts[placeholder.sent] else "repeated"
            raise Refusal(f"the engine {verb} {_shown(placeholder.markup)}")


def _judge_pairs(protected: Protected, gaps: Sequence[str], placed: Sequence[Placeholder]) -> None:
    """Whether each opening comes before its closing, with something between, and no two pairs cross."""
    sent = (span for placeholder in protected.placeholders for span in placeholder.parts)
    nested = _nested([*protected.leading, *sent, *protected.trailing])
    order: list[Span | str] = [*protected.leading, gaps[0]]
    for placeholder, gap in zip(placed, gaps[1:], strict=True):
        order += [*placeholder.parts, gap]
    opened: list[Span] = []
    filled = True
    for item in [*order, *protected.trailing]:
        if isinstance(item, str) or item.pair not in nested:
            filled = filled or not isinstance(item, str) or bool(item.strip())
        elif item.role is Role.OPEN:
            opened.append(item)
            filled = False
        else:
            _judge_closing(protected.msgid, opened, item, filled=filled)
            filled = True


def _judge_closing(msgid: str, opened: list[Span], closing: Span, *, filled: bool) -> None:
    """Take the opening that this one closes from those that are open."""
    if not opened or opened[-1].pair != closing.pair:
        raise Refusal(f"the engine tore apart what {_shown(msgid[closing.start : closing.end])} closes")
    opening = opened.pop()
    if not filled and msgid[opening.end : closing.start].strip():
        raise Refusal(f"the engine lost the words before {_shown(msgid[closing.start : closing.end])}")


def _nested(order: Iterable[Span]) -> set[int]:
    """The pairs that lie within each other in the text itself; tags and emphasis may cross there."""
    opened: list[int] = []
    nested = set()
    for span in order:
        if span.role is Role.OPEN:
            opened.append(span.pair)
        elif span.role is Role.CLOSE and span.pair in opened:
            del opened[opened.index(span.pair) + 1 :]
            nested.add(opened.pop())
    return nested


def _spaced(left: Placeholder | None, gap: str, right: Placeholder | None) -> str:
    """The text between two placeholders with blanks beside them as they were in the text."""
    if left is not None:
        gap = _after(gap, left.after, tight=left.tight_right)
    if right is not None:
        gap = _after(gap[::-1], right.before, tight=right.tight_left)[::-1]
    loose = left is not None and right is not None and not left.tight_right and not right.tight_left
    return " " if loose and not gap else gap


def _after(gap: str, beside: str, *, tight: bool) -> str:
    """The text after a placeholder, which had `beside` after it when it was sent."""
    bare = gap.lstrip()
    if tight:
        return bare
    if gap and _joins(gap[0]) and not beside.strip():
        return f" {gap}"
    punctuation = bool(beside.strip()) and bare.startswith(beside)
    return bare if punctuation else gap


def _shown(markup: str) -> str:
    return f"`{shorten(markup, 60, placeholder='…')}`"
