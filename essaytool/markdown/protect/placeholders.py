"""A placeholder, the blanks beside it, and emphasis that holds where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from essaytool.markdown.protect.letters import joins
from essaytool.markdown.protect.span import Role, Span


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One stretch of markup, and what stands for it in the text that is sent."""

    name: str
    sent: str
    """How the carrier shows it."""
    markup: str
    parts: tuple[Span, ...]
    """The spans it is made of, in order."""
    before: str
    """The character to its left, or nothing at the text's end."""
    after: str
    like_word: bool = True
    """Whether it would be read as a part of the word beside it."""

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end

    @property
    def tight_left(self) -> bool:
        """Whether it goes without a blank to its left, whatever the engine wrote."""
        return _tight(self.parts[0].role, (Role.CLOSE, Role.MARK, Role.BREAK), self.before)

    @property
    def tight_right(self) -> bool:
        return _tight(self.parts[-1].role, (Role.OPEN, Role.BREAK), self.after)

    @property
    def pad_left(self) -> str:
        """The blank that is sent to its left, so that it is no part of the word there."""
        return " " if self.like_word and self.tight_left and joins(self.before) else ""

    @property
    def pad_right(self) -> str:
        return " " if self.like_word and self.tight_right and joins(self.after) else ""


def _tight(role: Role, clinging: Sequence[Role], beside: str) -> bool:
    return bool(beside.strip()) and (role in clinging or joins(beside))


def spaced(left: Placeholder | None, gap: str, right: Placeholder | None) -> str:
    """The text between two placeholders, with blanks beside them as the text had them."""
    if left is not None:
        gap = _after(gap, left.after, tight=left.tight_right)
    if right is not None:
        gap = _after(gap[::-1], right.before, tight=right.tight_left)[::-1]
    return " " if not gap and left and right and _are_loose(left, right) else gap


def _are_loose(left: Placeholder, right: Placeholder) -> bool:
    """Whether two that met need a blank between them."""
    return not left.tight_right and not right.tight_left and left.end != right.start


def _after(gap: str, beside: str, *, tight: bool) -> str:
    """The text after a placeholder that had `beside` after it when it was sent."""
    bare = gap.lstrip()
    if tight:
        return bare
    if gap and joins(gap[0]) and not beside.strip():
        return f" {gap}"
    return bare if beside.strip() and bare.startswith(beside) else gap


# --- emphasis -----------------------------------------------------------------------------------------------


def firm(placeholder: Placeholder, before: str, after: str) -> str:
    """The markup with blanks where emphasis has a letter outside and a sign inside (CommonMark 6.2)."""
    parts = placeholder.parts
    marks = starred(placeholder.markup, parts, parts[0].start)
    if parts[-1].role is Role.OPEN and before[-1:].isalnum() and not after[:1].isalnum():
        return f" {marks}"
    if parts[0].role is Role.CLOSE and after[:1].isalnum() and not before[-1:].isalnum():
        return f"{marks} "
    return marks


def starred(markup: str, parts: Iterable[Span], offset: int) -> str:
    """The markup, which begins at `offset` of the text, with asterisks for the underscores of emphasis, which
    do not hold within a word.
    """
    for part in parts:
        start, end = part.start - offset, part.end - offset
        if set(markup[start:end]) == {"_"}:
            markup = f"{markup[:start]}{'*' * (end - start)}{markup[end:]}"
    return markup
