"""Quotation marks and brackets: that they come in pairs, and that they are the language's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from essaytool.checks.pairs import Fault, Pair, base

_DOUBLE = '"“”„‟'
_QUOTE_PAIRS = {"«": "»", "‹": "›", "「": "」", "『": "』", "《": "》", "〈": "〉"}
_OPENING = {"(": ")", "{": "}", "【": "】"}
_BRACKET = re.compile("[(){}【】]")
_ALONE = re.compile(r"(?:^|\s)(?:\w|\d+|[:;]-?)$")
"""What stands before a bracket that needs no partner: ``a)``, ``:)``."""

# The first and second marks of each language in the CLDR ("delimiters"), and what its books use besides.
_OWN = {
    "ar": "“”«»‘’",
    "cs": "„“»«",
    "da": "“”„»«",
    "de": "„“»«",
    "el": "«»“”",
    "es": "«»“”",
    "fa": "«»‹›",
    "fi": "”»",
    "fr": "«»“”",
    "he": "”“„",
    "hi": "“”‘’",
    "hu": "„”»«",
    "id": "“”",
    "it": "«»“”",
    "ja": "「」『』“”《》〈〉",
    "ko": "“”‘’「」『』《》〈〉",
    "nb": "«»“”",
    "nl": "“”„‘’",
    "pl": "„”«»",
    "pt": "“”«»",
    "ro": "„”«»",
    "ru": "«»„“",
    "sv": "”»",
    "tr": "“”",
    "uk": "«»„“",
    "vi": "“”",
    "zh": "“”‘’「」『』《》〈〉",
}
_FOREIGN = re.compile("[“”„«»「」『』]")


def quotes(pair: Pair) -> Iterator[Fault]:
    """A quotation mark without its partner, where the source's have theirs."""
    if (found := _unpaired_quote(pair.their.covered)) and not _unpaired_quote(pair.own.covered):
        yield Fault(f"the quotation mark {found[0]} has no partner", found[1])


def _unpaired_quote(text: str) -> tuple[str, int] | None:
    """The last mark that has no partner, and its place."""
    if text.isascii() and '"' not in text:
        return None
    if sum(map(text.count, _DOUBLE)) % 2:
        at = max(map(text.rfind, _DOUBLE))
        return text[at], at
    for opening, closing in _QUOTE_PAIRS.items():
        if text.count(opening) != text.count(closing):
            more = opening if text.count(opening) > text.count(closing) else closing
            return more, text.rfind(more)
    return None


def brackets(pair: Pair) -> Iterator[Fault]:
    if (found := _unpaired_bracket(pair.their.covered)) and not _unpaired_bracket(pair.own.covered):
        yield Fault(f"the bracket {found[0]} has no partner", found[1])


def _unpaired_bracket(covered: str) -> tuple[str, int] | None:
    text = covered.replace("（", "(").replace("）", ")")
    if all(text.count(opening) == text.count(closing) for opening, closing in _OPENING.items()):
        return None
    opened: list[tuple[str, int]] = []
    for found in _BRACKET.finditer(text):
        mark = found[0]
        if mark in _OPENING:
            opened.append((mark, found.start()))
        elif opened and _OPENING[opened[-1][0]] == mark:
            opened.pop()
        elif not _ALONE.search(text, max(found.start() - 6, 0), found.start()):
            return mark, found.start()
    return opened[-1] if opened else None


def quote_style(pair: Pair) -> Iterator[Fault]:
    """Quotation marks of another language; straight ones are nobody's."""
    own = _OWN.get(base(pair.target)) if pair.target else None
    if own is None or pair.their.text.isascii():
        return
    for found in _FOREIGN.finditer(pair.their.covered):
        if found[0] not in own and found[0] not in pair.msgid:
            yield Fault(
                f"the quotation mark {found[0]} is not one of this language: {own[:2]}", found.start()
            )
            return
    if (wrong := _turned(pair, own)) >= 0:
        yield Fault(f"a quotation mark of another language opens here: {pair.msgstr[wrong]}", wrong)


def _turned(pair: Pair, own: str) -> int:
    """Where a mark opens that closes in this language; -1 if there is none."""
    if own[:2] == "„“" and "“" in pair.msgstr:
        found = re.search(r"(?:^|(?<=[\s(]))“(?=\w)", pair.their.covered)
        return found.start() if found else -1
    return -1
