"""Pseudo: a translation that is none, to see what is translated and how a layout bears it.

Every letter gets an accent and three of ten come twice, so that the text is 30 percent longer, as English is
in many languages; for a language that is written from right to left, letters become Arabic ones. The same
text always gives the same answer.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import count
from string import ascii_lowercase, ascii_uppercase

from essaytool.engines.protocol import THIS_MACHINE, Answer, Batch, EngineSettings, Limits
from essaytool.languages import Language

_ACCENTED = str.maketrans(
    ascii_lowercase + ascii_uppercase, "áƀçďéƒğĥíĵķľḿñóƥǫŕšťúṽŵẋýžÁƁÇĎÉƑĞĤÍĴĶĽḾÑÓƤǪŔŠŤÚṼŴẊÝŽ"
)
_ARABIC = str.maketrans(ascii_lowercase + ascii_uppercase, 2 * "ابجدهوزحطيكلمنسعفصقرشتثخذض")
_ACUTE = "\u0301"
_DOUBLED = frozenset({2, 5, 8})
"""Which of ten letters come twice."""


class Pseudo:
    """The engine. It is never chosen by ``auto``."""

    name = "pseudo"
    hosted = False
    destination = THIS_MACHINE
    model = ""
    carriers = ("private",)
    garbles = None
    reads_context = False
    takes_terms = False
    cached = False
    limits = Limits(text=1_000_000, texts=100)
    price_per_million = 0.0

    def __init__(self, settings: EngineSettings) -> None:
        pass

    def available(self) -> str:
        return ""

    def speaks(self, source: Language, target: Language) -> bool:
        return source != target

    def measure(self, text: str) -> int:
        return len(text)

    def translate(self, batch: Batch) -> Sequence[Answer]:
        table = _ARABIC if batch.target.direction == "rtl" else _ACCENTED
        return [_pseudo(item.text, table) for item in batch.texts]


def _pseudo(text: str, table: dict[int, int]) -> str:
    place = count()
    changed = "".join(
        _changed(letter, table) * (1 + (next(place) % 10 in _DOUBLED)) if letter.isalpha() else letter
        for letter in text
    )
    return unicodedata.normalize("NFC", changed)


def _changed(letter: str, table: dict[int, int]) -> str:
    other = letter.translate(table)
    return other if other != letter else letter + _ACUTE
