"""The one judge of translated texts, for localize, checks and drafting alike.

`place` finds which msgstrs can stand in an essay without changing its structure; `lost_markup` compares the
markup of two texts. Structure is judged by segmenting the edition: its blocks must be the essay's, and every
slot must read back as the text that was put there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from essaytool.errors import Refusal, SourceError
from essaytool.markdown import html
from essaytool.markdown.contexts import canon, write
from essaytool.markdown.plain_marks import is_plainly_kept
from essaytool.markdown.reading import Signature, labels_of, reading
from essaytool.markdown.segment import segment
from essaytool.model import Context, Essay, Unit

_PARSES = 64
"""How many editions the search for culprits may segment, so that hostile catalogs cost a bounded time."""

_TAG_NAME = re.compile(r"</?[a-z!?][\w:-]*")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]")

_STRUCTURE = "it would change the structure of the essay"


@dataclass(frozen=True, slots=True)
class Placement:
    """Texts by the number of their slot: canonical where they can stand, else the reason why not."""

    accepted: Mapping[int, str]
    refused: Mapping[int, str]
    edition: Assembly
    """The essay with the accepted texts in their places."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """An essay with other texts in some of its slots, and the bytes on which each slot then stands."""

    markdown: bytes
    spans: tuple[tuple[int, int], ...]


def place(essay: Essay, texts: Mapping[int, str]) -> Placement:
    """Which of these msgstrs can stand in the essay, all together. One segmentation in the good case."""
    canonical: dict[int, str] = {}
    refused: dict[int, str] = {}
    for number, text in texts.items():
        try:
            canonical[number] = canon(essay.slots[number], text)
        except Refusal as refusal:
            refused[number] = refusal.sentence
    search = _Search(essay)
    accepted = search.settle({}, canonical)
    refused |= dict.fromkeys(sorted(canonical.keys() - accepted.keys()), _STRUCTURE)
    return Placement(accepted, refused, search.edition or assemble(essay, accepted))


def refusal(unit: Unit, reason: str) -> str:
    """What is said of a msgstr that cannot stand in its unit's place."""
    return f"the msgstr for the {unit.kind} of the essay's line {unit.line} cannot stand there: {reason}"


def assemble(essay: Essay, texts: Mapping[int, str]) -> Assembly:
    """The essay with canonical texts in these slots."""
    parts: list[bytes] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for piece in essay.pieces:
        part = piece.source
        if isinstance(piece, Unit):
            number = len(spans)
            part = write(piece, texts[number], essay.newline) if number in texts else part
            spans.append((at, at + len(part)))
        parts.append(part)
        at += len(part)
    return Assembly(b"".join(parts), tuple(spans))


def proven(essay: Essay, texts: Mapping[int, str]) -> Assembly | None:
    """The essay with canonical texts in these slots, if it keeps its structure and each reads back as
    itself.
    """
    edition = assemble(essay, texts)
    try:
        read = segment(edition.markdown, path=essay.path, front_matter=essay.front_matter, code=essay.code)
    except SourceError:
        return None
    if read.skeleton != essay.skeleton or len(read.slots) != len(essay.slots):
        return None
    wanted = (texts.get(number, slot.msgid) for number, slot in enumerate(essay.slots))
    alike = all(slot.msgid == msgid for slot, msgid in zip(read.slots, wanted, strict=True))
    return edition if alike else None


class _Search:
    """A search by halves for texts that break an essay; when its parses are used up, the rest is refused."""

    def __init__(self, essay: Essay) -> None:
        self.essay = essay
        self.edition: Assembly | None = None
        """The essay with what was accepted so far, once a text was that differs from its own."""
        self.parses = _PARSES

    def settle(self, accepted: dict[int, str], candidates: dict[int, str]) -> dict[int, str]:
        """`accepted` and as many of the candidates as can join them."""
        changed = {number for number, text in candidates.items() if text != self.essay.slots[number].msgid}
        if not changed:
            return accepted | candidates
        if self.parses == 0:
            return accepted
        self.parses -= 1
        if edition := proven(self.essay, accepted | candidates):
            self.edition = edition
            return accepted | candidates
        if len(candidates) == 1:
            return accepted
        numbers = sorted(candidates)
        middle = len(numbers) // 2
        for part in (numbers[:middle], numbers[middle:]):
            accepted = self.settle(accepted, {number: candidates[number] for number in part})
        return accepted


# --- markup -------------------------------------------------------------------------------------------------


def lost_markup(msgid: str, msgstr: str, context: Context) -> tuple[str, ...]:
    """What the msgstr's inline markup lacks of the msgid's, or has beyond it, in words; empty if nothing.

    Links and images are compared by target, references and footnotes by label, code spans byte for byte, tags
    by name and attributes, in code the fields and escapes of strings; as multisets, since languages order
    words differently. Emphasis is the translator's.
    """
    if context in (Context.TITLE, Context.ATTRIBUTE, Context.FRONT_MATTER):
        return ()
    if context is Context.HTML:
        own, translated = html.tags(msgid), html.tags(msgstr)
    elif context is Context.CODE:
        from essaytool.markdown.literals import kept_code

        own, translated = kept_code(msgid), kept_code(msgstr)
    elif is_plainly_kept(msgid, msgstr):
        return ()
    else:
        own, translated = _markup(inline_reading(msgid, msgid)), _markup(inline_reading(msgstr, msgid))
    lost = [f"{mark} is lost{_times(count)}" for mark, count in sorted((own - translated).items())]
    return (*lost, *(f"{mark} is not in the source" for mark in sorted(translated - own)))


def invented_markup(msgid: str, msgstr: str) -> tuple[str, ...]:
    """What the msgstr has of inline markup beyond the msgid's, in words, whatever the place it stands in."""
    own, theirs = _markup(inline_reading(msgid, msgid)), _markup(inline_reading(msgstr, msgid))
    tags = Counter(_TAG_NAME.findall(msgstr.lower())) - Counter(_TAG_NAME.findall(msgid.lower()))
    notes = Counter(_FOOTNOTE.findall(msgstr)) - Counter(_FOOTNOTE.findall(msgid))
    links = ("a link",) if msgstr.count("](") > msgid.count("](") else ()
    return (*sorted(theirs - own), *(f"the tag {tag}>" for tag in sorted(tags)), *sorted(notes), *links)


@lru_cache(maxsize=16)
def inline_reading(text: str, msgid: str) -> Signature:
    """A text read as inline Markdown, with the labels that this msgid shows."""
    return reading(text, labels_of(msgid))


def _times(count: int) -> str:
    return f" {count} times" if count > 1 else ""


def _markup(parts: Signature) -> Counter[str]:
    found: Counter[str] = Counter()
    for part in parts:
        found.update(_named(part))
    return found


def _named(part: tuple[object, ...]) -> Iterator[str]:
    match part:
        case ("Code", text):
            yield f"the code `{text}`"
        case ("FootnoteReference", label):
            yield f"the footnote [^{label}]"
        case ("+Link by label", label):
            yield f"the reference [{label}]"
        case ("+Image by label", label):
            yield f"the image [{label}]"
        case ("+Link", target, _):
            yield f"the link to {target}"
        case ("+Image", target, _):
            yield f"the image {target}"
        case ("InlineHtml", tag):
            yield from (f"the tag {name}" for name in html.tags(str(tag)).elements())
