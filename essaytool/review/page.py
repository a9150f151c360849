"""What waits, as one HTML page to read or to send: self-contained, without a script, under a policy that lets
nothing else in.

Each text says which language it is in, and is isolated, so that none can turn its surroundings round. Bidi
controls and other invisible characters are shown by their code points: in a text that is to be judged,
nothing may hide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from essaytool.editions.inner import fill_inner
from essaytool.editions.templating import REVIEW
from essaytool.languages import Language, parse_tag
from essaytool.memory.index import Match
from essaytool.model import Term
from essaytool.review.queue import ToReview

MARK = "Made by essaytool review"
"""What our pages say of themselves, in a comment, so that no other file is written over."""
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Control and bidi characters, other invisible ones, and what HTML forbids (HTML, 13.1.4)."""


@dataclass(frozen=True)
class Card:
    """An entry that waits, and what helps to decide about it."""

    item: ToReview
    diff: Sequence[tuple[str, str]] = ()
    """How the source came about, for a stale entry: its stretches, each ``same``, ``gone`` or ``new``."""
    matches: Sequence[Match] = ()
    terms: Sequence[tuple[Term, bool]] = ()

    @property
    def language(self) -> Language:
        return parse_tag(self.item.language)


def page(cards: Sequence[Card], source_language: Language) -> bytes:
    """The page."""
    return fill_inner(
        REVIEW,
        MARK,
        source=source_language,
        groups=list(_groups(cards)),
        shown=shown,
        changed=_changed,
    )


def _groups(cards: Iterable[Card]) -> Iterator[tuple[Language, str, list[Card]]]:
    """The cards of each essay in each language, in order."""
    found: dict[tuple[str, str], list[Card]] = {}
    for card in cards:
        found.setdefault((card.item.language, card.item.essay), []).append(card)
    return ((parse_tag(tag), essay, own) for (tag, essay), own in found.items())


def shown(text: str) -> Markup:
    """A text with its line breaks, and with all that could hide in it."""
    parts: list[str] = []
    end = 0
    for match in _HIDDEN.finditer(text):
        parts += (Markup.escape(text[end : match.start()]), _code_point(match[0]))
        end = match.end()
    parts.append(Markup.escape(text[end:]))
    return Markup("").join(parts)


def _code_point(character: str) -> Markup:
    return Markup('<span class="et-hidden-one">U+{:04X}</span>').format(ord(character))


def _changed(card: Card) -> Markup:
    """The source of a stale entry, with what is gone and what is new."""
    tags = {"gone": Markup("<del>{}</del>"), "new": Markup("<ins>{}</ins>"), "same": Markup("{}")}
    return Markup("").join(tags[kind].format(shown(text)) for kind, text in card.diff)
