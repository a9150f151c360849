"""A plain text as inline Markdown that shows exactly it; bare addresses become links."""

from __future__ import annotations

import re
from functools import lru_cache

from essaytool.errors import Refusal
from essaytool.ingest.blocks import Kind
from essaytool.markdown.contexts import canon
from essaytool.markdown.reading import Signature, reading
from essaytool.markdown.segment import segment
from essaytool.model import Unit

_URL = r"(?:https?://|ftp://)[^\s<>\"“”«»`\u3000-\u303f\uff00-\uffef\u3040-\u30ff\u3400-\u9fff]+"
_WWW = r"www\.[\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"“”«»`\u3000-\u303f\uff00-\uffef\u3040-\u30ff\u3400-\u9fff]*)?"
_MAIL = r"[A-Za-z0-9][\w.+-]*@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
_ADDRESS = re.compile(
    f"(?<![A-Za-z0-9_@/.])(?:(?P<url>{_URL})|(?P<www>{_WWW})|(?P<mail>{_MAIL}))", re.IGNORECASE
)
_TRAILING = ".,;:!?'\"*_~،؛؟…"
"""What ends the sentence, not the address (GFM, "Extended autolinks")."""
# What could be markup, wherever it stands; blanks on both sides make an asterisk or underscore harmless, and
# letters on both sides an underscore.
_MARKUP = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)|[`\[\]]|(?<!\s)[*~]|[*~](?!\s|$)|(?<![^\W_])_+|_+(?![^\W_])|<|&(?=#?\w+;)"
)
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_SAMPLES = {Kind.PARAGRAPH: b"x\n", Kind.ITEM: b"- x\n", Kind.HEADING: b"# x\n", Kind.VERSE: b"x\n"}


def literal(text: str, kind: Kind, *, links: bool = True) -> str:
    """The Markdown that shows this text in a block of this kind, escaped as little as that takes.

    A line break in it is one that shows.
    """
    pieces = list(_pieces(text)) if links else [(text, "")]
    meant = _meant(pieces)
    for escaped in (_plain, _escaped, _fully_escaped):
        candidate = _canonical("".join(link or escaped(piece) for piece, link in pieces), kind)
        if candidate is not None and _read(candidate) == meant:
            return candidate
    return _fully_escaped(text)


def escape(text: str) -> str:
    """A text in which nothing is left that could be inline markup, wherever it stands."""
    return _MARKUP.sub(lambda match: "".join(f"\\{sign}" for sign in match[0]), text)


def opened(markdown: str, kind: Kind) -> str:
    """Inline Markdown as it stands at the beginning of such a block, where its first word opens no other."""
    return _canonical(markdown, kind) or markdown


def _plain(text: str) -> str:
    return text.replace("\n", "\\\n")


def _escaped(text: str) -> str:
    return _plain(escape(text))


def _fully_escaped(text: str) -> str:
    return _plain(_PUNCTUATION.sub(lambda match: f"\\{match[0]}", text))


def _canonical(markdown: str, kind: Kind) -> str | None:
    """The Markdown as it stands at the beginning of such a block; None if it cannot."""
    try:
        return canon(_sample(kind), markdown)
    except Refusal:
        return None


@lru_cache(maxsize=8)
def _sample(kind: Kind) -> Unit:
    (unit,) = segment(_SAMPLES[kind]).units
    return unit


def _read(markdown: str) -> Signature:
    return tuple(part for part in reading(markdown, {}) if part != ("HardBreak",))


def _meant(pieces: list[tuple[str, str]]) -> Signature:
    """What a reader is to see: texts, and links that show their own address."""
    found: list[tuple[object, ...]] = []
    for text, link in pieces:
        if link:
            target = link[1:-1] if link[0] == "<" else link.rpartition("](")[2][:-1]
            found += [("+Link", target, ""), ("Text", text), ("-Link",)]
        else:
            found += [("Text", line) for line in text.split("\n") if line]
    return tuple(found)


def _pieces(text: str) -> list[tuple[str, str]]:
    """The text in pieces: each with the link that it becomes, or nothing."""
    found: list[tuple[str, str]] = []
    done = 0
    for match in _ADDRESS.finditer(text):
        address = _trimmed(match[0])
        link = f"[{address}](https://{address})" if match["www"] else f"<{address}>"
        found += [(text[done : match.start()], ""), (address, link)]
        done = match.start() + len(address)
    return [piece for piece in (*found, (text[done:], "")) if piece[0]]


def _trimmed(address: str) -> str:
    """The address without what belongs to the sentence around it."""
    while address:
        if address[-1] in _TRAILING or (address[-1] in ")]" and _is_unpaired(address)):
            address = address[:-1]
        else:
            break
    return address


def _is_unpaired(address: str) -> bool:
    opening = {")": "(", "]": "["}[address[-1]]
    return address.count(address[-1]) > address.count(opening)
