"""Segmenting against iterating over pyromark's bare events, and localizing against segmenting, as ratios.

Real essays are taken from the corpora beside the checkout where they are, and the project's own always.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pyromark

from essaytool.catalog.po import parse_catalog
from essaytool.editions.localize import localize
from essaytool.markdown.parser import OPTIONS
from essaytool.markdown.segment import segment

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"


def cpu_seconds(work: Callable[[], object], tries: int = 9) -> float:
    """The least CPU time of several tries: the others were disturbed."""
    best = float("inf")
    for _ in range(tries):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def iterate(text: str) -> None:
    """The parser's own work, with nothing done to what it gives."""
    for _ in pyromark.events_with_range(text, options=OPTIONS):
        pass


def report(name: str, work: Callable[[], object], floor: Callable[[], object], size: int) -> None:
    base, taken = cpu_seconds(floor), cpu_seconds(work)
    print(f"{name:44} {taken * 1000:8.1f} ms {taken / base:6.2f}  {size / taken / 1e6:6.1f} MB/s")


def main() -> None:
    print("Markdown: CPU time, best of 9             time   ratio   speed")
    shipped = sorted((ROOT / "source").glob("*.md"))
    folders = {"the shipped essays": shipped, "rust-book": sorted((CORPORA / "rust-book").rglob("*.md"))}
    for name, paths in folders.items():
        sources = [path.read_bytes() for path in paths]
        if sources:
            report(
                f"segment / the parser's events, {name}",
                lambda texts=sources: [segment(text) for text in texts],
                lambda texts=sources: [iterate(text.decode()) for text in texts],
                sum(map(len, sources)),
            )
    source = (ROOT / "source" / "open-models.md").read_bytes()
    essay = segment(source)
    for path in sorted((ROOT / "locales").glob("*/LC_MESSAGES/open-models.po")):
        catalog = parse_catalog(path.read_bytes(), path=path.name)
        report(
            f"localize / segment, open-models, {path.parent.parent.name}",
            lambda catalog=catalog: localize(essay, catalog),
            lambda: segment(source),
            len(source),
        )


if __name__ == "__main__":
    main()
