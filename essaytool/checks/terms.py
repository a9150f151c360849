"""Terms and names: the glossary's, and those that are the same in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from essaytool.checks.pairs import Fault, Pair
from essaytool.model import Term


@lru_cache(maxsize=4096)
def _pattern(term: str) -> re.Pattern[str]:
    """The term as a whole word where it begins and ends with a letter; Chinese and Japanese part no words."""
    letters = re.escape(term).replace(r"\ ", r"\s+")
    before = r"(?<![^\W_])" if term[:1].isascii() else ""
    after = r"(?![a-zA-Z])" if term[-1:].isascii() else ""
    return re.compile(f"{before}{letters}{after}")


def term_lost(pair: Pair) -> Iterator[Fault]:
    """A term that the glossary keeps as it is, and the text does not."""
    for term in pair.terms:
        kept = term.untranslatable and _pattern(term.term).search(pair.msgid)
        if kept and term.term not in pair.msgstr:
            yield Fault(f"the glossary keeps “{term.term}” as it is, and it is not in the text")


def glossary(pair: Pair) -> Iterator[Fault]:
    """A term whose translation in the glossary is not in the text, its ending aside."""
    for term in pair.terms:
        if (
            not term.untranslatable
            and _any_case(term.term).search(pair.own.shown)
            and not _is_used(term, pair)
        ):
            yield Fault(f"the glossary has “{term.translation}” for “{term.term}”")


@lru_cache(maxsize=4096)
def _any_case(term: str) -> re.Pattern[str]:
    letters = re.escape(term).replace(r"\ ", r"\s+")
    return re.compile(rf"(?<!\w){letters}(?:e?s)?(?!\w)", re.IGNORECASE)


def _is_used(term: Term, pair: Pair) -> bool:
    """Whether each word of the translation is there, up to an ending of at most a third of it."""
    text = pair.their.shown.casefold()
    stems = (word[: max(3, len(word) * 2 // 3)] for word in term.translation.casefold().split())
    return all(stem in text for stem in stems)
