"""From blocks to Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from essaytool.ingest.blocks import Block, Kind
from essaytool.ingest.literal import literal, opened

_BETWEEN_LISTS = "<!-- -->"
"""What keeps a list from going on with the one before it."""


def compose(blocks: Sequence[Block], *, is_inline: bool = False) -> str:
    """The Markdown of these blocks; every text in it shows as it was written, unless it `is_inline`
    Markdown.
    """
    write = _as_it_is if is_inline else literal
    return "".join(_blocks(blocks, write))


def _as_it_is(text: str, kind: Kind) -> str:
    return opened(text.replace("\n", "\\\n"), kind)


def _blocks(blocks: Sequence[Block], write: Callable[[str, Kind], str]) -> Iterator[str]:
    before: Block | None = None
    columns: list[int] = []
    """How far the text of each list that is open is indented."""
    for place, block in enumerate(blocks):
        if before is not None and not (
            block.kind is before.kind is Kind.ITEM and _is_one_list(before, block)
        ):
            yield "\n"
        elif _restarts(blocks, place):
            yield f"\n{_BETWEEN_LISTS}\n\n"
        if block.level == 0 or block.kind is Kind.HEADING:
            columns = []
        yield _block(block, columns, write)
        before = block


def _block(block: Block, columns: list[int], write: Callable[[str, Kind], str]) -> str:
    match block.kind:
        case Kind.HEADING:
            return f"{'#' * block.level} {write(block.text, Kind.HEADING)}\n"
        case Kind.ITEM:
            del columns[block.level - 1 :]
            indent = " " * sum(columns)
            columns.append(len(block.mark) + 1)
            return f"{indent}{block.mark} {write(block.text, Kind.ITEM)}\n"
        case Kind.QUOTE:
            lines = "".join(_blocks(block.blocks, write)).splitlines()
            return "".join(f"> {line}".rstrip() + "\n" for line in lines)
        case Kind.RULE:
            return f"{block.text}\n"
        case _:
            return f"{' ' * sum(columns[: block.level])}{write(block.text, block.kind)}\n"


def _is_one_list(before: Block, block: Block) -> bool:
    """Whether an item can stand in the list of the one before it."""
    return before.level != block.level or _sort(before.mark) == _sort(block.mark)


def _sort(mark: str) -> str:
    """What makes marks those of one list (CommonMark 5.3)."""
    return mark[-1]


def _restarts(blocks: Sequence[Block], place: int) -> bool:
    """Whether a numbered item follows one that it does not count on from."""
    block = blocks[place]
    if block.mark in ("", "-", "*"):
        return False
    at = place - 1
    while at >= 0 and blocks[at].level > block.level:
        at -= 1
    last = blocks[at].mark if at >= 0 and blocks[at].level == block.level else ""
    return last[-1:] == block.mark[-1:] and int(last[:-1]) + 1 != int(block.mark[:-1])
