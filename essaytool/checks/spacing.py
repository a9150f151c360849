"""Spacing: blanks at the ends, between words and beside punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from essaytool.checks.pairs import Fault, Pair, base

_DOUBLE = re.compile(r"[ \u00a0](?<=\S.)[ \u00a0]+(?=[^\s\x01])")
_FRENCH_MISSING = re.compile(
    r"(?<=[\w\x01\x02)\]%»”])(?<!\d)(?<![:/])[;!?»](?![\w/])|(?<=[^\W\d_])\x01*:(?=\s|$)|«(?=[^\s\u00a0\u202f])"
)
FRENCH_PLAIN = re.compile(r"(?<=\S) [:;!?»](?=\s|$|[.,)\x01])|« (?=\S)")
_BEFORE = re.compile(r"[ \u00a0\u202f](?<=[^\W\d_].)[ \u00a0\u202f]*([,.;:!?،؛؟。，！？；：])(?=\s|$)")
_AFTER = re.compile(
    r"[,;!?،؛؟](?<=[^\W\d_A-Z]{2}.)(?=[^\W\d_]{2})|\.(?<=[^\W\d_A-Z]{3}.)(?=[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω][^\W\d_]+\s)"
)
_DENSE = frozenset({"zh", "ja", "yue", "th", "lo", "km", "my"})
_MAY_BE_GLUED = re.compile(r"`|\[(?<=[^\W\d_].)")
_PREFIXING = frozenset({"ar", "fa", "he", "ur", "ug", "am"})
_CODE = re.compile(r"(`(?<!``)`*+)[^`\n]+\1")
_LINK = re.compile(r"(?<=[^\W\d_])\[[^\[\]^]+\](?=[(\[])")
_WORD = re.compile(r"[^\W\d_]{4}")
"""An ending that a language may put behind code has fewer letters."""
LINK_GAP = re.compile(r"\]\s+\((?=[^()\s]+\))")


def end_blanks(pair: Pair) -> Iterator[Fault]:
    own, their = pair.msgid, pair.msgstr
    if not their.strip():
        return
    if own[:1].isspace() != their[:1].isspace() and "\n" not in (own[:1], their[:1]):
        yield Fault("only one of the two texts begins with a blank")
    if own[-1:].isspace() != their[-1:].isspace() and "\n" not in (own[-1:], their[-1:]):
        yield Fault("only one of the two texts ends with a blank", len(their.rstrip()))


def double_space(pair: Pair) -> Iterator[Fault]:
    if "  " not in pair.msgstr and "\u00a0" not in pair.msgstr:
        return
    if (found := _DOUBLE.search(pair.their.covered)) and not _DOUBLE.search(pair.own.covered):
        yield Fault("two blanks in a row", found.start())


def tab(pair: Pair) -> Iterator[Fault]:
    own, their = pair.msgid.count("\t"), pair.msgstr.count("\t")
    if own != their:
        yield Fault(f"the source has {own} tabs, the text {their}", max(pair.msgstr.find("\t"), 0))


def link_gap(pair: Pair) -> Iterator[Fault]:
    """``[text] (target)``: a blank that engines put in, with which it is no link."""
    if "] (" not in pair.msgstr:
        return
    if len(found := list(LINK_GAP.finditer(pair.msgstr))) > len(LINK_GAP.findall(pair.msgid)):
        yield Fault("a blank between ] and ( makes this no link", found[0].start())


def french_spacing(pair: Pair) -> Iterator[Fault]:
    """A no-break space before ``: ; ! ?`` and inside ``« »`` (Imprimerie nationale, Lexique des règles
    typographiques); in Canada before the colon and inside the quotation marks only.
    """
    if pair.target is None or base(pair.target) not in ("fr", "br"):
        return
    canada = pair.target.locale.territory == "CA"
    for found in _FRENCH_MISSING.finditer(pair.their.covered):
        if (not canada or found[0][-1] in ":«»") and not pair.quotes(found.end() - 1):
            yield Fault(f"French puts a no-break space beside {found[0][-1]}", found.end() - 1)
    for found in FRENCH_PLAIN.finditer(pair.their.covered):
        if not pair.quotes(found.start()):
            yield Fault(
                f"the blank beside {found[0].strip()} may break the line: use a no-break space", found.start()
            )


def space_before(pair: Pair) -> Iterator[Fault]:
    if pair.target is None:
        return
    spaced = ":;!?" if base(pair.target) in ("fr", "br") else ""
    for found in _BEFORE.finditer(pair.their.covered):
        if found[1] not in spaced and not _BEFORE.search(pair.own.covered):
            yield Fault(f"a blank stands before {found[1]}", found.start())


def space_after(pair: Pair) -> Iterator[Fault]:
    """No blank behind a comma or the end of a sentence."""
    if pair.target is None or base(pair.target) in _DENSE or _AFTER.search(pair.own.covered):
        return
    for found in _AFTER.finditer(pair.their.covered):
        yield Fault(f"no blank stands after {found[0]}", found.start())


def glued(pair: Pair) -> Iterator[Fault]:
    """A word that lost the blank between it and code or a link, where the source has one."""
    if not _MAY_BE_GLUED.search(pair.msgstr) or joins_words(pair):
        return
    if (found := seams(pair.msgstr)) and not seams(pair.msgid):
        yield Fault("no blank stands between a word and code or a link", found[0])


def seams(text: str) -> list[int]:
    """The places where a word runs into code or a link."""
    found = [match.start() for match in _LINK.finditer(text)]
    for match in _CODE.finditer(text):
        found += [match.start()] if match.start() and text[match.start() - 1].isalpha() else []
        found += [match.end()] if _WORD.match(text, match.end()) else []
    return sorted(found)


def joins_words(pair: Pair) -> bool:
    """Whether the language writes words without blanks between them, or joins small ones to the next word."""
    return pair.target is None or base(pair.target) in _DENSE | _PREFIXING
