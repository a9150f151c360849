"""An essay's text as the one chapter of its book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from essaytool.editions.epub.attributes import keep_attributes
from essaytool.editions.epub.links import Within, settle_links
from essaytool.editions.epub.models import fitted
from essaytool.editions.epub.tree import Node, nodes, parse
from essaytool.editions.render import render
from essaytool.editions.sanitize import sanitize
from essaytool.editions.writer import Setting
from essaytool.model import Edition

Parts = list[Node | str]
TOP = "et-title"
"""The id of the chapter's title where the essay's text does not begin with it."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Heading:
    """A place that the table of contents names."""

    level: int
    target: str
    """The id of the heading."""
    text: str
    tag: str
    """The language of the text; empty if it is the book's."""


@dataclass(frozen=True)
class Chapter:
    """The chapter's parts. The title is empty where the text does not begin with a heading that says it."""

    title: Parts
    body: Parts
    notes: Parts

    @property
    def parts(self) -> Parts:
        return [*self.title, *self.body, *self.notes]

    def headings(self) -> Iterator[Heading]:
        """The headings of the text below its title, in their order."""
        for node in nodes(self.body):
            if node.tag in _HEADINGS and (target := node.attributes.get("id")) and node.text.strip():
                said = " ".join(node.text.split())
                yield Heading(int(node.tag[1]), target, said, node.attributes.get("lang", ""))


def chapter(edition: Edition, setting: Setting, within: Within) -> Chapter:
    """The text of an edition as XHTML. Footnotes stand at its end, each in an ``aside`` that a reader can
    open.
    """
    rendered = render(edition, setting)
    html = (rendered.title, rendered.body, rendered.notes)
    title, body, notes = (fitted(parse(sanitize(part, setting.seal))) for part in html)
    asides: Parts = [_aside(node, number) for number, node in enumerate(_items(notes), start=1)]
    keep_attributes([*title, *body, *asides])
    settled = settle_links([*title, *body, *asides], within)
    first, last = len(title), len(settled) - len(asides)
    for node in nodes(settled):
        _mark(node)
    for part in settled[last:]:
        if isinstance(part, Node):
            part.attributes |= {"epub:type": "footnote", "role": "doc-footnote"}
    return Chapter(settled[:first], settled[first:last], settled[last:])


def _items(notes: Sequence[Node | str]) -> Iterator[Node]:
    """The items of the list that the footnotes are."""
    yield from (
        part for each in notes if isinstance(each, Node) for part in each.inside if isinstance(part, Node)
    )


def _aside(item: Node, number: int) -> Node:
    """A footnote, with its number where its text begins."""
    shown = Node("span", {"class": "et-number"}, [f"{number}."])
    first = next((part for part in item.inside if isinstance(part, Node)), None)
    if first is not None and first.tag == "p":
        first.inside[:0] = [shown, " "]
        return Node("aside", item.attributes, item.inside)
    return Node("aside", item.attributes, [Node("p", {}, [shown]), *item.inside])


def _mark(node: Node) -> None:
    """Say in EPUB's own words what a reference and a note are; a way back is an arrow with a name."""
    role = node.attributes.get("role")
    if role == "doc-noteref":
        node.attributes["epub:type"] = "noteref"
    elif role == "doc-backlink":
        node.attributes["aria-label"] = node.text
        node.inside = ["\u21a9\ufe0e"]
