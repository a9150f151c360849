"""What more essays cost: extract, coverage and build of projects that differ in nothing but their number.

``growth.py [NUMBER...]``, without numbers 100, 1,000 and 10,000, which takes long; ``make bench SIZES="100
1000"`` passes them on. The slope is that of a line through the costs, both on logarithmic scales: 1 is as
much more as there are more essays. Table and plot go into docs/.
"""

from __future__ import annotations

import math
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from rig.clock import Run, run
from rig.docs import PAGE, markdown_table, megabytes, seconds_of, write_region
from rig.places import BENCH
from rig.plot import Series, plot

SIZES = (100, 1_000, 10_000)
UNITS, LANGUAGE = 10, "de"
SLOPE = 1.05
"""The steepest that the growth of a cost may be."""
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "extract": ("locales",),
    "coverage": (),
    "build": ("output",),
}
"""What each command makes, which is taken away before it."""


def main(sizes: Sequence[int]) -> None:
    found: dict[str, list[Run]] = {name: [] for name in COMMANDS}
    for size in sizes:
        for name, cost in measured(size).items():
            found[name].append(cost)
            print(
                f"{size:8,} essays, {name:10} {cost.cpu:8.2f} s CPU {cost.wall:8.2f} s {cost.memory:6.0f} MB",
                flush=True,
            )
    write(sizes, found)


def write(sizes: Sequence[int], found: Mapping[str, Sequence[Run]]) -> None:
    """Print the slopes, and put table and plot into docs/."""
    rows = [row(name, sizes, runs) for name, runs in found.items()]
    headings = ("command", *(f"{size:,} essays" for size in sizes), "slope (at most 1.05)", "slope of memory")
    for cells in rows:
        print(f"{cells[0]}: slope {cells[-2]} (at most {SLOPE}), of memory {cells[-1]}")
    series = [Series(name, sizes, [cost.cpu for cost in runs]) for name, runs in found.items()]
    memory = [Series(name, sizes, [cost.memory for cost in runs]) for name, runs in found.items()]
    picture = plot([("processor time, seconds", series), ("peak memory, MB", memory)], "essays")
    PAGE.with_name("growth.svg").write_text(picture, "utf-8")
    what = f"Essays of {UNITS} paragraphs in one language; each command without state, in seconds of"
    write_region("growth", f"{what} processor time and MB at its peak.\n\n{markdown_table(headings, rows)}")


def measured(size: int) -> dict[str, Run]:
    """Each command on a project of so many essays, without what it made before and without state."""
    root = BENCH / f"growth-{size}"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    code = f"m(Path({str(root)!r}), {size}, {UNITS}, [{LANGUAGE!r}], publish_at=0)"
    imports = "from pathlib import Path; from rig.projects import make_project as m; "
    subprocess.run([sys.executable, "-c", imports + code], cwd=Path(__file__).parent, check=True)
    costs = {}
    for name, made in COMMANDS.items():
        for folder in (".essaytool", *(made if name != "extract" else ())):
            shutil.rmtree(root / folder, ignore_errors=True)
        if name == "extract":
            for template in root.glob("locales/**/*.pot"):
                template.unlink()
        costs[name] = run([sys.executable, "-m", "essaytool", name], root)
    shutil.rmtree(root)
    return costs


def row(name: str, sizes: Sequence[int], runs: Sequence[Run]) -> tuple[str, ...]:
    costs = [f"{seconds_of(cost.cpu)} s, {megabytes(cost.memory)} MB" for cost in runs]
    slopes = (slope(sizes, [cost.cpu for cost in runs]), slope(sizes, [cost.memory for cost in runs]))
    return (name, *costs, *(f"{found:.2f}" for found in slopes))


def slope(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """Of the line of least squares through sizes and costs, both as logarithms."""
    xs, ys = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    across = sum((one - x) ** 2 for one in xs)
    return sum((one - x) * (other - y) for one, other in zip(xs, ys, strict=True)) / across if across else 0.0


if __name__ == "__main__":
    main([int(word.replace(",", "")) for word in sys.argv[1:]] or SIZES)
