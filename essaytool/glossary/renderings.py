"""How terms are translated so far, as far as all translations agree."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from essaytool.glossary import LETTER, Glossary, is_unspaced, prose

Pairs = Sequence[tuple[str, str]]
"""Texts and their translations into one language."""

_LEAST_TEXTS = 3
"""From how many texts on a translation can be told from what else they share."""
_LEAST_LIKENESS = 0.7
"""Dice's coefficient of the texts with the term and those with its translation."""
_CERTAIN = 2.0
"""More than any likeness: the term stands in all of the translations itself."""
_FREQUENT = 0.15
"""The share of texts beyond which a word is of the language, not of a term."""
_WORD = rf"{LETTER}+(?:['’.-]{LETTER}+)*"
_RUN = re.compile(rf"{_WORD}(?: {_WORD})*")
_UNSPACED_RUN = re.compile(r"[\u30a1-\u30ff\u3400-\u9fff]+")
_LONGEST, _LONGEST_UNSPACED = 3, 10


def rendering(terms: Glossary, pairs: Pairs) -> dict[str, str]:
    """What each term is in all texts that have it; a term whose translations differ is not among them."""
    having: dict[str, list[int]] = defaultdict(list)
    for number, (text, _) in enumerate(pairs):
        for row in terms.occurring(text):
            having[row.term].append(number)
    texts = [prose(translation) for _, translation in pairs]
    grams = [_grams(text) for text in texts]
    counts = Counter(gram for own in grams for gram in own)
    found = []
    for term, numbers in having.items():
        itself = re.compile(rf"(?<![A-Za-z]){re.escape(term)}(?![A-Za-z])")
        if all(itself.search(texts[number]) for number in numbers):
            found.append((_CERTAIN, term, term))
        elif len(numbers) >= _LEAST_TEXTS:
            found.append((*_best(term, numbers, grams, counts), term))
    return _without_clashes(found)


def _without_clashes(found: Sequence[tuple[float, str, str]]) -> dict[str, str]:
    """The likeliest translations first; what shares words with that of another term, though the terms share
    none, only stood beside it.
    """
    taken: dict[str, str] = {}
    for likeness, text, term in sorted(found, key=lambda each: (-each[0], each[2])):
        clashes = (_overlap(text, other) and not _overlap(term, known) for known, other in taken.items())
        if likeness >= _LEAST_LIKENESS and not any(clashes):
            taken[term] = text
    return taken


def _overlap(text: str, other: str) -> bool:
    """Whether two texts share a word, or in scripts without blanks one holds the other."""
    if is_unspaced(text) or is_unspaced(other):
        return text in other or other in text
    return not set(text.casefold().split()).isdisjoint(other.casefold().split())


def _best(
    term: str, numbers: Sequence[int], grams: Sequence[Mapping[str, str]], counts: Counter[str]
) -> tuple[float, str]:
    """Of what all of these texts share, that which others have least; then of as many words as the term, then
    the longest; and how alike the texts are that have it.
    """
    shared = set.intersection(*(set(grams[number]) for number in numbers))
    limit = max(len(numbers), _FREQUENT * len(grams))
    likeness = {
        gram: 2 * len(numbers) / (counts[gram] + len(numbers))
        for gram in shared
        if not any(counts[word] > limit for word in _ends(gram))
    }
    words = len(term.split())

    def rank(gram: str) -> tuple[float, int, int, str]:
        return likeness[gram], -abs(len(gram.split()) - words), len(gram), gram

    best = max(likeness, key=rank, default="")
    if not best:
        return 0.0, ""
    forms = Counter(grams[number][best] for number in numbers)
    return likeness[best], max(forms, key=lambda form: (forms[form], form))


def _ends(gram: str) -> tuple[str, str]:
    words = gram.split()
    return words[0], words[-1]


def _grams(text: str) -> Mapping[str, str]:
    """The runs of words of a text, or of characters where no blanks are set, in one case, and as they are
    first written.
    """
    found: dict[str, str] = {}
    for gram in _characters(text) if is_unspaced(text) else _words(text):
        found.setdefault(gram.casefold(), gram)
    return found


def _words(text: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        words = run.split(" ")
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
                if len(words[start]) > 1 and len(words[end - 1]) > 1:
                    yield " ".join(words[start:end])


def _characters(text: str) -> Iterator[str]:
    for run in _UNSPACED_RUN.findall(text):
        for start in range(len(run)):
            for end in range(start + 2, min(start + _LONGEST_UNSPACED, len(run)) + 1):
                yield run[start:end]
