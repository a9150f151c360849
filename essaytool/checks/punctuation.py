"""Punctuation: how a text begins and ends, and the forms of its marks in the language's own script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from essaytool.checks.length import ends_sentences
from essaytool.checks.pairs import Fault, Pair, base
from essaytool.checks.prose import MARK

_CLOSING = "\"'”’»›」』)）]】》〉“‘\u200b\u200e\u200f" + MARK
"""What may stand behind the last mark of a sentence."""
_KINDS = {
    "full stop": ".。．｡।॥۔։።᙮",
    "colon": ":：፥∶",
    "semicolon": ";；؛፤",
    "question mark": "?？؟⁇՞፧",
    "exclamation mark": "!！՜‼¡",
    "ellipsis": "…⋯",
}
_KIND_OF = {mark: kind for kind, marks in _KINDS.items() for mark in marks}
_DOTS = re.compile(r"\.{3,}|。{3,}|…+|⋯+")
_LIKE_A_STOP = frozenset({"full stop", "exclamation mark", "ellipsis", "semicolon"})
_GREEK = {";": "question mark", "\u037e": "question mark", "·": "semicolon", "\u0387": "semicolon"}

_ASCII_FORMS = {
    "ar": re.compile(r"(?<=[\u0620-\u064a\u06cc\u06a9])[\x01]*([,;?])"),
    "fa": re.compile(r"(?<=[\u0620-\u064a\u06cc\u06a9])[\x01]*([,;?])"),
    "ur": re.compile(r"(?<=[\u0620-\u064a\u06cc\u06a9])[\x01]*([,;?])"),
    "zh": re.compile(r"(?<=[\u4e00-\u9fff])[\x01]*([,;?!])|(?<=[\u4e00-\u9fff])[\x01]*(\.)(?=\s|$)"),
    "ja": re.compile(
        r"(?<=[\u3041-\u30fa\u4e00-\u9fff])[\x01]*([,;?!])|(?<=[\u3041-\u30fa\u4e00-\u9fff])[\x01]*(\.)(?=\s|$)"
    ),
    "el": re.compile(r"(?<=[\u0370-\u03ff\u1f00-\u1fff])[\x01]*(\?)"),
}
"""A mark in the form of another script, behind a letter of the language's own."""
_SYMBOL = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f300-\U0001faff•‣◦]"
)


def end_punctuation(pair: Pair) -> Iterator[Fault]:
    """Full stop, colon, question mark… at the end of one text only, in whatever form its script has it."""
    if not ends_sentences(pair):
        return
    own, _ = _ending(pair.own.covered, "")
    their, at = _ending(pair.their.covered, base(pair.target) if pair.target else "")
    if own != their and not _may_differ(own, their, pair):
        yield Fault(f"the source ends with {_said(own)}, the text with {_said(their)}", at)


def _ending(covered: str, language: str) -> tuple[str, int]:
    """What kind of mark a text ends with, and where."""
    text = covered.rstrip(_CLOSING + " \u00a0\u202f\u3000\n\t")
    if not text:
        return "", 0
    at = len(text) - 1
    if (dots := _DOTS.search(text, max(at - 6, 0))) and dots.end() == len(text):
        return "ellipsis", dots.start()
    kind = _GREEK.get(text[-1]) if language == "el" else None
    return kind or _KIND_OF.get(text[-1], ""), at


def _may_differ(own: str, their: str, pair: Pair) -> bool:
    """A language may end a heading, a cell or a lead-in to a list otherwise; where a sentence of some length
    ends, it has a mark as well.
    """
    dense = pair.target is not None and base(pair.target) in ("zh", "ja", "yue")
    if {own, their} <= _LIKE_A_STOP | {""} and "" not in (own, their):
        return True
    if own == "colon" and their == "full stop":
        return dense
    if own == "":
        return their not in ("colon", "semicolon")
    if own == "full stop" and their == "":
        return pair.own.letters < _A_SENTENCE or "\\\n" in pair.msgid
    if own == "question mark" and their == "full stop":
        return dense and pair.their.shown.rstrip(_CLOSING).endswith(("か。", "吗。", "呢。"))
    return dense and their == "" and own == "colon"


_A_SENTENCE = 25
"""Letters; below, a text may be a label."""


def _said(kind: str) -> str:
    return f"a{'n' if kind[0] in 'aeiou' else ''} {kind}" if kind else "none"


def start_punctuation(pair: Pair) -> Iterator[Fault]:
    """A symbol at the beginning, such as a tick or a bullet, that is not at the text's."""
    own, their = pair.msgid.lstrip()[:1], pair.msgstr.lstrip()[:1]
    if _SYMBOL.match(own) and own != their and own not in pair.msgstr:
        yield Fault(f"the source begins with {own}, the text does not")


def inverted_marks(pair: Pair) -> Iterator[Fault]:
    """Spanish opens a question and an exclamation as well as closing it (RAE, Ortografía, 3.4.9)."""
    if pair.target is None or base(pair.target) not in ("es", "ast"):
        return
    for opening, closing in ("¿?", "¡!"):
        opened, closed = pair.their.covered.count(opening), pair.their.covered.count(closing)
        if opened != closed and not pair.own.covered.count(closing) == closed == 0:
            at = max(pair.msgstr.find(opening if opened > closed else closing), 0)
            yield Fault(f"{opening} stands {opened} times, {closing} {closed} times", at)


def punctuation_form(pair: Pair) -> Iterator[Fault]:
    """A comma or question mark of the Latin script in a sentence of another one."""
    pattern = _ASCII_FORMS.get(base(pair.target)) if pair.target else None
    if pattern is None:
        return
    for found in pattern.finditer(pair.their.covered):
        mark = found[1] or found[found.lastindex or 0]
        yield Fault(f"the mark {mark} has a form of its own in this language", found.end() - 1)


_RUN = ("=", "+", "@", "\t")


def formula(pair: Pair) -> Iterator[Fault]:
    """What a spreadsheet would run, were the text a cell of it (OWASP, "CSV Injection")."""
    first = pair.msgstr[:1]
    if first in _RUN and first != pair.msgid[:1] and not (first == "@" and "@" in pair.msgid):
        yield Fault(f"the text begins with {first!r}: a spreadsheet would take it for a formula")
