"""The targets of links and images in Markdown, each by its bytes, so that a tree of another shape can have
others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape

from essaytool.editions.layouts.edits import Edit
from essaytool.markdown.parser import Event, definitions, events

Change = Callable[[str, str], str | None]
"""From what a target stands in (``link``, ``image``, ``tag``) and the target to another one; None to leave
it."""

LINK, IMAGE, TAG = "link", "image", "tag"
_DESTINATION = re.compile(rb"\]\(\s*(?P<target><[^<>\n]*>|[^\s<>]+?(?=\s*\)|\s))")
_DEFINED = re.compile(rb"\s*\[(?:[^\[\]\\]|\\.)+\]:\s*(?P<target><[^<>\n]*>|[^\s<]\S*)", re.DOTALL)
_ATTRIBUTE = re.compile(
    rb"""<(?:a\b[^>]*?\shref|img\b[^>]*?\ssrc)\s*=\s*(?P<quote>["'])(?P<target>.*?)(?P=quote)""",
    re.IGNORECASE | re.DOTALL,
)


def relinked(body: bytes, change: Change) -> Iterator[Edit]:
    """The changes that give the links of a text the targets which `change` wants for them."""
    stream = events(body.decode())
    used = {value["id"]: name for name, value, _, _ in stream if _is_opening(name) and value["id"]}
    for place, (name, value, start, end) in enumerate(stream):
        if _is_opening(name) and value["link_type"] == "Inline":
            yield from _inline(body, _end_of_text(stream, place), end, name, value["dest_url"], change)
        elif name in ("Html", "InlineHtml"):
            yield from _tags(body, start, end, change)
    for label, found in definitions(body.decode()).items():
        yield from _definition(body, found, used.get(label, "+Link"), change)


def _is_opening(name: str) -> bool:
    return name in ("+Link", "+Image")


def _end_of_text(stream: list[Event], place: int) -> int:
    """Where the text in a link's brackets ends at the latest that the parser tells."""
    opening, _, start, _ = stream[place]
    closing, depth, last = f"-{opening[1:]}", 0, start + len(opening) - 4
    for name, _, _, end in stream[place:]:
        depth += (name == opening) - (name == closing)
        if depth == 0:
            break
        last = max(last, end) if name != opening else last
    return last


def _inline(body: bytes, after: int, end: int, name: str, target: str, change: Change) -> Iterator[Edit]:
    wanted = change(IMAGE if name == "+Image" else LINK, target)
    found = _DESTINATION.search(body, after, end) if wanted is not None else None
    if found and wanted is not None:
        yield Edit(found.start("target"), found.end("target"), wanted.encode())


def _definition(body: bytes, found: dict[str, object], name: str, change: Change) -> Iterator[Edit]:
    wanted = change(IMAGE if name == "+Image" else LINK, str(found["dest"]))
    span = found["span"]
    if (
        wanted is not None
        and isinstance(span, dict)
        and (match := _DEFINED.match(body, span["start"], span["end"]))
    ):
        yield Edit(match.start("target"), match.end("target"), wanted.encode())


def _tags(body: bytes, start: int, end: int, change: Change) -> Iterator[Edit]:
    for match in _ATTRIBUTE.finditer(body, start, end):
        wanted = change(TAG, unescape(match["target"].decode()))
        if wanted is not None:
            written = wanted if "{{" in wanted else escape(wanted)
            yield Edit(match.start("target"), match.end("target"), written.encode())
