"""What becomes of an engine's answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.drafting.plan import plan_drafts
from essaytool.drafting.run import Drafted, Refused, draft
from essaytool.engines import Answer, Limits, Unanswered
from essaytool.engines.pseudo import Pseudo
from essaytool.errors import EngineError
from essaytool.markdown.verify import lost_markup
from essaytool.model import Context, Origin, State
from tests.drafting.samples import (
    ENGLISH,
    SPANISH,
    TODAY,
    Scripted,
    always,
    catalog,
    essay,
    foreign,
    msgstr,
    reason,
    results,
)

MARKED = "Read the *old* book at [home](http://x.org), with `make`.[^1]\n\n[^1]: Note."


def test_a_draft_is_fuzzy_and_says_where_it_came_from() -> None:
    (result,) = results(Scripted(), "An old house.")
    assert isinstance(result, Drafted)
    assert (result.entry.msgstr, result.entry.state) == ("An öld höösö.", State.DRAFT)
    assert result.entry.origin is Origin.DRAFT
    assert result.entry.provenance is not None
    assert (result.entry.provenance.engine, result.entry.provenance.date) == ("scripted", "2026-11-23")


def test_results_come_batch_by_batch_in_order() -> None:
    engine = Scripted(limits=Limits(text=1000, texts=2))
    paragraphs = ["One house.", "Two houses.", "Three houses."]
    plan = plan_drafts(catalog(*paragraphs), essay(*paragraphs), engine, ENGLISH)
    batches = draft(plan, engine, ENGLISH, SPANISH, today=TODAY)
    assert [result.entry.msgid for result in next(batches)] == paragraphs[:2]
    assert engine.sent == paragraphs[:2]
    assert [result.entry.msgid for result in next(batches)] == paragraphs[2:]


def test_words_change_their_places_with_their_markup() -> None:
    swapped = Scripted(always("XQ2Z por XQ1Z"))
    assert msgstr(swapped, "With `a` by `b`") == "`b` por `a`"


def test_a_text_without_words_is_its_own_translation_and_is_not_sent() -> None:
    engine = Scripted()
    assert msgstr(engine, "#OpenModels #AI") == "#OpenModels #AI"
    assert engine.sent == []


ANSWERS: dict[str, tuple[Answer, str]] = {
    "none": (Unanswered("took offence"), "took offence"),
    "an empty one": (" ", "empty answer"),
    "the source": ("the OLD  house is here.", "gave the source back"),
    "two paragraphs": ("La casa.\n\nEstá aquí.", "one line with several"),
    "a control character": ("La casa\x07 está.", "control character"),
    "a tag": ("La <script>casa</script> está.", "tag"),
    "a placeholder that nobody sent": ("La XQ1Z casa.", "made up a placeholder"),
    "code that the source lacks": ("La `casa` está.", "the code `casa` is not in the source"),
    "a link that the source lacks": ("La [casa](http://evil.example) está.", "http://evil.example"),
}


@pytest.mark.parametrize(("answer", "why"), ANSWERS.values(), ids=ANSWERS)
def test_refuses(answer: Answer, why: str) -> None:
    assert why in reason(Scripted(always(answer)), "The old house is here.")


def test_a_name_may_stay_as_it_is() -> None:
    assert msgstr(Scripted(str), "Linus Torvalds") == "Linus Torvalds"


def test_one_answer_to_several_texts_is_none_of_them() -> None:
    engine = Scripted(always("YOU USED ALL YOUR TRANSLATIONS FOR TODAY"), limits=Limits(text=1000, texts=10))
    assert [
        result.reason for result in results(engine, "A house.", "A book.") if isinstance(result, Refused)
    ] == ["the engine gave the same answer to several texts"] * 2


def test_a_text_beyond_the_engines_limit_is_not_sent() -> None:
    engine = Scripted(limits=Limits(text=10))
    first, second = results(engine, "This is too long.", "This fits")
    assert first == Refused(first.entry, "is too long for scripted")
    assert isinstance(second, Drafted)
    assert engine.sent == ["This fits"]


def test_where_markup_is_lost_the_texts_between_are_sent_by_themselves() -> None:
    engine = Scripted(lambda text: foreign(text) if "XQ" not in text else "all is lost")
    assert msgstr(engine, "Read the *old* book.") == "Rööd thö *öld* böök."
    assert engine.sent == ["Read the XQ1Z old XQ2Z book.", "Read the", "old", "book."]


def test_what_is_lost_for_good_stays_empty_with_the_first_reason() -> None:
    engine = Scripted(lambda text: "all is lost" if "XQ" in text else Unanswered("no more"))
    assert reason(engine, "Read `x` now.") == "the engine lost ``x``"


def test_second_attempts_stay_within_the_limit_of_characters() -> None:
    engine = Scripted(lambda text: "all is lost" if "XQ" in text else foreign(text))
    (refused,) = results(engine, "Read `x` now.", max_chars=len("Read XQ1Z now.") + 5)
    assert isinstance(refused, Refused)
    assert engine.sent == ["Read XQ1Z now."]


def stops_at(word: str) -> Callable[[str], Answer]:
    def answer(text: str) -> Answer:
        if word in text:
            raise EngineError("nobody is there")
        return foreign(text)

    return answer


def test_an_engine_that_stops_keeps_what_was_drafted() -> None:
    paragraphs = ["One house.", "#Tag", "Two houses.", "Three houses."]
    engine = Scripted(stops_at("Two"))
    plan = plan_drafts(catalog(*paragraphs), essay(*paragraphs), engine, ENGLISH)
    batches = draft(plan, engine, ENGLISH, SPANISH, today=TODAY)
    assert [result.entry.msgstr for result in next(batches)] == ["Onö höösö.", "#Tag"]
    with pytest.raises(EngineError, match="nobody is there"):
        next(batches)


def test_a_draft_fits_all_places_of_its_entry() -> None:
    """A line break stands in a paragraph, and not in a heading."""
    engine = Scripted(always("Dos XQ1Z veces"))
    plan = plan_drafts(catalog("Twice `x`"), essay("# Twice `x`", "Twice `x`"), engine, ENGLISH)
    ((result,),) = draft(plan, engine, ENGLISH, SPANISH, today=TODAY)
    assert result.entry.msgstr == "Dos `x` veces"


@given(st.text())
def test_whatever_an_engine_answers_a_draft_has_all_markup_of_its_source(answer: str) -> None:
    source = essay(MARKED)
    engine = Scripted(always(answer))
    plan = plan_drafts(catalog(*(unit.msgid for unit in source.units)), source, engine, ENGLISH)
    for batch in draft(plan, engine, ENGLISH, SPANISH, today=TODAY):
        for result in batch:
            if isinstance(result, Drafted):
                assert lost_markup(result.entry.msgid, result.entry.msgstr, Context.INLINE) == ()


def test_pseudo_drafts_every_kind_of_text() -> None:
    source = essay(
        "---\ntitle: A Title\n---",
        "# Head *line*",
        MARKED,
        "| A | B |\n|---|---|\n| x \\| y | `z` w |",
        "<p>In <b>HTML</b></p>",
    )
    engine = Pseudo({})
    plan = plan_drafts(catalog(*dict.fromkeys(unit.msgid for unit in source.units)), source, engine, ENGLISH)
    refused = [
        result
        for batch in draft(plan, engine, ENGLISH, SPANISH, today=TODAY)
        for result in batch
        if isinstance(result, Refused)
    ]
    assert plan.entries > 8
    assert refused == []
