"""What of a plain text nobody reads: URLs, e-mail addresses, shortcodes of site generators, displayed math.

The first of them in a text is taken out, then the first of what follows. One regular expression could say
that, but not in a time that grows with the text: it would look for an ``@`` from every letter on, and for the
end of every ``{{``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_URL = re.compile(r"(?<![a-z0-9+.-])[0-9+.-]*+[a-z][a-z0-9+.-]++://\S+", re.IGNORECASE)
"""It begins where the run of letters and digits does: digits before a URL are no letters either."""
_WORD = re.compile(r"\S+")
_DOMAIN = re.compile(r"\S+\.\w+")

_Span = tuple[int, int]
_Find = Callable[[str, int], _Span | None]
"""The first one from a place on, and none if there is none any more."""


def without_unread(text: str) -> str:
    """The text that people read, in a time that grows as the text does."""
    finds: tuple[_Find, ...] = (_url, _address, _Pair("{{", "}}").find, _Pair("{%", "%}").find)
    found = {find: find(text, 0) for find in (*finds, _Pair("$$", "$$").find)}
    parts: list[str] = []
    at = 0
    while True:
        for find, span in found.items():
            if span and span[0] < at:
                found[find] = find(text, at)
        first = min((span for span in found.values() if span), key=lambda span: span[0], default=None)
        if first is None:
            return "".join((*parts, text[at:]))
        parts.append(text[at : first[0]])
        at = first[1]


def _url(text: str, at: int) -> _Span | None:
    match = _URL.search(text, at)
    return match and match.span()


def _address(text: str, at: int) -> _Span | None:
    """Where no domain follows the first ``@`` of a word, none follows a later one."""
    for word in _WORD.finditer(text, at):
        sign = text.find("@", word.start() + 1, word.end())
        domain = _DOMAIN.match(text, sign + 1) if sign > 0 else None
        if domain:
            return word.start(), domain.end()
    return None


@dataclass
class _Pair:
    """Two marks with anything between them."""

    opening: str
    closing: str
    end: int = 0
    """Where the closing mark that was found last stands."""

    def find(self, text: str, at: int) -> _Span | None:
        begin = text.find(self.opening, at)
        inner = begin + len(self.opening)
        if 0 <= self.end < inner:
            self.end = text.find(self.closing, inner)
        return None if begin < 0 or self.end < 0 else (begin, self.end + len(self.closing))
