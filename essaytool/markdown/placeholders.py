"""Placeholders: what stands for markup in a text that an engine translates, and the blanks around it.

How they look is a carrier, of which each engine lets one through:

``token``
    ``XQ7Z``, which neural engines take for a name and copy. They write it in lower case or with blanks
    inside at times, or drop its last letter.
``word``
    ``XQLZ``, the same in letters alone, for rule-based engines: some of them cut a token before its
    number, and some put an ending on it. (Marks that they take for blanks survive too, but stay behind when
    words change places, so that the emphasis is on other words.)
``private``
    Private use characters, for engines that leave whatever is no letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

from essaytool.markdown.spans import Role, Span

_TOKEN = r"X\s*Q\s*(?P<number>\d{1,9})(?:\s*Z|\b)"
_WORD = r"(?P<word>XQ[B-DF-HJ-M]{1,9}Z)(?:[a-z]{1,2}\b)?"
_PRIVATE = "[\ue000-\uf8ff\U000f0000-\U000ffffd]"
_DIGITS_AS_LETTERS = str.maketrans("0123456789", "BCDFGHJKLM")

PLACEHOLDER = re.compile(f"{_TOKEN}|{_WORD}|{_PRIVATE}", re.IGNORECASE)
"""What may be a placeholder in an engine's answer."""


def canonical(match: re.Match[str]) -> str:
    """A placeholder as it was sent, whatever the engine did to its case, blanks and end."""
    if match["number"] is not None:
        return f"XQ{int(match['number'])}Z"
    return match[0] if match["word"] is None else match["word"].upper()


def own_names(text: str) -> set[str]:
    """What looks like a placeholder in a text itself."""
    return {canonical(match) for match in PLACEHOLDER.finditer(text)}


def _tokens() -> Iterator[str]:
    return (f"XQ{number}Z" for number in count(1))


def _words() -> Iterator[str]:
    return (f"XQ{str(number).translate(_DIGITS_AS_LETTERS)}Z" for number in count(1))


def _privates() -> Iterator[str]:
    return map(chr, chain(range(0xE000, 0xF900), range(0xF0000, 0xFFFFE)))


_NAMES: Mapping[str, Callable[[], Iterator[str]]] = {"token": _tokens, "word": _words, "private": _privates}


def names(carrier: str, text: str) -> Iterator[str]:
    """Placeholders of this carrier that the text itself does not hold."""
    own = own_names(text)
    return (name for name in _NAMES[carrier]() if name not in own)


# --- a placeholder and the blanks beside it ----------------------------------------------------------------

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff]"
)
"""Letters of scripts without blanks between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese."""


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

    @property
    def padded(self) -> str:
        """What is sent, with blanks where it would be read as a part of the word beside it."""
        if len(self.sent) == 1:
            return self.sent
        left = " " if self.tight_left and _joins(self.before) else ""
        right = " " if self.tight_right and _joins(self.after) else ""
        return f"{left}{self.sent}{right}"


def _tight(role: Role, clinging: Sequence[Role], beside: str) -> bool:
    return bool(beside.strip()) and (role in clinging or _joins(beside))


def _joins(character: str) -> bool:
    """Whether a placeholder beside this character would be read as a part of its word."""
    return character.isalnum() and not _UNSPACED.match(character)


def spaced(left: Placeholder | None, gap: str, right: Placeholder | None) -> str:
    """The text between two placeholders, with blanks beside them as the text had them."""
    if left is not None:
        gap = _after(gap, left.after, tight=left.tight_right)
    if right is not None:
        gap = _after(gap[::-1], right.before, tight=right.tight_left)[::-1]
    loose = left is not None and right is not None and not left.tight_right and not right.tight_left
    return " " if loose and not gap else gap


def _after(gap: str, beside: str, *, tight: bool) -> str:
    """The text after a placeholder that had `beside` after it when it was sent."""
    bare = gap.lstrip()
    if tight:
        return bare
    if gap and _joins(gap[0]) and not beside.strip():
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
