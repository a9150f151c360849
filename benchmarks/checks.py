"""Checks, measured: seeded errors found, findings where none was seeded, and the time beside pofilter's."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from rig.clock import processor, seconds  # noqa: E402
from rig.places import CORPORA  # noqa: E402

from essaytool.catalog.header import new_header  # noqa: E402
from essaytool.catalog.po import parse_catalog, serialize_catalog  # noqa: E402
from essaytool.checks import check  # noqa: E402
from essaytool.checks.pairs import Pair  # noqa: E402
from essaytool.checks.table import OF_PAIRS  # noqa: E402
from essaytool.languages import Language, parse_tag  # noqa: E402
from essaytool.model import Catalog, Entry, Finding  # noqa: E402
from tests.checks import measuring  # noqa: E402

CORPUS = CORPORA / "opensource.guide"
EACH, ENTRIES = 5, 10_000


def main() -> None:
    seeded()
    unseeded()
    if CORPUS.is_dir():
        for tag in ("ar", "de", "zh-hans"):
            in_others_texts(tag)
    speed()


def seeded() -> None:
    """How many of the seeded errors are found, by kind and language."""
    table: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    by: dict[str, Counter[str]] = defaultdict(Counter)
    for tag in measuring.COMPLETE:
        for item in measuring.spoilt(tag, EACH):
            found, of = table[item.kind].get(tag, (0, 0))
            table[item.kind][tag] = (found + bool(item.found), of + 1)
            by[item.kind].update(item.found)
    print(
        f"\nseeded errors: found / seeded\n{'kind':38}" + "".join(f"{tag:>9}" for tag in measuring.COMPLETE)
    )
    for kind, row in table.items():
        cells = "".join(
            f"{'{}/{}'.format(*row[tag]) if tag in row else '-':>9}" for tag in measuring.COMPLETE
        )
        print(f"{kind:38}{cells}  {', '.join(name for name, _ in by[kind].most_common(3))}")
    for tag in measuring.COMPLETE:
        found, of = (sum(row[tag][place] for row in table.values() if tag in row) for place in (0, 1))
        kinds = sum(tag in row for row in table.values())
        print(f"{tag}: {kinds} kinds, {found} of {of} found, {100 * found / of:.1f} %")


def unseeded() -> None:
    """What is found in the shipped translations, all of which are read."""
    print("\nshipped translations")
    for tag in measuring.COMPLETE:
        found = [finding for item in measuring.translations(tag) for finding in measuring.findings(item)]
        entries = sum(len(measuring.reviewed(item.catalog)) for item in measuring.translations(tag))
        print(f"{tag}: {len(found)} findings in {entries} entries {dict(Counter(f.check for f in found))}")


def in_others_texts(tag: str) -> None:
    """What is found in articles that others translated, aligned by their structure."""
    pairs, total = measuring.aligned(CORPUS, tag)
    language = parse_tag(tag)
    checks: Counter[str] = Counter()
    flagged = 0
    for item in pairs:
        pair = Pair(item.source.msgid, item.target.msgid, item.source.context, measuring.ENGLISH, language)
        found = {row.id for row in OF_PAIRS for _ in row.look(pair)}
        checks.update(found)
        flagged += bool(found)
    share = 100 * flagged / len(pairs)
    print(f"\n{CORPUS.name} {tag}: {len(pairs)} of {total} units aligned, {flagged} flagged ({share:.1f} %)")
    print(
        "  "
        + ", ".join(
            f"{name} {count} ({100 * count / len(pairs):.1f} %)" for name, count in checks.most_common()
        )
    )


def speed() -> None:
    """Ten thousand entries in a file: reading and checking it, and pofilter on the same file."""
    print(f"\n{ENTRIES} entries, processor time")
    for tag in ("de", "zh-Hans"):
        data = serialize_catalog(many(tag))
        ours = seconds(partial(checked, data, parse_tag(tag)), 3, processor)
        with tempfile.TemporaryDirectory() as folder:
            theirs = pofilter(data, Path(folder))
        print(f"{tag}: ours {ours:.2f} s, pofilter {theirs:.2f} s, {theirs / ours:.1f} times as fast")
        each_check(tag)


def checked(data: bytes, language: Language) -> list[Finding]:
    return check(parse_catalog(data), None, language, source=measuring.ENGLISH)


def many(tag: str) -> Catalog:
    own = [entry for item in measuring.translations(tag) for entry in measuring.reviewed(item.catalog)]
    entries = tuple(
        Entry(msgid=f"{own[n % len(own)].msgid} ({n})", msgstr=f"{own[n % len(own)].msgstr} ({n})")
        for n in range(ENTRIES)
    )
    header = new_header({"Language": parse_tag(tag).folder, "Content-Type": "text/plain; charset=UTF-8"})
    return parse_catalog(header + b"\n" + serialize_catalog(Catalog("many.po", entries)))


def pofilter(data: bytes, folder: Path) -> float:
    program = shutil.which("pofilter") or str(Path(sys.executable).with_name("pofilter"))
    (folder / "many.po").write_bytes(data)
    command = [program, "--progress=none", "many.po", "out.po"]
    return seconds(lambda: subprocess.run(command, cwd=folder, check=True, capture_output=True), 2, processor)


def each_check(tag: str) -> None:
    """Microseconds per entry of the slowest checks."""
    own = [entry for item in measuring.translations(tag) for entry in measuring.reviewed(item.catalog)] * 10
    language = parse_tag(tag)
    costs: Counter[str] = Counter()
    for row in OF_PAIRS:
        pairs = [Pair(entry.msgid, entry.msgstr, source=measuring.ENGLISH, target=language) for entry in own]
        for pair in pairs:
            _ = pair.own.covered, pair.their.covered, pair.own.words, pair.their.words
        begin = time.process_time()
        for pair in pairs:
            list(row.look(pair))
        costs[row.id] = round(1e6 * (time.process_time() - begin) / len(pairs))
    print("  microseconds an entry: " + ", ".join(f"{name} {cost}" for name, cost in costs.most_common(12)))


if __name__ == "__main__":
    main()
