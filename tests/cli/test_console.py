"""Printing: what must not reach a terminal does not, and tables line up."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.cli import console
from essaytool.errors import EssaytoolError

HARMFUL = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff"


@given(st.text())
def test_a_line_holds_no_character_that_controls(text: str) -> None:
    shown = console.visible(text)
    assert not [
        letter for letter in shown if unicodedata.category(letter) in ("Cc", "Cs") or letter in HARMFUL
    ]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters=HARMFUL)))
def test_all_other_text_is_printed_as_it_is(text: str) -> None:
    assert console.visible(text) == text


@given(st.dictionaries(st.text(), st.text()))
def test_json_keeps_every_text_and_is_as_harmless(content: dict[str, str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        printed: list[str] = []
        patch.setattr(console, "_print", lambda _, lines: printed.extend(lines))
        console.document({"content": content})
    assert json.loads("\n".join(printed)) == {"schema": 1, "content": content}
    assert not [letter for letter in "".join(printed) if unicodedata.category(letter) in ("Cc", "Cs")]


@pytest.mark.parametrize("line", ["::error::x", "  ::stop-commands::x", "a ##[add-matcher]x"])
def test_no_line_is_a_command_to_the_runner_of_github(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    console.result(line, "a::b", "## c")
    console.say(line)
    console.document({"said": [line, f"##[{line}"]})
    out, err = capsys.readouterr()
    assert not [
        shown for shown in (out + err).splitlines() if shown.lstrip().startswith("::") or "##[" in shown
    ]
    assert "a::b\n## c\n" in out
    console.commands("::error::x")
    assert capsys.readouterr().out == "::error::x\n"


def test_an_error_is_its_sentence_with_place_and_hint_below(capsys: pytest.CaptureFixture[str]) -> None:
    console.error(EssaytoolError("msgid is not closed", path="es.po", line=12, hint="close it"))
    assert capsys.readouterr() == ("", "es.po:12: msgid is not closed\nhint: close it\n")


def test_columns_line_up_under_wide_and_combining_letters(capsys: pytest.CaptureFixture[str]) -> None:
    console.table(("essay", "words"), [("パン", "7"), ("cafe\u0301", "12")])
    assert capsys.readouterr().out == "essay  words\nパン       7\ncafe\u0301      12\n"
