"""The msgid of a run: what a translator sees of it.

It is the run's Markdown with container markers stripped and soft line breaks joined by a blank; references
stand in full (``[ref]`` is ``[ref][ref]``), so that the text can be translated and the label stays; hard
breaks stay as they are. Where joining would change what is read, the lines stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from essaytool.markdown.inline import Run, content_start, label_text, link_type
from essaytool.markdown.lines import NEWLINE
from essaytool.markdown.parser import Event, events
from essaytool.markdown.reading import reading, signature

_WRAP = re.compile(rb"[ \t]*\n[ \t]*")

Edit = tuple[int, int, bytes]
"""A stretch of the source, and what stands for it in the msgid."""


def msgid_of(
    run: Run, source: bytes, span: tuple[int, int], *, depth: int = 0, labels: Mapping[str, str] | None = None
) -> str:
    """What a translator sees of this run, which has this span and stands `depth` block quotes deep."""
    start, end = span
    own = source[start:end]
    links = [event for event in run.events if event[0] == "+Link" or event[0] == "+Image"]
    references = [edit for event in links for edit in _label_edit(event)]
    if b"\n" not in own and b"\r" not in own:
        return _decode(_apply(own, start, references) if references else own)
    if not depth and _is_wrapped_prose(own, run):
        return _decode(_WRAP.sub(b" ", _apply(own, start, references)))
    breaks = _break_edits(run, source, start, end, depth)
    joined = _decode(_apply(own, start, [*references, *breaks]))
    if not _may_change_by_joining(own, run, breaks) or _reads_alike(joined, run, labels or {}):
        return joined
    kept = [(at, until, b"\n" if text == b" " else text) for at, until, text in breaks]
    return _decode(_apply(own, start, [*references, *kept]))


def _is_wrapped_prose(own: bytes, run: Run) -> bool:
    """Whether all line breaks are soft and none can mean anything else: the usual case, and the quickest."""
    if b"<" in own or b"\r" in own:
        return False
    return own.count(b"\n") == len([event for event in run.events if event[0] == "SoftBreak"])


def _decode(text: bytes) -> str:
    """PO strings cannot hold NUL; CommonMark reads it as U+FFFD anyway (2.3)."""
    return text.decode().replace("\0", "\ufffd")


def _apply(own: bytes, offset: int, edits: list[Edit]) -> bytes:
    """`own`, which begins at `offset` of the source, with these non-overlapping stretches replaced."""
    done, parts = offset, []
    for start, end, text in sorted(edits):
        parts += [own[done - offset : start - offset], text]
        done = end
    return b"".join([*parts, own[done - offset :]])


def _label_edit(event: Event) -> Iterator[Edit]:
    """The label that a shortcut or collapsed reference leaves unsaid."""
    kind = link_type(event)
    if kind == "Shortcut":
        yield event[3], event[3], b"[" + label_text(event[1]["id"]).encode() + b"]"
    elif kind == "Collapsed":
        yield event[3] + 1, event[3] + 1, label_text(event[1]["id"]).encode()


def _break_edits(run: Run, source: bytes, start: int, end: int, depth: int) -> list[Edit]:
    """One edit for each line break: a blank for a soft one, its own mark and a newline for a hard one."""
    edits: list[Edit] = []
    last: Event | None = None
    for event in run.events:
        if last is not None:
            edits.append(_break_edit(last, event, source, start, depth))
            last = None
        if event[0] == "SoftBreak" or event[0] == "HardBreak":
            last = event
    if len(edits) < len(NEWLINE.findall(source, start, end)):
        seen = {until for _, until, _ in edits}
        inside = (
            (at.start(), _after_prefix(source, at.end(), depth))
            for at in NEWLINE.finditer(source, start, end)
        )
        edits += [(at, min(until, end), b" ") for at, until in inside if until not in seen]
    return edits


def _break_edit(event: Event, following: Event, source: bytes, start: int, depth: int) -> Edit:
    """The edit for a line break, up to where the next text begins."""
    closes = following[0][0] == "-"
    until = _after_prefix(source, event[3], depth) if closes else content_start(following, source)
    if event[0] == "SoftBreak":
        return (_before_blanks(source, event[2], start), until, b" ")
    return (event[2], until, b"\\\n" if source[event[2]] == 0x5C else b"  \n")


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


def _may_change_by_joining(own: bytes, run: Run, breaks: list[Edit]) -> bool:
    """Whether joining lines could change what is read: a tag or target may begin at a ``<`` that is a text, a
    break may stand inside markup, a tag at the start may come to stand alone on its line.
    """
    if b"<" in own and (
        own[0] == 0x3C or any(event[0] == "Text" and "<" in event[1] for event in run.events)
    ):
        return True
    return len(breaks) > sum(event[0] == "SoftBreak" or event[0] == "HardBreak" for event in run.events)


def _reads_alike(joined: str, run: Run, labels: Mapping[str, str]) -> bool:
    """Whether the joined text reads as the run does; alone on its line, a tag would begin an HTML block."""
    if joined.startswith("<") and events(joined)[0][0] == "+HtmlBlock":
        return False
    return reading(joined, labels) == signature(run.events)
