"""Coverage: its numbers are those of msgfmt, its forms are fixed, and build decides by it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.catalog.po import parse_catalog
from essaytool.catalog.template import template
from essaytool.editions.localize import localize
from essaytool.fingerprint import fingerprint
from essaytool.languages import parse_tag
from essaytool.markdown.segment import segment
from essaytool.model import State
from essaytool.project import Settings
from essaytool.reports.coverage import (
    EssayCoverage,
    LanguageCoverage,
    Share,
    count,
    share,
    to_json,
    to_markdown,
    to_rows,
)
from essaytool.tally import Coverage, Tally

ENGLISH = parse_tag("en")

CATALOG = b"""
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

# essaytool: draft pseudo 2026-11-23 %(source)s %(text)s
#, fuzzy
msgid "one two"
msgstr "uno dos"

#, fuzzy
msgid "three"
msgstr "tres"

msgid "four five six"
msgstr "cuatro cinco seis"

#, fuzzy
msgid "seven"
msgstr ""

msgctxt "a"
msgid "four five six"
msgstr ""

#~ msgid "gone"
#~ msgstr "ido"
"""


def signed() -> bytes:
    """The catalog, its draft with the hashes that fit."""
    prints = {b"source": fingerprint(None, "one two").encode(), b"text": fingerprint("uno dos").encode()}
    return CATALOG % prints


def test_every_state_is_counted_in_entries_and_in_words_of_the_source() -> None:
    assert count(parse_catalog(signed()), ENGLISH) == Coverage(
        entries=Tally(reviewed=1, draft=1, stale=1, missing=2),
        words=Tally(reviewed=3, draft=2, stale=1, missing=4),
    )


def test_characters_are_the_words_of_a_source_that_sets_none_apart() -> None:
    catalog = parse_catalog('msgid "酵母は糖を食べる"\nmsgstr ""\n'.encode())
    assert count(catalog, parse_tag("ja")).words.missing == 8


def test_entries_are_those_of_msgfmt(program: Callable[[str], str], tmp_path: Path) -> None:
    path = tmp_path / "es.po"
    path.write_bytes(signed())
    assert statistics(program("msgfmt"), path) == counted(path)


def test_entries_are_those_of_msgfmt_on_real_catalogs(program: Callable[[str], str], corpora: Path) -> None:
    said = {path: statistics(program("msgfmt"), path) for path in corpora.rglob("*.po")}
    accepted = {path: numbers for path, numbers in said.items() if numbers}
    assert len(accepted) > 30
    assert {path: counted(path) for path in accepted} == accepted


def counted(path: Path) -> tuple[int, int, int]:
    entries = count(parse_catalog(path.read_bytes()), ENGLISH).entries
    return entries.reviewed, entries.draft + entries.stale, entries.missing


def statistics(msgfmt: str, path: Path) -> tuple[int, int, int] | None:
    """What ``msgfmt --statistics`` says: translated, fuzzy, untranslated; nothing for a catalog that it
    refuses.
    """
    done = subprocess.run(
        [msgfmt, "--statistics", "-o", "/dev/null", str(path)],
        capture_output=True, encoding="utf-8", env={"LC_ALL": "C"}, check=False,
    )  # fmt: skip
    if done.returncode:
        return None
    said = done.stderr.splitlines()[-1]
    numbers = {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", said)}
    return numbers.get("translated", 0), numbers.get("fuzzy", 0), numbers.get("untranslated", 0)


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        (Settings(), 50),
        (Settings(drafts="exclude"), 30),
        (Settings(stale="mark"), 60),
        (Settings(drafts="exclude", stale="mark"), 40),
    ],
)
def test_an_edition_shows_what_its_settings_let_it_show(settings: Settings, shown: int) -> None:
    essay = segment(b"one two\n\nthree\n\nfour five six\n\nseven eight nine ten\n")
    edition = localize(essay, parse_catalog(signed()), drafts=settings.drafts, stale=settings.stale)
    assert share(edition, 80, ENGLISH).shown == shown


def test_a_text_that_stands_twice_is_shown_twice() -> None:
    essay = segment(b"three\n\nthree\n\nnobody translated this\n")
    catalog = parse_catalog(b'msgid "three"\nmsgstr "tres"\n')
    assert share(localize(essay, catalog), 80, ENGLISH) == Share(40, 80)


def test_a_translation_that_cannot_stand_in_the_essay_is_not_shown() -> None:
    essay = segment(b"one two\n\nthree four\n")
    catalog = parse_catalog(
        b'msgid "one two"\nmsgstr "uno\\n\\ndos"\n\nmsgid "three four"\nmsgstr "tres cuatro"\n'
    )
    assert share(localize(essay, catalog), 80, ENGLISH) == Share(50, 80)


def test_an_essay_of_which_the_catalog_knows_nothing_is_not_shown_whatever_the_catalog_says() -> None:
    essay = segment(b"rewritten from the first word\n")
    assert share(localize(essay, parse_catalog(signed())), 80, ENGLISH).shown == 0


@pytest.mark.parametrize(("shown", "publish_at", "enough"), [(80, 80, True), (79, 80, False), (0, 0, True)])
def test_the_threshold_itself_is_enough(shown: int, publish_at: int, enough: bool) -> None:
    assert Share(shown, publish_at).enough is enough


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_percentage_is_rounded_down_so_that_100_is_all(reviewed: int, missing: int) -> None:
    counted = LanguageCoverage("es", (essay_of(Tally(reviewed=reviewed, missing=missing)),))
    assert counted.reviewed < 100
    assert LanguageCoverage("es", (essay_of(Tally(reviewed=missing)),)).reviewed == 100


def test_an_essay_without_words_lacks_nothing() -> None:
    essay = segment(b"---\n\n```\ncode\n```\n")
    assert share(localize(essay, template(essay)), 100, ENGLISH).enough


def essay_of(tally: Tally, name: str = "bread") -> EssayCoverage:
    return EssayCoverage(name, Coverage(tally, tally), Share(45, 80))


TWO = LanguageCoverage(
    "pt-BR", (essay_of(Tally(1, 2, 3, 4), "bread"), essay_of(Tally(10, 20, 30, 40), "a_b|c"))
)


def test_a_language_is_the_sum_of_its_essays_in_json() -> None:
    (language,) = to_json([TWO])["languages"]
    assert language["language"] == "pt-BR"
    assert language["entries"] == {"reviewed": 11, "draft": 22, "stale": 33, "missing": 44}
    assert [essay["essay"] for essay in language["essays"]] == ["bread", "a_b|c"]
    assert list(language["words"]) == [str(state) for state in State]


def test_rows_are_languages_with_their_essays_below() -> None:
    assert to_rows([TWO]) == [
        ("pt-BR", "11/11", "22/22", "33/33", "44/44", ""),
        ("  bread", "1/1", "2/2", "3/3", "4/4", "45 % < 80"),
        ("  a_b|c", "10/10", "20/20", "30/30", "40/40", "45 % < 80"),
    ]


def test_markdown_is_a_table_in_which_names_stand_as_they_are() -> None:
    assert to_markdown([replace(TWO, essays=TWO.essays[1:])]) == [
        "| language | essay | reviewed | draft | stale | missing | shown |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
        "| **pt-BR** |  | 10/10 | 20/20 | 30/30 | 40/40 |  |",
        r"|  | a\_b\|c | 10/10 | 20/20 | 30/30 | 40/40 | 45 % \< 80 |",
    ]
