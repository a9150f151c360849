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
from essaytool.model import Entry, Key, Unit

Reading = tuple[Entry, ...]
"""What an entry says, in entries of ours; empty if it says nothing that we translate."""


Cut = Callable[[str], Sequence[Unit]]
"""How a text that is a document is segmented. It raises `SourceError` for one that cannot be."""


def readings(entry: Entry, cut: Cut) -> Iterator[Reading]:
    """The ways to read an entry, the plainest first."""
    plain = _split(entry, entry.msgid, entry.msgstr, cut)
    if plain is not None:
        yield plain
    if plain == ():
        return
    yield (rewritten(entry, (entry.msgctxt, entry.msgid.strip()), entry.msgstr.strip()),)
    seen = {(entry.msgid, entry.msgstr)}
    for spell in (*_SPELLINGS, _in_code(entry)):
        texts = spell(entry.msgid), spell(entry.msgstr)
        spelled = None if texts in seen else _split(entry, *texts, cut)
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


def _split(entry: Entry, msgid: str, msgstr: str, cut: Cut) -> Reading | None:
    """An entry for each translatable slot of the msgid; None if the msgstr's slots do not correspond.

    What the msgid was before is split along, if it corresponds as well; notes go to the first entry.
    """
    try:
        own, other, before = map(cut, (msgid, msgstr, entry.previous_msgid or ""))
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


def _shape(slots: Sequence[Unit]) -> list[tuple[str, str]]:
    return [(slot.context, slot.kind) for slot in slots]


# --- what some programs leave out ---------------------------------------------------------------------------

_CODE = r"(?P<code>(?<!`)(?P<fence>`++).+?(?<!`)(?P=fence)(?!`))"
_MARK = re.compile(rf"{_CODE}|(?P<link>\])?\{{(?P<number>\d+)\}}", re.DOTALL)
_SPELLED_MARK = re.compile(r"\]\(essaytool:(\d+)\)|<essaytool-(\d+)>")
_BARE_BREAK = re.compile(r"(?<=[^\n])\n(?=[^\n:])")
_CODE_BLOCK = re.compile(r"type: Fenced code block \(([\w+#-]+)")
_LANGUAGES = {
    "//": "rust",
    "/*": "rust",
    "#": "python",
    '"': "rust",
    "--": "sql",
    ";": "lisp",
    "<!--": "html",
}
_TASK = re.compile(r"\[[ xX]\] ")
LIST_KEY = "essaytool-list"
"""The key of front matter under which a list without a key is read."""


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
    return f"---\n{LIST_KEY}: {text}\n---\n" if text.startswith("[") and text.endswith("]") else text


def _in_code(entry: Entry) -> Callable[[str], str]:
    """Comments and strings of code come without their block: mdBook's helpers give each by itself, po4a the
    whole block and its language. Where none is named, how the text begins tells of one that has the sign.
    """
    named = next((found[1] for comment in entry.comments if (found := _CODE_BLOCK.match(comment))), None)
    signs = (language for sign, language in _LANGUAGES.items() if entry.msgid.startswith(sign))
    language = named or next(signs, None)
    return (lambda text: f"````{language}\n{text}\n````\n") if language else str


_SPELLINGS: tuple[Callable[[str], str], ...] = (
    _with_marks,
    _with_lines,
    _with_marks_and_lines,
    _with_item,
    _with_key,
)
