"""Readings: a foreign entry as the entries that our own segmentation would have made of it.

An entry is a pair of Markdown texts. Both are segmented as documents: where their slots correspond, each pair
of slots is an entry, so that a list, a table or a block of front matter that was one entry becomes ours (the
idea is that of mdBook's ``mdbook-i18n-normalize``). Some programs leave a part of the Markdown out, which is
put back on both sides first, in the ways of `_SPELLINGS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from essaytool.errors import SourceError
from essaytool.fingerprint import fingerprint
from essaytool.markdown.segment import segment
from essaytool.model import Entry, Key, Unit

Reading = tuple[Entry, ...]
"""What an entry says, in entries of ours; empty if it says nothing that we translate."""


def readings(entry: Entry, front_matter: Sequence[str]) -> Iterator[Reading]:
    """The ways to read an entry, the plainest first. `front_matter` are the keys that are translated."""
    plain = _split(entry, entry.msgid, entry.msgstr, front_matter)
    if plain is not None:
        yield plain
    if plain == ():
        return
    yield (rewritten(entry, (entry.msgctxt, entry.msgid.strip()), entry.msgstr.strip()),)
    seen = {(entry.msgid, entry.msgstr)}
    for spell in _SPELLINGS:
        texts = spell(entry.msgid), spell(entry.msgstr)
        spelled = None if texts in seen else _split(entry, *texts, front_matter)
        if spelled is not None:
            yield spelled
        seen.add(texts)


def rewritten(entry: Entry, key: Key, msgstr: str) -> Entry:
    """The entry with other texts, in no file; a comment on a draft fits them where it fit those before."""
    msgctxt, msgid = key
    changed = replace(entry, msgctxt=msgctxt, msgid=msgid, msgstr=msgstr, source=b"", original=b"")
    if entry.provenance is None:
        return changed
    prints = {}
    if entry.fits_source:
        prints["source_print"] = fingerprint(msgctxt, msgid)
    if entry.fits_text:
        prints["text_print"] = fingerprint(msgstr)
    return replace(changed, provenance=replace(entry.provenance, **prints))


def _split(entry: Entry, msgid: str, msgstr: str, front_matter: Sequence[str]) -> Reading | None:
    """An entry for each translatable slot of the msgid; None if the msgstr's slots do not correspond.

    What the msgid was before is split along, if it corresponds as well; notes go to the first entry.
    """
    try:
        texts = (msgid, msgstr, entry.previous_msgid or "")
        own, other, before = (_slots(text, front_matter) for text in texts)
    except SourceError:
        return None
    if not any(slot.translatable for slot in own):
        return ()
    if _shape(own) != _shape(other):
        return None
    earlier = [slot.msgid for slot in before] if _shape(before) == _shape(own) else [None] * len(own)
    pieces = [
        replace(rewritten(entry, (entry.msgctxt, slot.msgid), text.msgid), previous_msgid=previous)
        for slot, text, previous in zip(own, other, earlier, strict=True)
        if slot.translatable
    ]
    return (pieces[0], *(replace(piece, notes=()) for piece in pieces[1:]))


def _slots(text: str, front_matter: Sequence[str]) -> tuple[Unit, ...]:
    return segment(text.encode(), front_matter=(*front_matter, _LIST_KEY)).slots


def _shape(slots: Sequence[Unit]) -> list[tuple[str, str]]:
    return [(slot.context, slot.kind) for slot in slots]


# --- what some programs leave out ---------------------------------------------------------------------------

_CODE = r"(?P<code>(?<!`)(?P<fence>`++).+?(?<!`)(?P=fence)(?!`))"
_MARK = re.compile(rf"{_CODE}|(?P<link>\])?\{{(?P<number>\d+)\}}", re.DOTALL)
_SPELLED_MARK = re.compile(r"\]\(essaytool:(\d+)\)|<essaytool-(\d+)>")
_BARE_BREAK = re.compile(r"(?<=[^\n])\n(?=[^\n:])")
_TASK = re.compile(r"\[[ xX]\] ")
_LIST_KEY = "essaytool-list"


def _with_marks(text: str) -> str:
    """md2po of translate-toolkit writes ``[text]{1}``, ``{2}`` for a tag, and a line break that shows as a
    bare one: here the numbers are targets and tags, until the author's own take their place.
    """

    def spelled(found: re.Match[str]) -> str:
        if found["code"]:
            return found["code"]
        number = found["number"]
        return f"](essaytool:{number})" if found["link"] else f"<essaytool-{number}>"

    return _BARE_BREAK.sub("\\\\\n", _MARK.sub(spelled, text))


def without_marks(text: str) -> str:
    """The text with placeholders for which the author has no mark as they were."""
    return _SPELLED_MARK.sub(lambda found: f"]{{{found[1]}}}" if found[1] else f"{{{found[2]}}}", text)


def _with_lines(text: str) -> str:
    """Blocks that a program does not know are paragraphs to it, and come on one line, TOML in parts: front
    matter, tables for po4a, definitions.
    """
    if text.startswith("+++"):
        lines = re.sub(r"\s(?=[\w-]+ = )", "\n", text.rstrip("+\n "))
        return f"{lines}\n+++\n"
    if text.startswith("|"):
        return text.replace("| |", "|\n|")
    return text.replace(" : ", "\n: ", 1)


def _with_marks_and_lines(text: str) -> str:
    return _with_lines(_with_marks(text))


def _with_item(text: str) -> str:
    """Programs without task lists take the box for a part of the text."""
    return f"- {_with_marks(text)}" if _TASK.match(text) else text


def _with_key(text: str) -> str:
    """po4a gives a list of front matter without its key, in brackets."""
    return f"---\n{_LIST_KEY}: {text}\n---\n" if text.startswith("[") and text.endswith("]") else text


_SPELLINGS: tuple[Callable[[str], str], ...] = (
    _with_marks,
    _with_lines,
    _with_marks_and_lines,
    _with_item,
    _with_key,
)
