"""How much is translated: numbers by state. A name for each state of `essaytool.model.State`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import add, sub


@dataclass(frozen=True, slots=True)
class Tally:
    """A number for each state."""

    reviewed: int = 0
    draft: int = 0
    stale: int = 0
    missing: int = 0

    def __iter__(self) -> Iterator[int]:
        return iter((self.reviewed, self.draft, self.stale, self.missing))

    def __add__(self, other: Tally) -> Tally:
        return Tally(*map(add, self, other))

    def __sub__(self, other: Tally) -> Tally:
        return Tally(*map(sub, self, other))

    @property
    def total(self) -> int:
        return sum(self)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much is translated: in entries, as ``msgfmt --statistics``, and in words of the msgid."""

    entries: Tally = Tally()
    words: Tally = Tally()

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(self.entries + other.entries, self.words + other.words)

    def __sub__(self, other: Coverage) -> Coverage:
        return Coverage(self.entries - other.entries, self.words - other.words)
