"""Words: twice in a row, in capitals, and names that are spelt otherwise than in the source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from essaytool.checks.pairs import Fault, Pair, base
from essaytool.checks.prose import Prose

_TWICE = re.compile(r"(?<![\w'’-])([^\W\d_]{2,})\s+\1(?![\w'’-])")
_MAY_DOUBLE = frozenset(
    "هي هو die das der den dem sie ihr nous vous se ha had that bara sehr very no não sí oui ja nein non нет да"
    " для که را दिन धीरे बार अलग कभी साथ शायद".split()
)
"""Words that grammar or habit doubles."""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*")
_CAPITAL = re.compile(r"[A-Za-z]*[A-Z0-9][A-Za-z0-9]*")
_SHORTEST_NAME = 4


def repeated_word(pair: Pair) -> Iterator[Fault]:
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
    missing = [word for word in set(_CAPITAL.findall(pair.own.shown)) if word not in pair.msgstr]
    if not missing or all(word in pair.msgid for word in _CAPITAL.findall(pair.their.shown)):
        return
    own, their = _names(pair.own.shown), _names(pair.their.shown)
    gone, new = own - their, their - own
    for name in sorted(gone):
        for other in sorted(new):
            if _is_slip(name, other) and other.lower() not in pair.msgid.lower():
                at = max(pair.msgstr.find(other), 0)
                yield Fault(f"the source has {name}, the text {other}", at)


def _names(text: str) -> frozenset[str]:
    """Words of the Latin script that are names for sure: a capital or digit within, or in the middle of a
    sentence.
    """
    found = set()
    for match in _NAME.finditer(text):
        word = match[0]
        if len(word) >= _SHORTEST_NAME and (
            _is_odd(word) or (word[0].isupper() and _is_inside(text, match.start()))
        ):
            found.add(word)
    return frozenset(found)


def _is_odd(word: str) -> bool:
    """Whether a word's capitals or digits make it a name: GitHub, GPT-4, NASA."""
    return any(letter.isupper() or letter.isdigit() for letter in word[1:])


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
