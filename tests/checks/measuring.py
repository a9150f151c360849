"""Measuring checks: how many seeded errors they find, and what they find where nothing was seeded."""

from __future__ import annotations

import difflib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from essaytool.catalog.po import parse_catalog
from essaytool.checks import check
from essaytool.checks.spoken import Spoken, said_in, spoken
from essaytool.languages import Language, parse_tag
from essaytool.markdown.segment import segment
from essaytool.model import Catalog, Entry, Essay, Finding, Key, State, Unit
from tests.checks.seeds import SEEDS, Case

ROOT = Path(__file__).resolve().parent.parent.parent
ENGLISH = parse_tag("en")
COMPLETE = ("ar", "de", "es", "fr", "ja", "zh-Hans")
"""The languages in which every shipped text is translated and reviewed."""
FRONT_MATTER = ("title", "subtitle", "description", "summary", "tags")


@dataclass(frozen=True)
class Translation:
    """A shipped essay in one language."""

    essay: Essay
    catalog: Catalog
    language: Language
    beside: Spoken


@cache
def translations(tag: str) -> tuple[Translation, ...]:
    language = parse_tag(tag)
    found = []
    for path in sorted((ROOT / "source").glob("*.md")):
        essay = segment(path.read_bytes(), path=path.name, front_matter=FRONT_MATTER)
        file = ROOT / "locales" / language.folder / "LC_MESSAGES" / f"{path.stem}.po"
        found.append((essay, parse_catalog(file.read_bytes(), path=file.name)))
    beside = spoken((catalog.path, said_in(catalog)) for _, catalog in found)
    return tuple(Translation(essay, catalog, language, beside) for essay, catalog in found)


def findings(translation: Translation) -> list[Finding]:
    """What the checks find in a shipped catalog as it is."""
    return check(
        translation.catalog,
        translation.essay,
        translation.language,
        source=ENGLISH,
        beside=translation.beside,
    )


def reviewed(catalog: Catalog) -> list[Entry]:
    return [entry for entry in catalog.entries if entry.state is State.REVIEWED]


@dataclass(frozen=True)
class Spoilt:
    """A seeded error, and the ids of the checks that found it."""

    kind: str
    tag: str
    key: Key
    msgstr: str
    found: frozenset[str]


def spoilt(tag: str, each: int, seed: int = 1) -> Iterator[Spoilt]:
    """Every kind of error in a language, in as many entries as `each` where there are so many."""
    elsewhere = {
        entry.key: entry.msgstr
        for translation in translations("es" if tag == "fr" else "fr")
        for entry in reviewed(translation.catalog)
    }
    entries = [(item, entry) for item in translations(tag) for entry in reviewed(item.catalog)]
    for kind, spoil in SEEDS.items():
        chance = random.Random(f"{seed} {kind} {tag}")
        shuffled = chance.sample(entries, len(entries))
        done = 0
        for number, (translation, entry) in enumerate(shuffled):
            another = shuffled[number - 1][1].msgstr
            case = Case(entry.msgid, entry.msgstr, tag, elsewhere[entry.key], another, chance)
            text = spoil(case)
            if text is None or text == entry.msgstr or done == each:
                continue
            done += 1
            yield Spoilt(kind, tag, entry.key, text, new_findings(translation, entry, text))


def new_findings(translation: Translation, entry: Entry, msgstr: str) -> frozenset[str]:
    """The checks that find something once an entry says this."""
    before, after = (
        [
            finding.check
            for finding in check(
                Catalog("", (replace(entry, msgstr=text, source=b"", original=b""),)),
                translation.essay,
                translation.language,
                source=ENGLISH,
                beside=translation.beside,
            )
            if finding.check not in ("language", "inconsistent")  # the text as it was stands beside it
        ]
        for text in (entry.msgstr, msgstr)
    )
    return frozenset(name for name in after if after.count(name) > before.count(name))


# --- texts that others translated ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Aligned:
    """A unit of an English article and the unit of its translation that stands in its place."""

    name: str
    source: Unit
    target: Unit


_ANCHOR = re.compile(r"https?://[^\s)\"'>]+|`[^`]+`|@[\w-]+|\d{2,}")


def aligned(folder: Path, tag: str) -> tuple[list[Aligned], int]:
    """The units that can be aligned, and how many there are in the source.

    Units are aligned by what they are (heading, list item, quote…) and by an address, code or number that
    they hold, in the stretches where both articles have the same of these in the same order.
    """
    found: list[Aligned] = []
    total = 0
    for path in sorted(folder.glob("*.md")):
        other = folder / tag / path.name
        if other.is_file():
            own, their = (
                segment(file.read_bytes(), front_matter=FRONT_MATTER).units for file in (path, other)
            )
            total += len(own)
            found += (Aligned(path.name, a, b) for a, b in _in_step(own, their))
    return found, total


def _in_step(own: Sequence[Unit], their: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    marks = [
        [(unit.kind, _anchors(unit) and min(_anchors(unit))) for unit in units] for units in (own, their)
    ]
    for operation, i, j, k, _ in difflib.SequenceMatcher(None, *marks, autojunk=False).get_opcodes():
        if operation == "equal":
            yield from zip(own[i:j], their[k:], strict=False)


def _anchors(unit: Unit) -> frozenset[str]:
    return frozenset(_ANCHOR.findall(unit.msgid))
