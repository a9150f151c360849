"""Coverage of a large project, against nothing but parsing its catalogs, in the same run, as ratios.

The project is made anew: 100 essays of 60 units in 20 languages, of which a part is reviewed, drafted, stale
and missing, as in a project that people work on.
"""

from __future__ import annotations

import datetime
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.provenance import sign
from essaytool.catalog.template import new_catalog, template
from essaytool.languages import parse_tag
from essaytool.markdown.segment import segment
from essaytool.model import Entry
from essaytool.project import find_project
from essaytool.workflow.coverage import coverage

ESSAYS, UNITS, SEED = 100, 60, 1
TAGS = "ar bn cs da de el es fi fr hi it ja ko nl pl pt-BR ru sv tr zh-Hans".split()
WORDS = "bread yeast sugar water salt flour oven crust time heat dough baker hand slow fold rise".split()
DAY = datetime.date(2026, 11, 23)


def seconds(work: Callable[[], object], tries: int = 3) -> float:
    """The least processor time of several tries."""
    best = float("inf")
    for _ in range(tries):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_project(root)
        project = find_project(root)
        languages, essays = project.languages(), project.essays()
        catalogs = [project.catalog_path(name, language) for language in languages for name in essays]
        floor = seconds(lambda: [parse_catalog(path.read_bytes()).entries for path in catalogs])
        report("parsing the catalogs", floor, floor)
        report("coverage", seconds(lambda: list(coverage(project, languages, essays))), floor)


def report(name: str, taken: float, floor: float) -> None:
    print(f"{name:40} {taken:8.2f} s {taken / floor:6.2f}")


def make_project(root: Path) -> None:
    chance = random.Random(SEED)
    (root / "essaytool.toml").write_text(f"languages = {TAGS!r}\n", "utf-8")
    (root / "source").mkdir()
    for number in range(ESSAYS):
        name = f"essay-{number:03}"
        source = "\n\n".join(text(chance) for _ in range(UNITS)).encode() + b"\n"
        (root / "source" / f"{name}.md").write_bytes(source)
        fresh = template(segment(source, path=f"source/{name}.md"), source_language="en")
        (root / "locales").mkdir(exist_ok=True)
        (root / "locales" / f"{name}.pot").write_bytes(serialize_catalog(fresh))
        for tag in TAGS:
            language = parse_tag(tag)
            folder = root / "locales" / language.folder / "LC_MESSAGES"
            folder.mkdir(parents=True, exist_ok=True)
            new = new_catalog(fresh, language)
            filled = new.with_entries([translated(entry, chance) for entry in new.entries])
            (folder / f"{name}.po").write_bytes(serialize_catalog(filled))


def text(chance: random.Random) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randint(8, 40))]
    words[3] = f"*{words[3]}*"
    words[5] = f"[{words[5]}](https://example.org/{chance.randint(1, 10**9)})"
    return f"{' '.join(words)}."


def translated(entry: Entry, chance: random.Random) -> Entry:
    """The entry in some state: six of ten are reviewed, two drafts, one stale, one missing."""
    full = replace(
        entry, msgstr=entry.msgid.replace("a", "á").replace("https://exámple", "https://example"), source=b""
    )
    match chance.randint(0, 9):
        case 0:
            return entry
        case 1:
            return replace(full, flags=("fuzzy",), previous_msgid="Bread.")
        case 2 | 3:
            return sign(full, chance.choice(["apertium", "deepl"]), DAY)
        case 4:
            return replace(sign(full, "deepl", DAY), flags=(), source=b"")
        case _:
            return full


if __name__ == "__main__":
    main()
