"""Returning: an engine's answer with the markup back in its place, or the reason why it has none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from textwrap import shorten

from essaytool.errors import Refusal
from essaytool.markdown.protect.carriers import CARRIERS, own_names
from essaytool.markdown.protect.grouping import nested
from essaytool.markdown.protect.placeholders import Placeholder, firm, spaced, starred
from essaytool.markdown.protect.sending import Protected, woven
from essaytool.markdown.protect.span import Role, Span
from essaytool.markdown.protect.spans import emphases


def restore(protected: Protected, answer: str) -> str:
    """The answer with the markup back in its place.

    Raises `Refusal`, saying why, when a placeholder is lost, repeated or invented, when pairs cross, and
    when the words between an opening and its closing are gone.
    """
    gaps, placed = _split(protected, answer.strip())
    _judge_count(protected, placed)
    _judge_pairs(protected, gaps, placed)
    _judge_openings(placed, gaps[1:])
    _judge_breaks(protected, gaps, placed)
    texts = list(map(spaced, [None, *placed], gaps, [*placed, None]))
    shown = emphases(protected.msgid, protected.context)
    for assemble in (_assembled, _assembled_firmly):
        restored = assemble(protected, texts, placed)
        if emphases(restored, protected.context) == shown:
            return restored
    raise Refusal("the emphasis would not show beside the words that the engine put around it")


def _assembled(protected: Protected, texts: Sequence[str], placed: Sequence[Placeholder]) -> str:
    core = woven(texts, [placeholder.markup for placeholder in placed]).strip()
    return f"{protected.prefix}{core}{protected.suffix}"


def _assembled_firmly(protected: Protected, texts: Sequence[str], placed: Sequence[Placeholder]) -> str:
    """The same with emphasis that holds where no blank is beside it."""
    core = woven(texts, list(map(firm, placed, texts, texts[1:]))).strip()
    prefix = starred(protected.prefix, protected.leading, 0)
    suffix = starred(protected.suffix, protected.trailing, len(protected.msgid) - len(protected.suffix))
    return f"{prefix}{core}{suffix}"


def _split(protected: Protected, answer: str) -> tuple[list[str], list[Placeholder]]:
    """The texts before, between and after the placeholders of an answer, and these in its order."""
    looks = CARRIERS[protected.carrier]
    by_name = {placeholder.name: placeholder for placeholder in protected.placeholders}
    own = own_names(protected.msgid)
    gaps, placed, done = [], [], 0
    for found in looks.find(answer):
        if found.name in by_name:
            gaps.append(looks.unescape(answer[done : found.start]))
            placed.append(by_name[found.name])
            done = found.end
        elif found.name not in own:
            raise Refusal(f"the engine made up a placeholder, {answer[found.start : found.end]!r}")
    return [*gaps, looks.unescape(answer[done:])], placed


def _judge_count(protected: Protected, placed: Sequence[Placeholder]) -> None:
    counts = Counter(placeholder.name for placeholder in placed)
    for placeholder in protected.placeholders:
        if counts[placeholder.name] != 1:
            verb = "lost" if not counts[placeholder.name] else "repeated"
            raise Refusal(f"the engine {verb} {_shown(placeholder.markup)}")


def _judge_pairs(protected: Protected, gaps: Sequence[str], placed: Sequence[Placeholder]) -> None:
    """Whether each opening comes before its closing, with something between, and no two pairs cross."""
    sent = (span for placeholder in protected.placeholders for span in placeholder.parts)
    inside = nested([*protected.leading, *sent, *protected.trailing])
    order: list[Span | str] = [*protected.leading, gaps[0]]
    for placeholder, gap in zip(placed, gaps[1:], strict=True):
        order += [*placeholder.parts, gap]
    opened: list[Span] = []
    filled = True
    for item in [*order, *protected.trailing]:
        if isinstance(item, str):
            filled = filled or bool(item.strip())
        elif item.role is Role.OPEN and item.pair in inside:
            opened.append(item)
            filled = False
        elif item.role is Role.CLOSE and item.pair in inside:
            _judge_closing(protected.msgid, opened, item, filled=filled)
            filled = True
        else:
            filled = True


def _judge_breaks(protected: Protected, gaps: Sequence[str], placed: Sequence[Placeholder]) -> None:
    """Whether each line break is still between words: at an end, or beside another, it is none."""
    was_loose = _has_loose_break(protected.gaps, protected.placeholders)
    if not was_loose and _has_loose_break(gaps, placed):
        raise Refusal("the engine left a line break without words beside it")


def _has_loose_break(gaps: Sequence[str], placed: Sequence[Placeholder]) -> bool:
    line = "w" * bool(gaps[0].strip())
    for placeholder, gap in zip(placed, gaps[1:], strict=True):
        line += "".join(_SHOWN_AS.get(part.role, "") for part in placeholder.parts)
        line += "w" * bool(gap.strip())
    return line.startswith("b") or line.endswith("b") or "bb" in line


_SHOWN_AS = {Role.BREAK: "b", Role.NOUN: "w", Role.MARK: "w"}


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


def _shown(markup: str) -> str:
    return f"`{shorten(markup, 60, placeholder='…')}`"
