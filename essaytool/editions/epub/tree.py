"""HTML as a tree, from a sanitised fragment, and the tree as XML.

The fragment comes from nh3, which parses as browsers do and writes its tree anew: every element is closed,
every attribute quoted, every ``&`` and ``<`` of a text escaped. So the standard library's reader finds in it
what a browser would, and its writer makes XML of that: void elements are closed, entities are letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import StringIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

_VOID = frozenset({"br", "col", "hr", "img", "input", "wbr"})
_DEEPEST = 200
"""How far elements may be nested, so that walking a tree is no risk; what is deeper loses its markup."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped (2.2)."""


@dataclass
class Node:
    """An element; what it holds are elements and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """This element and all in it, in the order of the document."""
        yield self
        yield from nodes(self.inside)

    @property
    def text(self) -> str:
        """What it says, without its markup."""
        return "".join(part if isinstance(part, str) else part.text for part in self.inside)


def nodes(parts: Iterable[Node | str]) -> Iterator[Node]:
    """The elements among these parts and in them, in the order of the document."""
    for part in parts:
        if isinstance(part, Node):
            yield from part.walk()


def legal(text: str) -> str:
    """The text with a mark in place of each character that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)


def parse(fragment: str) -> list[Node | str]:
    """The elements and texts of a sanitised fragment."""
    reader = _Reader()
    reader.feed(fragment)
    reader.close()
    return reader.open[0].inside


def to_xml(parts: list[Node | str]) -> str:
    """Elements and texts as XML."""
    out = StringIO()
    writer = XMLGenerator(out, "utf-8", short_empty_elements=True)
    for part in parts:
        _write(part, writer)
    return out.getvalue()


def _write(part: Node | str, writer: XMLGenerator) -> None:
    if isinstance(part, str):
        writer.characters(part)
        return
    writer.startElement(part.tag, AttributesImpl(part.attributes))
    for inner in part.inside:
        _write(inner, writer)
    writer.endElement(part.tag)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("body")]
        self.beyond: list[str] = []
        """Elements that are open and too deep to be kept."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID and len(self.open) > _DEEPEST:
            self.beyond.append(tag)
            return
        node = Node(tag, {name: legal(value or "") for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if self.beyond:
            self.beyond.pop()
        elif len(self.open) > 1:
            self.open.pop()

    def _text(self, data: str) -> None:
        self.open[-1].inside.append(legal(data))

    handle_data = _text
