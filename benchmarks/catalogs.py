"""Reading catalogs against polib and msgcat, and updating one against msgmerge, in the same run, as ratios.

The texts are those of real books and articles in the corpora beside the checkout; without them, the project's
own essays, over and over.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import polib
from rig.clock import report, seconds
from rig.places import CORPORA, ROOT

from essaytool.catalog.header import new_header
from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.syntax import lex
from essaytool.markdown.segment import segment
from essaytool.model import Catalog, Entry
from essaytool.updating.merge import merge

HEADER = {"Language": "nl", "Content-Type": "text/plain; charset=UTF-8", "X-Essaytool-Schema": "1"}
ENTRIES, EDITED, SEED = 10_000, 600, 1


def texts() -> list[str]:
    """Different texts of real documents, as many as `ENTRIES`."""
    paths = [*sorted(CORPORA.glob("rust-*/**/*.md")), *sorted((ROOT / "source").glob("*.md"))]
    found: dict[str, None] = {}
    for path in paths:
        found |= dict.fromkeys(unit.msgid for unit in segment(path.read_bytes()).units)
    own = list(found)
    numbered = (f"{text} ({number})" for number in range(1, ENTRIES) for text in own)
    return [*own, *(next(numbered) for _ in range(ENTRIES - len(own)))][:ENTRIES]


def edited(msgids: list[str]) -> dict[int, str]:
    """Some of the texts, by their number, with about a sixth of their words changed."""
    chance = random.Random(SEED)
    words = [word for text in msgids for word in text.split()]
    found = {}
    long_enough = [number for number, text in enumerate(msgids) if len(text.split()) > 5]
    for number in chance.sample(long_enough, EDITED):
        own = msgids[number].split(" ")
        for place in chance.sample(range(len(own)), max(1, len(own) // 6)):
            own[place] = chance.choice(words)
        found[number] = " ".join(own)
    return {number: text for number, text in found.items() if text not in msgids}


def catalog_of(msgids: list[str], *, translated: bool) -> Catalog:
    entries = (
        Entry(text, text.swapcase() if translated else "", comments=("paragraph",), references=("a.md",))
        for text in msgids
    )
    pieces = (piece for entry in entries for piece in (b"\n", entry))
    return Catalog("a.po", (new_header(HEADER), *pieces), HEADER)


def report_reading(data: bytes, folder: Path) -> None:
    text = data.decode()
    floor = seconds(lambda: polib.pofile(text), 5)
    report("polib.pofile", floor, floor)
    report("our lexer alone", seconds(lambda: lex(text, "a.po"), 5), floor)
    report("parse_catalog", seconds(lambda: parse_catalog(data), 5), floor)
    catalog = parse_catalog(data)
    report("serialize_catalog", seconds(lambda: serialize_catalog(catalog), 5), floor)
    if shutil.which("msgcat"):
        (folder / "a.po").write_bytes(data)
        command = ["msgcat", "--no-wrap", "-o", "/dev/null", folder / "a.po"]
        report("msgcat", seconds(lambda: subprocess.run(command, check=True), 5), floor)


def report_updating(data: bytes, edits: dict[int, str], msgids: list[str], folder: Path) -> None:
    template = serialize_catalog(
        catalog_of([edits.get(number, text) for number, text in enumerate(msgids)], translated=False)
    )
    (folder / "a.po").write_bytes(data)
    (folder / "a.pot").write_bytes(template)

    def ours() -> bytes:
        return serialize_catalog(merge(parse_catalog(template), parse_catalog(data)))

    def right(result: Catalog) -> int:
        wanted = {new: msgids[number].swapcase() for number, new in edits.items()}
        return sum(entry.msgstr == wanted.get(entry.msgid) for entry in result.entries)

    taken = seconds(ours, tries=3)
    print(
        f"update of {len(msgids)} entries, {len(edits)} edited: {right(parse_catalog(ours()))} right", end=""
    )
    if not shutil.which("msgmerge"):
        print(f", {taken * 1000:.0f} ms (msgmerge is not installed)")
        return
    command = ["msgmerge", "--quiet", "--previous", folder / "a.po", folder / "a.pot", "-o", folder / "b.po"]
    floor = seconds(lambda: subprocess.run(command, check=True), tries=3)
    print(f"; by msgmerge {right(parse_catalog((folder / 'b.po').read_bytes()))}")
    report("msgmerge --previous", floor, floor)
    report("update: read, merge, write", taken, floor)


def main() -> None:
    print("Catalogs: time on the clock, least of several                  time   ratio")
    msgids = [re.sub(r"\s+", " ", text) for text in texts()]
    msgids = list(dict.fromkeys(msgids))
    data = serialize_catalog(catalog_of(msgids, translated=True))
    with tempfile.TemporaryDirectory() as folder:
        report_reading(data, Path(folder))
        report_updating(data, edited(msgids), msgids, Path(folder))


if __name__ == "__main__":
    main()
