"""Quotation marks and brackets: that they come in pairs, and that they are the language's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from essaytool.checks.pairs import Fault, Pair, base

_ANY = re.compile('["“”„‟«»‹›「」『』《》〈〉()（）\\[\\]{}【】]')
_DOUBLE = frozenset('"“”„‟')
_OPENING = {
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "【": "】",
    "(": ")",
    "{": "}",
}
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}
_WIDE = str.maketrans("（）", "()")
_ALONE = re.compile(r"(?:^|\s)(?:\w|\d+|[:;]-?)$")
"""What stands before a bracket that needs no partner: ``a)``, ``:)``."""

# The first and second marks of each language in the CLDR ("delimiters"), and what its books use besides.
_OWN = {
    "ar": "“”«»‘’", "cs": "„“»«", "da": "“”„»«", "de": "„“»«", "el": "«»“”", "es": "«»“”", "fa": "«»‹›",
    "fi": "”»", "fr": "«»“”", "he": "”“„", "hi": "“”‘’", "hu": "„”»«", "id": "“”", "it": "«»“”", "ja": "「」『』“”《》〈〉",
    "ko": "“”‘’「」『』《》〈〉", "nb": "«»“”", "nl": "“”„‘’", "pl": "„”«»", "pt": "“”«»", "ro": "„”«»", "ru": "«»„“",
    "sv": "”»", "tr": "“”", "uk": "«»„“", "vi": "“”", "zh": "“”‘’「」『』《》〈〉",
}  # fmt: skip
_FOREIGN = re.compile("[“”„«»「」『』]")


def quotes(pair: Pair) -> Iterator[Fault]:
    """A quotation mark without its partner, where the source's have theirs."""
    if (their := _unpaired(pair.their.covered, quotes_only=True)) and not _unpaired(
        pair.own.covered, quotes_only=True
    ):
        yield Fault(f"the quotation mark {their[0]} has no partner", their[1])


def brackets(pair: Pair) -> Iterator[Fault]:
    if (their := _unpaired(pair.their.covered, quotes_only=False)) and not _unpaired(
        pair.own.covered, quotes_only=False
    ):
        yield Fault(f"the bracket {their[0]} has no partner", their[1])


def _unpaired(covered: str, *, quotes_only: bool) -> tuple[str, int] | None:
    """The first mark that has no partner, and its place."""
    if not _ANY.search(covered):
        return None
    text = covered.translate(_WIDE)
    if not quotes_only:
        return _unpaired_brackets(text)
    doubles = [found.start() for found in _ANY.finditer(text) if found[0] in _DOUBLE]
    if len(doubles) % 2:
        return text[doubles[-1]], doubles[-1]
    for opening, closing in _OPENING.items():
        if opening not in "({【" and text.count(opening) != text.count(closing):
            more = opening if text.count(opening) > text.count(closing) else closing
            return more, text.find(more)
    return None


def _unpaired_brackets(text: str) -> tuple[str, int] | None:
    opened: list[tuple[str, int]] = []
    for found in _ANY.finditer(text):
        mark = found[0]
        if mark in "({【":
            opened.append((mark, found.start()))
        elif mark in ")}】":
            if opened and _OPENING[opened[-1][0]] == mark:
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
