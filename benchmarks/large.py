"""A large project by its commands: 100 essays in 20 languages, 120,000 entries, each command cold and warm.

Cold is without the state in ``.essaytool`` and without what the command makes; warm is the same again. Each
has an aim, in seconds on the clock; all have to stay under a limit of memory. The table goes into
docs/speed.md. ``large.py ESSAYS LANGUAGES`` measures a smaller one, and writes nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rig.clock import Run, run
from rig.docs import markdown_table, megabytes, seconds_of, write_region
from rig.places import BENCH
from rig.projects import ESSAYS, TAGS, UNITS

MEMORY = 300
"""MB that no command may exceed."""
COLD = 3
"""How many times as long as a warm run a cold one may take."""
SHARE = 20
"""The part of a full build that a build after one edit may take."""


@dataclass(frozen=True)
class Case:
    """A command, what is taken away before its cold run, and how many seconds its warm run may take."""

    arguments: tuple[str, ...]
    made: tuple[str, ...]
    aim: float
    answers: tuple[int, ...] = (0,)


CASES = (
    Case(("coverage",), (), 2),
    Case(("check",), (), 10, (0, 1)),
    Case(("update",), (), 3),
    Case(("build",), ("output",), 15),
)
Row = tuple[str, Run, float]
"""What was done, what it cost, and its aim in seconds."""


def main(essays: int, languages: int) -> None:
    root = BENCH / "large"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    make(root, essays, languages)
    entries = f"{essays * UNITS * languages:,} entries"
    what = f"{essays} essays of {UNITS} paragraphs in {languages} languages, {entries}"
    print(what)
    rows = []
    for row in costs(root):
        rows.append(row)
        print(line(row), flush=True)
    headings = ("command", "wall s", "aim s", "CPU s", "MB")
    if (essays, languages) == (ESSAYS, len(TAGS)):
        write_region("large", f"{what}.\n\n{markdown_table(headings, [cells(row) for row in rows])}")


def make(root: Path, essays: int, languages: int) -> None:
    """In a process of its own, which leaves nothing behind that a command could be charged with."""
    apart("make_project", root, f"{essays}, {UNITS}, {TAGS[:languages]!r}, publish_at=0")


def apart(work: str, root: Path, arguments: str = "") -> None:
    """Have `rig.projects` do something in a process of its own."""
    code = (
        f"from pathlib import Path; from rig.projects import {work} as w; w(Path({str(root)!r}), {arguments})"
    )
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent, check=True)


def costs(root: Path) -> Iterator[Row]:
    full = 0.0
    for case in CASES:
        name = case.arguments[0]
        forget(root, case.made)
        cold = essaytool(root, case.arguments, case.answers)
        yield f"{name}, cold", cold, COLD * case.aim
        warm = essaytool(root, case.arguments, case.answers)
        if name == "build":
            full = cold.wall
            yield "build, nothing changed", warm, case.aim
        else:
            yield f"{name}, warm", warm, case.aim
    edit(root)
    yield "build after one essay was edited", essaytool(root, ("build",)), full / SHARE
    apart("complete", root)
    for _ in range(2):  # the second one knows what the first one wrote
        essaytool(root, ("publish",), (0, 1))
    yield "publish, nothing changed", essaytool(root, ("publish",), (0, 1)), 0.3


def essaytool(root: Path, arguments: Sequence[str], answers: Sequence[int] = (0,)) -> Run:
    return run([sys.executable, "-m", "essaytool", *arguments], root, answers)


def forget(root: Path, made: Sequence[str]) -> None:
    for name in (".essaytool", *made):
        shutil.rmtree(root / name, ignore_errors=True)


def edit(root: Path) -> None:
    """A word more in one essay."""
    path = root / "source" / "essay-001.md"
    path.write_text(f"{path.read_text('utf-8')}\nOne more word.\n", "utf-8")


def cells(row: Row) -> tuple[str, ...]:
    name, cost, aim = row
    return name, seconds_of(cost.wall), seconds_of(aim), seconds_of(cost.cpu), megabytes(cost.memory)


def line(row: Row) -> str:
    name, cost, aim = row
    told = f"{name:36} {cost.wall:8.2f} s (aim {aim:6.2f}) {cost.cpu:8.2f} s CPU {cost.memory:6.0f} MB"
    missed = [what for what, is_so in ((f"{cost.wall / aim:.1f} times the aim", cost.wall > aim),
                                       (f"over {MEMORY} MB", cost.memory > MEMORY)) if is_so]  # fmt: skip
    return f"{told}  {', '.join(missed)}".rstrip()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:])) if sys.argv[1:] else main(ESSAYS, len(TAGS))
