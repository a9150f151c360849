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
from essaytool.project import Settings, find_project
from essaytool.reports.count import Count, Origins, OriginTally, Verdicts, count
from essaytool.reports.coverage import LanguageCoverage, Share, Sum, in_all, share
from essaytool.tally import Coverage, Tally
from essaytool.workflow.coverage import coverage
from tests.conftest import ROOT
from tests.reports.samples import drafted, essay_of, language_of

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
    assert count(parse_catalog(signed()), ENGLISH).coverage == Coverage(
        entries=Tally(reviewed=1, draft=1, stale=1, missing=2),
        words=Tally(reviewed=3, draft=2, stale=1, missing=4),
    )


@pytest.mark.parametrize(
    ("tag", "msgid", "words"),
    [
        ("en", "It's a well-known, 3.5 m high oven.", 7),
        ("en", "[bread](https://example.org/a)", 4),
        ("es", "¿Qué es el pan?", 4),
        ("ja", "酵母は糖を食べる。", 8),
        ("zh-Hans", "酵母吃糖，不吃盐 2 次。", 9),
        ("th", "ขนมปัง", 5),
        ("ko", "효모는 설탕을 먹는다", 3),
        ("en", "* — *", 0),
    ],
)
def test_words_are_the_sources_and_characters_where_it_sets_no_words_apart(
    tag: str, msgid: str, words: int
) -> None:
    catalog = parse_catalog(f'msgid "{msgid}"\nmsgstr ""\n'.encode())
    assert count(catalog, parse_tag(tag)).coverage.words == Tally(missing=words)


def test_entries_are_those_of_msgfmt(program: Callable[[str], str], tmp_path: Path) -> None:
    path = tmp_path / "es.po"
    path.write_bytes(signed())
    assert statistics(program("msgfmt"), path) == counted(path)


ODD = """
#, fuzzy
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "a plural"
msgid_plural "plurals"
msgstr[0] "uno"
msgstr[1] "otros"

msgid "half of it"
msgid_plural "halves"
msgstr[0] "medio"
msgstr[1] ""

msgid "the other half"
msgid_plural "other halves"
msgstr[0] ""
msgstr[1] "otros"

msgid "nothing of it"
msgid_plural "nothings"
msgstr[0] ""
msgstr[1] ""

#, fuzzy
msgid "a doubtful half"
msgid_plural "doubtful halves"
msgstr[0] "medio"
msgstr[1] ""

#, fuzzy
msgid "fuzzy without a text"
msgstr ""

msgid "a blank"
msgstr " "

msgctxt ""
msgid "in an empty context"
msgstr "en ninguno"

#, fuzzy
#~ msgid "gone and fuzzy"
#~ msgstr "ido"

#~ msgid "gone"
#~ msgid_plural "all gone"
#~ msgstr[0] "ido"
#~ msgstr[1] "idos"
"""


def test_plurals_and_odd_entries_are_those_of_msgfmt(program: Callable[[str], str], tmp_path: Path) -> None:
    path = tmp_path / "es.po"
    path.write_text(ODD, "utf-8")
    assert statistics(program("msgfmt"), path) == counted(path) == (4, 1, 3)


def test_a_language_is_the_sum_of_what_msgfmt_says_of_its_catalogs(program: Callable[[str], str]) -> None:
    project = find_project(ROOT)
    languages, essays = project.languages(), project.essays()
    results = list(coverage(project, languages, essays))
    assert {type(result) for result in results} == {LanguageCoverage}
    for language, result in zip(languages, results, strict=True):
        assert isinstance(result, LanguageCoverage)
        files = [project.catalog_path(essay, language) for essay in essays]
        said = [statistics(program("msgfmt"), file) for file in files]
        entries = result.coverage.entries
        mine = (entries.reviewed, entries.draft + entries.stale, entries.missing)
        assert mine == tuple(map(sum, zip(*filter(None, said), strict=True)))


def test_entries_are_those_of_msgfmt_on_real_catalogs(program: Callable[[str], str], corpora: Path) -> None:
    said = {path: statistics(program("msgfmt"), path) for path in corpora.rglob("*.po")}
    accepted = {path: numbers for path, numbers in said.items() if numbers}
    assert len(accepted) > 30
    assert {path: counted(path) for path in accepted} == accepted


def counted(path: Path) -> tuple[int, int, int]:
    entries = count(parse_catalog(path.read_bytes()), ENGLISH).coverage.entries
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
    assert share(localize(essay, catalog), 80, ENGLISH) == Share(2, 5, 80)


def test_a_translation_that_cannot_stand_in_the_essay_is_not_shown() -> None:
    essay = segment(b"one two\n\nthree four\n")
    catalog = parse_catalog(
        b'msgid "one two"\nmsgstr "uno\\n\\ndos"\n\nmsgid "three four"\nmsgstr "tres cuatro"\n'
    )
    assert share(localize(essay, catalog), 80, ENGLISH) == Share(2, 4, 80)


def test_an_essay_of_which_the_catalog_knows_nothing_is_not_shown_whatever_the_catalog_says() -> None:
    essay = segment(b"rewritten from the first word\n")
    assert share(localize(essay, parse_catalog(signed())), 80, ENGLISH).shown == 0


@pytest.mark.parametrize(("shown", "publish_at", "enough"), [(80, 80, True), (79, 80, False), (0, 0, True)])
def test_the_threshold_itself_is_enough(shown: int, publish_at: int, enough: bool) -> None:
    assert Share(shown, 100, publish_at).enough is enough


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_percentage_is_rounded_down_so_that_100_is_all(reviewed: int, missing: int) -> None:
    assert Sum((essay_of(Tally(reviewed=reviewed, missing=missing)),)).reviewed < 100
    assert Sum((essay_of(Tally(reviewed=missing)),)).reviewed == 100


def test_an_essay_without_words_lacks_nothing() -> None:
    essay = segment(b"---\n\n```\ncode\n```\n")
    assert share(localize(essay, template(essay)), 100, ENGLISH).enough


# --- origins, and what engines are worth --------------------------------------------------------------------

JUDGED = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "by hand"
msgstr "a mano"

{approved}
msgid "taken as it was"
msgstr "tal como era"

{approved_stale_source}
msgid "taken under another text"
msgstr "bajo otro texto"

{edited}
msgid "mended by somebody"
msgstr "remendado por alguien"

{fuzzy_edited}
#, fuzzy
msgid "mended but not approved"
msgstr "remendado pero no aprobado"

{waiting}
#, fuzzy
msgid "still a draft"
msgstr "todavía un borrador"

{emptied}
msgid "rejected"
msgstr ""

{obsolete}
#~ msgid "gone"
#~ msgstr "ido"
"""


def line(engine: str, msgid: str, msgstr: str) -> str:
    prints = f"{fingerprint(None, msgid)} {fingerprint(msgstr)}"
    return f"# essaytool: draft {engine} 2026-11-23 {prints}"


def judged() -> Count:
    catalog = JUDGED.format(
        approved=line("deepl", "taken as it was", "tal como era"),
        approved_stale_source=line("deepl", "another text", "bajo otro texto"),
        edited=line("deepl", "mended by somebody", "remendado"),
        fuzzy_edited=line("apertium", "mended but not approved", "remendado"),
        waiting=line("memory", "still a draft", "todavía un borrador"),
        emptied=line("google", "rejected", "rechazado"),
        obsolete=line("deepl", "gone", "ido"),
    )
    return count(parse_catalog(catalog.encode()), ENGLISH)


def test_the_origins_of_what_is_reviewed_are_told_apart() -> None:
    entries, words = OriginTally(1, 2, 1), OriginTally(2, 8, 3)
    assert judged().origins == Origins(entries, words)


def test_an_engine_is_worth_what_was_accepted_unchanged_of_what_somebody_judged() -> None:
    assert judged().engines == {"deepl": Verdicts(unchanged=2, post_edited=1)}
    assert judged().engines["deepl"].accepted == 66


def test_origins_add_up_to_what_is_reviewed() -> None:
    counted = judged()
    for numbers, origins in (
        (counted.coverage.entries, counted.origins.entries),
        (counted.coverage.words, counted.origins.words),
    ):
        assert numbers.reviewed == origins.human + origins.approved_draft + origins.post_edited_draft


def test_verdicts_on_one_engine_are_summed_over_essays_and_languages() -> None:
    one = language_of(replace(essay_of(Tally()), count=drafted(1, 2, 0, deepl=(2, 0))), tag="es")
    other = language_of(replace(essay_of(Tally()), count=drafted(0, 1, 1, deepl=(1, 1), google=(0, 0))))
    everything = in_all([one, other]).count
    assert everything.engines == {"deepl": Verdicts(3, 1), "google": Verdicts(0, 0)}
    assert everything.origins.entries == OriginTally(1, 3, 1)


def test_a_change_is_what_came_less_what_went() -> None:
    before = Count(Coverage(Tally(1, 5, 0, 4), Tally(10, 50, 0, 40)))
    changed = essay_of(Tally(6, 0, 1, 3), before=before).change
    assert changed == Coverage(Tally(5, -5, 1, -1), Tally(-4, -50, 1, -37))
    assert essay_of(Tally(1)).change is None
    assert language_of(essay_of(Tally(1))).change is None
