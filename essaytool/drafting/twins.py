"""Twins: texts that got the same answer though they say different things, which is a sentence of the
server's own: a warning about a quota, an apology.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from essaytool.drafting.queries import Query
from essaytool.drafting.verify import is_sentence

_ALIKE = 0.75


@dataclass
class Twins:
    """The answers of a run, with the queries that got each."""

    given: defaultdict[str, dict[str, Query]] = field(default_factory=lambda: defaultdict(dict))

    def of(self, query: Query, msgstr: str) -> list[Query]:
        """The earlier queries for another text that got this answer; it is remembered for later ones."""
        if not is_sentence(msgstr):
            return []
        alike = self.given[_letters(msgstr)]
        asked = _letters(query.tasks[0].entry.msgid)
        found = [other for text, other in alike.items() if not _mean_the_same(text, asked)]
        alike[asked] = query
        return found


def _mean_the_same(text: str, other: str) -> bool:
    """Whether two texts are so alike that one translation may well be that of both."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(text, other) >= _ALIKE


def _letters(text: str) -> str:
    """A text blind to all but its letters and digits."""
    return "".join(filter(str.isalnum, text)).casefold()
