"""Headings, guessed from their shape: short, without a final stop, followed by longer text; or numbered.

A guess that is wrong costs the writer more than one that is missing. So what could as well be an item of a
list that lost its marks (a short line beside another short line, or after a colon) stays a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from essaytool.ingest.blocks import (
    CLOSERS,
    PAUSES,
    STOPS,
    Block,
    Kind,
    ends_sentence,
    is_unmarked,
    length,
    width,
)
from essaytool.ingest.runs import symbols_at_start

_MOST_WORDS, _MOST_COLUMNS = 12, 80
_QUESTIONS = "?？؟"
_NUMBERED = re.compile(
    r"(?:(?P<digits>\d{1,2}(?:\.\d{1,2})*)[.):]?|(?P<roman>[IVX]{1,5})[.:]|(?P<han>[一二三四五六七八九十]{1,3})[、．.])\s*(?=\S)"
)
_CHAPTER = re.compile(
    r"(?:(?:chapter|part|section|kapitel|teil|abschnitt|chapitre|partie|capítulo|parte|sección|seção|capitolo"
    r"|hoofdstuk|deel|глава|часть|rozdział|الفصل|الجزء|अध्याय|भाग)\s+[\w\u0660-\u0669]+\b"
    r"|第[\d一二三四五六七八九十百]+[章节節部回话話])",
    re.IGNORECASE,
)
_TAG_LINE = re.compile(r"#\w+(?:[ ,]+#\w+)*")
_ADDRESS = re.compile(r"\w+://|www\.|\S+@\S+\.\w|^@\w")
_BYLINE = re.compile(
    r"(?:by|von|par|por|di|door|av|af|autor|автор|作者|文|著者|بقلم|تأليف|लेखक)[ :：/／]", re.IGNORECASE
)
_DATE = re.compile(r"(?:19|20)\d\d")
_OPENS_SPEECH = "\"'“„«»‹‘「『—–-(（*>"


def guess_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with what looks like a heading as one."""
    found = list(blocks)
    for place, block in enumerate(blocks):
        if is_unmarked(block) and _is_heading(blocks, place):
            found[place] = replace(block, kind=Kind.HEADING, level=_level(block.text))
    return found


def could_be_title(text: str) -> bool:
    """Whether the first line of an essay could be its title."""
    return (
        length(text) <= 20
        and width(text) <= 120
        and text[-1] not in ".。।॥" + PAUSES
        and not _TAG_LINE.fullmatch(text)
        and not _ADDRESS.search(text)
        and not any(symbols_at_start(text))
        and any(map(str.isalnum, text))
    )


def is_tag_line(text: str) -> bool:
    """Whether a line is nothing but ``#Hashtags``."""
    return _TAG_LINE.fullmatch(text) is not None


def _is_heading(blocks: Sequence[Block], place: int) -> bool:
    block = blocks[place]
    if not _is_short(block.text):
        return False
    before = blocks[place - 1] if place else None
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    if after is None or (before and _leads_on(before)):
        return False
    if _is_numbered(block.text):
        return _is_longer(after, block) or (is_unmarked(after) and _is_numbered(after.text))
    if not _begins_well(block.text) or (place == 0 and _is_byline(block.text)):
        return False
    if before is None or before.kind is not Kind.PARAGRAPH:
        crowded = (
            before is not None and before.kind is Kind.ITEM and not block.gap and _is_next_item(before, block)
        )
    else:
        crowded = _is_short(before.text) and not _stands_apart(before, block, after)
    return not crowded and _is_longer(after, block)


def _is_short(text: str) -> bool:
    """Whether a line is short and ends as a heading does."""
    if length(text) > _MOST_WORDS or width(text) > _MOST_COLUMNS or "\n" in text:
        return False
    if text[-1] in CLOSERS and ends_sentence(text):
        return False
    last = text.rstrip(CLOSERS)[-1:]
    ends = last not in (*STOPS, *PAUSES) or last in _QUESTIONS
    return (
        ends and not _TAG_LINE.fullmatch(text) and not _ADDRESS.search(text) and any(map(str.isalpha, text))
    )


def _begins_well(text: str) -> bool:
    """Whether a line begins as a heading does: no small letter, no speech, no byline."""
    first = next((character for character in text if character.isalpha()), "")
    return not first.islower() and text[0] not in _OPENS_SPEECH and not _BYLINE.match(text)


def _is_byline(text: str) -> bool:
    return bool(_BYLINE.match(text) or _DATE.search(text) or " · " in text or " | " in text)


def _leads_on(before: Block) -> bool:
    """Whether a block promises that something of it follows."""
    return before.kind is Kind.PARAGRAPH and before.text[-1] in ":："


def _is_next_item(before: Block, block: Block) -> bool:
    """Whether a line is as likely the next item of a list, without its mark."""
    return before.text[:1].islower() and block.text[:1].islower()


def _stands_apart(before: Block, block: Block, after: Block) -> bool:
    """Whether blank lines set a line off from the short one before it, but not from what follows."""
    return block.gap and not after.gap and not before.gap


def _is_longer(after: Block, block: Block) -> bool:
    """Whether what follows is a text, and longer."""
    match after.kind:
        case Kind.PARAGRAPH:
            enough = width(after.text) > max(60, width(block.text)) or length(after.text) > _MOST_WORDS
            sentence = ends_sentence(after.text) and width(after.text) > width(block.text)
            return (enough or sentence or after.text[-1] in ":：") and not is_tag_line(after.text)
        case Kind.QUOTE | Kind.VERSE:
            return True
        case Kind.ITEM:
            return length(block.text) <= 5
        case _:
            return False


def _is_numbered(text: str) -> bool:
    match = _NUMBERED.match(text)
    if match is None:
        return _CHAPTER.match(text) is not None
    rest = text[match.end() :]
    has_mark = match[0].rstrip()[-1:] in ".):、．" or "." in (match["digits"] or "")
    return has_mark and rest[:1].isalpha() and not rest[:1].islower()


def _level(text: str) -> int:
    """A heading's level, below the title: deeper by each further number."""
    match = _NUMBERED.match(text)
    digits = match["digits"] if match else None
    return min(2 + digits.count("."), 6) if digits and not digits.endswith(".0") else 2
