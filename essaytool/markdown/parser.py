"""The one door to pyromark (pulldown-cmark): the dialect essays are written in, as a stream of plain events.

An event is ``(name, value, start, end)``. Names are those of pulldown-cmark's ``Event`` and ``Tag``;
``+Paragraph`` opens a container and ``-Paragraph`` closes it, leaves (``Text``, ``Code``, ``SoftBreak``…)
carry no sign. ``value`` is what the parser says of it: a text, a heading's level, a link's fields, or None.
``start`` and ``end`` are offsets into the UTF-8 bytes.

The dialect is CommonMark 0.31 with GFM tables, strikethrough, task lists, alerts and footnotes, and
definition lists. Metadata blocks are left off, since the parser takes them anywhere in a document
(`essaytool.markdown.frontmatter` peels them first).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyromark

Event = tuple[str, Any, int, int]

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_DEFINITION_LIST
    | pyromark.Options.ENABLE_GFM
)

INLINE_CONTAINERS = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
"""The containers that stand inside a line of text; all others are blocks."""


def events(markdown: str) -> list[Event]:
    """The events of a Markdown text, in document order.

    The text holds no byte order mark, which the parser would take for a letter.
    """
    found: list[Event] = []
    add = found.append  # this loop is most of what segmenting costs
    stream: Iterable[tuple[Any, Any]] = pyromark.events_with_range(markdown, options=OPTIONS)
    for event, span in stream:
        if type(event) is str:
            add((event, None, span["start"], span["end"]))
            continue
        for name, value in event.items():
            if name != "Start" and name != "End":
                add((name, value, span["start"], span["end"]))
                continue
            sign = "+" if name == "Start" else "-"
            if type(value) is str:
                add((sign + value, None, span["start"], span["end"]))
            else:
                for tag, attributes in value.items():
                    add((sign + tag, attributes, span["start"], span["end"]))
    return found


def definitions(markdown: str) -> Mapping[str, Any]:
    """The reference definitions by label: ``dest``, ``title`` and ``span`` (``start``, ``end``) of each."""
    return pyromark.reference_definitions(markdown, options=OPTIONS)


def reference_html(markdown: str) -> str:
    """The parser's own rendering, unsanitised: an oracle for tests of ours."""
    return pyromark.html(markdown, options=OPTIONS)
