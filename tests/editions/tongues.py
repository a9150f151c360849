"""A letter of our own, ``letter.md``, in languages that the shipped essays are not translated into.

Nu tells in which language a page is written, from about a thousand letters of it; a pseudo-translation is in
none. So the letter says the same thing several times.
"""

from __future__ import annotations

import re
from pathlib import Path

_TIMES = 9
_WRITTEN = re.split(
    r"^## (\S+)$", (Path(__file__).parent / "letter.md").read_text("utf-8"), flags=re.MULTILINE
)
_LETTERS = {tag: text.strip().split("\n\n") for tag, text in zip(_WRITTEN[1::2], _WRITTEN[2::2], strict=True)}

TAGS = tuple(tag for tag in _LETTERS if tag != "en")
ESSAY = "\n\n".join((f"# {_LETTERS['en'][0]}", *_LETTERS["en"][1:] * _TIMES)) + "\n"


def texts(tag: str) -> dict[str, str]:
    """The letter's msgids with their msgstrs in a language."""
    return dict(zip(_LETTERS["en"], _LETTERS[tag], strict=True))
