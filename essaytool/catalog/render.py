"""Writing entries: a new one as a whole, a changed one line by line.

An entry is written in slots, in the order of msgcat: notes ``#``, comments ``#.``, references ``#:``, flags
``#,``, previous fields ``#|``, then the fields. Where an entry was read from a file, only the slots whose
value changed are written; all other lines, also those that we do not understand (``#=``, odd blanks,
comments in another order), stay the bytes that they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from essaytool.catalog.blocks import Block
from essaytool.catalog.charset import encode
from essaytool.catalog.provenance import provenance_line
from essaytool.catalog.style import WIDTH, is_wrapped, string_lines
from essaytool.model import Entry

_ORDER = ("#", "#.", "#:", "#,", "previous msgctxt", "previous msgid", "previous msgid_plural")
_RANKS = {slot: rank for rank, slot in enumerate((*_ORDER, "msgctxt", "msgid", "msgid_plural", "msgstr"))}
_FIRST_FIELD = _RANKS["previous msgctxt"]
_NO_SLOT = (-1, 0)
_PLANNED_FLAGS = (_RANKS["#,"], -1)
"""``#=`` is no slot of ours: its lines stay, above the flags."""

_LINES = re.compile(rb"[^\n]*\n|[^\n]+")
_OBSOLETE_MARK = re.compile(rb"[ \t]*#~(\|?) ?")
_NAME_WITH_BLANK = re.compile(r"^(.* .*?)(:\d+)?$")

Value = str | tuple[str, ...]
"""What stands in a slot: the value of a field, or the lines of a comment."""
Rank = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """How one file is written."""

    path: str
    charset: str
    newline: str
    wrapped: bool
    """Whether most of its long values are wrapped."""

    def encode(self, lines: Iterable[str]) -> list[bytes]:
        """Lines as bytes, each with its end. Raises `CatalogError` for what the charset cannot hold."""
        return [encode(line + self.newline, self.charset, self.path) for line in lines]


def render(entry: Entry, style: Style) -> bytes:
    """A new entry, in the style of its file."""
    written = (_written(slot, value, entry, style.wrapped) for slot, value in _slots(entry))
    text = "".join(line + style.newline for lines in written for line in lines)
    return encode(text, style.charset, style.path)


def revise(entry: Entry, old: Entry, block: Block, style: Style) -> bytes:
    """A changed entry, on its original's lines: `block` says what stands on them, and `old` what it meant."""
    newline = style.newline.encode()
    ended = entry.original.endswith(b"\n")
    raw = _LINES.findall(entry.original if ended else entry.original + newline)
    values = dict(_slots(entry))
    changed = _changed(block, dict(_slots(old)), values)
    lines = [
        (rank, _marked(line, rank, old, entry))
        for line, rank in zip(raw, _ranks(block, len(raw)), strict=True)
    ]
    lines = [(rank, line) for rank, line in lines if rank not in {_rank(slot) for slot in changed}]
    for slot in sorted(changed & values.keys(), key=_rank):
        rank = _rank(slot)
        place = next((place for place, (other, _) in enumerate(lines) if other > rank), len(lines))
        fresh = _rewritten(slot, values[slot], entry, block, raw, style)
        lines[place:place] = [(rank, line) for line in fresh]
    content = b"".join(line for _, line in lines)
    return content if ended else content.removesuffix(newline)


def _slots(entry: Entry) -> Iterator[tuple[str, Value]]:
    """Where each value of an entry is written, in order."""
    origin = (provenance_line(entry.provenance),) if entry.provenance else ()
    if notes := (*_comment_lines("#", entry.notes), *origin):
        yield "#", notes
    if entry.comments:
        yield "#.", _comment_lines("#.", entry.comments)
    if entry.references:
        yield "#:", _reference_lines(entry.references)
    if entry.flags:
        yield "#,", ("#, " + ", ".join(entry.flags),)
    fields = {
        "previous msgctxt": entry.previous_msgctxt,
        "previous msgid": entry.previous_msgid,
        "msgctxt": entry.msgctxt,
        "msgid": entry.msgid,
        "msgid_plural": entry.msgid_plural,
    }
    yield from ((name, value) for name, value in fields.items() if value is not None)
    if entry.msgid_plural is None:
        yield "msgstr", entry.msgstr
    else:
        yield from ((f"msgstr[{index}]", text) for index, text in enumerate(entry.msgstr_plural))


def _comment_lines(marker: str, texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{marker} {line}".rstrip(" ") for text in texts for line in text.split("\n"))


def _reference_lines(references: Iterable[str]) -> tuple[str, ...]:
    """As many as a line holds; as in gettext, a name with a blank stands between U+2068 and U+2069."""
    lines = ["#:"]
    for reference in references:
        marked = _NAME_WITH_BLANK.sub("\u2068\\1\u2069\\2", reference)
        if lines[-1] != "#:" and len(lines[-1]) + 1 + len(marked) > WIDTH:
            lines.append("#:")
        lines[-1] += f" {marked}"
    return tuple(lines)


def _changed(block: Block, before: dict[str, Value], after: dict[str, Value]) -> set[str]:
    """The slots to be written anew; where one of them shares a line with another, all fields."""
    changed = {slot for slot in before.keys() | after.keys() if before.get(slot) != after.get(slot)}
    if "previous msgid" in changed:
        changed.add("previous msgid_plural")
    lines = [
        line for name in block.fields for line in range(block.fields[name].first, block.fields[name].end)
    ]
    shares = len(lines) != len(set(lines))
    return changed | block.fields.keys() if shares and changed & block.fields.keys() else changed


def _rank(slot: str) -> Rank:
    name, _, index = slot.partition("[")
    return _RANKS[name], int(index.rstrip("]") or 0)


def _ranks(block: Block, count: int) -> list[Rank]:
    """The rank of each line of the original."""
    ranks = [_NO_SLOT] * count
    for comment in block.comments:
        ranks[comment.line] = _PLANNED_FLAGS if comment.marker == "#=" else _rank(comment.marker)
    for name, field in block.fields.items():
        ranks[field.first : field.end] = [_rank(name)] * (field.end - field.first)
    return ranks


def _marked(line: bytes, rank: Rank, old: Entry, entry: Entry) -> bytes:
    """A field's line with the mark of an obsolete entry, or without it."""
    if rank[0] < _FIRST_FIELD or old.obsolete == entry.obsolete:
        return line
    if old.obsolete:
        return _OBSOLETE_MARK.sub(lambda mark: b"#| " if mark[1] else b"", line, count=1)
    bare = line.lstrip(b" \t")
    return b"#~" + bare[1:] if bare.startswith(b"#|") else b"#~ " + bare


def _rewritten(
    slot: str, value: Value, entry: Entry, block: Block, raw: list[bytes], style: Style
) -> list[bytes]:
    """A changed slot: notes that were there keep their bytes, a field keeps its way of being wrapped."""
    if slot == "#":
        known = {
            _comment_lines("#", [note.content]): raw[note.line]
            for note in block.comments
            if note.marker == "#"
        }
        return [known.get((line,)) or style.encode([line])[0] for line in value]
    field = block.fields.get(slot)
    wrapped = style.wrapped if field is None else is_wrapped(field.strings, style.wrapped)
    lines = _written(slot, value, entry, wrapped)
    written = style.encode(lines)
    if block.tail and slot == list(block.fields)[-1]:
        tail = block.tail.rstrip("\r").encode(style.charset, "surrogateescape")
        written[-1] = written[-1].removesuffix(style.newline.encode()) + b" " + tail + style.newline.encode()
    return written


def _written(slot: str, value: Value, entry: Entry, wrapped: bool) -> list[str]:
    if isinstance(value, tuple):
        return list(value)
    previous = slot.startswith("previous")
    mark = ("#~| " if previous else "#~ ") if entry.obsolete else ("#| " if previous else "")
    return string_lines(slot.removeprefix("previous "), value, wrapped=wrapped, mark=mark)
