"""The forms of numbers: a language's own signs for decimals and groups, by the CLDR."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from essaytool.checks.pairs import Fault, Pair
from essaytool.languages import Language

_PARTED = re.compile(r"[.,](?<=\d.)\d")
_GROUPED = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\w,]|\.\d)")
_DECIMAL = re.compile(
    r"(?<![\w.,-])\d+\.\d+(?=\s*(?:%|percent|million|billion|trillion|thousand|hundred|hours|times))"
)


def number_form(pair: Pair) -> Iterator[Fault]:
    """A number in the source language's form: ``54,000`` is fifty-four in German."""
    if not _PARTED.search(pair.msgid) or pair.source is None or pair.target is None:
        return
    (own_point, own_group), (point, group) = signs(pair.source), signs(pair.target)
    if (own_point, own_group) != (".", ","):
        return
    patterns = [_GROUPED] * (group != ",") + [_DECIMAL] * (point != ".")
    for pattern in patterns:
        for number in pattern.findall(pair.own.covered):
            found = re.search(rf"(?<![\w.,]){re.escape(number)}(?![\w.,]*\d)", pair.their.covered)
            if found:
                yield Fault(f"{number} is written as in the source's language", found.start())


@cache
def signs(language: Language) -> tuple[str, str]:
    """A language's decimal sign and group sign, of its Latin digits."""
    symbols = language.locale.number_symbols.get("latn", {})
    return str(symbols.get("decimal", ".")), str(symbols.get("group", ","))
