"""The engine that only pretends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.engines.pseudo import Pseudo
from essaytool.languages import parse_tag
from essaytool.markdown.protect import protect, restore
from essaytool.model import Context
from tests.engines.asking import ask

ENGLISH, GERMAN, ARABIC = parse_tag("en"), parse_tag("de"), parse_tag("ar")


def pseudo(text: str, target: str = "de") -> str:
    (answer,) = ask(Pseudo({}), [text], ENGLISH, parse_tag(target))
    assert isinstance(answer, str)
    return answer


def test_letters_get_accents_and_three_of_ten_come_twice() -> None:
    assert pseudo("An old house, 12 of them.") == "Áñ óóľď ĥĥóúššé, 12 óƒ ťťĥéḿḿ."


@given(st.text(alphabet=st.characters(categories=["L"], max_codepoint=0x24F), min_size=50))
def test_a_text_grows_by_a_third(text: str) -> None:
    letters = sum(letter != "\u0301" for letter in pseudo(text))
    assert 1.25 <= letters / len(text) <= 1.35


@given(st.text())
def test_no_letter_stays_and_nothing_else_changes(text: str) -> None:
    answer = pseudo(text)
    assert [sign for sign in answer if not sign.isalpha() and sign != "\u0301"] == [
        sign for sign in text if not sign.isalpha() and sign != "\u0301"
    ]


def test_markup_is_kept_exactly() -> None:
    text = "An *old* [`x` house](http://a.b/c)[^1], {{< d >}} & <b>more</b>."
    protected = protect(text, Context.INLINE, Pseudo.carriers[0])
    assert restore(protected, pseudo(protected.text)) == (
        "Áñ *óóľď* [`x` ĥĥóúššé](http://a.b/c)[^1], {{< d >}} & <b>ḿóŕŕé</b>."
    )


def test_a_language_from_right_to_left_gets_letters_that_run_so() -> None:
    assert pseudo("Old 12 ✔", "ar") == "سلدد 12 ✔"


@pytest.mark.parametrize(
    ("tag", "answer"), [("he", "סלדד 12"), ("ru", "Олдд 12"), ("ja", "そしええ 12"), ("sr-Latn", "Óľďď 12")]
)
def test_a_language_gets_letters_of_its_script(tag: str, answer: str) -> None:
    assert pseudo("Old 12", tag) == answer
