"""Words: twice in a row, in capitals, and names that are spelt otherwise than in the source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from operator import eq

from essaytool.checks.pairs import Fault, Pair, base
from essaytool.checks.prose import Prose

_TWICE = re.compile(r"(?<![\w'’-])([^\W\d_]{2,})\s+\1(?![\w'’-])")
_MAY_DOUBLE = frozenset(
    "هي هو die das der den dem sie ihr nous vous se ha had that bara sehr very no não sí oui ja nein non"
    " нет да"
    " для که را दिन धीरे बार अलग कभी साथ शायद".split()
)
"""Words that grammar or habit doubles."""
_NAME = re.compile(r"[A-Z](?:[A-Za-z0-9]|[-.](?=[A-Za-z0-9]))*")
_ODD = re.compile(r".+[A-Z0-9]")
_SHORTEST_NAME = 4


def repeated_word(pair: Pair) -> Iterator[Fault]:
    words = pair.their.shown.split()
    if not any(map(eq, words, words[1:])):
        return
    for found in _TWICE.finditer(pair.their.covered):
        doubled = found[1].lower() in _MAY_DOUBLE or (pair.target and base(pair.target) in ("id", "ms", "hi"))
        if not doubled and not _TWICE.search(pair.own.covered):
            yield Fault(f"a word stands twice: {found[1]}", found.start())


def capitals(pair: Pair) -> Iterator[Fault]:
    """The whole text in capitals where the source is not, or the reverse."""
    own, their = pair.own, pair.their
    if not (own.shown.isupper() or their.shown.isupper()) or min(own.letters, their.letters) < 6:
        return
    if not (_has_case(own) and _has_case(their)):
        return
    if their.shown.isupper() and not own.shown.isupper() and len(their.words) > 1:
        yield Fault("the text is in capitals, its source is not")
    elif own.shown.isupper() and their.shown.islower():
        yield Fault("the source is in capitals, the text is not")


def _has_case(prose: Prose) -> bool:
    """Whether most of a text's letters have a capital form."""
    cased = sum(letter.lower() != letter.upper() for letter in prose.shown)
    return 2 * cased > prose.letters


def start_capital(pair: Pair) -> Iterator[Fault]:
    """A sentence whose first letter is small, where the source begins with a capital."""
    first, own = pair.their.shown[:1], pair.own.shown[:1]
    if not (own.isupper() and first.islower() and _is_sentence(pair.own) and _has_case(pair.their)):
        return
    word = pair.their.words[0]
    if word.islower() or pair.own.words[0].casefold() == word.casefold():
        yield Fault("the text begins with a small letter, its source with a capital")


def _is_sentence(prose: Prose) -> bool:
    return len(prose.words) >= 4 and prose.shown[-1:] in ".!?"


def name_drift(pair: Pair) -> Iterator[Fault]:
    """A name of the source is not in the text, but one that differs from it by a letter is."""
    text, own = pair.msgstr, pair.msgid
    missing = [
        word
        for word in set(_NAME.findall(pair.own.shown))
        if len(word) >= _SHORTEST_NAME and word not in text
    ]
    if not missing:
        return
    new = {
        word for word in _NAME.findall(pair.their.shown) if len(word) >= _SHORTEST_NAME and word not in own
    }
    for name in sorted(missing):
        for other in sorted(word for word in new if word[0] == name[0] and abs(len(word) - len(name)) < 3):
            if _is_slip(name, other) and _is_name(name, pair.own.shown) and other.lower() not in own.lower():
                yield Fault(f"the source has {name}, the text {other}", max(text.find(other), 0))


def _is_name(word: str, text: str) -> bool:
    """Whether a word is a name for sure: with a capital or digit in it, or amid a sentence."""
    inside = (_is_inside(text, found.start()) for found in re.finditer(rf"\b{re.escape(word)}\b", text))
    return _is_odd(word) or any(inside)


def _is_odd(word: str) -> bool:
    """Whether a word's capitals or digits make it a name: GitHub, GPT-4, NASA."""
    return _ODD.match(word) is not None


def _is_inside(text: str, at: int) -> bool:
    """Whether no sentence begins here."""
    before = text[:at].rstrip()
    return bool(before) and before[-1] not in '.!?:;"“„«»「（(*-–—•。！？…' and text[at - 1] not in "'’"


def _is_slip(name: str, other: str) -> bool:
    """Whether two names differ by one letter, doubled, lost, exchanged or wrong, in their middle."""
    from rapidfuzz.distance import OSA

    other = other.removesuffix("s") if not name.endswith("s") else other  # a genitive
    if name[0].lower() != other[0].lower() or _plain(name) == _plain(other):
        return False
    if abs(len(name) - len(other)) > 1 or OSA.distance(name, other, score_cutoff=1) != 1:
        return False
    if _is_odd(name):
        return not (name.startswith(other) or other.startswith(name))
    if sorted(name) == sorted(other):
        return True
    return len(name) > _SHORTEST_NAME + 1 and name[-2:] == other[-2:] and not _is_cognate(name, other)


_COGNATES = re.compile(
    r"c↔k|k↔c|s↔z|z↔s|c↔z|z↔c|ph↔f|y↔i|i↔y|t↔c|c↔t|e↔a|a↔e|o↔u|u↔o|i↔e|e↔i|g↔j|c↔s|s↔c|v↔w|w↔v|j↔y|i↔j|x↔s|t↔z|y↔j"
)


def _is_cognate(name: str, other: str) -> bool:
    """Whether the letter is one that related languages exchange: Korea and Corea, Afrika and Africa."""
    if len(name) != len(other):
        return _doubled(name, other)
    different = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
    return len(different) == 1 and _COGNATES.fullmatch("↔".join(different[0]).lower()) is not None


def _doubled(name: str, other: str) -> bool:
    """Whether a letter is doubled in one of the two: Philippines and Filipinas do so."""
    return re.sub(r"(.)\1", r"\1", name) == re.sub(r"(.)\1", r"\1", other)


def _plain(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if letter.isalnum()).lower()
