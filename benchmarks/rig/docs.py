"""docs/speed.md: tables between marks, which the benchmarks write so that they stay true."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from datetime import UTC, datetime

from rig.places import ROOT

PAGE = ROOT / "docs" / "speed.md"


def markdown_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose first column is text and whose others are numbers."""
    marks = ["---", *["---:"] * (len(headings) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (headings, marks, *rows))


def write_region(name: str, content: str) -> None:
    """Put a text between the marks of this name, with where and when it was measured."""
    text = PAGE.read_text("utf-8")
    marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    new, count = marked.subn(lambda mark: f"{mark[1]}{content}\n\n{measured()}\n{mark[2]}", text)
    if count != 1:
        raise SystemExit(f"{PAGE} has no region {name}")
    PAGE.write_text(new, "utf-8")


def measured() -> str:
    """The machine, as far as a reader needs it to judge numbers."""
    day = datetime.now(UTC).date().isoformat()
    load = os.getloadavg()[0]
    system = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores"
    return f"*Measured {day}: {system}, Python {platform.python_version()}, load {load:.1f}.*"


def megabytes(number: float) -> str:
    return f"{number:.0f}"


def seconds_of(number: float) -> str:
    return f"{number:.2f}" if number < 10 else f"{number:.0f}"
