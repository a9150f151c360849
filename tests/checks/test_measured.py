"""Measured: seeded errors found, and findings where none was seeded. benchmarks/checks.py has the tables."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from essaytool.checks.pairs import Pair
from essaytool.checks.table import OF_PAIRS
from essaytool.languages import parse_tag
from tests.checks import measuring


@pytest.mark.parametrize("tag", measuring.COMPLETE)
def test_of_seeded_errors_nearly_all_are_found(tag: str) -> None:
    seeded = list(measuring.spoilt(tag, each=2, seed=7))
    missed = [(item.kind, item.msgstr) for item in seeded if not item.found]
    assert len({item.kind for item in seeded}) >= 30
    assert len(missed) <= 0.05 * len(seeded), missed


@pytest.mark.parametrize("tag", measuring.COMPLETE)
def test_in_the_shipped_translations_nothing_is_found(tag: str) -> None:
    assert [finding for item in measuring.translations(tag) for finding in measuring.findings(item)] == []


# Percent of the units of articles that others translated. What is found there was read by hand, and nearly
# all of it is true: links that lead elsewhere, commas of another script, texts left in English, or shortened.
MOST = {"ar": 17.5, "de": 6.0, "zh-hans": 11.5}


@pytest.mark.parametrize("tag", MOST)
def test_in_articles_that_others_translated_not_more_is_found_than_was_read(corpora: Path, tag: str) -> None:
    pairs, total = measuring.aligned(corpora / "opensource.guide", tag)
    translated = [item for item in pairs if item.source.msgid != item.target.msgid]
    language = parse_tag(tag)
    flagged: Counter[str] = Counter()
    for item in translated:
        pair = Pair(item.source.msgid, item.target.msgid, item.source.context, measuring.ENGLISH, language)
        found = {row.id for row in OF_PAIRS if any(True for _ in row.look(pair))}
        flagged.update(found)
        flagged["any"] += bool(found)
    assert len(pairs) > 0.85 * total
    assert 100 * flagged["any"] / len(translated) <= MOST[tag], flagged
