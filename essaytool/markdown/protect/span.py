"""A span: a stretch of a text that no engine may touch, and how it stands in its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """How a span stands in its sentence, which decides what happens to the blanks around it."""

    NOUN = "noun"
    """Takes the place of a word: code, an address, a hashtag."""
    OPEN = "open"
    CLOSE = "close"
    MARK = "mark"
    """Stands by itself and is no word: a footnote reference, an emoji, an escaped character."""
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, in characters."""

    start: int
    end: int
    role: Role
    pair: int = -1
    """What an opening and its closing share: where the opening begins."""
    bound: bool = False
    """Whether nothing may come between it and the span before it, as a link's title and its target."""
