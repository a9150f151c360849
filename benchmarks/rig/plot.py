"""A plot as SVG: costs against sizes, on logarithmic scales, so that what grows evenly is a straight line.

Colours and text follow the page's scheme, light or dark; every line is named at its end, in words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 440, 320, 56, 84, 34, 44
_STYLE = """\
  <style>
    text { font: 12px system-ui, sans-serif; fill: #333 }
    .grid { stroke: #ddd } .s0 { stroke: #0b62a8 } .s1 { stroke: #b3531a } .s2 { stroke: #2b7a3d }
    .series { fill: none; stroke-width: 2 } circle { fill: #fff; stroke-width: 2 }
    @media (prefers-color-scheme: dark) {
      text { fill: #ddd } .grid { stroke: #444 } circle { fill: #111 }
      .s0 { stroke: #6bb5f0 } .s1 { stroke: #f0a06b } .s2 { stroke: #7fd08f }
    }
  </style>
"""


@dataclass(frozen=True)
class Series:
    """The costs of one command by the sizes of what it worked on."""

    name: str
    sizes: Sequence[float]
    costs: Sequence[float]


@dataclass(frozen=True)
class Scale:
    """Powers of ten from `low` to `high`, and where they stand."""

    low: int
    high: int
    start: float
    end: float

    def at(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self) -> Iterator[float]:
        return (10.0**power for power in range(self.low, self.high + 1))


def plot(panels: Sequence[tuple[str, Sequence[Series]]], across: str) -> str:
    """Panels side by side, each with its title; `across` names what all sizes count."""
    drawn = [part for number, panel in enumerate(panels) for part in _panel(number * WIDTH, *panel, across)]
    size = f'width="{WIDTH * len(panels)}" height="{HEIGHT}" viewBox="0 0 {WIDTH * len(panels)} {HEIGHT}"'
    titles = "; ".join(title for title, _ in panels)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">\n  <title>{escape(titles)}</title>\n'
    return f"{head}{_STYLE}{''.join(f'  {part}{chr(10)}' for part in drawn)}</svg>\n"


def _panel(left: float, title: str, series: Sequence[Series], across: str) -> Iterator[str]:
    sizes = [size for one in series for size in one.sizes]
    costs = [cost for one in series for cost in one.costs]
    xs = _scale(sizes, left + LEFT, left + WIDTH - RIGHT)
    ys = _scale(costs, HEIGHT - BOTTOM, TOP)
    yield f'<text x="{left + LEFT}" y="16">{escape(title)}</text>'
    yield f'<text x="{(xs.start + xs.end) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{escape(across)}</text>'
    for tick in xs.ticks():
        yield f'<path class="grid" d="M{xs.at(tick)} {ys.start}V{ys.end}"/>'
        yield f'<text x="{xs.at(tick)}" y="{ys.start + 16}" text-anchor="middle">{tick:,g}</text>'
    for tick in ys.ticks():
        yield f'<path class="grid" d="M{xs.start} {ys.at(tick)}H{xs.end}"/>'
        yield f'<text x="{xs.start - 6}" y="{ys.at(tick) + 4}" text-anchor="end">{tick:,g}</text>'
    names = _apart([ys.at(one.costs[-1]) for one in series])
    for number, one in enumerate(series):
        yield from _line(one, f"s{number}", xs, ys, names[number])


def _line(one: Series, kind: str, xs: Scale, ys: Scale, name_at: float) -> Iterator[str]:
    points = [(xs.at(size), ys.at(cost)) for size, cost in zip(one.sizes, one.costs, strict=True)]
    yield f'<polyline class="series {kind}" points="{" ".join(f"{x},{y}" for x, y in points)}"/>'
    for x, y in points:
        yield f'<circle class="{kind}" cx="{x}" cy="{y}" r="3"/>'
    yield f'<text x="{points[-1][0] + 8}" y="{name_at + 4}">{escape(one.name)}</text>'


def _scale(values: Sequence[float], start: float, end: float) -> Scale:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return Scale(low, max(high, low + 1), start, end)


def _apart(heights: Sequence[float], least: float = 14) -> list[float]:
    """The heights, moved down where two names would stand on each other."""
    placed: dict[int, float] = {}
    last = -math.inf
    for number in sorted(range(len(heights)), key=heights.__getitem__):
        last = placed[number] = max(heights[number], last + least)
    return [placed[number] for number in range(len(heights))]
