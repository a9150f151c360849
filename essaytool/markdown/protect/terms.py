"""Terms: the words of a glossary that are the same in every language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from essaytool.markdown.protect.letters import is_word_in
from essaytool.model import Term


def term_places(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    """Where a text has a term that is not to be translated: in the glossary's case, and as whole words.

    Of terms that begin at the same place the longest counts. Blanks in a term stand for any white space.
    """
    kept = tuple(term.term for term in terms if term.untranslatable and term.term.strip())
    if not kept:
        return
    pattern = _pattern(kept)
    at = 0
    while found := pattern.search(text, at):
        whole = next((end for end in _ends(found, kept) if is_word_in(text, found.start(), end)), None)
        if whole is not None:
            yield found.start(), whole
        at = found.start() + 1 if whole is None else whole


def _ends(found: re.Match[str], kept: tuple[str, ...]) -> Iterator[int]:
    """Where the terms that begin with this match end, the longest first."""
    yield found.end()
    for term in _longest_first(kept):
        match = _one(term).match(found.string, found.start())
        if match and match.end() < found.end():
            yield match.end()


@lru_cache(maxsize=64)
def _pattern(kept: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_spellings(term) for term in _longest_first(kept)))


@lru_cache(maxsize=1024)
def _one(term: str) -> re.Pattern[str]:
    return re.compile(_spellings(term))


def _longest_first(kept: tuple[str, ...]) -> list[str]:
    return sorted(set(kept), key=lambda term: (-len(term), term))


def _spellings(term: str) -> str:
    """The term with its accents composed or not."""
    forms = dict.fromkeys((term, unicodedata.normalize("NFC", term), unicodedata.normalize("NFD", term)))
    return "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms)
