r"""How a value is written: its escapes, and whether its line is broken at 79 columns or never.

Both styles are msgcat's: a new line after each ``\n``, an empty first string where there is more than one
line. Wrapping follows gettext's idea (line breaks of Unicode, annex 14) with the rules that texts meet
most: after blanks, hyphens and most punctuation, around wide characters, never before a closing or after an
opening one. Where it differs from gettext, the only cost is a line that is broken elsewhere, in a value
that changed anyway.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

WIDTH = 79
"""Columns of a line in a wrapped file, quote marks included: gettext's page width."""

_ESCAPES = {
    "\\": r"\\",
    '"': r"\"",
    "\a": r"\a",
    "\b": r"\b",
    "\f": r"\f",
    "\n": r"\n",
    "\r": r"\r",
    "\t": r"\t",
    "\v": r"\v",
}
_UNESCAPES = {escape: letter for letter, escape in _ESCAPES.items()}
_TO_ESCAPE = re.compile(r'[\\"\x07-\x0d]')
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_ATOM = re.compile(r"\\.|[^\\]", re.DOTALL)
_WRAPPED_VALUE = re.compile(r'^(?:#\S+ )?msg\S+ ""\r?\n(?:#\S+ )?".*(?<!\\n)"\r?\n(?:#\S+ )?"', re.MULTILINE)
_LONG_LINE = re.compile(rf'^(?:#\S+ )?(?:msg\S+ )?"(.{{{WIDTH // 2},}})"\r?$', re.MULTILINE)
_NEVER_FIRST = frozenset(
    ".,:;!?/-…|})]'”’»、。，．・：；？！゛゜ヽヾゝゞ々ー）〕］｝〉》」』】〙〗ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ‥"
)
_BREAKS_AFTER = frozenset(".,:;/-–")
_OPENING = frozenset("([{‘“（〔［｛〈《「『【〘〖")


def escape(text: str) -> str:
    """The text as it stands between quote marks in a catalog."""
    return _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], text)


def unescape(text: str) -> str:
    """What `escape` made this of."""
    return _ESCAPED.sub(lambda found: _UNESCAPES.get(found[0], found[0]), text)


def string_lines(keyword: str, value: str, *, wrapped: bool, mark: str = "") -> list[str]:
    """The lines of a value, ``msgid "..."``, each behind its mark (``#~``, ``#|``) and without its end."""
    lines = [escape(line) for line in _LINE.findall(value)] or [""]
    width = WIDTH - len(mark)
    if wrapped and (len(lines) > 1 or not _fits_beside(keyword, lines[0], width)):
        lines = ["", *(part for line in lines for part in _broken(line, width))]
    elif len(lines) > 1:
        lines.insert(0, "")
    quoted = [f'{mark}"{line}"' for line in lines]
    return [f'{mark}{keyword} "{lines[0]}"', *quoted[1:]]


def _fits_beside(keyword: str, line: str, width: int) -> bool:
    """Whether a value's only line stands beside its keyword: it is short enough, or it cannot be broken."""
    return len(keyword) + 1 + _columns(line) + 2 <= width or len(list(_words(line))) == 1


def _broken(line: str, limit: int) -> Iterable[str]:
    part, width = "", 2
    for word in _words(line):
        columns = _columns(word)
        if part and width + columns > limit:
            yield part
            part, width = "", 2
        part, width = part + word, width + columns
    yield part


def _words(line: str) -> Iterable[str]:
    """The stretches of an escaped line between the places where it may be broken."""
    word = last = ""
    for atom in _ATOM.findall(line):
        if word and _breaks(last, atom):
            yield word
            word = ""
        word = word + atom
        last = last if atom == " " and last in _OPENING else atom
    yield word


def _breaks(before: str, after: str) -> bool:
    """Whether a line may end between these two characters (or escapes)."""
    if after == " " or after in _NEVER_FIRST or before in _OPENING:
        return False
    if before in " —}!?…|" or after == "—":
        return True
    if before in _BREAKS_AFTER:
        return not after.isdigit()
    if before in ")]":
        return after in "([{"
    return (_is_wide(before) and (_is_wide(after) or after.isalnum())) or (
        _is_wide(after) and before.isalnum()
    )


def _is_wide(character: str) -> bool:
    return len(character) == 1 and unicodedata.east_asian_width(character) in "WF"


def _columns(text: str) -> int:
    """The columns that a terminal gives a text."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if _is_wide(c) else 1 for c in text)


def is_wrapped(strings: Iterable[str], otherwise: bool) -> bool:
    """Whether a value is wrapped, by the strings it is written in; `otherwise` where they do not show it."""
    strings = list(strings)
    if any(string and not string.endswith("\\n") for string in strings[:-1]):
        return True
    return otherwise and not any(_columns(string) + 2 > WIDTH for string in strings)


def is_mostly_wrapped(text: str) -> bool:
    """Whether most of a catalog's long values are wrapped; a catalog without any is not."""
    too_long = (len(line) > 2 * WIDTH or _columns(line) + 2 > WIDTH for line in _LONG_LINE.findall(text))
    return len(_WRAPPED_VALUE.findall(text)) > sum(too_long)
