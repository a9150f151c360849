"""The visible text of HTML blocks: which stretches are units, and which tags a text holds.

An HTML block's text between tags that do not belong to a sentence is a unit in HTML syntax; tags of the
sentence (``<b>``, ``<a>``…: HTML's phrasing content) stay in it, but for those that wrap all of it. The
attributes that people read (``alt``, ``title``, ``aria-label``, ``placeholder``) of tags outside units are
units of their own. Where tags do not pair up within a sentence, they are left alone and the text between them
is cut there.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from essaytool.markdown.inline import readable

READ_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder")
_READ_ATTRIBUTE = re.compile("|".join(READ_ATTRIBUTES).encode(), re.IGNORECASE)

_KEY, _VALUE = rb"""[^\s"'<>/=]+""", rb""""[^"]*"|'[^']*'|[^\s"'=<>`]+"""
_TAG = rb"</?(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:\s+%s(?:\s*=\s*(?:%s))?)*\s*/?>" % (_KEY, _VALUE)
# What is opened and never closed reaches to the end, as in a browser; looking for each end anew would be
# quadratic.
_TOKEN = re.compile(
    rb"(?P<unread><!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<![A-Za-z].*?(?:>|\Z)"
    rb"|<(?P<raw>script|style|pre|textarea|math|svg)\b.*?(?:</(?P=raw)\s*>|\Z))|(?P<tag>" + _TAG + rb")",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTES = re.compile(rb"\s+(?P<key>%s)(?:\s*=\s*(?P<value>%s))?" % (_KEY, _VALUE))
_STRAY = re.compile(rb"<[A-Za-z/!?]")
_CODE = re.compile(rb"<(code|kbd|samp)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)

# HTML's phrasing content that carries text of a sentence (HTML Standard, 3.2.5.2.5).
_PHRASING = frozenset(
    b"a abbr b bdi bdo big br cite code data del dfn em font i img ins kbd label mark q rp rt ruby s samp"
    b" small span strike strong sub sup time tt u var wbr".split()
)
_VOID = frozenset(b"br img wbr".split())


@dataclass(frozen=True, slots=True)
class Token:
    """A tag or a text of an HTML block, by its bytes there."""

    start: int
    end: int
    name: bytes = b""
    closing: bool = False

    @property
    def is_tag(self) -> bool:
        return bool(self.name)

    @property
    def is_void(self) -> bool:
        return self.name in _VOID


@dataclass(frozen=True, slots=True)
class Stretch:
    """A translatable stretch of an HTML block; `attribute` names the attribute whose value it is, `quote` its
    quote mark.
    """

    start: int
    end: int
    attribute: str = ""
    quote: str = ""


class Block:
    """The bytes of an HTML block, or of any HTML, with the tags and comments in it."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.matches = list(_TOKEN.finditer(source))

    def stretches(self) -> list[Stretch]:
        """What there is to translate, in order."""
        found: list[Stretch] = []
        if self._is_bare():
            return found
        for sentence in _sentences(self._tokens()):
            texts = list(_texts(self.source, sentence))
            found += texts
            for token in sentence:
                if token.is_tag and not any(text.start <= token.start < text.end for text in texts):
                    found += _attributes(self.source, token)
        return found

    def comments(self) -> list[tuple[int, bytes]]:
        """The comments, each with the offset at which it begins."""
        return [(match.start(), match[0]) for match in self.matches if match[0].startswith(b"<!--")]

    def skeleton(self) -> tuple[str, ...]:
        """The tags and comments in order, without the words that translations may change."""
        return tuple(
            _shape(match[0]) if match["tag"] else match[0].decode(errors="replace") for match in self.matches
        )

    def _is_bare(self) -> bool:
        """Whether it is all tags and comments, none with an attribute that people read: most blocks are."""
        if _READ_ATTRIBUTE.search(self.source):
            return False
        done = 0
        for match in self.matches:
            if self.source[done : match.start()].strip():
                return False
            done = match.end()
        return not self.source[done:].strip()

    def _tokens(self) -> Iterator[Token | None]:
        """Texts and tags in order; None for what is not read, which ends a sentence too."""
        done = 0
        for match in self.matches:
            if match.start() > done:
                yield Token(done, match.start())
            done = match.end()
            closing = match[0].startswith(b"</")
            yield Token(match.start(), done, match["name"].lower(), closing) if match["tag"] else None
        if done < len(self.source):
            yield Token(done, len(self.source))


def one_line(text: str) -> str:
    """An HTML text with each line break and the blanks around it as one blank, which is all that a reader
    sees of it.
    """
    return re.sub(r"[ \t]*(?:\r\n?|\n)[ \t]*", " ", text)


def attribute_value(text: str) -> str:
    """What an attribute's value means, on one line."""
    return html.unescape(one_line(text)).strip(" ")


def tags(text: str) -> Counter[str]:
    """The tags of an HTML or Markdown text as a multiset, blind to white space and to the words of read
    attributes.
    """
    return Counter(_shape(match["tag"]) for match in _TOKEN.finditer(text.encode()) if match["tag"])


def _shape(tag: bytes) -> str:
    def blank(match: re.Match[bytes]) -> bytes:
        key = match["key"].lower()
        return (
            b" "
            + key
            + (b"=" + match["value"] if match["value"] and key.decode() not in READ_ATTRIBUTES else b"")
        )

    return " ".join(_ATTRIBUTES.sub(blank, tag).decode(errors="replace").split())


def _sentences(tokens: Iterable[Token | None]) -> Iterator[list[Token]]:
    """Groups of text and phrasing tags; any other tag is a group of its own, what is not read is in none."""
    group: list[Token] = []
    for token in tokens:
        if token is not None and (not token.is_tag or token.name in _PHRASING):
            group.append(token)
            continue
        if group:
            yield group
            group = []
        if token is not None:
            yield [token]
    if group:
        yield group


def _texts(block: bytes, sentence: list[Token]) -> Iterator[Stretch]:
    inner = _unwrapped(block, sentence)
    if not inner:
        return
    parts = [inner] if _paired(inner) else [[token] for token in inner if not token.is_tag]
    for part in parts:
        start, end = _trimmed(block, part[0].start, part[-1].end)
        own = block[start:end]
        if _readable(own) and not _STRAY.search(_TOKEN.sub(b"", own)):
            yield Stretch(start, end)


def _unwrapped(block: bytes, sentence: list[Token]) -> list[Token]:
    """The sentence without blank ends, void tags at its ends, and tags that wrap all of it."""
    partners = _partners(sentence)
    first, last = 0, len(sentence) - 1
    while first <= last:
        if _is_blank(block, sentence[first]) or sentence[first].is_void:
            first += 1
        elif _is_blank(block, sentence[last]) or sentence[last].is_void:
            last -= 1
        elif partners.get(first) == last:
            first, last = first + 1, last - 1
        else:
            break
    return sentence[first : last + 1]


def _is_blank(block: bytes, token: Token) -> bool:
    return not token.is_tag and not block[token.start : token.end].strip()


def _partners(tokens: list[Token]) -> dict[int, int]:
    """The place of each opening tag's closing tag, as far as they nest properly."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for place, token in enumerate(tokens):
        if not token.is_tag or token.is_void:
            continue
        if not token.closing:
            opened.append(place)
        elif opened and tokens[opened[-1]].name == token.name:
            found[opened.pop()] = place
        else:
            opened = []
    return found


def _paired(tokens: list[Token]) -> bool:
    """Whether every tag has its partner among these tokens, properly nested."""
    tags = sum(token.is_tag and not token.is_void for token in tokens)
    return 2 * len(_partners(tokens)) == tags


def _trimmed(block: bytes, start: int, end: int) -> tuple[int, int]:
    own = block[start:end]
    return start + len(own) - len(own.lstrip(b" \t\r\n")), end - len(own) + len(own.rstrip(b" \t\r\n"))


def _readable(own: bytes) -> bool:
    without_code = _TOKEN.sub(b" ", _CODE.sub(b" ", own))
    return readable(html.unescape(without_code.decode(errors="replace")))


def _attributes(block: bytes, token: Token) -> Iterator[Stretch]:
    for match in _ATTRIBUTES.finditer(block, token.start, token.end):
        value, key = match["value"] or b"", match["key"].lower().decode(errors="replace")
        quoted = value[:1] in (b'"', b"'")
        if (
            key in READ_ATTRIBUTES
            and quoted
            and readable(html.unescape(value[1:-1].decode(errors="replace")))
        ):
            yield Stretch(match.start("value") + 1, match.end("value") - 1, key, value[:1].decode())
