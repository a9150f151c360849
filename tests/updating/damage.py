"""Translations of the shipped essays, damaged as translators and years damage them, with the truth beside."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from essaytool.markdown.segment import segment
from essaytool.model import Unit

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = ("ar", "de", "es", "fr", "ja", "pt-BR", "zh-Hans")
"""Those whose translations are complete."""
ESSAYS = ("open-models", "reading-across-languages")
SHARE = 0.05
WAYS = ("drop", "add", "split", "join")
_END = re.compile(r"(?<=[.!?؟])\s+|(?<=[。！？])")


@dataclass(frozen=True)
class Damaged:
    """A translation after its damage: its units, and for each the unit of the source that it translates."""

    source: tuple[Unit, ...]
    units: tuple[Unit, ...]
    truth: tuple[int | None, ...]
    """None for what was added, and for parts of what was split or joined."""
    rest: frozenset[int]
    """The units of the source whose translation was left as it is."""


def damaged(essay: str, language: str, seed: int) -> Damaged:
    """An essay's translation with a share of its paragraphs dropped, added, split or joined."""
    source = segment((ROOT / "source" / f"{essay}.md").read_bytes()).units
    units = translation(essay, language)
    (other,) = (each for each in ESSAYS if each != essay)
    others = [unit for unit in translation(other, language) if unit.kind == "paragraph"]
    rng = random.Random(f"{essay} {language} {seed}")
    paragraphs = [number for number, unit in enumerate(units) if unit.kind == "paragraph"]
    chosen = {
        number: rng.choice(WAYS) for number in rng.sample(paragraphs, max(1, round(SHARE * len(units))))
    }
    parts = list(_parts(units, chosen, others, rng))
    truth = tuple(number for number, _ in parts)
    rest = frozenset(number for number in truth if number is not None)
    return Damaged(source, tuple(unit for _, unit in parts), truth, rest)


def translation(essay: str, language: str) -> tuple[Unit, ...]:
    return segment((ROOT / "output" / language / f"{essay}.md").read_bytes()).units


def _parts(
    units: Sequence[Unit], chosen: dict[int, str], others: Sequence[Unit], rng: random.Random
) -> Iterator[tuple[int | None, Unit]]:
    taken = -1
    for number, unit in enumerate(units):
        if number == taken:
            continue
        way = chosen.get(number)
        halves = _halves(unit.msgid)
        follows = units[number + 1 : number + 2]
        if way == "drop":
            continue
        if way == "split" and halves:
            yield from ((None, unit._replace(msgid=half)) for half in halves)
        elif way == "join" and follows and follows[0].kind == "paragraph":
            taken = number + 1
            yield None, unit._replace(msgid=f"{unit.msgid} {follows[0].msgid}")
        else:
            if way == "add":
                yield None, rng.choice(others)
            yield number, unit


def _halves(text: str) -> tuple[str, str] | None:
    """A text in two, at the end of the sentence that is nearest to its middle."""
    ends = [match.end() for match in _END.finditer(text) if 0 < match.end() < len(text)]
    if not ends:
        return None
    middle = min(ends, key=lambda end: abs(end - len(text) / 2))
    return text[:middle].strip(), text[middle:].strip()
