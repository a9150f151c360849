"""Characters: what a reader does not see, or sees as something else than it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from essaytool.checks.pairs import Fault, Pair, base

_CONTROL = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATES, _EMBEDDINGS, _OVERRIDES = "\u2066\u2067\u2068", "\u202a\u202b\u202d\u202e", "\u202d\u202e"
_POP_ISOLATE, _POP = "\u2069", "\u202c"
_MOJIBAKE = re.compile(
    "\ufffd|[\u00c3\u00c2][\u0080-\u00bf\u0152-\u0178\u2018-\u2022\u20ac\u2122]|\u00e2\u20ac[\u0080-\u00bf\u201c-\u201d\u2122\u0153\u02dc]|[ÐÑ][\u0080-\u00bf°±²³´µ·¸¹º»¼½¾]{1}[ÐÑ]"
)
_INVISIBLE = re.compile("[\u200b\u2060\u2061-\u2064\ufeff\u00ad\u180e]")
_USES_ZERO_WIDTH_SPACE = frozenset({"th", "lo", "km", "my", "ja", "zh", "bo", "dz"})
_KASHIDA = re.compile("(?<=[\u0620-\u064a])\u0640+(?=[\u0620-\u064a])")


def control_character(pair: Pair) -> Iterator[Fault]:
    if pair.msgstr.isprintable():
        return
    for found in _CONTROL.finditer(pair.msgstr):
        if found[0] not in pair.msgid:
            yield Fault(f"the text holds the control character U+{ord(found[0]):04X}", found.start())


def bidi(pair: Pair) -> Iterator[Fault]:
    """Unicode's bidi algorithm (UAX 9) lets a control that is not closed turn the rest of a line."""
    if pair.msgstr.isprintable():
        return
    found = list(_BIDI.finditer(pair.msgstr))
    if not found or ((open_ := _unbalanced(pair.msgid)) is not None and open_ >= 0):
        return
    if (at := _unbalanced(pair.msgstr)) is not None:
        yield Fault(f"a bidi control without its partner: U+{ord(pair.msgstr[at]):04X}", at)
    for match in found:
        if match[0] in _OVERRIDES and match[0] not in pair.msgid:
            yield Fault(
                f"a bidi override, which makes a text read as another: U+{ord(match[0]):04X}", match.start()
            )


def _unbalanced(text: str) -> int | None:
    """Where a control stands that is not closed, or closes nothing."""
    opened: list[tuple[str, int]] = []
    for found in _BIDI.finditer(text):
        letter = found[0]
        if letter in _ISOLATES or letter in _EMBEDDINGS:
            opened.append((_POP_ISOLATE if letter in _ISOLATES else _POP, found.start()))
        elif opened and opened[-1][0] == letter:
            opened.pop()
        else:
            return found.start()
    return opened[-1][1] if opened else None


def not_composed(pair: Pair) -> Iterator[Fault]:
    """Unicode's normal form C is what the web expects (Character Model for the World Wide Web, 2.3).

    Marks in another order than the form has, as Arabic keyboards give them, look the same and are left.
    """
    if pair.msgstr.isascii() or unicodedata.is_normalized("NFC", pair.msgstr):
        return
    composed = unicodedata.normalize("NFC", pair.msgstr)
    if len(composed) != len(pair.msgstr) and unicodedata.is_normalized("NFC", pair.msgid):
        at = next(
            (i for i, (a, b) in enumerate(zip(pair.msgstr, composed, strict=False)) if a != b),
            len(composed) - 1,
        )
        yield Fault("the text is not in Unicode's normal form C: a letter and its accent stand apart", at)


def mojibake(pair: Pair) -> Iterator[Fault]:
    """Bytes of UTF-8 that were read in another charset."""
    if (
        not pair.msgstr.isascii()
        and (found := _MOJIBAKE.search(pair.msgstr))
        and not _MOJIBAKE.search(pair.msgid)
    ):
        yield Fault(f"letters that a wrong charset made: {found[0]}", found.start())


def invisible(pair: Pair) -> Iterator[Fault]:
    if pair.msgstr.isprintable():
        return
    for found in _INVISIBLE.finditer(pair.msgstr):
        wanted = (
            found[0] == "\u200b" and pair.target is not None and base(pair.target) in _USES_ZERO_WIDTH_SPACE
        )
        if found[0] not in pair.msgid and not wanted:
            yield Fault(f"the text holds a character that nobody sees: U+{ord(found[0]):04X}", found.start())


def kashida(pair: Pair) -> Iterator[Fault]:
    """A tatweel inside a word only stretches it, and hides it from search. Behind a proclitic, before a word
    of another script or a number, it is how Arabic joins the two.
    """
    if not pair.msgstr.isascii() and (found := _KASHIDA.search(pair.msgstr)) and "\u0640" not in pair.msgid:
        yield Fault("a word is stretched with U+0640 (tatweel)", found.start())
