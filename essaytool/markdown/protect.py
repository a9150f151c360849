"""Protect: what an engine gets to see of a text, and how its answer becomes Markdown again.

`protect` puts a placeholder for each stretch of markup (`essaytool.markdown.spans`) and leaves every word
that a person reads; `restore` puts the markup back. ``restore(protected, protected.text)`` is the text that
was protected. An answer that has lost, repeated or invented a placeholder, or in which pairs cross, is
refused.

The fewer placeholders a sentence has, the better its translation. So those with nothing but blanks between
them are one, so is a pair without a letter in it, and markup at the ends of the text is not sent at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from textwrap import shorten

from essaytool.errors import Refusal
from essaytool.markdown.placeholders import (
    PLACEHOLDER,
    Placeholder,
    canonical,
    firm,
    names,
    own_names,
    spaced,
    starred,
)
from essaytool.markdown.spans import Role, Span, emphases, spans
from essaytool.model import Context


@dataclass(frozen=True, slots=True)
class Protected:
    """A text as an engine sees it."""

    msgid: str
    context: Context
    text: str
    """What is sent."""
    prefix: str
    """Markup and blanks at the beginning, which are not sent."""
    suffix: str
    placeholders: tuple[Placeholder, ...]
    leading: tuple[Span, ...]
    """The spans of the prefix."""
    trailing: tuple[Span, ...]

    @property
    def has_words(self) -> bool:
        """Whether there is anything to translate."""
        return any(map(str.isalpha, PLACEHOLDER.sub(" ", self.text)))


# --- protect ------------------------------------------------------------------------------------------------


def protect(
    msgid: str, context: Context, carrier: str = "token", garbles: re.Pattern[str] | None = None
) -> Protected:
    """The text with placeholders of this carrier in place of its markup.

    `garbles` matches what the engine is known to spoil: it is left as it is.
    """
    groups = _merged(msgid, spans(msgid, context, garbles))
    start, end = _core(msgid, groups)
    unused = names(carrier, msgid)
    inner = [group for group in groups if start <= group[0].start and group[-1].end <= end]
    placed = [_placeholder(msgid, group, next(unused)) for group in inner]
    edges = [start, *chain.from_iterable(map(_reach, inner)), end]
    gaps = [msgid[at:until] for at, until in zip(edges[::2], edges[1::2], strict=True)]
    return Protected(
        msgid=msgid,
        context=context,
        text=_woven(gaps, [placeholder.padded for placeholder in placed]),
        prefix=msgid[:start],
        suffix=msgid[end:],
        placeholders=tuple(placed),
        leading=tuple(span for group in groups for span in group if span.start < start),
        trailing=tuple(span for group in groups for span in group if span.start >= end),
    )


Group = tuple[Span, ...]


def _merged(msgid: str, found: Iterable[Span]) -> list[Group]:
    """Spans with nothing but blanks between them, together; a span inside another is a part of it."""
    groups: list[list[Span]] = []
    start, end = _inked(msgid)
    reach = 0
    for span in found:
        span = replace(span, start=max(span.start, start), end=min(span.end, end))
        if span.end <= reach or span.end <= span.start:
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
    """Where what is sent begins and ends: without blanks, and without markup that stands for no word, at
    the ends.
    """
    start, end = _inked(msgid)
    wordless = [_reach(group) for group in groups if all(span.role is not Role.NOUN for span in group)]
    if wordless and wordless[0][0] == start:
        rest = msgid[wordless[0][1] :]
        start = len(msgid) - len(rest.lstrip())
    if wordless and wordless[-1][1] == end:
        end = len(msgid[: wordless[-1][0]].rstrip())
    return start, max(start, end)


def _inked(msgid: str) -> tuple[int, int]:
    """Where a text begins and ends without the blanks around it."""
    return len(msgid) - len(msgid.lstrip()), len(msgid.rstrip())


def _placeholder(msgid: str, group: Group, name: str) -> Placeholder:
    at, until = _reach(group)
    return Placeholder(name, msgid[at:until], group, msgid[at - 1 : at], msgid[until : until + 1])


def _woven(gaps: Sequence[str], between: Sequence[str]) -> str:
    return "".join(chain.from_iterable(zip(gaps, [*between, ""], strict=True)))


# --- run by run ---------------------------------------------------------------------------------------------


def runs(protected: Protected) -> list[str]:
    """The texts between placeholders that have something to translate.

    Translated one by one they make poorer sentences, in which all markup has its place: what is left when
    an engine does not keep the placeholders of the whole.
    """
    return [gap.strip() for gap in _gaps(protected) if any(map(str.isalpha, gap))]


def joined(protected: Protected, answers: Iterable[str]) -> str:
    """The protected text with these answers in place of its `runs`."""
    remaining = iter(answers)
    gaps = [
        gap.replace(gap.strip(), next(remaining).strip(), 1) if any(map(str.isalpha, gap)) else gap
        for gap in _gaps(protected)
    ]
    return _woven(gaps, [placeholder.sent for placeholder in protected.placeholders])


def _gaps(protected: Protected) -> list[str]:
    rest, found = protected.text, []
    for placeholder in protected.placeholders:
        gap, _, rest = rest.partition(placeholder.sent)
        found.append(gap)
    return [*found, rest]


# --- restore ------------------------------------------------------------------------------------------------


def restore(protected: Protected, answer: str) -> str:
    """The answer with the markup back in its place.

    Raises `Refusal`, saying why, when a placeholder is lost, repeated or invented, when pairs cross, and
    when the words between an opening and its closing are gone.
    """
    gaps, placed = _split(protected, answer.strip())
    _judge_count(protected, placed)
    _judge_pairs(protected, gaps, placed)
    _judge_openings(placed, gaps[1:])
    texts = list(map(spaced, [None, *placed], gaps, [*placed, None]))
    shown = emphases(protected.msgid, protected.context)
    for assemble in (_assembled, _assembled_firmly):
        restored = assemble(protected, texts, placed)
        if emphases(restored, protected.context) == shown:
            return restored
    raise Refusal("the emphasis would not show beside the words that the engine put around it")


def _assembled(protected: Protected, texts: Sequence[str], placed: Sequence[Placeholder]) -> str:
    core = _woven(texts, [placeholder.markup for placeholder in placed]).strip()
    return f"{protected.prefix}{core}{protected.suffix}"


def _assembled_firmly(protected: Protected, texts: Sequence[str], placed: Sequence[Placeholder]) -> str:
    """The same with emphasis that holds where no blank is beside it."""
    core = _woven(texts, list(map(firm, placed, texts, texts[1:]))).strip()
    prefix = starred(protected.prefix, protected.leading, 0)
    suffix = starred(protected.suffix, protected.trailing, len(protected.msgid) - len(protected.suffix))
    return f"{prefix}{core}{suffix}"


def _split(protected: Protected, answer: str) -> tuple[list[str], list[Placeholder]]:
    """The texts before, between and after the placeholders of an answer, and these in its order."""
    by_name = {placeholder.sent: placeholder for placeholder in protected.placeholders}
    own = own_names(protected.msgid)
    gaps, placed, done = [], [], 0
    for match in PLACEHOLDER.finditer(answer):
        name = canonical(match)
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
        if isinstance(item, str):
            filled = filled or bool(item.strip())
        elif item.role is Role.OPEN and item.pair in nested:
            opened.append(item)
            filled = False
        elif item.role is Role.CLOSE and item.pair in nested:
            _judge_closing(protected.msgid, opened, item, filled=filled)
            filled = True
        else:
            filled = True


def _judge_openings(placed: Sequence[Placeholder], following: Sequence[str]) -> None:
    """Whether each opening is still before words: one before a comma stayed behind when they moved."""
    for placeholder, gap in zip(placed, following, strict=True):
        behind = gap.lstrip()[:1] in _ENDING and placeholder.after not in _ENDING
        if placeholder.parts[-1].role is Role.OPEN and behind:
            raise Refusal(f"the engine put {_shown(placeholder.markup)} behind its words")


_ENDING = tuple(",.;:!?)、。，；：！？）")


def _judge_closing(msgid: str, opened: list[Span], closing: Span, *, filled: bool) -> None:
    """Take the opening that this one closes from those that are open."""
    shown = _shown(msgid[closing.start : closing.end])
    if not opened or opened[-1].pair != closing.pair:
        raise Refusal(f"the engine tore apart what {shown} closes")
    opening = opened.pop()
    if not filled and msgid[opening.end : closing.start].strip():
        raise Refusal(f"the engine lost the words before {shown}")


def _nested(order: Iterable[Span]) -> set[int]:
    """The pairs that lie within each other in the text itself; tags and emphasis may cross there."""
    opened: list[int] = []
    waiting, nested = set(), set()
    for span in order:
        if span.role is Role.OPEN:
            opened.append(span.pair)
            waiting.add(span.pair)
        elif span.role is Role.CLOSE and span.pair in waiting:
            while opened[-1] != span.pair:
                waiting.remove(opened.pop())
            nested.add(opened.pop())
    return nested


def _shown(markup: str) -> str:
    return f"`{shorten(markup, 60, placeholder='…')}`"
