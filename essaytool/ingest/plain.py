"""Plain text, as it is pasted: paragraphs, headings, lists and links that Markdown can tell of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from essaytool.ingest.blanks import mend
from essaytool.ingest.blocks import Block, Kind, is_unmarked
from essaytool.ingest.compose import compose
from essaytool.ingest.document import DEFAULTS, Counts, Document, Options
from essaytool.ingest.headings import could_be_title, guess_headings
from essaytool.ingest.layout import blocks_of
from essaytool.ingest.runs import lists_of_runs


def from_text(text: str, language: str, options: Options = DEFAULTS) -> Document:
    """The document of a plain text in this language.

    Its title is its first line, if that could be one, or an underlined one.
    """
    blocks = blocks_of(text, lists=options.lists)
    tidied = _tidied(blocks, language) if options.tidy else _Tidied(blocks, 0)
    title, blocks = _title(tidied.blocks) if options.headings and not options.titled else ("", tidied.blocks)
    blocks, rebuilt = lists_of_runs(blocks) if options.lists else (blocks, 0)
    before = _count(blocks, Kind.HEADING)
    blocks = guess_headings(blocks) if options.headings else blocks
    counts = Counts(
        paragraphs=_count(blocks, Kind.PARAGRAPH, Kind.QUOTE, Kind.VERSE),
        headings=_count(blocks, Kind.HEADING),
        items=_count(blocks, Kind.ITEM),
        guessed=_count(blocks, Kind.HEADING) - before,
        rebuilt=rebuilt,
        mended=tidied.count,
    )
    return Document(compose(_below_title(blocks), is_inline=options.inline), title, counts=counts)


@dataclass(frozen=True)
class _Tidied:
    blocks: list[Block]
    count: int


def _tidied(blocks: Sequence[Block], language: str) -> _Tidied:
    """The blocks with their blanks mended."""
    found: list[Block] = []
    count = 0
    for block in blocks:
        inner = _tidied(block.blocks, language)
        lines = [mend(line, language) for line in block.text.split("\n")]
        count += inner.count + sum(mended for _, mended in lines)
        found.append(replace(block, text="\n".join(line for line, _ in lines), blocks=tuple(inner.blocks)))
    return _Tidied(found, count)


def _title(blocks: Sequence[Block]) -> tuple[str, list[Block]]:
    """The title, if the first block is one, and the blocks below it."""
    if len(blocks) < 2:
        return "", list(blocks)
    first, *others = blocks
    is_one = first.kind is Kind.HEADING or (is_unmarked(first) and could_be_title(first.text))
    return (first.text, others) if is_one else ("", list(blocks))


def _below_title(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with headings of level 1, which is the title's, one level deeper."""
    deeper = any(block.kind is Kind.HEADING and block.level == 1 for block in blocks)
    return [
        replace(block, level=min(block.level + 1, 6)) if deeper and block.kind is Kind.HEADING else block
        for block in blocks
    ]


def _count(blocks: Sequence[Block], *kinds: Kind) -> int:
    return sum(block.kind in kinds for block in blocks)
