"""Terms: what the glossary says of the words of a text."""

from __future__ import annotations

from collections.abc import Iterator

from essaytool.checks.pairs import Fault, Pair
from essaytool.glossary import Glossary


def term_lost(pair: Pair) -> Iterator[Fault]:
    """A term that the glossary keeps as it is, and the text does not."""
    for term in pair.terms:
        if term.untranslatable and not Glossary.followed(term, pair.msgstr):
            yield Fault(f"the glossary keeps “{term.term}” as it is, and it is not in the text")


def glossary(pair: Pair) -> Iterator[Fault]:
    """A term whose translation in the glossary is not in the text, its ending aside."""
    for term in pair.terms:
        if not term.untranslatable and not Glossary.followed(term, pair.msgstr):
            yield Fault(f"the glossary has “{term.translation}” for “{term.term}”")
