"""Runs: the stretches of inline Markdown between block marks, and the msgid that each of them gives.

A run's msgid is its Markdown with container markers stripped and soft line breaks joined by a blank; references stand in full
(``[ref]`` is ``[ref][ref]``), so that the text can be translated and the label stays; hard breaks stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from essaytool.markdown.parser import INLINE_CONTAINERS, Event, events

Signature = tuple[tuple[object, ...], ...]
"""What a reader sees of a run, and where its markup leads: equal signatures mean equal text and markup."""

_INLINE = frozenset(
    {"Text", "Code", "InlineHtml", "SoftBreak", "HardBreak", "FootnoteReference"}
    | {sign + name for name in INLINE_CONTAINERS for sign in "+-"}
)
_BREAK = re.compile(rb"\r\n?|\n")
_LETTER = re.compile(r"[^\W\d_]")
# Nothing to translate: bare URLs, e-mail addresses, the shortcodes of site generators, displayed math.
_UNREAD = re.compile(r"[a-z][a-z0-9+.-]+://\S+|\S+@\S+\.\w+|\{\{.*?\}\}|\{%.*?%\}|\$\$.*?\$\$", re.IGNORECASE | re.DOTALL)
_REFERENCES = ("Reference", "Collapsed", "Shortcut")
_AUTOLINKS = ("Autolink", "Email")
_FORCED_BREAK = re.compile(r"(?:(?<!\\)\\(?:\\\\)*| {2,})\n")
"""A line break that shows: a backslash or two blanks before it (CommonMark 6.7)."""


@dataclass(frozen=True, slots=True)
class Run:
    """Inline events with no block mark between them; never empty."""

    events: tuple[Event, ...]

    def span(self, source: bytes) -> tuple[int, int]:
        """The bytes from the run's first character to its last.

        The parser's range of a text leaves out a backslash before it, that of a collapsed reference its ``[]``.
        """
        start = _content_start(self.events[0], source)
        end = max(event[3] for event in self.events)
        if source[end : end + 2] == b"[]" and self._ends_collapsed(end):
            end += 2
        return start, end

    def _ends_collapsed(self, end: int) -> bool:
        return any(_link_type(event) == "Collapsed" and event[3] == end for event in self.events)


def runs(stream: Iterable[Event]) -> Iterator[Run | Event]:
    """Split a stream of events into block events and the runs between them."""
    gathered: list[Event] = []
    for event in stream:
        if event[0] in _INLINE:
            gathered.append(event)
            continue
        if gathered:
            yield Run(tuple(gathered))
            gathered = []
        yield event
    if gathered:
        yield Run(tuple(gathered))


def has_text(run: Run) -> bool:
    """Whether there is something to translate: a letter outside code, URLs, autolinks and tags, or a title that has one."""
    hidden = 0
    for name, value, _, _ in run.events:
        if name == "Text" and not hidden and readable(value):
            return True
        if name in ("+Link", "+Image"):
            if readable(value["title"]):
                return True
            hidden += value["link_type"] in _AUTOLINKS
        elif name == "-Link" and hidden:
            hidden -= 1
    return False


def readable(text: str) -> bool:
    """Whether a plain text holds a letter that is not part of a URL, an address or a shortcode."""
    return bool(_LETTER.search(_UNREAD.sub("", text))) if text else False


def lone_image(run: Run) -> tuple[int, int] | None:
    """For a run that is one image and nothing else: the byte range of its alt text."""
    first, last = run.events[0], run.events[-1]
    if first[0] != "+Image" or last[0] != "-Image" or first[2:] != last[2:]:
        return None
    if first[1]["link_type"] != "Inline" or first[1]["title"]:
        return None
    inner = run.events[1:-1]
    return (inner[0][2], inner[-1][3]) if inner else None


def msgid_of(run: Run, source: bytes, *, depth: int = 0, labels: Mapping[str, str] | None = None) -> str:
    """What a translator sees of this run, which stands `depth` block quotes deep in `source`."""
    start, end = run.span(source)
    own = source[start:end]
    references = [edit for event in run.events for edit in _label_edit(event, source)]
    if b"\n" not in own and b"\r" not in own:
        return _decode(_apply(own, start, references))
    breaks = _break_edits(run, source, start, end, depth)
    joined = _decode(_apply(own, start, [*references, *breaks]))
    if not _may_change_by_joining(own, run) or _reads_alike(joined, run, labels or {}):
        return joined
    kept = [(at, until, b"\n" if text == b" " else text) for at, until, text in breaks]
    return _decode(_apply(own, start, [*references, *kept]))


def _decode(text: bytes) -> str:
    """PO strings cannot hold NUL; CommonMark reads it as U+FFFD anyway (2.3)."""
    return text.decode().replace("\0", "\ufffd")


Edit = tuple[int, int, bytes]


def _apply(own: bytes, offset: int, edits: list[Edit]) -> bytes:
    """`own`, which begins at `offset` of the source, with these non-overlapping stretches replaced."""
    done, parts = offset, []
    for start, end, text in sorted(edits):
        parts += [own[done - offset : start - offset], text]
        done = end
    return b"".join([*parts, own[done - offset :]])


def _label_edit(event: Event, source: bytes) -> Iterator[Edit]:
    """The label that a shortcut or collapsed reference leaves unsaid."""
    kind = _link_type(event)
    if kind == "Shortcut":
        yield event[3], event[3], b"[" + label_text(event[1]["id"]).encode() + b"]"
    elif kind == "Collapsed":
        yield event[3] + 1, event[3] + 1, label_text(event[1]["id"]).encode()


def _break_edits(run: Run, source: bytes, start: int, end: int, depth: int) -> list[Edit]:
    """One edit for each line break: a blank for a soft one, its own mark and a newline for a hard one."""
    edits: list[Edit] = []
    seen: set[int] = set()
    for event, following in pairwise((*run.events, None)):
        if event is None or event[0] not in ("SoftBreak", "HardBreak"):
            continue
        newline = next(_BREAK.finditer(source, event[2]))
        seen.add(newline.start())
        inner = following is not None and not following[0].startswith("-")
        until = _content_start(following, source) if following and inner else _after_prefix(source, newline.end(), depth)
        if event[0] == "HardBreak":
            edits.append((event[2], until, b"\\\n" if source[event[2]] == 0x5C else b"  \n"))
        else:
            edits.append((_before_blanks(source, event[2], start), until, b" "))
    for newline in _BREAK.finditer(source, start, end):
        if newline.start() not in seen:
            edits.append((newline.start(), min(_after_prefix(source, newline.end(), depth), end), b" "))
    return edits


def _before_blanks(source: bytes, at: int, start: int) -> int:
    while at > start and source[at - 1] in b" \t":
        at -= 1
    return at


def _after_prefix(source: bytes, at: int, depth: int) -> int:
    """Past the blanks and at most `depth` quote marks that begin a continuation line."""
    quotes = 0
    while at < len(source) and (source[at] in b" \t" or (source[at] == 0x3E and quotes < depth)):
        quotes += source[at] == 0x3E
        at += 1
    return at


def _content_start(event: Event, source: bytes) -> int:
    """Where an event's text begins, with the backslash that escapes its first character."""
    start = event[2]
    escaped = event[0] == "Text" and start > 0 and source[start - 1] == 0x5C
    return start - 1 if escaped else start


def _may_change_by_joining(own: bytes, run: Run) -> bool:
    """Whether joining lines could change what is read: a tag may begin, or a break stands inside markup."""
    breaks = sum(event[0] in ("SoftBreak", "HardBreak") for event in run.events)
    return b"<" in own or breaks < len(_BREAK.findall(own))


def _reads_alike(joined: str, run: Run, labels: Mapping[str, str]) -> bool:
    """Whether the joined text reads as the run does; alone on its line, a tag would begin an HTML block."""
    if joined.startswith("<") and next(events(joined))[0] == "+HtmlBlock":
        return False
    return reading(joined, labels) == signature(run.events)


def _link_type(event: Event) -> str:
    return event[1]["link_type"] if event[0] in ("+Link", "+Image") else ""


def label_text(label: str) -> str:
    """A label on one line; CommonMark compares labels with white space collapsed (4.7)."""
    return " ".join(label.split())


def label_key(label: str) -> str:
    """What makes two labels the same one (CommonMark 4.7)."""
    return label_text(label).casefold()


# --- reading a text as inline Markdown ----------------------------------------------------------------------------------


def signature(stream: Iterable[Event]) -> Signature:
    """What these inline events show, with adjoining texts as one and soft breaks as blanks."""
    parts: list[tuple[object, ...]] = []
    for name, value, _, _ in stream:
        if name in ("Text", "SoftBreak"):
            text = " " if name == "SoftBreak" else value.replace("\0", "\ufffd")
            if parts and parts[-1][0] == "Text":
                text = str(parts.pop()[1]) + text
            parts.append(("Text", text))
        else:
            parts.append(_mark(name, value))
    return tuple(_around_breaks(parts))


def _mark(name: str, value: Any) -> tuple[object, ...]:
    if name in ("+Link", "+Image"):
        if value["link_type"] in _REFERENCES:
            return (name, "reference", label_key(value["id"]))
        return (name, value["dest_url"], value["title"])
    if name == "InlineHtml":
        return ("HardBreak",) if value == _BREAK_TAG else (name, " ".join(value.split()))
    if name == "HardBreak" or name.startswith("-"):
        return (name,)
    return (name, value)


def _around_breaks(parts: list[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """Blanks at a hard break do not show."""
    for place, part in enumerate(parts):
        if part[0] == "Text":
            text = str(part[1])
            text = text.rstrip(" ") if parts[place + 1 : place + 2] == [("HardBreak",)] else text
            text = text.lstrip(" ") if place and parts[place - 1] == ("HardBreak",) else text
            if text:
                yield ("Text", text)
        else:
            yield part


_BREAK_TAG = "<br data-hard>"


def reading(text: str, labels: Mapping[str, str]) -> Signature:
    """A text read as inline Markdown and nothing else, in an essay that defines these labels.

    It is read inside a heading, where no block can begin; hard breaks, which a heading cannot hold, ride as a tag.
    """
    line = _FORCED_BREAK.sub(f" {_BREAK_TAG} ", text)
    before, after = ("x ", " x") if "\n" in line else ("# x ", " x")
    document = f"{before}{line}{after}\n\n{definitions_for(text, labels)}"
    first = next((item for item in runs(events(document)) if isinstance(item, Run)), None)
    return _without_guards(signature(first.events)) if first else ()


def definitions_for(text: str, labels: Mapping[str, str]) -> str:
    """Definitions of those labels that the text could refer to, so that it can be read by itself."""
    if "[" not in text or not labels:
        return ""
    named = {label_key(match) for match in re.findall(r"\[((?:[^\[\]\\]|\\.)+)\]", text, re.DOTALL)}
    return "".join(f"[{labels[key]}]: x\n\n" for key in sorted(named & labels.keys()))


def _without_guards(parts: Signature) -> Signature:
    """The signature without the ``x`` at both ends, which keeps the text's own ends from meaning something."""
    texts = list(parts)
    if texts and texts[0][0] == "Text":
        texts[0] = ("Text", str(texts[0][1])[2:])
    if texts and texts[-1][0] == "Text":
        texts[-1] = ("Text", str(texts[-1][1])[:-2])
    return tuple(part for part in texts if part != ("Text", ""))
