"""Literals: the texts within the marks of comments and strings, as the languages that people write about have
them.

A text stands in a frame, ``# …``, ``/* … */``, ``"…"``, in which ``…`` is its place. Each line of a comment
has a text of its own; a string has one if it ends on the line on which it begins. Marks that are not listed
here have none: better a comment too few than code in a catalog.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from essaytool.errors import Refusal
from essaytool.markdown.inline import readable
from essaytool.model import Unit

COMMENT, STRING = "code comment", "code string"
PLACE = "…"

FIELD = r"\{[\w.:!?<>^+#$*-]*\}|%[-+#0]*\d*(?:\.\d+)?[A-Za-z](?![A-Za-z])|`{3,}\S*|`[^`]+`"
"""Where a value is put into a string (``{name}``, ``%s``), and code in a comment."""
ESCAPE = r"\\(?:[0abefnrtv\\]|x[0-9A-Fa-f]{2})"
"""A character that is written as another one, in the spellings that most languages share."""
_KEPT = re.compile(rf"{FIELD}|{ESCAPE}")

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
_DECORATED = re.compile(r"\A[ \t]*(?:\*+(?!\S)[ \t]*)?")
"""What stands before the text of a comment's further lines."""
_DRAWN_OUT = "*-"
"""What a closing mark may begin with more than once: ``**/``, ``--->``."""
_STRING = re.compile(
    r"""[A-Za-z@]{0,3}(?P<hashes>\#*)(?P<quote>"{3}|'{3}|["'`])"""
    r"(?P<text>(?:(?!(?P=quote))[^\\\n]|\\[^\n])+)(?P=quote)(?P=hashes)"
)
_UNFIT = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\\\Z")
"""What is no text, or ends a line in some language, or lets it go on in the next one."""
_NOT_JUST_TEXT = re.compile(r"[`$\\{}%]")
"""With these, some language puts values into a string or runs a program, and lexers do not tell of each."""
_FENCE = re.compile(r"`{3,}|~{3,}")

_LETTER = re.compile(r"[^\W\d_]")
_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_PROSE = re.compile(rf"(?<!\S)[\"'“(¿¡]*{_WORD}[,;:.!?…\"'”)]* +[\"'“(¿¡]*{_WORD}(?![^\s,;:.!?…\"'”)])")
"""Two words with a blank between them, as no name, path or selector has them."""
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{2}")
"""Letters of scripts that put no blank between words."""
_COMMAND = re.compile(r"(?<!\S)--?\w|\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|FROM|WHERE)\b")


@dataclass(frozen=True, slots=True)
class Text:
    """What people read in a comment or string. Who gives it says what `start` and `end` count."""

    start: int
    end: int
    words: str
    kind: str
    frame: str
    """Its marks, with ``…`` in its place."""
    readable: bool
    """Whether there is something to translate in it."""

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


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
        yield from _texts_of(source, comment)
        at = _after_blanks(source, comment.end)


def texts_in_string(source: str) -> Iterator[Text]:
    """The text of a string literal, by characters; none for what is not one literal on one line."""
    literal = _STRING.fullmatch(source)
    if literal is None:
        return
    start = literal.end("text") - len(literal["text"].lstrip(" \t"))
    words = literal["text"].strip(" \t")
    if _fits(words):
        end = start + len(words)
        yield Text(start, end, words, STRING, source[:start] + PLACE + source[end:], _is_prose(words))


def canon_literal(unit: Unit, text: str) -> str:
    """The text, if it is all that is read within the marks of its comment or string. Raises `Refusal`."""
    before, _, after = unit.style.partition(PLACE)
    mark = after.strip()
    if mark and mark in text and mark not in unit.msgid:
        raise Refusal(f"it holds {mark}, which ends the {unit.kind}")
    invented = set(_NOT_JUST_TEXT.findall(text)) - set(unit.msgid) if unit.kind == STRING else ()
    if invented:
        raise Refusal(f"it holds {min(invented)}, which the source lacks")
    read = texts_in_comments if unit.kind == COMMENT else texts_in_string
    found = [item.span for item in read(before + text + after)]
    if found != [(len(before), len(before) + len(text))] or _FENCE.fullmatch(text):
        raise Refusal(f"it would not be read as a {unit.kind}")
    return text


def kept_code(text: str) -> Counter[str]:
    """The code in the text of a comment or string, which its translation should have, too."""
    return Counter(f"the code {match[0]}" for match in _KEPT.finditer(text))


def _after_blanks(source: str, at: int) -> int:
    while source[at : at + 1] in (" ", "\t", "\n"):
        at += 1
    return at


def _comment_at(source: str, at: int) -> _Comment | None:
    for pattern, closing in _BLOCKS:
        if opening := pattern.match(source, at):
            last = source.find(closing, opening.end())
            return None if last < 0 else _Comment(at, opening.end(), last, closing)
    mark, last = _LINE.match(source, at), source.find("\n", at)
    return _Comment(at, mark.end(), len(source) if last < 0 else last) if mark else None


def _texts_of(source: str, comment: _Comment) -> Iterator[Text]:
    """A text for each line of a comment that has one."""
    opening = source[comment.start : comment.first]
    for line in re.finditer(r"[^\n]+", source[comment.first : comment.last]):
        first, end = comment.first + line.start(), comment.first + line.end()
        begins, ends = first == comment.first, end == comment.last
        rest = line[0].lstrip(" \t") if begins else _DECORATED.sub("", line[0])
        start = end - len(rest)
        drawn_out = comment.closing[:1] if ends and comment.closing[:1] in _DRAWN_OUT else ""
        words = rest.rstrip(" \t" + drawn_out)
        before = opening + source[first:start] if begins else f"{opening}\n{source[first:start]}"
        after = source[start + len(words) : comment.end] if ends else f"\n{comment.closing}"
        if _fits(words):
            says = readable(_KEPT.sub(" ", words))
            yield Text(start, start + len(words), words, COMMENT, before + PLACE + after, says)


def _fits(words: str) -> bool:
    return bool(words) and _UNFIT.search(words) is None


def _is_prose(words: str) -> bool:
    """Whether the words of a string are words: two of them next to each other, and no command."""
    plain = re.sub(r"\\(['\"])", r"\1", re.sub(ESCAPE, " ", words))
    if _COMMAND.search(plain) or len(_LETTER.findall(re.sub(FIELD, " ", plain))) < 2:
        return False
    return bool(_UNSPACED.search(plain) or _PROSE.search(re.sub(FIELD, "x", plain)))
