"""Projects to measure on, made anew with a seed: essays, and catalogs in every state that people leave."""

from __future__ import annotations

import datetime
import random
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.provenance import sign
from essaytool.catalog.template import new_catalog, template
from essaytool.languages import parse_tag
from essaytool.markdown.segment import segment
from essaytool.model import Catalog, Entry, State
from rig.places import CORPORA

ESSAYS, UNITS, SEED = 100, 60, 1
TAGS = tuple("ar bn cs da de el es fi fr hi it ja ko nl pl pt-BR ru sv tr zh-Hans".split())
WORDS = "bread yeast sugar water salt flour oven crust time heat dough baker hand slow fold rise".split()
DAY = datetime.date(2026, 11, 23)
_PER_FOLDER = 1000
_KEPT = re.compile(
    r"`+.*?`+|\]\([^)]*\)|\]\[[^\]]*\]|^\[[^\]]*\]:.*|<[^>]*>|https?://\S+|&\w+;|\{[^}]*\}|\\.|[aeiou]",
    re.MULTILINE | re.DOTALL,
)
_ACCENTS = dict(zip("aeiou", "áéíóú", strict=True))


def make_project(
    root: Path, essays: int = ESSAYS, units: int = UNITS, tags: Sequence[str] = TAGS, *, publish_at: int = 80
) -> None:
    """A project of `essays` essays with `units` paragraphs each, in all of these languages."""
    chance = random.Random(SEED)
    settings = f"languages = {list(tags)!r}\npublish_at = {publish_at}\nengine = 'pseudo'\n"
    (root / "essaytool.toml").write_text(settings, "utf-8")
    (root / "locales").mkdir()
    for name in names(essays):
        source = "\n\n".join(text(chance) for _ in range(units)).encode() + b"\n"
        write(root / "source" / f"{name}.md", source)
        fresh = template(segment(source, path=f"source/{name}.md"), source_language="en")
        write(root / "locales" / f"{name}.pot", serialize_catalog(fresh))
        for tag in tags:
            language = parse_tag(tag)
            new = new_catalog(fresh, language)
            filled = new.with_entries([translated(entry, chance) for entry in new.entries])
            path = root / "locales" / language.folder / "LC_MESSAGES" / f"{name}.po"
            write(path, serialize_catalog(filled))


def names(essays: int) -> Iterator[str]:
    """Names of essays; of many, in folders."""
    for number in range(essays):
        folder = f"shelf-{number // _PER_FOLDER}/" if essays > _PER_FOLDER else ""
        yield f"{folder}essay-{number:03}"


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def text(chance: random.Random) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randint(8, 40))]
    words[3] = f"*{words[3]}*"
    words[5] = f"[{words[5]}](https://example.org/{chance.randint(1, 10**9)})"
    return f"{' '.join(words)}."


def complete(root: Path) -> None:
    """Translate what is missing in all catalogs."""
    for path in sorted(root.glob("locales/*/LC_MESSAGES/**/*.po")):
        catalog = parse_catalog(path.read_bytes())
        missing = [filled(entry) for entry in catalog.entries if entry.state is State.MISSING]
        write(path, serialize_catalog(catalog.with_entries(missing)))


def filled(entry: Entry) -> Entry:
    msgstr = entry.msgid.replace("a", "á").replace("https://exámple", "https://example")
    return replace(entry, msgstr=msgstr, source=b"")


def translated(entry: Entry, chance: random.Random) -> Entry:
    """The entry in some state: six of ten are reviewed, two drafts, one stale, one missing."""
    full = filled(entry)
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


def accented(text: str) -> str:
    """A text in the language of accents; what is no text in Markdown stays."""
    return _KEPT.sub(lambda found: _ACCENTS.get(found[0], found[0]), text)


def fill(catalog: Catalog) -> Catalog:
    """The catalog, with every entry translated and reviewed."""
    return catalog.with_entries(
        [replace(entry, msgstr=accented(entry.msgid), flags=(), source=b"") for entry in catalog.entries]
    )


def filled_file(path: Path) -> None:
    path.write_bytes(serialize_catalog(fill(parse_catalog(path.read_bytes(), path=path.name))))


def _no_markdown(_: object, found: list[str]) -> list[str]:
    return [name for name in found if not name.endswith(".md")]


def book(folder: Path) -> str:
    """Put a book's Markdown into a folder, the Rust book where it lies beside the checkout, else one of our
    words, and say which.
    """
    real = CORPORA / "rust-book" / "src"
    if real.is_dir():
        shutil.copytree(real, folder, ignore=_no_markdown)
    else:
        chance = random.Random(SEED)
        for number in range(112):
            source = "\n\n".join(text(chance) for _ in range(80))
            write(folder / f"chapter-{number:03}.md", f"# Chapter {number}\n\n{source}\n".encode())
    paths = list(folder.rglob("*.md"))
    size = sum(path.stat().st_size for path in paths)
    name = "The Rust book" if real.is_dir() else "A book of random words"
    return f"{name}: {len(paths)} files, {size / 1e6:.1f} MB"
