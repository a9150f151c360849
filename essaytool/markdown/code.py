"""Code: which stretches of a code block people read, and the code around them.

The one door to Pygments, which says where comments and string literals are; it is imported for the first
block that names a language. What stands in them is `essaytool.markdown.literals`'s to say. All else is
structure, token by token, so that a translation that would end its comment, or open another one, is seen.

A literal into which the language itself puts values (``f"… {x}"``, ``"… $x"``) is code, as Pygments reads it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

from essaytool.markdown.html import READ_ATTRIBUTES
from essaytool.markdown.literals import STRING, Text, texts_in_comments, texts_in_string
from essaytool.markdown.parser import Event

Token = tuple[str, str]
"""A token's name, as Pygments has it, and its text."""

_LONGEST = 20_000
"""Characters; longer blocks are left alone, for on broken code some lexers take quadratic time."""
_LANGUAGE = re.compile(r"[\w+#-][\w.+#-]*")
_COMMENT, _STRING, _DOCUMENTATION = "Comment", "Literal.String", "Literal.String.Doc"
_PLAIN = ("Text", "Name.Other", "Punctuation", "Error")
_FOR_MACHINES = ("Comment.Hashbang", "Comment.Preproc", "Comment.PreprocFile", "Literal.String.Symbol")
"""What Pygments counts among comments and strings, and nobody reads as such."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A code block: its texts in order, by bytes of the essay's Markdown, and the code around them."""

    texts: tuple[Text, ...]
    rest: tuple[object, ...]


def read_code(block: object, stream: Sequence[Event]) -> Listing:
    """What a code block holds. `block` is what the parser says of it, `stream` the events of its text."""
    code = "".join(event[1] for event in stream)
    found: list[Text] = []
    rest: list[object] = []
    at, before = 0, ("", "")
    for family, group in groupby(_tokens(_language(block), code), _family):
        value = "".join(token[1] for token in group)
        texts = [_judged(text, before) for text in _texts(family, value)]
        found += [replace(text, start=at + text.start, end=at + text.end) for text in texts]
        rest.append((family, *_around(value, texts)))
        at += len(value)
        before = (family, value) if value.strip(" \t\n=") else before
    return Listing(tuple(_placed(found, stream)), tuple(rest) or (code,))


def coloured(language: str, code: str) -> list[Token]:
    """The code in pieces, each with the class that Pygments has for it (``k``, ``s2``; empty for plain text).

    Nothing for a language that Pygments does not know, and for code that is too long.
    """
    tokens = _tokens(language, code)
    named = ((_class(name), text) for name, text in tokens)
    pieces = [(kind, "".join(text for _, text in group)) for kind, group in groupby(named, lambda it: it[0])]
    return (
        pieces if code.endswith("\n") or not pieces else [*pieces[:-1], (pieces[-1][0], pieces[-1][1][:-1])]
    )


@lru_cache(maxsize=256)
def _class(name: str) -> str:
    from pygments.token import STANDARD_TYPES, string_to_tokentype  # type: ignore[import-untyped]

    kind = string_to_tokentype(name)
    while kind not in STANDARD_TYPES:
        kind = kind.parent
    shown: str = "" if name.startswith(_PLAIN) else STANDARD_TYPES[kind]
    return shown


def _language(block: object) -> str:
    """The first word of a fence's info string; empty for an indented block."""
    match = _LANGUAGE.match(block["Fenced"]) if isinstance(block, dict) else None
    return match[0] if match else ""


def _tokens(language: str, code: str) -> list[Token]:
    """The code's tokens; none for a language that Pygments does not know, and for code that is too long."""
    lexer = _lexer(language) if language and len(code) <= _LONGEST else None
    if lexer is None:
        return []
    whole = code if code.endswith("\n") else code + "\n"
    tokens = [
        (str(kind).removeprefix("Token."), text) for _, kind, text in lexer.get_tokens_unprocessed(whole)
    ]
    return tokens if "".join(text for _, text in tokens) == whole else []


@lru_cache(maxsize=256)
def _lexer(language: str) -> Any:
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]

    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return None


def _family(token: Token) -> str:
    """What makes neighbouring tokens one stretch: that they are of comments, or of one literal."""
    name, text = token
    if name in _FOR_MACHINES or (name == "Literal.String.Interpol" and text[:1] not in "{%"):
        return name
    return next((family for family in (_COMMENT, _DOCUMENTATION, _STRING) if name.startswith(family)), name)


def _texts(family: str, value: str) -> list[Text]:
    """The texts of a stretch of tokens; documentation is written as a comment or as a string."""
    texts = list(texts_in_comments(value)) if family in (_COMMENT, _DOCUMENTATION) else []
    return texts or (list(texts_in_string(value)) if family in (_STRING, _DOCUMENTATION) else [])


def _judged(text: Text, before: Token) -> Text:
    """The text; one of an attribute that is not for people to read has nothing to translate."""
    name, owner = before
    machine = name == "Comment.Preproc" or (
        name == "Name.Attribute" and owner.strip(" \t\n=").lower() not in READ_ATTRIBUTES
    )
    return replace(text, readable=False) if machine and text.kind == STRING else text


def _around(value: str, texts: Sequence[Text]) -> Iterator[str]:
    """The stretch without its texts, in pieces."""
    done = 0
    for text in texts:
        yield value[done : text.start]
        done = text.end
    yield value[done:]


def _placed(texts: Sequence[Text], stream: Sequence[Event]) -> Iterator[Text]:
    """The texts by bytes of the Markdown, where container marks may stand between one event and the next."""
    waiting = deque(texts)
    first = 0
    for _, value, start, _ in stream:
        done, at = 0, start
        while waiting and waiting[0].end <= first + len(value):
            text = waiting.popleft()
            at += len(value[done : text.start - first].encode())
            done = text.start - first
            yield replace(text, start=at, end=at + len(text.words.encode()))
        first += len(value)
