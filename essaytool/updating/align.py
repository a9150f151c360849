"""Aligning: which parts of a translated document are the translations of which units.

The cheapest way through both documents, in order, of steps that pair one unit with one, leave one out on
either side, or pair two with one; what a step costs is `evidence`'s. A pair is as certain as the best way
without it is dearer, so that one lost, added, split or joined paragraph makes its own neighbourhood doubtful,
and shifts nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from essaytool.model import Unit
from essaytool.updating.evidence import Judge, Traits, judge_of, taught, together, traits_of

_STEPS = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1))
_LEFT_OUT = 4.5
"""What it costs to leave a unit out, on either side."""
_TWO_TO_ONE = 4.5
"""What it costs, beside what speaks against it, that two are one."""
_ROUNDS = 1
_BAND = 150
"""How far, in units, a pair may lie from where a document of even pace would have it."""
_FEWEST_CERTAIN, _LEAST_CERTAIN = 4, 0.25
"""How many pairs must be certain for any to be believed, and which share of the shorter document's units: in
translations of other essays it was up to a tenth, in poor ones of the right essay from a half on.
"""
CONFIDENT = 6.0
"""The margin from which on a pair is taken for right; `benchmarks/alignment.py` tells what others would
cost.
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Units of the source and of the translation, by number, that belong together; one side may be empty."""

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    margin: float
    """How much dearer the best alignment is that does not have it."""

    @property
    def confidence(self) -> float:
        """From 0 to 1."""
        return 1 - math.exp(-max(self.margin, 0.0) / 2)

    @property
    def is_confident(self) -> bool:
        return self.margin >= CONFIDENT


def align(source: Sequence[Unit], target: Sequence[Unit]) -> list[Pair]:
    """Every unit of both documents in one pair, in order."""
    own, other = list(map(traits_of, source)), list(map(traits_of, target))
    judge = judge_of(own, other)
    for _ in range(_ROUNDS):
        grid = _Grid(own, other, judge)
        judge = taught(judge, grid.ones(grid.way(grid.costs_from_start())))
    return _believed(_Grid(own, other, judge).pairs(), min(len(own), len(other)))


def _believed(pairs: list[Pair], most: int) -> list[Pair]:
    """The pairs, none of them certain where too few are: the document may be another essay's translation."""
    certain = sum(pair.is_confident for pair in pairs)
    if certain >= max(_FEWEST_CERTAIN, most * _LEAST_CERTAIN):
        return pairs
    return [replace(pair, margin=min(pair.margin, CONFIDENT / 2)) for pair in pairs]


Cell = tuple[int, int]
"""How many units of either side lie behind."""


@dataclass
class _Grid:
    """All ways through two documents."""

    own: Sequence[Traits]
    other: Sequence[Traits]
    judge: Judge
    costs: dict[tuple[Cell, Cell], float] = field(default_factory=dict)

    def pairs(self) -> list[Pair]:
        """The cheapest way, each pair with its margin."""
        ahead, behind = self.costs_from_start(), self.costs_to_end()
        best = behind[0, 0]
        steps = list(self.way(ahead))
        rivals = self.rivals(ahead, behind, steps)
        return [
            Pair(tuple(range(start[0], end[0])), tuple(range(start[1], end[1])), rivals[start, end] - best)
            for start, end in steps
        ]

    def ones(self, steps: Iterable[tuple[Cell, Cell]]) -> Iterator[tuple[Traits, Traits]]:
        """What is paired one to one on a way."""
        for (row, column), end in steps:
            if end == (row + 1, column + 1):
                yield self.own[row], self.other[column]

    def cells(self) -> Iterator[Cell]:
        rows, columns = len(self.own), len(self.other)
        for row in range(rows + 1):
            middle = row * columns / max(rows, 1)
            first = max(0, int(middle) - _BAND) if row < rows else 0
            last = min(columns, int(middle) + _BAND) if row else columns
            for column in range(first, last + 1):
                yield row, column

    def steps_from(self, cell: Cell) -> Iterator[Cell]:
        """Where the steps from a cell lead."""
        for down, right in _STEPS:
            if cell[0] + down <= len(self.own) and cell[1] + right <= len(self.other):
                yield cell[0] + down, cell[1] + right

    def cost(self, start: Cell, end: Cell) -> float:
        key = (start, end)
        if key not in self.costs:
            self.costs[key] = self._cost(self.own[start[0] : end[0]], self.other[start[1] : end[1]])
        return self.costs[key]

    def _cost(self, own: Sequence[Traits], other: Sequence[Traits]) -> float:
        if not own or not other:
            return _LEFT_OUT
        if len(own) == len(other):
            return self.judge.cost(own[0], other[0])
        several = own if len(own) > 1 else other
        if several[0].kind != several[1].kind or several[0].kind.startswith(("heading", "front", "table")):
            return math.inf
        if not self.judge.is_of_size(sum(part.size for part in own), sum(part.size for part in other)):
            return math.inf
        return self.judge.cost(together(own), together(other)) + _TWO_TO_ONE

    def costs_from_start(self) -> dict[Cell, float]:
        """What the cheapest way to each cell costs."""
        found: dict[Cell, float] = {(0, 0): 0.0}
        for cell in self.cells():
            if cell not in found:
                continue
            for end in self.steps_from(cell):
                cost = found[cell] + self.cost(cell, end)
                if cost < found.get(end, math.inf):
                    found[end] = cost
        return found

    def costs_to_end(self) -> dict[Cell, float]:
        """What the cheapest way from each cell costs."""
        found: dict[Cell, float] = {(len(self.own), len(self.other)): 0.0}
        for cell in reversed(list(self.cells())):
            ways = [found[end] + self.cost(cell, end) for end in self.steps_from(cell) if end in found]
            if ways:
                found[cell] = min(ways)
        return found

    def way(self, ahead: dict[Cell, float]) -> Iterator[tuple[Cell, Cell]]:
        """The steps of the cheapest way."""
        end = (len(self.own), len(self.other))
        steps = []
        while end != (0, 0):
            starts = [
                (end[0] - down, end[1] - right)
                for down, right in _STEPS
                if (end[0] - down, end[1] - right) in ahead
            ]
            start = min(starts, key=lambda cell: ahead[cell] + self.cost(cell, end))
            steps.append((start, end))
            end = start
        yield from reversed(steps)

    def rivals(
        self, ahead: dict[Cell, float], behind: dict[Cell, float], steps: Sequence[tuple[Cell, Cell]]
    ) -> dict[tuple[Cell, Cell], float]:
        """For each step, what the cheapest way costs that takes any of its units along otherwise."""
        rows = {row: step for step in steps for row in range(step[0][0], step[1][0])}
        columns = {column: step for step in steps for column in range(step[0][1], step[1][1])}
        found = dict.fromkeys(steps, math.inf)
        for cell in self.cells():
            for end in self.steps_from(cell):
                if cell not in ahead or end not in behind:
                    continue
                cost = ahead[cell] + self.cost(cell, end) + behind[end]
                taken = [rows[row] for row in range(cell[0], end[0])]
                taken += [columns[column] for column in range(cell[1], end[1])]
                for step in taken:
                    if step != (cell, end) and cost < found[step]:
                        found[step] = cost
        return found
