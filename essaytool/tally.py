"""How much is translated: numbers by state. A name for each state of `essaytool.model.State`."""

from __future__ import annotations

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """A number for each state."""

    reviewed: int = 0
    draft: int = 0
    stale: int = 0
    missing: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*map(sum, zip(astuple(self), astuple(other), strict=True)))

    def __sub__(self, other: Tally) -> Tally:
        return Tally(*(one - two for one, two in zip(astuple(self), astuple(other), strict=True)))

    @property
    def total(self) -> int:
        return sum(astuple(self))


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much is translated: in entries, as ``msgfmt --statistics``, and in words of the msgid."""

    entries: Tally = Tally()
    words: Tally = Tally()

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(self.entries + other.entries, self.words + other.words)

    def __sub__(self, other: Coverage) -> Coverage:
        return Coverage(self.entries - other.entries, self.words - other.words)
