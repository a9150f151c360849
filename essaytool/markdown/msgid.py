"""The msgid of a run: what a translator sees of it.

It is the run's Markdown with container markers stripped and soft line breaks joined by a blank; references
stand in full (``[ref]`` is ``[ref][ref]``), so that the text can be translated and the label stays; hard
breaks stay as they are. Where joining would change what is read, the lines stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from essaytool.markdown.inline import content_start, label_text
from essaytool.markdown.lines import NEWLINE
from essaytool.markdown.parser import Event, Run, events
from essaytool.markdown.reading import reading, signature

_WRAP = re.compile(rb"[ \t]*\n[ \t]*")
_ODD = re.compile(rb"[\0\v\f]")
"""What the parser drops at a line's end, or reads as another character."""
_BARE_BREAK = re.compile(rb"(?<![ \t\r])\n(?![ \t])")

Edit = tuple[int, int, bytes]
"""A stretch of the source, and what stands for it in the msgid."""


def msgid_of(
    run: Run, source: bytes, span: tuple[int, int], *, depth: int = 0, labels: Mapping[str, str] | None = None
) -> str:
    """What a translator sees of this run, which has this span and stands `depth` block quotes deep."""
    start, end = span
    own = source[start:end]
    references = [edit for link in run.links for edit in _label_edit(link)] if run.links else []
    if _is_prose(own, run, depth):
        text = _apply(own, start, references) if references else own
        return _decode(_in_one_line(text) if run.soft_breaks else text)
    breaks = _break_edits(run, source, start, end, depth)
    joined = _decode(_apply(own, start, [*references, *breaks]))
    if not _may_change_by_joining(source, run, breaks) or _reads_alike(joined, run, labels or {}):
        return joined
    kept = [(at, until, b"\n" if text == b" " else text) for at, until, text in breaks]
    return _decode(_apply(own, start, [*references, *kept]))


def _is_prose(own: bytes, run: Run, depth: int) -> bool:
    """Whether all line breaks are soft and none can mean anything else: the usual case, and the quickest."""
    if b"\r" in own or own.count(b"\n") != run.soft_breaks:
        return False
    return not run.soft_breaks or not (depth or _may_begin_a_tag(own, run))


def _may_begin_a_tag(own: bytes, run: Run) -> bool:
    """Whether a tag or a target could come about by joining lines, since a ``<`` is a text, or a tag at the
    start could come to stand alone on its line.
    """
    return b"<" in own and (own[0] == 0x3C or run.shows("<"))


def _in_one_line(own: bytes) -> bytes:
    if b" \n" in own or b"\n " in own or b"\t" in own:
        return _WRAP.sub(b" ", own)
    return own.replace(b"\n", b" ")


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


def _label_edit(link: Event) -> Iterator[Edit]:
    """The label that a shortcut or collapsed reference leaves unsaid."""
    _, value, _, end = link
    if value["link_type"] == "Shortcut":
        yield end, end, b"[" + label_text(value["id"]).encode() + b"]"
    elif value["link_type"] == "Collapsed":
        yield end + 1, end + 1, label_text(value["id"]).encode()


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


def _may_change_by_joining(source: bytes, run: Run, breaks: list[Edit]) -> bool:
    """Whether joining lines could change what is read: by a ``<``, or by a break inside markup. In code, a
    break is a blank anyway (CommonMark 6.1), unless there are others beside it.
    """
    own = source[run.start : run.end]
    in_code = not _ODD.search(own)
    harmless = 0
    for name, _, start, end in run.events:
        if name == "Code" and in_code:
            harmless += len(_BARE_BREAK.findall(source, start, end))
        else:
            harmless += name == "SoftBreak" or name == "HardBreak"
    return len(breaks) > harmless or _may_begin_a_tag(own, run)


def _reads_alike(joined: str, run: Run, labels: Mapping[str, str]) -> bool:
    """Whether the joined text reads as the run does; alone on its line, a tag would begin an HTML block."""
    if joined.startswith("<") and events(joined)[0][0] == "+HtmlBlock":
        return False
    return reading(joined, labels) == signature(run.events)
