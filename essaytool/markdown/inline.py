"""Runs: the stretches of inline Markdown between block marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from essaytool.markdown.parser import INLINE_CONTAINERS, Event

_INLINE = frozenset(
    {"Text", "Code", "InlineHtml", "SoftBreak", "HardBreak", "FootnoteReference"}
    | {sign + name for name in INLINE_CONTAINERS for sign in "+-"}
)
_LETTER = re.compile(r"[^\W\d_]")
# Nothing to translate: bare URLs, e-mail addresses, the shortcodes of site generators, displayed math.
_UNREAD = re.compile(
    r"[a-z][a-z0-9+.-]+://\S+|\S+@\S+\.\w+|\{\{.*?\}\}|\{%.*?%\}|\$\$.*?\$\$", re.IGNORECASE | re.DOTALL
)
_UNREAD_MARK = re.compile(r"://|@|\{[{%]|\$\$")
"""It finds something in whatever `_UNREAD` does, and is quick."""
_AUTOLINKS = ("Autolink", "Email")


@dataclass(frozen=True, slots=True)
class Run:
    """Inline events with no block mark between them; never empty."""

    events: tuple[Event, ...]

    def span(self, source: bytes) -> tuple[int, int]:
        """The bytes from the run's first character to its last.

        The parser's range of a text leaves out a backslash before it, that of a collapsed reference its
        ``[]``.
        """
        start, end = content_start(self.events[0], source), self.events[-1][3]
        if source[end : end + 2] == b"[]" and self._ends_collapsed(end):
            end += 2
        while self.events[-1][0] == "Text" and end > start + 1 and source[end - 1] in b" \t":
            end -= 1
        return start, end

    def _ends_collapsed(self, end: int) -> bool:
        return any(link_type(event) == "Collapsed" and event[3] == end for event in self.events)


def runs(stream: Iterable[Event]) -> list[Run | Event]:
    """A stream of events as block events and the runs between them."""
    found: list[Run | Event] = []
    gathered: list[Event] = []
    for event in stream:
        if event[0] in _INLINE:
            gathered.append(event)
            continue
        if gathered:
            found += _closed(gathered)
            gathered = []
        found.append(event)
    return [*found, *_closed(gathered)]


def _closed(gathered: list[Event]) -> list[Run]:
    """The run of these events; before an HTML block the parser leaves a line break at its end, which shows
    nothing.
    """
    while gathered and gathered[-1][0] in ("SoftBreak", "HardBreak"):
        gathered.pop()
    return [Run(tuple(gathered))] if gathered else []


def has_text(run: Run) -> bool:
    """Whether there is something to translate: a letter outside code, URLs, autolinks and tags, or a title
    that has one.
    """
    name, value, _, _ = run.events[0]
    return (name == "Text" and readable(value)) or any(readable(text) for text in _texts(run))


def _texts(run: Run) -> Iterator[str]:
    """The run's text, with what is no text left out, and the titles of its links and images."""
    shown: list[str] = []
    hidden = False
    for name, value, _, _ in run.events:
        if name == "Text" and not hidden:
            shown.append(value)
        elif name in ("+Link", "+Image"):
            hidden = value["link_type"] in _AUTOLINKS
            yield value["title"]
        elif name == "-Link":
            hidden = False
        elif name in ("Code", "SoftBreak", "HardBreak"):
            shown.append(" ")
    yield "".join(shown)


def readable(text: str) -> bool:
    """Whether a plain text holds a letter that is not part of a URL, an address or a shortcode."""
    if _UNREAD_MARK.search(text):
        text = _UNREAD.sub("", text)
    return _LETTER.search(text) is not None


def lone_image(run: Run) -> tuple[int, int] | None:
    """For a run that is one image and nothing else: the byte range of its alt text."""
    first, last = run.events[0], run.events[-1]
    if first[0] != "+Image" or last[0] != "-Image" or first[2:] != last[2:]:
        return None
    if first[1]["link_type"] != "Inline" or first[1]["title"]:
        return None
    inner = run.events[1:-1]
    return (inner[0][2], inner[-1][3]) if inner else None


def content_start(event: Event, source: bytes) -> int:
    """Where an event's text begins, with the backslash that escapes its first character."""
    start = event[2]
    escaped = event[0] == "Text" and start > 0 and source[start - 1] == 0x5C
    return start - 1 if escaped else start


def link_type(event: Event) -> str:
    """How a link or image was written, as the parser names it; empty for other events."""
    return event[1]["link_type"] if event[0] in ("+Link", "+Image") else ""


def label_text(label: str) -> str:
    """A label on one line; CommonMark compares labels with white space collapsed (4.7)."""
    return " ".join(label.split())


def label_key(label: str) -> str:
    """What makes two labels the same one (CommonMark 4.7)."""
    return label_text(label).casefold()
