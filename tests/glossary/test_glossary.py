"""Which terms occur in a text, and which translations follow them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.glossary import Glossary, Row
from essaytool.languages import parse_tag
from essaytool.model import Term

GERMAN = parse_tag("de")


def occurring(text: str, *terms: str) -> list[str]:
    return [row.term for row in Glossary(tuple(map(Row, terms))).occurring(text)]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("weight", "It has weight."),
        ("weight", "Weights are light"),
        ("weight", "the weight's name"),
        ("entry", "two entries"),
        ("box", "boxes"),
        ("open weights", "So-called *open* weights"),
        ("open weights", "Open  weights"),
        ("open weights", "_open weights_"),
        ("GPT", "GPT-4 is one"),
        ("C++", "in C++, mostly"),
        ("café", "a cafe\u0301 here"),
        ("linux", "Linux"),
        ("重み", "中身はモデルの重みである"),
        ("मॉडल", "यह मॉडल है"),
        ("MIT licence", "With them came the [MIT licence](https://example.org/mit)."),
    ],
)
def test_a_term_occurs_in_a_text(term: str, text: str) -> None:
    assert occurring(text, term) == [term]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("weight", "weighty"),
        ("मॉडल", "मॉडलों के"),
        ("weight", "overweight"),
        ("weight", "`weight` is code"),
        ("weight", "[it](weight)"),
        ("weight", "see https://example.org/weight/"),
        ("weight", '<span class="weight">it</span>'),
        ("weight", "#weight"),
        ("GPT", "gpt"),
        ("IT", "it is so"),
        ("C++", "in C, mostly"),
        ("open weights", "open and weights"),
        ("open weights", "Open, weights"),
    ],
)
def test_a_term_does_not_occur_in_a_text(term: str, text: str) -> None:
    assert occurring(text, term) == []


def test_of_terms_that_overlap_the_longest_occurs() -> None:
    terms = ("source", "open source", "open", "licence")
    assert occurring("An open source licence", *terms) == ["open source", "licence"]
    assert occurring("The source of open source", *terms) == ["source", "open source"]


def test_only_what_is_something_in_a_language_is_given_for_it() -> None:
    rows = (
        Row("licence", {"de": "Lizenz"}, "what is allowed"),
        Row("draft", {"es": "borrador"}),
        Row("Qwen", untranslatable=True),
    )
    assert Glossary(rows).terms("A draft of Qwen's licence", GERMAN) == (
        Term("Qwen", "Qwen"),
        Term("licence", "Lizenz", "what is allowed"),
    )
    assert [term.term for term in Glossary(rows).in_language(GERMAN)] == ["licence", "Qwen"]


@pytest.mark.parametrize(
    ("translation", "msgstr"),
    [
        ("Gewichte", "mit den Gewichten"),
        ("offene Gewichte", "Von Gewichten, die offener sind"),
        ("Lizenz", "Softwarelizenzen"),
        ("Buch", "zwei Bücher"),
        ("licencia", "Las LICENCIAS"),
        ("código abierto", "de codigo abierto"),
        ("модель", "о моделях"),
        ("الأوزان المفتوحة", "أوزان مفتوحة"),
        ("براءة", "براءات"),
        ("مسودّة", "بوصفها مسودة"),
        ("मॉडल", "मॉडलों के"),
        ("लाइसेंस", "लाइसेंस के तहत"),
        ("许可证", "这份许可证所准许的"),
        ("MIT 许可证", "按MIT许可证发布"),
        ("オープンウェイト", "**オープンウェイト**と呼ぶ"),
    ],
)
def test_a_translation_follows_a_term_in_any_form(translation: str, msgstr: str) -> None:
    assert Glossary().followed(Term("x", translation), msgstr)


@pytest.mark.parametrize(
    ("translation", "msgstr"),
    [
        ("Gewichte", "mit den Parametern"),
        ("offene Gewichte", "Gewichte"),
        ("licencia", "el permiso"),
        ("मॉडल", "डलिया"),
        ("许可证", "授权书"),
        ("重み", "重さ"),
    ],
)
def test_a_translation_does_not_follow_a_term(translation: str, msgstr: str) -> None:
    assert not Glossary().followed(Term("x", translation), msgstr)


def test_what_is_untranslatable_stands_there_as_it_is() -> None:
    glossary = Glossary()
    assert glossary.followed(Term("DeepSeek", "DeepSeek"), "von DeepSeeks Modell")
    assert not glossary.followed(Term("DeepSeek", "DeepSeek"), "von Deepseek")
    assert glossary.followed(Term("gettext", "gettext"), "Gettext ist")


@given(st.text(), st.lists(st.text(min_size=1), max_size=5))
def test_whatever_a_text_and_a_term_are_an_answer_is_given(text: str, terms: list[str]) -> None:
    glossary = Glossary(tuple(Row(term, {"de": term[::-1]}) for term in terms))
    found = glossary.terms(text, GERMAN)
    assert glossary.terms(text, GERMAN) == found
    assert all(isinstance(glossary.followed(term, text), bool) for term in found)


@given(st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=12))
def test_a_lone_term_occurs_in_itself(term: str) -> None:
    assert occurring(term, term) == [term]
