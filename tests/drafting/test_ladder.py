"""How an engine is asked for an entry, and asked once more."""

from __future__ import annotations

import pytest

from essaytool.drafting.ladder import Attempt, attempts
from essaytool.drafting.verify import accepted
from essaytool.engines import Unanswered
from essaytool.errors import Refusal
from essaytool.model import Term
from tests.drafting.samples import ENGLISH, SPANISH, Scripted, essay


def rungs(paragraph: str, carrier: str = "token", *terms: Term) -> list[Attempt]:
    return list(attempts(essay(paragraph).units[:1], Scripted(carriers=(carrier,)), terms))


def test_first_the_whole_text_then_the_texts_between_the_markup() -> None:
    whole, by_runs = rungs("Read the *old* book.")
    assert (whole.texts, whole.by_runs) == (("Read the XQ1Z old XQ2Z book.",), False)
    assert (by_runs.texts, by_runs.by_runs) == (("Read the", "old", "book."), True)
    assert by_runs.characters == len("Read theoldbook.")


@pytest.mark.parametrize("paragraph", ["Plain words.", "**All bold words.**"])
def test_what_would_be_sent_the_same_again_is_asked_once(paragraph: str) -> None:
    assert len(rungs(paragraph)) == 1


def test_where_there_is_nothing_to_translate_nothing_is_sent() -> None:
    (only,) = rungs("[`main`](https://example.org) #Tag words"[:-6])
    assert only.texts == ()
    assert accepted(only, only.answer(()), ENGLISH, SPANISH) == "[`main`](https://example.org) #Tag"


def test_the_second_is_made_when_it_is_asked_for() -> None:
    ladder = attempts(essay("A *b* c").units, Scripted())
    next(ladder)
    assert next(ladder).by_runs
    assert next(ladder, None) is None


def test_terms_that_are_not_to_be_translated_are_no_texts() -> None:
    whole, by_runs = rungs("We like Open Models here.", "token", Term("Open Models", "Open Models"))
    assert whole.texts == ("We like XQ1Z here.",)
    assert by_runs.texts == ("We like", "here.")


def test_answers_to_runs_are_read_one_by_one() -> None:
    _, by_runs = rungs("Read the *old* book & go.", "xml")
    assert by_runs.texts == ("Read the", "old", "book &amp; go.")
    answer = by_runs.answer(["“Lee el”", "viejo", "```\nlibro &amp; vete.\n```"])
    assert accepted(by_runs, answer, ENGLISH, SPANISH) == "Lee el *viejo* libro & vete."


def test_one_text_without_an_answer_leaves_the_whole_without() -> None:
    _, by_runs = rungs("Read the *old* book.")
    assert by_runs.answer(["Lee el", Unanswered("took offence"), "libro."]) == Unanswered("took offence")
    assert by_runs.answer(["Lee el"]) == Unanswered("was not answered")


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (["Lee el", "", "libro que está aquí."], None),
        (["Lee el", "viejo", ""], "empty answer"),
        (["Lee el", "viejo", "Here is the translation: libro"], "introduced its answer"),
        (["You have no more today", "viejo", "You have no more today"], "same answer to several texts"),
    ],
)
def test_one_text_with_a_wrong_answer_spoils_the_whole(answers: list[str], reason: str | None) -> None:
    _, by_runs = rungs("Read the *a* book that is here.")
    if reason is None:
        assert by_runs.answer(answers) == "Lee el XQ1Z  XQ2Z libro que está aquí."
    else:
        with pytest.raises(Refusal, match=reason):
            by_runs.answer(answers)
