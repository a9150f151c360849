"""What reviewers are told of a passage: what its catalog says, and whether it can be shown."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from essaytool.editions.furniture import Furniture
from essaytool.editions.marks import DRAFT, REVIEWED, STALE
from essaytool.model import Placed, State

__all__ = ["DRAFT", "MISSING", "REFUSED", "REVIEWED", "STALE", "names", "state_of"]

MISSING = "missing"
REFUSED = "refused"
"""There is a translation, and it cannot stand in the essay."""


def state_of(placed: Placed) -> str:
    """The state of a translation for those who work on it."""
    if placed.state is State.MISSING:
        return MISSING
    return str(placed.state) if placed.translated else REFUSED


def names(say: Furniture) -> Mapping[str, Markup]:
    """What the states are called in the page's language."""
    return {
        REVIEWED: say("Reviewed"),
        DRAFT: say("Draft"),
        STALE: say("Outdated"),
        REFUSED: say("Left out"),
        MISSING: say("Not translated"),
    }
