"""Runs of symbols: lists that lost their line breaks when they were copied, ``✔ … ✔ …``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from essaytool.ingest.blocks import Block, Kind, is_unmarked

_EMOJI = (
    "(?:[0-9#*]\ufe0f?\u20e3"
    "|[\U0001f1e6-\U0001f1ff]{2}"
    "|(?:[\U0001f300-\U0001f64f\U0001f680-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff]"
    "[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d[\U0001f300-\U0001faff\u2640\u2642\u2695-\u2764]\ufe0f?)*))"
)
_SIGN = "[→⇒➔►▶▸◆◇■□●○▪▫★☆※•‣◦✓✔✗✘✦✧✩]\ufe0f?"
_SYMBOL = re.compile(f"(?P<symbol>{_EMOJI}|{_SIGN})(?P<blank>[ \u00a0]*)")
_OPENING = re.compile(f"(?:^|(?<=[.:!?…。：！？؛:]) ?)(?={_EMOJI}|{_SIGN})")
_WORD = re.compile(r"\w")
_BULLETS = "•‣◦▪●"
"""Symbols that say no more than a list's own mark does."""


def lists_of_runs(blocks: Sequence[Block]) -> tuple[list[Block], int]:
    """The blocks, with runs of symbols as items, and how many lists were made.

    A run begins a line, or follows a sentence, and its symbol comes back at least once; paragraphs that
    follow each other and all begin with one symbol are a run as well. An item keeps its symbol.
    """
    found: list[Block] = []
    lists = 0
    for block in blocks:
        parts = _split(block) if is_unmarked(block) else None
        lists += parts is not None
        found += _apart(found, parts) if parts else [block]
    return _of_lines(found, lists)


def _apart(before: Sequence[Block], items: Sequence[Block]) -> Sequence[Block]:
    """The items of a list, with a mark that keeps them apart from a list just before (CommonMark 5.3)."""
    if not before or before[-1].kind is not Kind.ITEM or items[0].kind is not Kind.ITEM:
        return items
    mark = "*" if before[-1].mark == "-" else "-"
    return [replace(item, mark=mark) for item in items]


def _split(block: Block) -> list[Block] | None:
    """A paragraph with a run in it as what leads up to it, if anything, and items."""
    start = next(
        (match.end() for match in _OPENING.finditer(block.text) if _run(block.text, match.end())), None
    )
    if start is None:
        return None
    lead = block.text[:start].rstrip()
    items = [Block(Kind.ITEM, text, 1, "-") for text in _run(block.text, start)]
    return [Block(Kind.PARAGRAPH, lead, gap=block.gap), *items] if lead else items


def _run(text: str, start: int) -> list[str]:
    """The items of the run that begins there; none if it is no run."""
    symbols = [match for match in _SYMBOL.finditer(text, start) if _stands_alone(text, match)]
    if not symbols or symbols[0].start() != start:
        return []
    same = [match for match in symbols if _family(match["symbol"]) == _family(symbols[0]["symbol"])]
    chosen = same if len(same) > 1 else _mixed(text, symbols)
    if not chosen:
        return []
    ends = [*(match.start() for match in chosen[1:]), len(text)]
    items = [(match, text[match.end() : end].rstrip()) for match, end in zip(chosen, ends, strict=True)]
    if len(items) < 2 or not all(_WORD.search(item) for _, item in items):
        return []
    return [_item(match, item) for match, item in items]


def _mixed(text: str, symbols: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """Symbols that all differ, if there are three and each begins something."""
    starts = [text[match.end() : match.end() + 1] for match in symbols]
    begin = all(start.isalpha() and not start.islower() for start in starts)
    return symbols if len(symbols) > 2 and begin else []


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1] if match.start() else " "
    return bool(before.isspace() or match["blank"]) and before not in "([\"'“„«"


def _item(match: re.Match[str], text: str) -> str:
    symbol = match["symbol"]
    return text if symbol in _BULLETS else f"{symbol}{match['blank']}{text}"


def _family(symbol: str) -> str:
    """Digits in boxes count on, and are one symbol."""
    return "keycap" if symbol.endswith("\u20e3") else symbol.rstrip("\ufe0f")


def _of_lines(blocks: Sequence[Block], lists: int) -> tuple[list[Block], int]:
    """The blocks, in which paragraphs that begin with one symbol are items."""
    found: list[Block] = []
    for symbol, group in groupby(blocks, _first_symbol):
        members = list(group)
        if symbol and len(members) > 1:
            lists += 1
            members = [Block(Kind.ITEM, block.text, 1, "-", block.gap) for block in members]
            members = list(_apart(found, members))
        found += members
    return found, lists


def _first_symbol(block: Block) -> str:
    match = _SYMBOL.match(block.text) if is_unmarked(block) else None
    return _family(match["symbol"]) if match and _WORD.search(block.text) else ""


def symbols_at_start(text: str) -> Iterator[str]:
    """The symbol that a text begins with, if it does."""
    if match := _SYMBOL.match(text):
        yield match["symbol"]
