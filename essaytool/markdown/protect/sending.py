"""Sending: a text as an engine sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from essaytool.markdown.protect.carriers import CARRIERS, Carrier
from essaytool.markdown.protect.grouping import Group, core, grouped
from essaytool.markdown.protect.letters import has_letters
from essaytool.markdown.protect.placeholders import Placeholder
from essaytool.markdown.protect.span import Span
from essaytool.markdown.protect.spans import spans
from essaytool.model import Context, Term


@dataclass(frozen=True, slots=True)
class Protected:
    """A text as an engine sees it."""

    msgid: str
    context: Context
    carrier: str
    text: str
    """What is sent."""
    gaps: tuple[str, ...]
    """The texts before, between and after the placeholders, as they are read."""
    placeholders: tuple[Placeholder, ...]
    prefix: str
    """Markup and blanks at the beginning, which are not sent."""
    suffix: str
    leading: tuple[Span, ...]
    """The spans of the prefix."""
    trailing: tuple[Span, ...]

    @property
    def has_words(self) -> bool:
        """Whether there is anything to translate."""
        return any(map(has_letters, self.gaps))


def protect(
    msgid: str,
    context: Context,
    carrier: str = "token",
    garbles: re.Pattern[str] | None = None,
    terms: Sequence[Term] = (),
) -> Protected:
    """The text with placeholders of this carrier, a row of `CARRIERS`, in place of its markup.

    `garbles` matches what the engine is known to spoil: it is left as it is, and so are those of the `terms`
    that are not to be translated.
    """
    looks = CARRIERS[carrier]
    groups = grouped(msgid, spans(msgid, context, garbles, terms), has_pairs=looks.has_pairs)
    start, end, inner = core(msgid, groups)
    placed = tuple(_placeholders(msgid, inner, looks))
    gaps = tuple(_gaps(msgid, start, end, placed))
    parts = [part for group in groups for part in group.parts]
    return Protected(
        msgid=msgid,
        context=context,
        carrier=carrier,
        text=woven(map(looks.escape, gaps), (placeholder.sent for placeholder in placed)),
        gaps=gaps,
        placeholders=placed,
        prefix=msgid[:start],
        suffix=msgid[end:],
        leading=tuple(part for part in parts if part.start < start),
        trailing=tuple(part for part in parts if part.start >= end),
    )


def _placeholders(msgid: str, groups: Sequence[Group], looks: Carrier) -> Iterator[Placeholder]:
    unused = looks.unused_names(msgid)
    opened: list[str] = []
    for group in groups:
        if group.opens:
            opened.append(name := next(unused))
            sent = looks.opening.format(name)
        elif group.is_pair:
            name, sent = f"/{opened.pop()}", looks.closing
        else:
            name = next(unused)
            sent = looks.lone.format(name)
        at, until = group.start, group.end
        like_word = looks.like_words and not group.is_pair
        beside = msgid[at - 1 : at], msgid[until : until + 1]
        yield Placeholder(name, sent, msgid[at:until], group.parts, *beside, like_word)


def _gaps(msgid: str, start: int, end: int, placed: Sequence[Placeholder]) -> Iterator[str]:
    """The texts around placeholders; with blanks where one would be read as a part of the word beside it."""
    edges = [start, *chain.from_iterable((item.start, item.end) for item in placed), end]
    around = [None, *placed, None]
    reaches = zip(edges[::2], edges[1::2], strict=True)
    for (at, until), (left, right) in zip(reaches, pairwise(around), strict=True):
        before = left.pad_right if left else ""
        after = right.pad_left if right else ""
        yield f"{before}{msgid[at:until]}{after}"


# --- run by run ---------------------------------------------------------------------------------------------


def runs(protected: Protected) -> list[str]:
    """The texts between placeholders that have something to translate, as they are sent.

    Translated one by one they make poorer sentences, in which all markup has its place: what is left when
    an engine does not keep the placeholders of the whole.
    """
    looks = CARRIERS[protected.carrier]
    return [looks.escape(gap.strip()) for gap in protected.gaps if has_letters(gap)]


def joined(protected: Protected, answers: Iterable[str]) -> str:
    """The protected text with these answers in place of its `runs`."""
    remaining, looks = iter(answers), CARRIERS[protected.carrier]
    gaps = (
        _in_place(gap, next(remaining)) if has_letters(gap) else looks.escape(gap) for gap in protected.gaps
    )
    return woven(gaps, (placeholder.sent for placeholder in protected.placeholders))


def _in_place(gap: str, answer: str) -> str:
    """An answer between the blanks of the gap that it is for."""
    bare = gap.strip()
    before, _, after = gap.partition(bare)
    return f"{before}{answer.strip()}{after}"


def woven(gaps: Iterable[str], between: Iterable[str]) -> str:
    """Texts with others between them, which are one fewer."""
    return "".join(chain.from_iterable(zip(gaps, chain(between, ("",)), strict=True)))
