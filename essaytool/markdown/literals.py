"""Literals: the texts within the marks of comments and strings, as the languages that people write about have
them.

A text stands in a frame, ``# …``, ``/* … */``, ``"…"``, in which ``…`` is its place. Each line of a comment
is a text by itself; a string has one if it begins and ends on one line. Marks that are not listed here have
no text: better a comment too few than code in a catalog.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from essaytool.markdown.inline import readable

COMMENT, STRING = "code comment", "code string"
PLACE = "…"

FIELD = r"\{[\w.:!?<>^+#$*-]*\}|%[-+#0]*\d*(?:\.\d+)?[A-Za-z](?![A-Za-z])|`[^`]+`"
"""Where a value is put into a string (``{name}``, ``%s``), and code in a comment."""
ESCAPE = r"\\(?:[0abefnrtv\\]|x[0-9A-Fa-f]{2})"
"""A character that is written as another one, in the spellings that most languages share."""

_UNFIT = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\\$")
"""What is no text, would end a line in some language, or would go on in the next one."""

# From a mark to the end of its line, or between two marks.
_LINE = re.compile(r"//+[!<]?|#+['!:]?|--+\|?|;+|%+|!|::|REM(?=[ \t])", re.IGNORECASE)
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
_BLANK = re.compile(r"[ \t]*")
_DECORATION = re.compile(r"[ \t]*(?:\*+(?:[ \t]+|$))?")
"""What stands before the text of a comment's further lines."""
_RULE = "*-"
"""What the closing mark of a comment may be drawn out with."""
_STRING = re.compile(
    r"""[A-Za-z@]{0,3}(?P<hashes>\#*)(?P<quote>"{3}|'{3}|["'`])"""
    r"(?P<text>(?:(?!(?P=quote))[^\\\n]|\\[^\n])+)(?P=quote)(?P=hashes)"
)

_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_PROSE = re.compile(rf"(?<!\S)[\"'“(¿¡]*{_WORD}[,;:.!?…\"'”)]*[ ]+[\"'“(]*{_WORD}(?![^\s,;:.!?…\"'”)])")
"""Two words with a blank between them, as no name and no path has them."""
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{2}")
"""Letters of scripts that put no blank between words."""
_COMMAND = re.compile(r"(?<!\S)--?\w|\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|FROM|WHERE)\b")


@dataclass(frozen=True, slots=True)
class Text:
    """What people read in one comment or string. Who gives it says what `start` and `end` count."""

    start: int
    end: int
    words: str
    kind: str
    frame: str
    """Its marks, with ``…`` in its place."""

    @property
    def is_read(self) -> bool:
        """Whether there is something to translate: letters in a comment, prose in a string."""
        return readable(self.words) if self.kind == COMMENT else _is_prose(self.words)


@dataclass(frozen=True, slots=True)
class _Comment:
    """One comment: where its opening mark begins and ends, where its closing one begins, and that one."""

    start: int
    first: int
    last: int
    closing: str = ""

    @property
    def end(self) -> int:
        return self.last + len(self.closing)


def texts_in_comments(source: str) -> Iterator[Text]:
    """The texts of comments that follow each other with nothing but blanks between, by characters."""
    at = _after_blanks(source, 0)
    while comment := _comment_at(source, at):
        yield from _lines_of(source, comment)
        at = _after_blanks(source, comment.end)


def _after_blanks(source: str, at: int) -> int:
    while at < len(source) and source[at] in " \t\n":
        at += 1
    return at


def _comment_at(source: str, at: int) -> _Comment | None:
    for pattern, closing in _BLOCKS:
        opening = pattern.match(source, at)
        last = source.find(closing, opening.end()) if opening else -1
        if opening and last >= 0:
            return _Comment(at, opening.end(), last, closing)
    mark = _LINE.match(source, at)
    return _Comment(at, mark.end(), (source + "\n").index("\n", at)) if mark else None


def _lines_of(source: str, comment: _Comment) -> Iterator[Text]:
    """A text for each line of a comment that has one."""
    opening = source[comment.start : comment.first]
    for line in re.finditer(r"[^\n]+", source[comment.first : comment.last]):
        first, end = comment.first + line.start(), comment.first + line.end()
        begins, ends = first == comment.first, end == comment.last
        start = first + len((_BLANK if begins else _DECORATION).match(line[0])[0])
        words = source[start:end].rstrip(_BLANKS + (comment.closing[:1] if ends else ""))
        before = opening + source[first:start] if begins else f"{opening}\n{source[first:start]}"
        after = source[start + len(words) : comment.end] if ends else f"\n{comment.closing}"
        if _fits(words) :
            yield Text(start, start + len(words), words, COMMENT, f"{before}{PLACE}{after}")


def texts_in_string(source: str) -> Iterator[Text]:
    """The text of a string literal, by characters; none if there is more than one literal on one line."""
    literal = _STRING.fullmatch(source)
    if literal is None:
        return
    words = literal["text"].strip(_BLANKS)
    start = literal.start("text") + literal["text"].find(words)
    if _fits(words):
        before, after = source[:start], source[start + len(words) :]
        yield Text(start, start + len(words), words, STRING, f"{before}{PLACE}{after}")
