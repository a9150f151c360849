"""Likeness: how much of two texts is the same, in order.

It is the Indel similarity, from 0 to 1: twice the longest common subsequence over both lengths, which is what
msgmerge's ``fstrcmp`` measures. We compare characters where msgmerge compares bytes, so that a letter counts
as much in Hindi as in English.
"""

from __future__ import annotations

from collections.abc import Sequence


def closest(
    text: str, texts: Sequence[str], *, at_least: float, limit: int | None
) -> list[tuple[float, int]]:
    """The likeness and place of those texts that are as like as that, the closest first, then in order."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extract

    found = extract(text, texts, scorer=Indel.normalized_similarity, score_cutoff=at_least, limit=limit)
    return sorted(((ratio, place) for _, ratio, place in found), key=lambda pair: (-pair[0], pair[1]))


def lengths_for(length: int, at_least: float) -> tuple[float, float]:
    """The least and the greatest length of a text that can be as like as that to one of this length.

    No more can be common than the shorter one has: ``2 * min / (min + max) >= at_least``.
    """
    if at_least <= 0:
        return 0, float("inf")
    return length * at_least / (2 - at_least), length * (2 - at_least) / at_least
