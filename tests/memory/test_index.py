"""The memory: what people stand for is found again, by the very text and by texts like it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from essaytool.catalog.po import parse_catalog
from essaytool.languages import parse_tag
from essaytool.memory.index import Match, Memory, Remembered, from_catalog, from_tmx
from essaytool.memory.tmx import Translated

CATALOG = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "by a person"
msgstr "de una persona"

# essaytool: draft pseudo 2026-11-23 3a52ce78 ffffffff
msgid "approved"
msgstr "aprobado"

#, fuzzy
msgid "in doubt"
msgstr "en duda"

msgid "nothing yet"
msgstr ""

msgid "one loaf"
msgid_plural "many loaves"
msgstr[0] "un pan"
msgstr[1] "panes"

#~ msgid "gone"
#~ msgstr "ido"
"""


def memory(*texts: tuple[str, str] | tuple[str, str, str]) -> Memory:
    """What remembers these texts, their translations, and the msgctxt of some."""
    entries = (Remembered(text, translation, "a.po", *context) for text, translation, *context in texts)
    return Memory(entries)


def test_only_what_is_reviewed_is_remembered() -> None:
    found = list(from_catalog(parse_catalog(CATALOG.encode(), path="es.po")))
    assert [entry.msgid for entry in found] == ["by a person", "approved"]
    assert {entry.where for entry in found} == {"es.po"}


def test_of_a_tmx_file_what_it_has_in_both_languages() -> None:
    units = [
        Translated({"EN-us": "bread", "es-ES": "pan"}, "menu"),
        Translated({"en": "water", "fr": "eau"}),
        Translated({"en": "salt", "es": "sal", "es-ES": "no"}),
    ]
    found = from_tmx(units, parse_tag("en"), parse_tag("es"), "shared.tmx")
    assert list(found) == [
        Remembered("bread", "pan", "shared.tmx", "menu"),
        Remembered("salt", "sal", "shared.tmx"),
    ]


def test_a_text_is_the_same_after_nfc_and_with_other_white_space() -> None:
    kept = memory(("Le cafe\u0301 est\nprêt", "Coffee is ready"))
    assert kept.exact(None, "Le  caf\u00e9 est prêt ") == Match(
        "Le cafe\u0301 est\nprêt", "Coffee is ready", 1.0, "a.po"
    )
    assert kept.exact(None, "Le café est prête") is None


def test_of_several_translations_the_most_frequent_and_then_the_first() -> None:
    kept = memory(("Yes", "Sí"), ("Yes", "Claro"), ("Yes", "Claro"), ("No", "No"), ("No", "Nada"))
    assert [kept.exact(None, text) for text in ("Yes", "No")] == [
        Match("Yes", "Claro", 1.0, "a.po"),
        Match("No", "No", 1.0, "a.po"),
    ]


def test_a_translation_of_the_same_context_comes_first() -> None:
    kept = memory(("Book", "Libro"), ("Book", "Libro"), ("Book", "Reservar", "verb"))
    assert [match.msgstr for context in ("verb", None, "noun") if (match := kept.exact(context, "Book"))] == [
        "Reservar",
        "Libro",
        "Libro",
    ]


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("Read [the story](/new), he said.", "Lee [la historia](/new), dijo."),
        ('Read [the story](/old "It"), he said.', None),
        ("Read [the tale](/old), he said.", None),
        ("Read `the story`(/old), he said.", None),
    ],
)
def test_a_text_that_leads_elsewhere_is_exact_and_its_translation_leads_there(
    text: str, translation: str | None
) -> None:
    kept = memory(("Read [the story](/old), he said.", "Lee [la historia](/old), dijo."))
    match = kept.exact(None, text)
    assert (match and match.msgstr) == translation


def test_where_links_cannot_be_told_apart_a_text_is_only_close() -> None:
    kept = memory(("[one](/a) and [two](/a) of them", "[uno](/a) y [dos](/a)"))
    text = "[one](/b) and [two](/c) of them"
    assert kept.exact(None, text) is None
    assert [match.msgstr for match in kept.close(text)] == ["[uno](/a) y [dos](/a)"]


def test_other_code_makes_another_text() -> None:
    kept = memory(("Call `open` first.", "Llama primero a `open`."))
    assert kept.exact(None, "Call `close` first.") is None
    assert kept.exact(None, "Call “it” first.") is None


def test_quotes_and_markup_may_be_written_otherwise() -> None:
    kept = memory(('It is "so" *much*.', "Es «así» de *mucho*."))
    match = kept.exact(None, "It is “so” _much_.")
    assert match == Match('It is "so" *much*.', "Es «así» de *mucho*.", 1.0, "a.po")


def test_close_texts_come_by_likeness_and_then_in_order() -> None:
    kept = memory(("abcdefgx", "1"), ("abcdefgh", "2"), ("abcdefgy", "3"), ("abcdef", "4"), ("zzzzzzzz", "5"))
    found = kept.close("abcdefgh", limit=4)
    assert [(match.msgstr, round(match.ratio, 3)) for match in found] == [
        ("2", 1.0),
        ("1", 0.875),
        ("3", 0.875),
        ("4", 0.857),
    ]
    assert len(kept.close("abcdefgh")) == 3
    assert [match.msgstr for match in kept.close("abcdefgh", at_least=1)] == ["2"]


words = st.lists(st.sampled_from(["ab", "abc", "b", "é", "日本", "["]), max_size=6).map(" ".join)


@given(st.lists(words, max_size=12), words, st.sampled_from([0.0, 0.5, 0.75, 0.9, 1.0]))
def test_close_texts_are_all_that_the_measure_finds(texts: list[str], text: str, at_least: float) -> None:
    folded = " ".join(text.split())
    known = list(dict.fromkeys(" ".join(each.split()) for each in texts if each.strip()))
    ratios = ((each, Indel.normalized_similarity(folded, each)) for each in known)
    wanted = sorted((-ratio, known.index(each), each) for each, ratio in ratios if ratio >= at_least)
    found = memory(*((each, "x") for each in texts)).close(text, limit=99, at_least=at_least)
    assert [(match.msgid.split(), match.ratio) for match in found] == [
        (each.split(), -ratio) for ratio, _, each in wanted
    ]


def test_the_same_entries_give_the_same_answers() -> None:
    texts = [f"loaf number {number % 40} of {number % 7}" for number in range(200)]
    entries = [(text, f"{place}") for place, text in enumerate(texts)]
    first, second = memory(*entries), memory(*entries)
    asked = random.Random(1).sample(texts, 20)
    assert [first.close(text) for text in asked] == [second.close(text) for text in asked]


def test_an_empty_memory_knows_nothing() -> None:
    kept = memory(("", "x"), ("x", " "))
    assert (len(kept), kept.exact(None, ""), kept.close("x")) == (0, None, ())
