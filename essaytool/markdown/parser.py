"""The one door to pyromark (pulldown-cmark): the dialect essays are written in, as plain events and runs.

An event is ``(name, value, start, end)``. Names are those of pulldown-cmark's ``Event`` and ``Tag``;
``+Paragraph`` opens a container and ``-Paragraph`` closes it, leaves (``Text``, ``Code``, ``SoftBreak``…)
carry no sign. ``value`` is what the parser says of it: a text, a heading's level, a link's fields, or None.
``start`` and ``end`` are offsets into the UTF-8 bytes. A run is the events between two block marks.

The dialect is CommonMark 0.31 with GFM tables, strikethrough, task lists, alerts and footnotes, and
definition lists. Metadata blocks are left off, since the parser takes them anywhere in a document
(`essaytool.markdown.frontmatter` peels them first).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyromark

from essaytool.errors import SourceError

Event = tuple[str, Any, int, int]
_Given = tuple[Any, Any]
"""An event and its range, as pyromark gives them: a name, or a dict of one name and what it holds."""

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_DEFINITION_LIST
    | pyromark.Options.ENABLE_GFM
)

MOST_IN_RUN = 200_000
"""Events of a paragraph: each takes a kilobyte, so that a few megabytes of marks would take gigabytes."""

_INLINE = frozenset(
    {"Emphasis", "Strong", "Strikethrough", "Link", "Image", "InlineHtml", "FootnoteReference"}
)
"""What stands inside a line of text, besides texts, code and breaks; all else is of blocks."""


class Run:
    """Inline events with no block mark between them; never empty."""

    __slots__ = ("_events", "_given", "links", "soft_breaks")

    def __init__(self, given: Sequence[_Given], soft_breaks: int, links: Sequence[Event]) -> None:
        self._given = given
        self._events: tuple[Event, ...] | None = None
        self.soft_breaks = soft_breaks
        """How many soft breaks it holds."""
        self.links = links
        """The events that open its links and images."""

    @property
    def events(self) -> tuple[Event, ...]:
        if self._events is None:
            self._events = tuple([_event(*pair) for pair in self._given])
        return self._events

    @property
    def start(self) -> int:
        start: int = self._given[0][1]["start"]
        return start

    @property
    def end(self) -> int:
        end: int = self._given[-1][1]["end"]
        return end

    @property
    def first_text(self) -> str:
        """The first of its texts; empty if there is none."""
        for event, _ in self._given:
            if "Text" in event:
                text: str = event["Text"]
                return text
        return ""

    @property
    def begins_with_text(self) -> bool:
        return "Text" in self._given[0][0]

    @property
    def ends_with_text(self) -> bool:
        return "Text" in self._given[-1][0]

    def shows(self, text: str) -> bool:
        """Whether it stands in one of the run's texts."""
        return any(text in event["Text"] for event, _ in self._given if "Text" in event)

    def inner(self) -> Run:
        """The run without the image that it is."""
        return Run(self._given[1:-1], self.soft_breaks, self.links[1:])


def runs(markdown: str) -> Iterator[Event | Run]:
    """The block events of a Markdown text and the runs between them, in document order.

    The text holds no byte order mark, which the parser would take for a letter. Raises `SourceError`, which
    names no file, for a run of more than `MOST_IN_RUN` events.
    """
    # Half of what segmenting costs is spent here. What is frequent is told apart first, and a run's events
    # are left as the parser gives them until somebody asks for them.
    given: list[_Given] = []
    breaks, links = 0, list[Event]()
    for pair in _stream(markdown):
        event = pair[0]
        if len(given) > MOST_IN_RUN:
            hint = "end it, with a blank line"
            raise SourceError(f"a paragraph holds more than {MOST_IN_RUN:,} texts and marks", hint=hint)
        if type(event) is str:
            if event != "Rule":
                given.append(pair)
                breaks += event == "SoftBreak"
                continue
            name, value = event, None
        elif "Text" in event or "Code" in event:
            given.append(pair)
            continue
        else:
            name, value, tag = _named(event)
            if tag in _INLINE:
                given.append(pair)
                if name == "+Link" or name == "+Image":
                    links.append((name, value, pair[1]["start"], pair[1]["end"]))
                continue
        if given:
            yield from _closed(given, breaks, links)
            given, breaks, links = [], 0, []
        yield (name, value, pair[1]["start"], pair[1]["end"])
    yield from _closed(given, breaks, links)


def events(markdown: str) -> list[Event]:
    """All events of a Markdown text, in document order."""
    return [_event(*pair) for pair in _stream(markdown)]


def definitions(markdown: str) -> Mapping[str, Any]:
    """The reference definitions by label: ``dest``, ``title`` and ``span`` (``start``, ``end``) of each."""
    return pyromark.reference_definitions(markdown, options=OPTIONS)


def reference_html(markdown: str) -> str:
    """The parser's own rendering, unsanitised: an oracle for tests of ours."""
    return pyromark.html(markdown, options=OPTIONS)


def _stream(markdown: str) -> Iterable[_Given]:
    return pyromark.events_with_range(markdown, options=OPTIONS)


def _closed(given: list[_Given], breaks: int, links: Sequence[Event]) -> list[Run]:
    """The run of these events; before an HTML block the parser leaves line breaks at its end, which show
    nothing.
    """
    while given and type(given[-1][0]) is str:
        breaks -= given.pop()[0] == "SoftBreak"
    return [Run(given, breaks, links)] if given else []


def _event(event: Any, span: Any) -> Event:
    name, value = (event, None) if type(event) is str else _named(event)[:2]
    return (name, value, span["start"], span["end"])


def _named(event: Mapping[str, Any]) -> tuple[str, Any, str]:
    """An event's name with its sign, what it says, and its name without a sign."""
    [(name, value)] = event.items()
    if name != "Start" and name != "End":
        return (name, value, name)
    sign = "+" if name == "Start" else "-"
    if type(value) is str:
        return (sign + value, None, value)
    [(tag, attributes)] = value.items()
    return (sign + tag, attributes, tag)
