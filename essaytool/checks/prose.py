"""Prose: a text as a person reads it, its markup covered, so that every place is still the text's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

MARK, NOUN = "\x01", "\x02"
"""What covers markup: a mark is nothing to a reader, a noun stands for a word (code, a URL, a shortcode)."""

# Two steps, since the second takes long: what is named in it is in few texts.
_MAY_BE_MARKUP = re.compile(r"[\[\]*_`<>~&\\{$]|://|www\.")
_MAY_BE_NAMED = re.compile(r"@|_(?<=\w.)\w|\.(?:(?<=\w.)[a-z]{2}|/)")
# Each alternative begins with its own letter, so that no time is spent where none of them stands, and looks
# a bounded way ahead, so that no text costs much.
_MARKUP = re.compile(
    r"(?P<noun>`(?<!``)(?P<ticks>`*+).{1,2000}?(?<!`)`(?P=ticks)(?!`)"
    r"|\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\$\$.{1,2000}?\$\$"
    r"|<(?:[a-z][a-z0-9+.-]+:|[\w.+-]+@)[^<>\s]*>"
    r"|https?://[!#-'*-;=?-Z_a-z~]*[#-&+\-/-9=@-Z_a-z~]|www\.[!#-'*-;=?-Z_a-z~]*[#-&+\-/-9=@-Z_a-z~]"
    r"|<(?P<kept>code|kbd|samp|pre|var)\b[^<>]*>.{0,2000}?</(?P=kept)>)"
    r"|\]\((?:<[^<>]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
    r"|\]\[[^\[\]]*\]|\[\^[^\[\]\s]+\]|!\[|\[|\]"
    r"|<!--.*?-->|</?[A-Za-z][^<>]*>|&(?:\#\w+|[A-Za-z]\w+);|\\[!-/:-@\[-`{-~]"
    r"|\{\#[^\s{}]+\}|\*\**|~~|_(?:(?<!\w_)_*|_*(?!\w))",
    re.DOTALL,
)
_NAMED = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+|(?<![\w/])@[A-Za-z0-9][\w-]*"
    # A file, a host, an identifier.
    r"|(?<![\w.])(?:\.{0,2}/)?[A-Za-z0-9][A-Za-z0-9_-]*(?:[./][A-Za-z0-9_-]+)*\.[a-z]{2,5}\b(?:/[\w./-]*\w)?"
    r"|(?<![A-Za-z0-9])[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+"
)
_WORD = re.compile(r"[^\W\d_\x01\x02]+(?:[\x01'’\u200c\u0300-\u036f-]*[^\W\d_\x01\x02]+)*")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Prose:
    """A text with its markup covered; `covered` is as long as the text."""

    text: str

    @cached_property
    def covered(self) -> str:
        text = _MARKUP.sub(_cover, self.text) if _MAY_BE_MARKUP.search(self.text) else self.text
        return _NAMED.sub(_noun, text) if _MAY_BE_NAMED.search(text) else text

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


@lru_cache(maxsize=1 << 13)
def prose_of_source(msgid: str) -> Prose:
    """Remembered, since an essay's texts are compared once for each of its languages."""
    return Prose(msgid)


def _cover(match: re.Match[str]) -> str:
    return (MARK if match["noun"] is None else NOUN) * len(match[0])


def _noun(match: re.Match[str]) -> str:
    return NOUN * len(match[0])
