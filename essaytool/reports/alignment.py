"""A page with a translated document beside its essay: what was paired with what, and how certain that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from essaytool.editions.templating import PAIRS, dress, fill
from essaytool.languages import Language

GENERATOR = "essaytool import"
"""What the page says that made it."""
_NAMES = {
    "entry": "taken",
    "fuzzy": "fuzzy",
    "kept": "there already",
    "copy": "not translated",
    "alone": "without a pair",
}


class Paired(Protocol):
    """What the page shows of a pair: `essaytool.workflow.results.Pairing`."""

    @property
    def outcome(self) -> str: ...


def alignment_page(pairs: Sequence[Paired], document: str, source: Language, language: Language) -> str:
    """The page, complete in itself. Texts stand in it as Markdown, and as nothing but text."""
    outcomes = Counter(pair.outcome for pair in pairs)
    counts = ", ".join(f"{outcomes[key]} {name}" for key, name in _NAMES.items() if outcomes[key])
    return fill(
        "pairs.html.jinja",
        **dress(PAIRS, language=language),
        generator=GENERATOR,
        document=document,
        counts=counts,
        source=source,
        language=language,
        pairs=pairs,
        names=_NAMES,
    )
