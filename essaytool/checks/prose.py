"""Prose: a text as a person reads it, its markup covered, so that every place is still the text's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

MARK, NOUN = "\x01", "\x02"
"""What covers markup: a mark is nothing to a reader, a noun stands for a word (code, a URL, a shortcode)."""

# What may be markup begins with one of these; a text without them is prose as it stands.
_MAY_BE_MARKUP = re.compile(r"[\[\]*_`<>~&\\{$]|://|@|www\.|\.[a-z]|\.\./")
_NOUNS = (
    r"(?P<tick>`+)(?!`).*?(?<!`)(?P=tick)(?!`)",
    r"\{\{.*?\}\}|\{%.*?%\}|\$\$.*?\$\$",
    r"<(?:[a-z][a-z0-9+.-]+:|[\w.+-]+@)[^<>\s]*>",
    r"(?:https?://|ftp://|www\.)[!#-'*-;=?-Z_a-z~]*[#-&+\-/-9=@-Z_a-z~]",
    r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+",
    r"<(?P<kept>code|kbd|samp|pre|var)\b[^<>]*>.*?</(?P=kept)>",
    r"(?<![\w/])@[A-Za-z0-9][\w-]*",
    # A file, a host, an identifier.
    r"(?<![\w.])(?:\.{0,2}/)?[A-Za-z0-9][A-Za-z0-9_-]*(?:[./][A-Za-z0-9_-]+)*\.[a-z]{2,5}\b(?:/[\w./-]*\w)?",
    r"(?<![A-Za-z0-9])[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+",
)
_MARKS = (
    r"\]\((?:<[^<>]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)",
    r"\]\[[^\[\]]*\]",
    r"\[\^[^\[\]\s]+\]",
    r"!?\[|\]",
    r"<!--.*?-->|</?[A-Za-z][^<>]*>",
    r"&(?:\#\w+|[A-Za-z]\w+);",
    r"\\[!-/:-@\[-`{-~]",
    r"\*+|~~|(?<!\w)_+|_+(?!\w)",
)
_MARKUP = re.compile("|".join((*(f"(?P<noun{i}>{p})" for i, p in enumerate(_NOUNS)), *_MARKS)), re.DOTALL)
_WORD = re.compile(r"[^\W\d_\x01\x02]+(?:[\x01'’\u200c\u0300-\u036f-]*[^\W\d_\x01\x02]+)*")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Prose:
    """A text with its markup covered; `covered` is as long as the text."""

    text: str

    @cached_property
    def covered(self) -> str:
        return _MARKUP.sub(_cover, self.text) if _MAY_BE_MARKUP.search(self.text) else self.text

    @cached_property
    def shown(self) -> str:
        """The covered text without marks and blank ends."""
        return self.covered.replace(MARK, "").strip()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Runs of letters, hyphens and apostrophes within; where no blanks part words, runs of those."""
        return tuple(_WORD.findall(self.shown))

    @cached_property
    def letters(self) -> int:
        return len(_LETTER.findall(self.shown))


def _cover(match: re.Match[str]) -> str:
    noun = any(match[f"noun{number}"] for number in range(len(_NOUNS)))
    return (NOUN if noun else MARK) * len(match[0])
