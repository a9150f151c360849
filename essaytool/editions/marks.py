"""Which unit stands where in an edition, and what the page says of it: its language and its state."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from essaytool.languages import Language
from essaytool.model import Context, Edition, Placed, State

if TYPE_CHECKING:
    from essaytool.markdown.parser import Run

REVIEWED, DRAFT, STALE, SOURCE = "reviewed", "draft", "stale", "source"
"""What readers are shown in a unit's place: a translation in one of three states, or the source."""


def shown(placed: Placed) -> str:
    """What readers are shown in this slot."""
    if not placed.translated:
        return SOURCE
    return {State.DRAFT: DRAFT, State.STALE: STALE}.get(placed.state, REVIEWED)


@dataclass(frozen=True)
class Slots:
    """The slots of an edition, by their range in the text, which begins at `base`.

    Those in code blocks are left out: a block of code is one text, in which no element can begin.
    """

    edition: Edition
    base: int

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        body = (placed for placed in self.edition.placed if placed.start >= self.base)
        texts = (placed for placed in body if placed.unit.context is not Context.CODE)
        return tuple(sorted(texts, key=lambda placed: placed.start))

    @cached_property
    def starts(self) -> list[int]:
        return [placed.start - self.base for placed in self.placed]

    @cached_property
    def ends(self) -> list[int]:
        return [placed.end - self.base for placed in self.placed]

    def first(self) -> Placed | None:
        """The slot that the text begins with."""
        return self.placed[0] if self.placed else None

    def of(self, run: Run) -> Placed | None:
        """The slot that a run fills; for a lone image, the slot of its alternative text."""
        place = bisect_left(self.starts, run.events[0][2] - 1)
        end = max(event[3] for event in run.events)
        return self.placed[place] if place < len(self.placed) and self.starts[place] < end else None

    def edges(self, start: int, end: int) -> Iterator[tuple[int, bool, Placed]]:
        """Where in this stretch of an HTML block texts end (False) and begin (True), in order."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        for place in range(first, last):
            if self.placed[place].unit.context is Context.HTML:
                if self.starts[place] >= start:
                    yield self.starts[place], True, self.placed[place]
                if self.ends[place] <= end:
                    yield self.ends[place], False, self.placed[place]


def attributes(
    placed: Placed, language: Language, source_language: Language, prefix: str, words: bool
) -> str:
    """The attributes of the element around a slot, on a page in `language`: each with a blank before it.

    A text of the source on another language's page says so (WCAG 3.1.2), if it has `words` to be read.
    Classes and states begin with `prefix`.
    """
    state = shown(placed)
    if language == source_language or state == REVIEWED:
        return ""
    marks = ""
    if state == SOURCE and words:
        marks = f' lang="{source_language.tag}" dir="{source_language.direction}"'
    if placed.unit.translatable:
        visible = "" if placed.unit.context is Context.ALT else f' class="{prefix}{state}"'
        marks += f'{visible} data-state="{prefix}{state}"'
    return marks
