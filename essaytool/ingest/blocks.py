"""What a plain text is found to be made of, and how wide its lines are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

STOPS = ".!?…。！？؟۔।॥։።"
"""What ends a sentence, in the scripts that people send us essays in."""
PAUSES = ",;:،؛，、；："
CLOSERS = "\"'”’»›)]}）】」』》"
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\U0001f300-\U0001faff]"
)
_UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")


class Kind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    VERSE = "verse"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a plain text. `text` is plain, without the marks that made it what it is."""

    kind: Kind
    text: str
    level: int = 0
    """A heading's level; how many lists an item lies in, or a paragraph that belongs to an item."""
    mark: str = ""
    """An item's mark, as Markdown has it: ``-``, ``3.``, ``3)``."""
    gap: bool = False
    """Whether a blank line stands before it."""
    blocks: tuple[Block, ...] = ()
    """What a quote holds."""


def width(text: str) -> int:
    """The columns that a text takes: two for a wide character, none for a combining one (UAX 11)."""
    if text.isascii():
        return len(text)
    combining = sum(unicodedata.combining(character) > 0 for character in text)
    return len(text) + len(_WIDE.findall(text)) - combining


def is_unspaced(character: str) -> bool:
    """Whether a character is of a script that puts no blank between words: Chinese or Japanese."""
    return _UNSPACED.match(character) is not None


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, quotes and brackets closed or not."""
    return text.rstrip(CLOSERS)[-1:] in tuple(STOPS)


def length(text: str) -> int:
    """The words of a text, or, in scripts without blanks between them, half its characters."""
    unspaced = len(_UNSPACED.findall(text))
    return len(text.split()) + unspaced // 2


def is_unmarked(block: Block) -> bool:
    """Whether a block is a paragraph of its own, in no list."""
    return block.kind is Kind.PARAGRAPH and block.level == 0
