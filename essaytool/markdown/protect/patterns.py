"""Patterns: what is no word in any text, whatever its markup, as regular expressions.

Each is tried at one place of a run of its letters, or is short, so that no text costs much.
"""

from __future__ import annotations

import re

from essaytool.markdown.literals import ESCAPE, FIELD

_SHORTCODE = r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{\#[^\s{}]{1,256}\}"
"""What site generators read: their calls, and kramdown's ids of headings."""
_MATH = (
    r"(?<![\\$])\$\$(?!\$)(?:(?!\$\$).)+?\$\$"
    r"|(?<![\\$\w])\$(?=[^\s$])(?=[^$\n]{0,256}[\\^_={}<>+])[^$\n]{1,256}?(?<=[^\s\\])\$(?![\d$])"
)
"""TeX as pandoc's ``tex_math_dollars`` has it: no blank after the first dollar nor before the last, no digit
behind. Between single dollars there must be a sign of mathematics, too, so that prices stay text.
"""
_APART = r"(?<![^\W_])"
"""Not in the middle of a word; an underscore before it may be emphasis."""
_URL_LETTER = r"(?:[!#-'*-;=?-Z_a-z~]|\([!#-'*-;=?-Z_a-z~]{0,256}\))"
"""RFC 3986 has letters of ASCII only, so that a URL ends where Chinese goes on; brackets come in pairs."""
_URL = rf"{_APART}(?:(?:https?|ftp)://{_URL_LETTER}+|www\.{_URL_LETTER}+)"
_ADDRESS = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"
_FILE = (
    r"(?<!\.)[A-Za-z0-9][A-Za-z0-9_-]{1,64}(?:[./][A-Za-z0-9_-]{2,64}){0,8}\.[a-z]{2,6}(?![A-Za-z0-9])"
    r"(?:/[A-Za-z0-9_.-]{0,64}[A-Za-z0-9]){0,8}/?"
)
_NAME = rf"(?<![A-Za-z0-9])(?:{_FILE}|[A-Za-z0-9]{{1,64}}(?:_{{1,4}}[A-Za-z0-9]{{1,64}})+)"
"""A host, a file, an identifier: ``crates.io``, ``src/lib.rs``, ``snake_case``."""
_HASHTAG = r"(?<![\w&/#])[#\uff03]\w*[^\W\d_]\w*"
_PICTURE = (
    "(?:[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
    "|[\u00a9\u00ae\u203c\u2049\u2122\u2139]\ufe0f|[0-9#*]\ufe0f?\u20e3)"
)
_EMOJI = rf"(?:{_PICTURE}[\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*)+"
"""Emoji in a row, with what makes one of several (UTS 51): joiners, skin tones, tags of flags, keycaps."""
_CODE = r"(?<!`)`[^`\r\n]{1,256}`(?!`)"
"""Code where there is no Markdown: authors write titles as they write texts."""
_LINE_BREAK = r"(?<![ \t])(?:[ \t]*+\r?\n[ \t]*+)+"
_FORCED_BREAK = r"(?<![ \t])(?:(?:[ \t]*+\\)?[ \t]*+\r?\n[ \t]*+)+"
_ENTITY = r"&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_ESCAPE = r"\\[!-/:-@\[-`{-~]"
_NOT_LAST = ".,;:!?'*_~"
"""What ends a sentence or an emphasis, and so is no part of a bare URL before it (GFM 6.9)."""


def _literals(*named: tuple[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in named), re.DOTALL)


_CONTROL = "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]+"
"""What no text means, and XML cannot hold."""

_IN_ALL = (
    ("shortcode", _SHORTCODE),
    ("math", _MATH),
    ("url", _URL),
    ("address", _ADDRESS),
    ("name", _NAME),
    ("emoji", _EMOJI),
    ("hashtag", _HASHTAG),
    ("control", _CONTROL),
)
_ENTITIES = (("joined", r"(?<!\w)\w{1,64}(?:&amp;\w{1,64})+"), ("entity", _ENTITY))
_ESCAPES = (("spelled", r"(?<!\w)\w{1,64}(?:(?:\\_)+\w{1,64})+"), ("escape", _ESCAPE))

IN_PLAIN = _literals(*_IN_ALL, ("code", _CODE), ("break", _LINE_BREAK))
IN_HTML = _literals(*_IN_ALL, ("code", _CODE), ("break", _LINE_BREAK), *_ENTITIES)
IN_CODE = _literals(*_IN_ALL, ("field", FIELD), ("spelled", ESCAPE), ("break", _LINE_BREAK))
IN_MARKDOWN = _literals(*_IN_ALL, ("break", _FORCED_BREAK), *_ENTITIES, *_ESCAPES)


def bare_url(text: str) -> str:
    """A URL without the punctuation of the sentence around it."""
    end = len(text.rstrip(_NOT_LAST))
    unopened = text.count(")") - text.count("(")
    while unopened > 0 and text[end - 1] == ")":
        unopened -= 1
        end -= 1
        while text[end - 1] in _NOT_LAST:
            end -= 1
    return text[:end]
