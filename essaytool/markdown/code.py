"""Code: what people read in a code block, which is its comments and its string literals.

The one door to Pygments, which says where comments and literals are; it is imported with the first block in a
language. Everything else in the block is structure, token by token, so that a translation that would end its
comment early, or begin another one, is seen.

A text stands between marks: ``# …``, ``/* … */``, ``"…"``, where ``…`` is the text (its frame). Each line of
a comment is a text by itself, and so is each literal on one line. A literal in which the language puts values
by itself (``f"{x} …"``, ``"$x …"``) is code. So are marks that this module does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from essaytool.markdown.html import READ_ATTRIBUTES
from essaytool.markdown.inline import readable
from essaytool.markdown.parser import Event

COMMENT, STRING = "code comment", "code string"
PLACE = "…"

FIELD = r"\{[\w.:!?<>^+#$*-]*\}|%[-+#0]*\d*(?:\.\d+)?[A-Za-z](?![A-Za-z])|`[^`]+`"
"""Where a value is put into a string (``{name}``, ``%s``), and code in a comment."""
ESCAPE = r"\\(?:[0abefnrtv\\]|x[0-9A-Fa-f]{2})"
"""A character that is written as another one, in the spelling that most languages share."""

_LANGUAGE = re.compile(r"[\w+#-][\w.+#-]*")
_DIRECTIVES = ("Comment.Hashbang", "Comment.Preproc", "Comment.PreprocFile")
"""What Pygments calls a comment, and the language does not."""
_UNFIT = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\\$")
"""What is no text, would end a line in some language, or would join it to the next one."""

# How comments are written: from the mark to the line's end, or between two marks.
_LINE = re.compile(r"(?://+[!<]?|#+['!:]?|--+\|?|;+|%+|!|::|REM(?=[ \t]))[ \t]*", re.IGNORECASE)
_BLOCKS = tuple(
    (re.compile(opening), closing)
    for opening, closing in (
        (r"/\*+!?", "*/"),
        (r"\(\*+", "*)"),
        (r"\{-+\|?", "-}"),
        (r"<!--", "-->"),
        (r"#\|", "|#"),
        (r"--\[\[", "]]"),
        (r"<#", "#>"),
        (r"\{#", "#}"),
        (r'[A-Za-z]?"""', '"""'),
        (r"[A-Za-z]?'''", "'''"),
    )
)
_DECORATION = re.compile(r"[ \t]*(?:\*+(?:[ \t]+|$))?")
"""What stands before the text of a block's further lines."""
_STRING = re.compile(
    r"""[A-Za-z@]{0,3}(?P<hashes>\#*)(?P<quote>"{3}|'{3}|["'`])[ \t]*"""
    r"(?P<text>(?:(?!(?P=quote))[^\\\n]|\\[^\n])+)(?P=quote)(?P=hashes)"
)

_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_PROSE = re.compile(rf"(?<!\S)[\"'“(¿¡]*{_WORD}[,;:.!?…\"'”)]*[ ]+[\"'“(]*{_WORD}(?![^\s,;:.!?…\"'”)])")
"""Two words with a blank between them, as no name, path or option has them."""
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{2}")
"""Letters of scripts that put no blank between words."""
_CODE = re.compile(r"(?<!\S)--?\w|\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|FROM|WHERE)\b")


@dataclass(frozen=True, slots=True)
class Text:
    """What people read in one comment or literal; `start` and `end` are bytes of the essay's Markdown."""

    start: int
    end: int
    msgid: str
    kind: str
    frame: str
    """Its marks, with ``…`` in its place."""
    readable: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A code block: its texts, in order, and the code around them."""

    texts: tuple[Text, ...]
    rest: object


@dataclass(frozen=True, slots=True)
class _Found:
    """A text by its characters."""

    start: int
    end: int
    kind: str
    frame: str


def read_code(block: object, stream: Sequence[Event]) -> Listing:
    """What a code block holds; `block` is what the parser says of it, `stream` the events of its text."""
    code = "".join(event[1] for event in stream)
    tokens = _tokens(_language(block), code)
    rest: list[object] = []
    found: list[tuple[_Found, bool]] = []
    at, before = 0, ("", "")
    for family, group in groupby(tokens, _family):
        value = "".join(token[1] for token in group)
        inner = tuple(_texts(family, value))
        found += [
            (_Found(at + text.start, at + text.end, text.kind, text.frame), _is_read(text, value, before))
            for text in inner
        ]
        rest.append((family, *_around(value, inner)))
        at += len(value)
        before = before if value.strip() in ("", "=") else (family, value)
    return Listing(tuple(_located(found, stream, code)), tuple(rest) or code)


def stands(kind: str, frame: str, text: str) -> bool:
    """Whether a text of this kind, put into this frame, is all that is read there."""
    before, _, after = frame.partition(PLACE)
    found = (_in_comments if kind == COMMENT else _in_string)(f"{before}{text}{after}")
    return [(item.start, item.end) for item in found] == [(len(before), len(before) + len(text))]


# --- Pygments -----------------------------------------------------------------------------------------------


def _language(block: object) -> str:
    """The first word of a fence's info string; empty for an indented block."""
    match = _LANGUAGE.match(block["Fenced"]) if isinstance(block, dict) else None
    return match[0] if match else ""


def _tokens(language: str, code: str) -> list[tuple[str, str]]:
    """The code's tokens, each with its name as Pygments has it; none for an unknown language."""
    lexer = _lexer(language)
    if lexer is None:
        return []
    whole = code if code.endswith("\n") else code + "\n"
    tokens = [(str(kind)[len("Token.") :], value) for _, kind, value in lexer.get_tokens_unprocessed(whole)]
    return tokens if "".join(value for _, value in tokens) == whole else []


@lru_cache(maxsize=256)
def _lexer(language: str) -> Any:
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]

    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return None
