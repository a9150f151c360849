"""Bars for a terminal: numbers by state as a line of blocks. Each state has a block of its own, so that no
colour is needed to tell them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

_BLOCKS, _PLAIN = "█▒░·", "#=-."
_STATES = ("reviewed", "draft", "stale", "missing")
_STYLES = ("green", "yellow", "magenta", "dim")
_WIDEST, _NARROWEST = 40, 8


@dataclass(frozen=True)
class Bars:
    """Bars of one width, each of the same blocks for reviewed, draft, stale and missing."""

    width: int
    blocks: str

    @property
    def key(self) -> str:
        """What the blocks mean."""
        return "  ".join(f"{block} {state}" for block, state in zip(self.blocks, _STATES, strict=True))

    def draw(self, parts: Sequence[int]) -> Text:
        """The parts of a whole. What is under a block is left to the next state, so that a full bar is all
        of it.
        """
        from rich.text import Text

        ends = [self.width * end // max(1, sum(parts)) for end in accumulate(parts, initial=0)]
        drawn = Text()
        for (begin, end), block, style in zip(pairwise(ends), self.blocks, _STYLES, strict=True):
            drawn.append(block * (end - begin), style)
        return drawn


def fitting(room: int, encoding: str) -> Bars | None:
    """The bars for this many columns on a stream of this encoding; None where they would tell nothing."""
    return Bars(min(room, _WIDEST), _shown_in(encoding)) if room >= _NARROWEST else None


def _shown_in(encoding: str) -> str:
    try:
        _BLOCKS.encode(encoding)
    except UnicodeEncodeError:
        return _PLAIN
    return _BLOCKS
