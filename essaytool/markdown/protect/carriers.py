"""Carriers: how placeholders look in what an engine is sent, and how they are found in its answer.

Each engine lets some of them through, as `Engine.carriers` says:

``token``
    ``XQ7Z``, which neural engines take for a name and copy. They write it in lower case or with blanks
    inside at times, or drop its last letter.
``word``
    ``XQLZ``, the same in letters alone, for rule-based engines: some of them cut a token before its
    number, and some put an ending on it. (Marks that they take for blanks survive too, but stay behind when
    words change places, so that the emphasis is on other words.)
``private``
    Private use characters, for engines that leave whatever is no letter.
``xml``
    ``<x id="1"/>`` for a lone piece of markup and ``<g id="2">words</g>`` for a pair around words, in
    text with XML's escapes: what XLIFF calls them, and what DeepL carries along (``tag_handling=xml``).
``html``
    ``<span translate="no">XQ1Z</span>`` and ``<b id="XQ2Z">words</b>``. Microsoft, Google and
    LibreTranslate leave what says ``translate="no"`` (learn.microsoft.com, "Prevent content translation";
    translate-html's ``itag_of_soup``). It has a token in it, since LibreTranslate finds an element again by
    its text, and loses an empty one; a token that has lost its element is still one.

Answers are read with tolerance for case, blanks, quotes and wide letters, and none for count and nesting.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count


@dataclass(frozen=True, slots=True)
class Found:
    """What may be a placeholder in an answer."""

    start: int
    end: int
    name: str
    """Which one it is, whatever the engine did to its looks; empty for a tag that is none."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """One look of placeholders. A name stands for one of them, ``/`` and a name for the end of a pair."""

    names: Callable[[], Iterator[str]]
    find: Callable[[str], Iterator[Found]]
    lone: str = "{}"
    """What is sent for a lone piece of markup, with ``{}`` for its name."""
    opening: str = ""
    """What begins a pair; without it, the two ends of a pair are lone pieces."""
    closing: str = ""
    like_words: bool = True
    """Whether a lone piece beside a letter would be read as a part of its word."""
    escaped: bool = False
    """Whether the text is escaped as in XML."""

    @property
    def has_pairs(self) -> bool:
        return bool(self.opening)

    def escape(self, text: str) -> str:
        return html.escape(text, quote=False) if self.escaped else text

    def unescape(self, text: str) -> str:
        """The text of an answer: an engine may escape more of it than it was sent."""
        return html.unescape(text) if self.escaped else text

    def words(self, text: str) -> str:
        """What is read of a text in this carrier, with a blank for each placeholder."""
        done, parts = 0, []
        for found in self.find(text):
            parts.append(text[done : found.start])
            done = found.end
        return self.unescape(" ".join([*parts, text[done:]]))

    def unused_names(self, text: str) -> Iterator[str]:
        """Names that the text itself does not hold."""
        own = own_names(text)
        return (name for name in self.names() if name not in own)


# --- tokens -------------------------------------------------------------------------------------------------

_TOKEN = r"[XＸ]\s*[QＱ]\s*\d{1,9}(?:\s*[ZＺ]|\b)"
_WORD = r"XQ[B-DF-HJ-M]{1,9}Z(?:[a-z]{1,2}\b)?"
_PRIVATE = "[\ue000-\uf8ff\U000f0000-\U000ffffd]"
PLACEHOLDER = re.compile(f"(?P<token>{_TOKEN})|(?P<word>{_WORD})|{_PRIVATE}", re.IGNORECASE)
"""What may be a placeholder in a text without tags."""
_NUMBER = re.compile(r"\d+")
_LETTERS = re.compile("XQ[B-DF-HJ-M]+Z", re.IGNORECASE)
_DIGITS_AS_LETTERS = str.maketrans("0123456789", "BCDFGHJKLM")


def own_names(text: str) -> set[str]:
    """What looks like a placeholder in a text itself."""
    return {found.name for found in _in_plain_text(text)}


def _in_plain_text(text: str) -> Iterator[Found]:
    for match in PLACEHOLDER.finditer(text):
        yield Found(*match.span(), _named(match))


def _named(match: re.Match[str]) -> str:
    if match["token"] is not None:
        return _token(match[0])
    word = _LETTERS.match(match[0]) if match["word"] is not None else None
    return match[0] if word is None else word[0].upper()


def _token(text: str) -> str:
    number = _NUMBER.search(text)
    return f"XQ{int(number[0])}Z" if number else ""


def _tokens() -> Iterator[str]:
    return (f"XQ{number}Z" for number in count(1))


def _words() -> Iterator[str]:
    return (f"XQ{str(number).translate(_DIGITS_AS_LETTERS)}Z" for number in count(1))


def _privates() -> Iterator[str]:
    return map(chr, chain(range(0xE000, 0xF900), range(0xF0000, 0xFFFFE)))


# --- tags ---------------------------------------------------------------------------------------------------

_ID = r"""\b[^<>]*?\bid\s*=[\s\\"'“”„«»]*"""
_TAG = r"(?P<tag></?[A-Za-z!?][^<>]*>)"
_IN_XML = re.compile(
    rf"<\s*x{_ID}(?P<lone>\d{{1,9}})(?!\d)[^<>]*>(?:\s*<\s*/\s*x\s*>)?"
    rf"|<\s*g{_ID}(?P<opening>\d{{1,9}})(?!\d)(?:[^<>/]|/(?!\s*>))*>|(?P<closing><\s*/\s*g\s*>)|{_TAG}",
    re.IGNORECASE,
)
_IN_HTML = re.compile(
    rf"<\s*span\b[^<>]*>\s*(?P<lone>{_TOKEN})\s*<\s*/\s*span\s*>|(?P<bare>{_TOKEN})"
    rf"|<\s*b{_ID}(?P<opening>{_TOKEN})(?:[^<>/]|/(?!\s*>))*>|(?P<closing><\s*/\s*b\s*>)|{_TAG}",
    re.IGNORECASE,
)


def _in_tags(pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    """The placeholders of a text with tags; what closes a pair closes the one that was opened last."""
    opened: list[str] = []
    for match in pattern.finditer(text):
        kind, value = match.lastgroup, match[match.lastgroup or 0]
        name = ""
        if kind == "closing":
            name = f"/{opened.pop()}" if opened else ""
        elif kind != "tag":
            name = str(int(value)) if value.isdigit() else _token(value)
            opened += [name] if kind == "opening" else []
        yield Found(*match.span(), name)


CARRIERS: Mapping[str, Carrier] = {
    "token": Carrier(_tokens, _in_plain_text),
    "word": Carrier(_words, _in_plain_text),
    "private": Carrier(_privates, _in_plain_text, like_words=False),
    "xml": Carrier(
        names=lambda: map(str, count(1)),
        find=lambda text: _in_tags(_IN_XML, text),
        lone='<x id="{}"/>',
        opening='<g id="{}">',
        closing="</g>",
        like_words=False,
        escaped=True,
    ),
    "html": Carrier(
        names=_tokens,
        find=lambda text: _in_tags(_IN_HTML, text),
        lone='<span translate="no">{}</span>',
        opening='<b id="{}">',
        closing="</b>",
        escaped=True,
    ),
}
"""All carriers, by name."""
