r"""Plain marks: the markup of a text that is so plain that patterns can read it, which most texts are.

Plain are links without brackets, code or titles inside, code between single backticks, footnotes, tags, and
emphasis that begins behind a blank and ends before one, or before punctuation. A text with a backslash, or
with an image or with any mark left over, is not plain: the parser has to read it (CommonMark 6).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

_MAY_BE_MARKUP = re.compile(r"[`\[\]<>\\*_~]")
# Each alternative begins with its own letter, so that no time is spent where none of them stands.
_KEPT = re.compile(
    r"`[^`\n]*`(?!`)"
    r"|\[(?<!!\[)(?![\^!])[^\[\]`<>\\\n]*\](?P<to>\([^()\s<>\\`*_]*\)|\[[^\[\]`<>\\]+\])"
    r"|\[\^[^\[\]\s`<>\\]+\](?![(\[:])"
    r"|</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>`]*)?>|<[a-z]{2,20}://[^<>\s`]*>"
)
_EMPHASIS = re.compile(
    r"(?:^|(?<=[\s(\"'“„«—–¿¡]))(?P<mark>\*\*?|__?|~~)(?![\s*_~])[^*_~`\[\]<>\\]*(?<![\s*_~])(?P=mark)(?=$|[\s)\"'”“»—–.,;:!?…])"
)


@dataclass(frozen=True, slots=True)
class PlainMarks:
    """What a plain text holds."""

    kept: Counter[str]
    """Code, footnotes and tags as they stand; of links, where they lead."""
    emphases: int


def plain_marks(text: str) -> PlainMarks | None:
    """The marks of a plain text; None for one that only the parser can read."""
    if not _MAY_BE_MARKUP.search(text):
        return _NONE
    kept: Counter[str] = Counter()

    def taken(match: re.Match[str]) -> str:
        target = match["to"]
        kept[target or match[0]] += 1
        return f" {match[0][1 : -len(target) - 1]} " if target else "x"

    rest = _KEPT.sub(taken, text)
    rest, emphases = _EMPHASIS.subn("", rest) if _MAY_BE_MARKUP.search(rest) else (rest, 0)
    return None if _MAY_BE_MARKUP.search(rest) else PlainMarks(kept, emphases)


@lru_cache(maxsize=1 << 13)
def marks_of_source(msgid: str) -> PlainMarks | None:
    """As `plain_marks`; remembered, since an essay's texts are compared once for each of its languages."""
    return plain_marks(msgid)


def is_plainly_kept(msgid: str, msgstr: str) -> bool:
    """Whether two texts are plain, and hold the same; of all others, the parser tells."""
    own = marks_of_source(msgid)
    their = plain_marks(msgstr) if own else None
    return own is not None and their is not None and own.kept == their.kept


_NONE = PlainMarks(Counter(), 0)
