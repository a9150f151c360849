"""How the answers of chat models are read, whatever they wrote."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.engines import Unanswered
from essaytool.engines.prompt import answers


@pytest.mark.parametrize(
    "content",
    [
        '{"1": "un", "2": "deux"}',
        '{"2": "deux", "1": "un"}',
        '\ufeff {"1": "un",\n "2": "deux"}\n\n',
        '```json\n{"1": "un", "2": "deux"}\n```',
        'Voilà {"1": "un", "2": "deux"} et [plus]',
        'As {"asked": true} I give: {"1": "un", "2": "deux"}',
        '{"translations": [{"number": 1, "text": "un"}, {"number": "2", "translation": "deux"}]}',
        '[{"id": 1, "text": "un"}, {"id": 2, "text": "deux"}]',
        '<think>{"1": "x"}\n</think>{"1": "un", "2": "deux"}',
    ],
)
def test_the_numbered_translations_are_found(content: str) -> None:
    assert answers(content, 2, cut_off=False) == ["un", "deux"]


@pytest.mark.parametrize(
    "content",
    ["", "un, deux", "[1, 2]", "{}", "[]", '{"one": "un"}', "{" * 3_000, "[" * 100_000, '{"1": "un"'],
)
def test_what_has_none_gives_none(content: str) -> None:
    (answer,) = answers(content, 1, cut_off=False)
    assert answer == Unanswered("the model's answer is not the JSON that it was asked for")


@pytest.mark.parametrize("end", range(1, 24))
def test_of_an_answer_that_was_cut_off_only_what_is_whole_counts(end: int) -> None:
    content = '{"1": "un", "2": "deux"}'[:end]
    for answer, whole in zip(answers(content, 2, cut_off=True), ["un", "deux"], strict=True):
        assert answer == whole or isinstance(answer, Unanswered)


def test_line_breaks_within_a_translation_are_read() -> None:
    assert answers('{"1": "un\ndeux\ttrois"}', 1, cut_off=False) == ["un\ndeux\ttrois"]


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=5), st.text(alphabet="ab \n`."))
def test_whatever_the_translations_hold_they_come_back(texts: list[str], around: str) -> None:
    said = json.dumps({str(number): text for number, text in enumerate(texts, 1)})
    assert answers(f"{around}{said}{around}", len(texts), cut_off=False) == texts


@given(st.text(), st.booleans())
def test_nothing_that_a_model_writes_is_an_error(content: str, cut_off: bool) -> None:
    assert len(answers(content, 3, cut_off=cut_off)) == 3
