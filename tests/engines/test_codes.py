"""What engines call languages."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import pytest
from deep_translator.constants import GOOGLE_LANGUAGES_TO_CODES, MY_MEMORY_LANGUAGES_TO_CODES

from essaytool.engines import codes
from essaytool.engines.codes import code_of
from essaytool.errors import LanguageError
from essaytool.languages import Language, parse_tag


@pytest.mark.parametrize(
    ("tag", "google", "mymemory", "libre", "deepl", "microsoft"),
    [
        ("he", "iw", "he-IL", "he", "HE", "he"),
        ("jv", "jw", "jv-ID", "", "JV", ""),
        ("nb", "no", "nb-NO", "nb", "NB", "nb"),
        ("no", "no", "nb-NO", "nb", "NB", "nb"),
        ("nn", "", "nn-NO", "", "", ""),
        ("fil", "tl", "fil-PH", "tl", "TL", "fil"),
        ("zh", "zh-CN", "zh-CN", "zh-Hans", "ZH-HANS", "zh-Hans"),
        ("zh-TW", "zh-TW", "zh-TW", "zh-Hant", "ZH-HANT", "zh-Hant"),
        ("zh-HK", "zh-TW", "zh-HK", "zh-Hant", "ZH-HANT", "zh-Hant"),
        ("pt", "pt", "pt-BR", "pt-BR", "PT-BR", "pt"),
        ("pt-MZ", "pt", "pt-PT", "pt", "PT-PT", "pt-pt"),
        ("es-419", "es", "es-419", "es", "ES-419", "es"),
        ("es-CL", "es", "es-419", "es", "ES-419", "es"),
        ("en-ZA", "en", "en-ZA", "en", "EN-GB", "en"),
        ("fr-CA", "fr", "fr-CA", "fr", "FR-CA", "fr-ca"),
        ("sr", "sr", "sr-Cyrl-RS", "sr", "SR", "sr-Cyrl"),
        ("sr-Latn", "", "sr-Latn-RS", "", "", "sr-Latn"),
        ("uz-Cyrl", "", "", "", "", ""),
        ("hsb", "", "", "", "", "hsb"),
    ],
)
def test_a_language_is_found_by_what_stands_for_it(
    tag: str, google: str, mymemory: str, libre: str, deepl: str, microsoft: str
) -> None:
    tables: list[Mapping[str, str]] = [
        codes.GOOGLE, codes.MYMEMORY, codes.LIBRE, codes.DEEPL_TARGET, codes.MICROSOFT
    ]  # fmt: skip
    found = [code_of(parse_tag(tag), table) for table in tables]
    assert found == [google, mymemory, libre, deepl, microsoft]


def test_the_tables_are_those_of_deep_translator_where_it_has_one() -> None:
    assert set(codes.GOOGLE.values()) == set(GOOGLE_LANGUAGES_TO_CODES.values())
    assert set(codes.MYMEMORY.values()) <= set(MY_MEMORY_LANGUAGES_TO_CODES.values())


@pytest.mark.parametrize(
    "table",
    [codes.GOOGLE, codes.MYMEMORY, codes.LIBRE, codes.DEEPL_SOURCE, codes.DEEPL_TARGET, codes.MICROSOFT],
)
def test_every_entry_of_a_table_whose_language_cldr_knows_can_be_reached(table: Mapping[str, str]) -> None:
    known = {tag: language for tag in table if (language := known_language(tag))}
    reached = {code_of(language, table) for language in (*known.values(), parse_tag("pt-PT"))}
    assert {table[tag] for tag in known} - reached == set()
    assert len(known) > 0.85 * len(table)


def known_language(tag: str) -> Language | None:
    with suppress(LanguageError):
        return parse_tag(tag)
    return None
