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

from collections.abc import Iterator, Mapping
from typing import Any, cast

import pyromark

Event = tuple[str, Any, int, int]

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_DEFINITION_LIST
    | pyromark.Options.ENABLE_GFM
)

INLINE_CONTAINERS = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
"""The containers that stand inside a line of text; all others are blocks."""


def events(markdown: str) -> Iterator[Event]:
    """The events of a Markdown text, in document order. The text holds no BOM: the parser would take it for a
    letter.
    """
    for event, span in pyromark.events_with_range(markdown, options=_OPTIONS):
        start, end = span["start"], span["end"]
        if isinstance(event, str):
            yield event, None, start, end
            continue
        name, value = next(iter(cast("dict[str, Any]", event).items()))
        if name == "Start" or name == "End":
            sign = "+" if name == "Start" else "-"
            if isinstance(value, str):
                yield sign + value, None, start, end
            else:
                tag, attributes = next(iter(value.items()))
                yield sign + tag, attributes, start, end
        else:
            yield name, value, start, end


def definitions(markdown: str) -> Mapping[str, Any]:
    """The reference definitions by label: ``dest``, ``title`` and ``span`` (``start``, ``end``) of each."""
    return pyromark.reference_definitions(markdown, options=_OPTIONS)


def reference_html(markdown: str) -> str:
    """The parser's own rendering, unsanitised: an oracle for tests of ours."""
    return pyromark.html(markdown, options=_OPTIONS)
