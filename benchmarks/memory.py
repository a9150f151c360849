"""The memory against the plain use of its library and of Python's own, in the same run.

10,000 real texts are remembered; 1,000 of them, most with a sixth of their words changed, are asked for.
"""

from __future__ import annotations

import difflib
import random
from collections.abc import Sequence

from catalogs import SEED, edited, texts
from rapidfuzz.distance import Indel
from rapidfuzz.process import extract
from rig.clock import report, seconds

from essaytool.memory.index import Memory, Remembered

QUERIES, FOR_DIFFLIB, AT_LEAST = 1_000, 5, 0.75


def a_query(name: str, taken: float, queries: int) -> None:
    report(name, taken, more=f"{taken / queries * 1000:10.3f} ms a query")


def asked_for(msgids: Sequence[str]) -> list[str]:
    """Texts to look up: edited ones, and unchanged ones for the rest."""
    changed = list(edited(list(msgids)).values())
    return [*changed, *random.Random(SEED).sample(list(msgids), QUERIES - len(changed))]


def main() -> None:
    msgids = list(dict.fromkeys(texts()))
    queries = asked_for(msgids)
    entries = [Remembered(text, text.swapcase(), "a.po") for text in msgids]
    memory = Memory(entries)
    print(f"Memory of {len(msgids)} texts, {len(queries)} queries")
    report("reading it in", seconds(lambda: Memory(entries)))
    a_query("exact", seconds(lambda: [memory.exact(None, text) for text in queries]), len(queries))
    a_query("close", seconds(lambda: [memory.close(text) for text in queries]), len(queries))

    def plainly(text: str) -> object:
        return extract(text, msgids, scorer=Indel.normalized_similarity, score_cutoff=AT_LEAST, limit=3)

    a_query("rapidfuzz's extract", seconds(lambda: [plainly(text) for text in queries]), len(queries))
    few = queries[:FOR_DIFFLIB]
    taken = seconds(lambda: [difflib.get_close_matches(text, msgids, 3, AT_LEAST) for text in few])
    a_query(f"difflib, on {FOR_DIFFLIB} of them", taken, len(few))
    found = sum(bool(memory.close(text)) for text in queries)
    print(f"{found} of {len(queries)} queries have a match of at least {AT_LEAST}")


if __name__ == "__main__":
    main()
