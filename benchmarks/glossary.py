"""The glossary on 10,000 real texts: which of 500 terms occur in each, and whether translations follow them.

For comparison, one regular expression of all terms on the same texts, in the same run.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from catalogs import texts
from rig.clock import report, seconds

from essaytool.glossary import Glossary, Row
from essaytool.languages import parse_tag

TERMS = 500
GERMAN = parse_tag("de")


def terms_of(msgids: list[str]) -> list[str]:
    """Words and pairs of words of the texts, from the most frequent on, every other one of two words."""
    words, pairs = Counter[str](), Counter[str]()
    for text in msgids:
        own = re.findall(r"[A-Za-z]{4,}", text)
        words.update(own)
        pairs.update(f"{first} {second}" for first, second in pairwise(own))
    half = TERMS // 2
    return [word for word, _ in [*words.most_common(half), *pairs.most_common(half)]]


def main() -> None:
    msgids = list(dict.fromkeys(texts()))
    terms = terms_of(msgids)
    glossary = Glossary(tuple(Row(term, {"de": term.swapcase()}) for term in terms))
    print(f"Glossary of {len(terms)} terms, {len(msgids)} texts")
    taken = seconds(lambda: [glossary.terms(text, GERMAN) for text in msgids])
    found = [(text, glossary.terms(text, GERMAN)) for text in msgids]
    report("terms", taken, more=f"{sum(len(own) for _, own in found)} occurrences")
    taken = seconds(lambda: [glossary.followed(term, text) for text, own in found for term in own])
    report("followed", taken)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, terms))})(?:s|es)?\b", re.IGNORECASE)
    report("one regular expression", seconds(lambda: [pattern.findall(text) for text in msgids]))


if __name__ == "__main__":
    main()
