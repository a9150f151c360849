"""Letters: where a word ends, in scripts with blanks between words and in those without."""

from __future__ import annotations

import re
import unicodedata

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, Chinese, Japanese."""


def has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def is_unspaced(character: str) -> bool:
    """Whether a letter is of a script that puts no blank between words."""
    return _UNSPACED.match(character) is not None


def joins(character: str) -> bool:
    """Whether what stands beside this character would be read as a part of its word."""
    return character.isalnum() and not is_unspaced(character)


def is_word_in(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text begins and ends where words do."""
    before, after = text[start - 1 : start], text[end : end + 1]
    torn_left = _continues(before) and _continues(text[start : start + 1])
    torn_right = _continues(after) and _continues(text[end - 1 : end])
    return not torn_left and not torn_right and not _is_mark(after)


def _continues(character: str) -> bool:
    return joins(character) or character == "_" or _is_mark(character)


def _is_mark(character: str) -> bool:
    """Whether it belongs to the letter before it: an accent, a vowel sign."""
    return bool(character) and unicodedata.category(character).startswith("M")
