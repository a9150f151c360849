"""From an edition's Markdown to HTML, by two tables that give each of the parser's events a small function.

What the parser's own renderer would write is written here too (tests compare the two), and more: every text
knows, by its byte range, the unit that stands there, so that it can say in which language and state it is;
headings have ids that do not follow the translation; footnotes are gathered at the end. The result is not
safe yet: `essaytool.editions.sanitize` makes it so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from essaytool.editions.anchors import Anchors, ids_in
from essaytool.editions.blocks import BLOCKS, write_notes
from essaytool.editions.cover import first_heading
from essaytool.editions.footnotes import number_notes
from essaytool.editions.inlines import write_run
from essaytool.editions.marks import Slots
from essaytool.editions.writer import Setting, Writer
from essaytool.markdown.frontmatter import peel
from essaytool.markdown.parser import Event, Run, runs
from essaytool.model import Edition


@dataclass(frozen=True)
class Rendered:
    """An edition's text as HTML, not sanitised yet."""

    body: str
    notes: str
    """The list of footnotes; empty if there are none."""
    title: str = ""
    """The heading that stands for the page's title; empty if the text has none."""


def render(edition: Edition, setting: Setting) -> Rendered:
    """The edition's text as HTML, without its front matter."""
    front, body = peel(edition.markdown)
    items = list(runs(body.decode()))
    given = Anchors(given_ids(items) if b"<" in body else ())
    writer = Writer(setting, body, Slots(edition, len(front)), number_notes(items), given)
    lifted = title_items(items, setting.title)
    title = _write(writer, items[:lifted])
    writer.shift = int(bool(setting.title) and any(is_title(item) for item in items[lifted:]))
    return Rendered(body=_write(writer, items[lifted:]), notes=write_notes(writer), title=title)


def _write(writer: Writer, items: Sequence[Run | Event]) -> str:
    writer.out = []
    for item, following in zip_longest(items, items[1:]):
        writer.coming = following if isinstance(following, Run) else None
        html = write_run(writer, item) if isinstance(item, Run) else BLOCKS[item[0]](writer, item)
        writer.out.append(html)
    return "".join(writer.out)


def given_ids(items: Iterable[Run | Event]) -> Iterator[str]:
    """The ids that the essay's own HTML gives."""
    for item in items:
        for name, value, _, _ in item.events if isinstance(item, Run) else (item,):
            if name in ("Html", "InlineHtml"):
                yield from ids_in(value)


def title_items(items: Sequence[Run | Event], title: str) -> int:
    """How many items the heading takes that the text begins with, if it says what the page's title says."""
    return 3 if title and first_heading(items) == title else 0


def is_title(item: object) -> bool:
    """Whether this opens a heading of the level that a page's title has."""
    return isinstance(item, tuple) and item[0] == "+Heading" and item[1]["level"] == "H1"
