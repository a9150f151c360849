"""Marks: markup that is not lost but broken, or left where a reader sees it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from essaytool.checks.pairs import Fault, Pair
from essaytool.markdown.verify import inline_reading
from essaytool.model import Context

_PLAIN = (Context.TITLE, Context.ATTRIBUTE, Context.FRONT_MATTER, Context.CODE, Context.HTML)
_STRAY = re.compile(
    r"\*\*|__(?=\w)|(?<=\w)__|`|~~|\]\s?\(|\[\^|\]\[|!\[|(?<![\w*])\*(?=\w)|(?<=\w)\*(?![\w*])|(?<!\S)\*{1,2}(?!\S)"
)
"""Marks that a reader would see, since nothing answers them."""
_TAG = re.compile(r"</?[a-z][^<>]*>|\*\*(?=\w)|(?<=\w)\*\*|`")
"""What would be seen where no markup is read."""
_OPENING = re.compile(r"\s*(#{1,6}|>|[-+*]|`{3,}|~{3,})(?=\s|\w*\n)")
_EMPTY = re.compile(r"(!?)\[\s*\](?:\(|\[)")
_SHORTCODE = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\$\$.{1,2000}?\$\$", re.DOTALL)
_HARD_BREAK = re.compile(r"(?:(?<!\\)\\(?:\\\\)*| {2,})\n")
_ESCAPE = re.compile(r"\\(?:[ntr](?![a-z])|\")")
_EMPHASIS = ("+Emphasis", "+Strong", "+Strikethrough")
_EMPHASIS_ENDS = ("-Emphasis", "-Strong", "-Strikethrough")
_QUOTES = re.compile("[「『《«“„”»‘]")


def stray_markup(pair: Pair) -> Iterator[Fault]:
    """Marks in the text that a reader sees, beyond those of the source."""
    if pair.context is Context.HTML:
        return
    if pair.context in _PLAIN:
        new = Counter(_TAG.findall(pair.msgstr)) - Counter(_TAG.findall(pair.msgid))
    elif pair.their_marks is not None or not _STRAY.search(pair.msgstr):
        return
    else:
        new = _stray(pair.msgstr, pair) - _stray(pair.msgid, pair)
    for mark in sorted(new):
        yield Fault(f"the mark {mark} would be seen: nothing answers it", _last(pair.msgstr, mark))


def _stray(text: str, pair: Pair) -> Counter[str]:
    """The marks in what a reader sees of a text."""
    shown = (str(part[1]) for part in inline_reading(text, pair.msgid) if part[0] == "Text")
    return Counter(mark for part in shown for mark in _STRAY.findall(part))


def _last(text: str, mark: str) -> int:
    return max(text.rfind(mark), 0)


def block_mark(pair: Pair) -> Iterator[Fault]:
    """A mark of Markdown at the beginning (`#`, `-`, `>`), where the source has none: it would be seen."""
    found = _OPENING.match(pair.msgstr)
    if found and not _OPENING.match(pair.msgid) and pair.context is not Context.CODE:
        yield Fault(f"the text begins with {found[1]}, which its source does not", found.start(1))


def empty_link(pair: Pair) -> Iterator[Fault]:
    """A link without words, or an image without the text that stands for it (WCAG 1.1.1, 2.4.4)."""
    if "[]" not in pair.msgstr and "[ " not in pair.msgstr:
        return
    own = Counter(found[1] for found in _EMPTY.finditer(pair.msgid))
    for found in _EMPTY.finditer(pair.msgstr):
        if not own[found[1]]:
            what = "an image has no text" if found[1] else "a link has no words"
            yield Fault(what, found.start())


def shortcode(pair: Pair) -> Iterator[Fault]:
    """What a site generator or a formula's renderer reads; it is the same in every language."""
    if "{" not in pair.msgid and "{" not in pair.msgstr and "$$" not in pair.msgid:
        return
    own, their = Counter(_SHORTCODE.findall(pair.msgid)), Counter(_SHORTCODE.findall(pair.msgstr))
    for lost in sorted(own - their):
        yield Fault(f"the shortcode {lost} is lost")
    for new in sorted(their - own):
        yield Fault(f"the shortcode {new} is not in the source", max(pair.msgstr.find(new), 0))


def hard_breaks(pair: Pair) -> Iterator[Fault]:
    if "\n" not in pair.msgid and "\n" not in pair.msgstr:
        return
    own, their = len(_HARD_BREAK.findall(pair.msgid)), len(_HARD_BREAK.findall(pair.msgstr))
    if own != their:
        yield Fault(f"the source breaks the line {own} times, the text {their} times")


def escapes(pair: Pair) -> Iterator[Fault]:
    r"""A backslash and a letter, ``\n``, in the text itself: it was escaped once too often."""
    if "\\" not in pair.msgstr:
        return
    own = Counter(_ESCAPE.findall(pair.own.covered))
    for found in _ESCAPE.finditer(pair.their.covered):
        own[found[0]] -= 1
        if own[found[0]] < 0:
            yield Fault(f"the text shows {found[0]}, which its source does not", found.start())


def emphasis(pair: Pair) -> Iterator[Fault]:
    """Emphasis is the translator's; but all of it lost, or as much again, is a slip.

    Where quotation marks were put in its place, as Chinese and Japanese do, nothing is lost.
    """
    if pair.context in _PLAIN:
        return
    own, their = _emphases(pair.msgid, pair), _emphases(pair.msgstr, pair)
    if own == their:
        return
    quotes = _quotations(pair.their.covered) - _quotations(pair.own.covered)
    if (their < own and their + quotes < own) or their > own + 2:
        yield Fault(f"the source emphasises {own} times, the text {their} times")


def _quotations(covered: str) -> int:
    return len(_QUOTES.findall(covered)) + covered.count('"') // 2


def _emphases(text: str, pair: Pair) -> int:
    marks = pair.own_marks if text is pair.msgid else pair.their_marks
    if marks is not None:
        return marks.emphases
    return _outermost(part[0] for part in inline_reading(text, pair.msgid))


def _outermost(names: Iterable[object]) -> int:
    """How many emphases are in no other one."""
    count = depth = 0
    for name in names:
        count += name in _EMPHASIS and depth == 0
        depth += (name in _EMPHASIS) - (name in _EMPHASIS_ENDS)
    return count
