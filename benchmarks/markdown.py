"""Segmenting against iterating over pyromark's bare events, and localizing against segmenting, as ratios.

Real essays are taken from the corpora beside the checkout where they are, and the project's own always.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

import pyromark
from rig.clock import least_seconds, report
from rig.places import CORPORA, ROOT

from essaytool.catalog.po import parse_catalog
from essaytool.editions.localize import localize
from essaytool.markdown.parser import OPTIONS
from essaytool.markdown.segment import segment
from essaytool.model import Catalog

TRIES = 15


def iterate(text: str) -> None:
    """The parser's own work, with nothing done to what it gives."""
    for _ in pyromark.events_with_range(text, options=OPTIONS):
        pass


def speed(name: str, floor: float, taken: float, size: int) -> None:
    report(name, taken, floor, f"{size / taken / 1e6:6.1f} MB/s")


def report_segment(name: str, sources: Sequence[bytes]) -> None:
    """File by file, so that a file's floor and its own time are measured in the same second."""
    floor = taken = 0.0
    for source in sources:
        text = source.decode()
        works = {"floor": partial(iterate, text), "segment": partial(segment, source)}
        best = least_seconds(works, TRIES, time.process_time)
        floor += best["floor"]
        taken += best["segment"]
    speed(f"segment / the parser's events, {name}", floor, taken, sum(map(len, sources)))


def report_localize(name: str, source: bytes, catalog: Catalog) -> None:
    essay = segment(source)
    works = {"segment": partial(segment, source), "localize": partial(localize, essay, catalog)}
    best = least_seconds(works, 50, time.process_time)
    speed(f"localize / segment, {name}", best["segment"], best["localize"], len(source))


def main() -> None:
    print("Markdown: CPU time, least of many                           time   ratio   speed")
    shipped = sorted((ROOT / "source").glob("*.md"))
    report_segment("the shipped essays", [path.read_bytes() for path in shipped])
    for folder in ("rust-book", "rust-blog", "opensource.guide"):
        if paths := sorted((CORPORA / folder).rglob("*.md")):
            report_segment(folder, [path.read_bytes() for path in paths])
    source = (ROOT / "source" / "open-models.md").read_bytes()
    for path in sorted((ROOT / "locales").glob("*/LC_MESSAGES/open-models.po")):
        catalog = parse_catalog(path.read_bytes(), path=path.name)
        report_localize(f"open-models, {path.parent.parent.name}", source, catalog)


if __name__ == "__main__":
    main()
