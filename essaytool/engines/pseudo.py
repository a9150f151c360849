"""Pseudo: a translation that is none, to see what is translated and how a layout bears it.

Every letter gets an accent and three of ten come twice, so that the text is 30 percent longer, as English is
in many languages. For a language in another script that we know letters of, letters become those, so that a
page shows the script's own shapes and direction; they spell nothing. The same text always gives the same
answer.
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
_LETTERS = {
    "Arab": "ابجدهوزحطيكلمنسعفصقرشتثخذض",
    "Cyrl": "абцдефгхийклмнопярстувшжыз",
    "Deva": "अबकडएफगहइजझलमनओपखरसटउवयषथध",
    "Grek": "αβγδεφηιθκλμνξοπρσςτυυωχψζ",
    "Hans": "人山水日月火木土金口手目心田石白大小上中下天王立子女",
    "Hant": "人山水日月火木土金口手目心田石白大小上中下天王立子女",
    "Hebr": "אבגדהוזחטיכלמנסעפצקרשתםןףץ",
    "Jpan": "あいうえおかきくけこさしすせそたちつてとなにぬねのは",
    "Kore": "가나다라마바사아자차카타파하거너더러머버서어저처커터",
    "Thai": "กขคฆงจฉชซญฎฏดตถทธนบปผพฟมยร",
}
"""Letters of scripts by their ISO 15924 codes, one for each of ours."""
_ACUTE = "\u0301"
_DOUBLED = frozenset({2, 5, 8})
"""Which of ten letters come twice."""


class Pseudo:
    """The engine. It is never chosen by ``auto``."""

    name = "pseudo"
    hosted = False
    destination = THIS_MACHINE
    model = ""
    address = ""
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
        table = _table(batch.target)
        return [_pseudo(item.text, table) for item in batch.texts]


def _table(language: Language) -> dict[int, int]:
    """What becomes of letters in a language."""
    letters = _LETTERS.get(language.script) or (_LETTERS["Arab"] if language.direction == "rtl" else "")
    return (
        str.maketrans(ascii_lowercase + ascii_uppercase, letters + letters.upper()) if letters else _ACCENTED
    )


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
