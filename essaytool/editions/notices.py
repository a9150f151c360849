"""What a page tells its readers before they begin: what nobody has reviewed, and what is not translated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from babel.numbers import format_percent
from markupsafe import Markup

from essaytool.editions.cover import SHOWN_KEYS
from essaytool.editions.furniture import Furniture
from essaytool.editions.marks import DRAFT, SOURCE, STALE, shown
from essaytool.languages import Language
from essaytool.model import Context, Edition, Placed


def notices(edition: Edition, language: Language, say: Furniture, original: Markup) -> list[Markup]:
    """The sentences of the notice, in the page's language; none if all of the page is reviewed.

    `original` is a link to the source's edition, empty where there is none.
    """
    shares = shown_shares(edition)
    told = list(_told(shares, language, say))
    pointer = [say("Read the original: {language}", language=original)] if told and original else []
    return told + pointer


def shown_shares(edition: Edition) -> Mapping[str, float]:
    """Which share of the page, in letters of the source, is shown in which state."""
    letters: Counter[str] = Counter()
    for placed in edition.placed:
        if placed.unit.translatable and _is_on_page(placed):
            letters[shown(placed)] += len(placed.unit.msgid)
    return {state: count / letters.total() for state, count in letters.items()}


def has_drafts(edition: Edition) -> bool:
    """Whether readers are shown something that nobody has reviewed."""
    return DRAFT in shown_shares(edition)


def _is_on_page(placed: Placed) -> bool:
    key = placed.unit.kind.removeprefix("front matter: ")
    return placed.unit.context is not Context.FRONT_MATTER or key in SHOWN_KEYS


def _told(shares: Mapping[str, float], language: Language, say: Furniture) -> Iterator[Markup]:
    if shares.get(DRAFT) == 1:
        yield say("This page was translated by a machine, and nobody has reviewed it yet.")
    elif DRAFT in shares:
        yield say(
            "{share} of this page was translated by a machine and has not been reviewed yet;"
            " a line in the margin marks those passages.",
            share=format_percent(_rounded(shares[DRAFT]), locale=language.locale),
        )
    if STALE in shares:
        yield say("Some passages follow an earlier version of the original.")
    if SOURCE in shares:
        yield say("Some passages have not been translated yet; they are shown in the original language.")


def _rounded(share: float) -> float:
    """The share in whole percent; some is never none, and not all is never all."""
    return min(max(round(share, 2), 0.01), 0.99)
