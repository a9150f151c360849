"""The normal form of a text: what stays when another program writes the same text down.

Programs spell one inline Markdown in many ways. ``*so*`` is ``_so_``, ``&amp;`` is ``\\&``, lines are wrapped
or not, quotes are curly or straight: the normal form is blind to all of these. It is blind, too, to tags and
to where links lead, since some programs put references in place (mdBook) and some show neither
(``[text]{1}`` in translate-toolkit's md2po). Those are kept beside it as marks, each with its place in the
text, so that `put_back` can write a translation with the marks of the author.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from essaytool.markdown.inline import label_key, readable
from essaytool.markdown.parser import Event, Run, runs
from essaytool.markdown.reading import definitions_for

_HARD_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\\n|(?<! ) {2,}\n")
"""A line break that shows (CommonMark 6.7)."""
_STRAIGHT = str.maketrans(
    {**dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„‟", '"'), "–": "--", "—": "---", "…": "..."}
)
"""What "smart punctuation" changes, changed back."""
_EMPHASES = {"Emphasis": "*", "Strong": "**", "Strikethrough": "~~"}
_GUARD = "# x "
"""Before the text, so that it is read as a heading, in which no block can begin."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A tag, an address in angle brackets, or what closes a link or image: ``](target)``, ``][label]``."""

    start: int
    """Its bytes in the text."""
    end: int
    place: int
    """How many characters of the normal form stand before it, without blanks and the brackets of links."""
    name: str
    """What it is: marks of one name mean the same."""
    title: str = ""
    """The title of a link, which a reader sees."""


@dataclass(frozen=True, slots=True)
class Form:
    """A text with its normal form."""

    source: bytes
    key: str
    """The normal form: equal for texts that say the same."""
    marks: tuple[Mark, ...]
    end: int
    """The place at the end of the text."""

    @property
    def groups(self) -> dict[int, list[Mark]]:
        """The marks by place."""
        found: dict[int, list[Mark]] = defaultdict(list)
        for mark in self.marks:
            found[mark.place].append(mark)
        return found

    @property
    def names(self) -> list[str]:
        """What its marks are, in order."""
        return [mark.name for mark in self.marks]

    def cut(self, marks: Sequence[Mark]) -> bytes:
        """The text from the first of these marks to the last."""
        return self.source[marks[0].start : marks[-1].end]


def form_of(text: str, labels: Mapping[str, str]) -> Form:
    """The normal form of a text that stands in an essay which defines these labels."""
    line = _HARD_BREAK.sub(lambda found: (found[1] or "").ljust(len(found[0])), text)
    line = re.sub(r"[\n\r]", " ", line)
    document = f"{_GUARD}{line} x\n\n{definitions_for(text, labels)}"
    reader = _Reader(document.encode())
    for event in next(item.events for item in runs(document) if isinstance(item, Run)):
        reader.read(event)
    key = " ".join("".join(reader.parts).split())
    return Form(text.encode(), key, tuple(reader.marks), reader.place - 2)


def hard_breaks(text: str) -> int:
    """How many line breaks of the text show."""
    return len(_HARD_BREAK.findall(text))


def with_breaks_of(own: str, text: str) -> str:
    """The text with its hard breaks in the way of our own text, in order, if that has as many or none."""
    breaks = [found[0].removeprefix(found[1] or "") for found in _HARD_BREAK.finditer(own)]
    if breaks and len(breaks) != hard_breaks(text):
        return text
    following = iter(breaks)
    return _HARD_BREAK.sub(lambda found: (found[1] or "") + next(following, " "), text)


@dataclass
class _Reader:
    """Takes the events of a text one by one."""

    document: bytes
    parts: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    place: int = 0
    opened: list[dict[str, Any]] = field(default_factory=list)
    """The links and images that are not closed yet, as the parser describes them."""
    done: int = 0
    """Where the event before ended."""

    def read(self, event: Event) -> None:
        name, value, start, end = event
        match name:
            case "+Link" | "+Image":
                self.opened.append(value)
                self.parts.append("" if _is_address(value) else "[" if name == "+Link" else "![")
                self.done = start + len(name) - 4
            case "-Link" | "-Image":
                self.close(self.opened.pop(), start, end)
            case "InlineHtml":
                self.mark(start, end, " ".join(value.split()))
            case _:
                self.say(name, value)
        self.done = self.done if name in ("+Link", "+Image") else end

    def close(self, link: Mapping[str, Any], start: int, end: int) -> None:
        end += 2 if link["link_type"] == "Collapsed" and self.document[end : end + 2] == b"[]" else 0
        if _is_address(link):
            self.mark(start, end, link["dest_url"])
        else:
            is_reference = link["link_type"] in ("Reference", "Collapsed", "Shortcut")
            name = f"[{label_key(link['id'])}]" if is_reference else f"({link['dest_url']})"
            self.mark(self.done, end, name, link["title"])
            self.parts.append("]")

    def mark(self, start: int, end: int, name: str, title: str = "") -> None:
        self.marks.append(Mark(start - len(_GUARD), end - len(_GUARD), self.place - 1, name, title))

    def say(self, name: str, value: Any) -> None:
        """Add what other events show to the normal form; the text of an address is not read."""
        if any(map(_is_address, self.opened)):
            return
        match name:
            case "Text":
                said = unicodedata.normalize("NFC", value).translate(_STRAIGHT)
            case "Code":
                said = f"`{value}`"
            case "FootnoteReference":
                said = f"[^{value}]"
            case _:
                said = _EMPHASES.get(name[1:], " ")
        self.parts.append(said)
        self.place += len("".join(said.split()))


def _is_address(link: Mapping[str, Any]) -> bool:
    return link["link_type"] in ("Autolink", "Email")


# --- a translation with the author's marks ------------------------------------------------------------------


def put_back(own: Form, foreign: Form, translation: Form) -> str:
    """A translation of the foreign text, with the marks of our own text, which has the same normal form.

    A mark that leads to the same place in both stays as the translator wrote it. Marks that the foreign text
    leaves out at its ends are put at the ends of the translation.
    """
    here, there = own.groups, foreign.groups
    wanted: dict[str, list[bytes | None]] = defaultdict(list)
    for place, marks in there.items():
        for mark, part in zip(marks, _parts(own, here.get(place, []), marks), strict=True):
            wanted[mark.name].append(part)
    left_out = here.keys() - there.keys()
    before = _head(own.source, here[0][-1].end) if 0 in left_out else b""
    after = _tail(own.source, here[own.end][0].start) if own.end in left_out else b""
    return (before + _replaced(translation, wanted) + after).decode()


def _head(text: bytes, end: int) -> bytes:
    """The beginning of a text, with the blanks that follow."""
    return text[: len(text) - len(text[end:].lstrip())]


def _tail(text: bytes, start: int) -> bytes:
    """The end of a text, with the blanks before it."""
    return text[len(text[:start].rstrip()) :]


def leaves_out_a_title(own: Form, foreign: Form) -> bool:
    """Whether our text shows a link's title that the foreign one, and so its translation, does not."""
    titles = {mark.title for mark in own.marks} - {mark.title for mark in foreign.marks}
    return any(map(readable, titles))


def _parts(own: Form, mine: Sequence[Mark], marks: Sequence[Mark]) -> list[bytes | None]:
    """What stands in our text for each of the foreign marks of one place; None for what stays as it is."""
    if not mine:
        return [None] * len(marks)
    if len(mine) == len(marks):
        pairs = zip(mine, marks, strict=True)
        return [None if ours.name == mark.name else own.cut([ours]) for ours, mark in pairs]
    return [own.cut(mine), *[b""] * (len(marks) - 1)]


def _replaced(translation: Form, wanted: Mapping[str, list[bytes | None]]) -> bytes:
    """The translation with the wanted marks: those of one name in order, the last for all further ones."""
    done, parts = 0, []
    for mark in translation.marks:
        found = wanted.get(mark.name, [None])
        part = found.pop(0) if len(found) > 1 else found[0]
        if part is not None:
            parts += [translation.source[done : mark.start], part]
            done = mark.end
    return b"".join([*parts, translation.source[done:]])
