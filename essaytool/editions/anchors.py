"""Names for the places of a page that links lead to; they come from the source, so that all languages agree.

Slugs are made as GitHub makes them: lower case, no punctuation, blanks as hyphens; a name that is taken
gets a number. What belongs to the page and not to the essay is named ``et-…``, in ids as in classes; no
essay can give such a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from essaytool.markdown.reading import reading
from essaytool.model import Unit

OWN = "et-"
"""How every id and class of the page's own begins."""

_EMOJI_STYLE = "\ufe0f"
_RAW_ID = re.compile(r"""\sid\s*=\s*["']?([^\s"'>]+)["']?""", re.IGNORECASE)


class Anchors:
    """Hands out ids, none of them twice."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}
        """How far each name was counted, so that thousands of one are not counted from the start."""

    def name(self, wanted: str) -> str:
        """`wanted`, or that with the first number that makes it free."""
        number, free = self._numbers.get(wanted, 0), wanted
        while free in self._taken:
            number += 1
            free = f"{wanted}-{number}"
        self._numbers[wanted] = number
        self._taken.add(free)
        return free


def ids_in(markup: str) -> list[str]:
    """The ids that an essay's own HTML tags give."""
    return _RAW_ID.findall(markup)


def without_ids(tag: str) -> str:
    """An HTML tag of an essay without the id that it gives."""
    return _RAW_ID.sub("", tag)


def slug(text: str) -> str:
    """The text as an id. Marks stay with their letters (Hindi vowels are marks); emoji go."""
    kept = (letter for letter in unicodedata.normalize("NFC", text).lower() if _stays(letter))
    made = "".join("-" if letter == " " else letter for letter in kept)
    return f"h-{made}" if made.startswith(OWN) else made


def _stays(letter: str) -> bool:
    return (
        letter.isalnum()
        or letter in " -_"
        or (unicodedata.category(letter)[0] == "M" and letter != _EMOJI_STYLE)
    )


def heading_slug(unit: Unit | None) -> str:
    """The id of a heading, from its text in the source."""
    parts = reading(unit.msgid, unit.labels) if unit else ()
    text = "".join(str(part[1]) for part in parts if part[0] in ("Text", "Code"))
    return slug(text.strip()) or "section"
