"""Length: a translation that stops early, or goes on where the source does not.

Lengths are compared as a reader's, so a Chinese character counts as much as a short word of an alphabet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from essaytool.checks.pairs import Fault, Pair
from essaytool.checks.prose import Prose

_DENSE = re.compile("[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]")
_DENSE_WEIGHT = 2.4
_SHORT, _CUT, _LONG = 0.3, 0.6, 3.5
"""Shares of the source's length; measured on reviewed translations, which lie between 0.55 and 2.2."""
_TELLS_FROM = 40
"""Characters from which on lengths say something; a title may be put in one word."""
_SENTENCE_END = re.compile(r"[.!?…。！？｡।॥۔؟։።:;;：；](?:[\"'”’»」』)\]）》\x01\x02\s]|\u0020)*$")
MAX_LENGTH = "max-length:"
"""A flag of Weblate's: ``#, max-length:60``."""


def size(prose: Prose) -> float:
    text = prose.shown
    return len(text) if text.isascii() else len(text) + (_DENSE_WEIGHT - 1) * len(_DENSE.findall(text))


def length(pair: Pair) -> Iterator[Fault]:
    if not pair.translates:
        return
    own, their = size(pair.own), size(pair.their)
    if own >= _TELLS_FROM and their < _SHORT * own:
        yield Fault(f"the text is far shorter than its source ({round(100 * their / own)} % of it)")
    elif their > _LONG * own + _TELLS_FROM:
        yield Fault(f"the text is far longer than its source ({round(100 * their / max(own, 1))} % of it)")


def truncated(pair: Pair) -> Iterator[Fault]:
    """A text that is too short and breaks off, where its source ends a sentence."""
    own, their = size(pair.own), size(pair.their)
    if (
        own < _TELLS_FROM
        or not _SHORT * own <= their < _CUT * own
        or not _SENTENCE_END.search(pair.own.shown)
    ):
        return
    if not _SENTENCE_END.search(pair.their.shown) and ends_sentences(pair):
        yield Fault("the text breaks off before the end of its source", max(len(pair.msgstr.rstrip()) - 1, 0))


def ends_sentences(pair: Pair) -> bool:
    """Whether the language marks where a sentence ends; Thai and Lao do not."""
    return pair.target is None or pair.target.tag.split("-", 1)[0] not in ("th", "lo", "my", "km", "bo", "dz")


def too_long(pair: Pair) -> Iterator[Fault]:
    for flag in pair.flags:
        limit = flag.removeprefix(MAX_LENGTH)
        if flag.startswith(MAX_LENGTH) and limit.isdigit() and len(pair.msgstr) > int(limit):
            yield Fault(f"the text has {len(pair.msgstr)} characters, its flag allows {limit}", int(limit))


_STOPS = re.compile(r"[.!?。！？؟।۔](?=[\s\"'”’»」』)）\x01]|$)|[。！？]")


def sentences(pair: Pair) -> Iterator[Fault]:
    """Sentences that are not there: far fewer of them, in a text that is shorter as well."""
    own = len(_STOPS.findall(pair.own.shown))
    if own < 3 or not ends_sentences(pair):
        return
    their = len(_STOPS.findall(pair.their.shown))
    if their <= own - 2 and size(pair.their) < _OMITS * size(pair.own):
        yield Fault(f"the source has {own} sentences, the text {their}, and is shorter")


_OMITS = 0.6
