"""The hot paths: what one entry costs in each room, in microseconds and as a ratio to reading its catalog.

The project is that of `benchmarks/coverage.py`, with fewer essays.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import coverage as generated
from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.checks import check
from essaytool.checks.pairs import Pair
from essaytool.checks.table import OF_PAIRS
from essaytool.editions.links import Site
from essaytool.editions.localize import localize
from essaytool.editions.page import render_html
from essaytool.editions.targets import Targets
from essaytool.languages import Language, parse_tag
from essaytool.markdown.segment import segment
from essaytool.markdown.verify import place
from essaytool.model import Catalog, Essay
from essaytool.reports.count import count
from essaytool.updating.merge import merge

ESSAYS, ENGLISH, SLOWEST = 5, parse_tag("en"), 12
Work = tuple[str, Essay, Language, bytes, Catalog]
"""An essay by name, the language of a catalog, and this as bytes and as read."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        generated.ESSAYS = ESSAYS
        generated.make_project(Path(folder))
        works = list(read(Path(folder)))
        templates = {
            path.stem: parse_catalog(path.read_bytes()) for path in Path(folder).glob("locales/*.pot")
        }
    entries = sum(len(catalog.entries) for *_, catalog in works)
    site = Site(ENGLISH, {name: (ENGLISH, language) for name, _, language, _, _ in works})
    links = Targets({})
    rooms: dict[str, Callable[[Work], object]] = {
        "catalog: read": lambda work: parse_catalog(work[3]),
        "catalog: write": lambda work: serialize_catalog(work[4]),
        "model, reports: state and count": lambda work: count(parse_catalog(work[3]), ENGLISH),
        "markdown: place": lambda work: place(work[1], texts(work[1], work[4])),
        "editions: localize": lambda work: localize(work[1], work[4], refuse=partial(links.refuse, work[0])),
        "editions: localize and a page": lambda work: page(work, site),
        "checks": lambda work: check(work[4], work[1], work[2], source=ENGLISH),
        "updating: merge": lambda work: merge(templates[work[0]], work[4]),
    }
    print(f"{entries} entries, processor time                 us an entry   ratio")
    floor = 0.0
    for name, room in rooms.items():
        taken = seconds(partial(each, room, works)) / entries
        floor = floor or taken
        print(f"{name:44} {taken * 1e6:10.1f} {taken / floor:7.2f}")
    report_checks(works)


def read(root: Path) -> list[Work]:
    found = []
    for path in sorted(root.glob("locales/*/LC_MESSAGES/*.po")):
        name, language = path.stem, parse_tag(path.parent.parent.name)
        essay = segment((root / "source" / f"{name}.md").read_bytes(), path=f"source/{name}.md")
        found.append((name, essay, language, data := path.read_bytes(), parse_catalog(data)))
    return found


def each(room: Callable[[Work], object], works: list[Work]) -> None:
    for work in works:
        room(work)


def texts(essay: Essay, catalog: Catalog) -> dict[int, str]:
    """The msgstrs by the number of their slot."""
    known = ((number, catalog.index.get(slot.key)) for number, slot in enumerate(essay.slots))
    return {number: entry.msgstr for number, entry in known if entry and entry.msgstr}


def page(work: Work, site: Site) -> str:
    name, essay, language, _, catalog = work
    return render_html(localize(essay, catalog), language, site, name)


def seconds(work: Callable[[], object], tries: int = 3) -> float:
    """The least processor time of several tries."""
    best = float("inf")
    for _ in range(tries):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def report_checks(works: list[Work]) -> None:
    """Microseconds an entry of the slowest checks, what they share not counted."""
    costs: Counter[str] = Counter()
    pairs = [
        Pair(entry.msgid, entry.msgstr, source=ENGLISH, target=language)
        for _, _, language, _, catalog in works
        for entry in catalog.entries
        if entry.msgstr
    ]
    for pair in pairs:
        _ = pair.own.words, pair.their.words, pair.is_plainly_kept
    for row in OF_PAIRS:
        taken = seconds(lambda look=row.look: [list(look(pair)) for pair in pairs], tries=1)
        costs[row.id] = round(1e6 * taken / len(pairs))
    print("slowest checks: " + ", ".join(f"{name} {cost}" for name, cost in costs.most_common(SLOWEST)))


if __name__ == "__main__":
    main()
