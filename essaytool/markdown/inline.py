"""Runs: the stretches of inline Markdown between block marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from essaytool.markdown.parser import Event, Run
from essaytool.markdown.unread import without_unread

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[(\"'“]?[^\W\d_]+[ ,]")
"""What begins so is read by people, whatever follows; most texts do."""
_UNREAD_MARK = re.compile(r"://|@|\{[{%]|\$\$")
"""It finds something in whatever has a part that nobody reads, and is quick."""
_AUTOLINKS = ("Autolink", "Email")


def span_of(run: Run, source: bytes) -> tuple[int, int]:
    """The bytes from a run's first character to its last.

    The parser's range of a text leaves out a backslash before it, that of a collapsed reference its ``[]``.
    """
    start, end = run.start, run.end
    if run.begins_with_text and start > 0 and source[start - 1] == 0x5C:
        start -= 1
    if source[end : end + 2] == b"[]" and _ends_collapsed(run, end):
        end += 2
    if run.ends_with_text:
        while end > start + 1 and source[end - 1] in b" \t":
            end -= 1
    return start, end


def _ends_collapsed(run: Run, end: int) -> bool:
    return any(value["link_type"] == "Collapsed" and link_end == end for _, value, _, link_end in run.links)


def has_text(run: Run) -> bool:
    """Whether there is something to translate: a letter outside code, URLs, autolinks and tags, or a title
    that has one.
    """
    first = run.first_text
    if run.begins_with_text:
        return readable(first) or any(map(readable, _texts(run)))
    hidden = run.links and run.links[0][1]["link_type"] in _AUTOLINKS
    return (not hidden and _WORD.match(first) is not None) or any(map(readable, _texts(run)))


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
    if _WORD.match(text):
        return True
    if _UNREAD_MARK.search(text):
        text = without_unread(text)
    return _LETTER.search(text) is not None


def alt_of(run: Run) -> Run | None:
    """For a run that is one image and nothing else: its alt text."""
    if not run.links:
        return None
    name, value, start, end = run.links[0]
    if name != "+Image" or (start, end) != (run.start, run.end):
        return None
    alt = run.inner()
    return alt if value["link_type"] == "Inline" and not value["title"] and alt.events else None


def content_start(event: Event, source: bytes) -> int:
    """Where an event's text begins, with the backslash that escapes its first character."""
    start = event[2]
    escaped = event[0] == "Text" and start > 0 and source[start - 1] == 0x5C
    return start - 1 if escaped else start


def label_text(label: str) -> str:
    """A label on one line; CommonMark compares labels with white space collapsed (4.7)."""
    return " ".join(label.split())


def label_key(label: str) -> str:
    """What makes two labels the same one (CommonMark 4.7)."""
    return label_text(label).casefold()
