"""Protect: what an engine gets to see of a text, and how its answer becomes Markdown again.

`protect` puts a placeholder for each stretch of markup (`essaytool.markdown.spans`) and leaves every word that a person reads;
`restore` puts the markup back. ``restore(protected, protected.text)`` is the text that was protected, byte for byte. An
answer that has lost, doubled or invented a placeholder, or in which pairs cross, is refused.

The fewer placeholders a sentence has, the better its translation. So those with nothing but blanks between them are one, and
markup at the ends of the text is not sent at all.

A carrier is the look of placeholders that an engine lets through:

``token``
    ``XQ7Z``, which neural engines take for a name and copy. They write it in lower case or with blanks inside at times, and
    keep words apart from it by blanks, which `restore` forgives.
``mark``
    For Apertium: ``XQ7Z`` where a word stands, and a private use character for a mark around words. It goes through as a
    blank does and so does not keep the words from agreeing with each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, islice, pairwise

from essaytool.errors import Refusal
from essaytool.markdown.spans import Role, Span, spans
from essaytool.model import Context

_TOKEN = re.compile(r"X\s*Q\s*(\d{1,9})\s*Z", re.IGNORECASE)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd]")
_PLACEHOLDER = re.compile(f"{_TOKEN.pattern}|{_PRIVATE.pattern}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One stretch of markup, and what stands for it in the text that is sent: nothing at the ends of the text."""

    markup: str
    parts: tuple[Span, ...]
    """The spans it is made of, in order."""
    before: str
    """The character to its left, or nothing."""
    after: str
    sent: str = ""

    @property
    def is_noun(self) -> bool:
        return any(part.role is Role.NOUN for part in self.parts)

    @property
    def tight_left(self) -> bool:
        """Whether it goes without a blank to its left, whatever the engine wrote."""
        return _tight(self.parts[0].role, (Role.CLOSE, Role.MARK, Role.BREAK), self.before)

    @property
    def tight_right(self) -> bool:
        return _tight(self.parts[-1].role, (Role.OPEN, Role.BREAK), self.after)


def _tight(role: Role, clinging: Sequence[Role], beside: str) -> bool:
    return bool(beside) and not beside.isspace() and (role in clinging or _joins(beside))


def _joins(character: str) -> bool:
    """Whether a placeholder beside it would be taken for a part of its word; scripts without blanks know no such thing."""
    return character.isalnum() and not _UNSPACED.match(character)


_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Protected:
    """A text as an engine sees it. `prefix` and `suffix` are the markup and blanks at its ends, which are not sent."""

    msgid: str
    text: str
    prefix: str
    suffix: str
    placeholders: tuple[Placeholder, ...]
    """All of them in order, those at the ends included."""

    @property
    def has_words(self) -> bool:
        """Whether there is anything to translate."""
        return any(map(str.isalpha, _PLACEHOLDER.sub("", self.text)))


# --- protect ------------------------------------------------------------------------------------------------------------


def protect(msgid: str, context: Context, carrier: str = "token", garbles: re.Pattern[str] | None = None) -> Protected:
    """The text with placeholders of this carrier in place of its markup.

    `garbles` matches what the engine is known to spoil: it is left as it is.
    """
    groups = _merged(msgid, spans(msgid, context, garbles))
    start, end = _core(msgid, groups)
    names = _names(msgid, carrier)
    parts, placeholders, done = [], [], start
    for group in groups:
        placeholder = _placeholder(msgid, group)
        at, until = group[0].start, max(span.end for span in group)
        if start <= at and until <= end:
            placeholder = replace(placeholder, sent=next(names[placeholder.is_noun]))
            parts += [msgid[done:at], _padded(placeholder)]
            done = until
        placeholders.append(placeholder)
    text = "".join([*parts, msgid[done:end]])
    return Protected(msgid, text, msgid[:start], msgid[end:], tuple(placeholders))
