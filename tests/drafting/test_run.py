"""What becomes of an engine's answers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.drafting.budget import Budget
from essaytool.drafting.run import Drafted, Refused, Run
from essaytool.engines import Answer, Batch, Limits, Unanswered
from essaytool.engines.pseudo import Pseudo
from essaytool.errors import EngineError
from essaytool.markdown.verify import lost_markup
from essaytool.model import Context
from tests.drafting.samples import (
    ENGLISH,
    SPANISH,
    Scripted,
    always,
    foreign,
    leg,
    msgstr,
    new_cache,
    reason,
    run,
    tasks,
)

MARKED = "Read the *old* book at [home](http://x.org), with `make`.[^1]\n\n[^1]: Note."


def test_a_draft_says_which_engine_made_it() -> None:
    (result,) = run(Scripted(), tasks("An old house.")).results
    assert isinstance(result, Drafted)
    assert (result.msgstr, result.engine, result.cached) == ("An öld höösö.", "scripted", False)


def test_texts_go_in_batches_in_order() -> None:
    engine = Scripted(limits=Limits(text=1000, texts=2))
    run(engine, tasks("One house.", "Two houses.", "Three houses."))
    assert [[item.text for item in batch.texts] for batch in engine.batches] == [
        ["One house.", "Two houses."],
        ["Three houses."],
    ]


@pytest.mark.parametrize("at", range(3))
def test_an_interrupt_while_an_answer_is_being_taken_loses_none_of_it(at: int, tmp_path: Path) -> None:
    """One answer to three texts, paid for once: Ctrl-C as one is being kept has the others kept, too."""
    kept: list[str] = []
    calls = iter(range(100))

    def keep(result: Drafted | Refused) -> None:
        if next(calls) == at:
            raise KeyboardInterrupt
        assert isinstance(result, Drafted)
        kept.append(result.msgstr)

    cache = new_cache(tmp_path)
    engine = Scripted(limits=Limits(text=1000, texts=3))
    work = leg(tasks("One house.", "Two houses.", "Three houses."), engine)
    with suppress(KeyboardInterrupt):
        list(Run(ENGLISH, SPANISH, Budget(None, None), cache, keep).carry_out(work))
    assert set(kept) == {"Onö höösö.", "Twö höösös.", "Thröö höösös."}
    assert len(engine.batches) == 1
    assert all(cache.get(query.key) for query in work.queries)


def test_an_engine_that_reads_it_is_given_the_context() -> None:
    engine = Scripted(reads_context=True)
    run(engine, tasks("# Bread", "Yeast eats sugar.", "Salt slows it down."))
    batch = engine.batches[0]
    assert (batch.title, batch.source, batch.target) == ("Bread", ENGLISH, SPANISH)
    assert [(item.kind, item.before, item.after) for item in batch.texts] == [
        ("heading 1", "", "Yeast eats sugar."),
        ("paragraph", "Bread", "Salt slows it down."),
    ]


def test_another_is_given_texts_alone() -> None:
    engine = Scripted()
    run(engine, tasks("# Bread", "Yeast eats sugar."))
    assert engine.batches[0].title == ""
    assert {item.before + item.after + item.kind for item in engine.batches[0].texts} == {""}


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
    "code that the source lacks": ("La `casa` está.", "made up the code `casa`"),
    "a link that the source lacks": ("La [casa](http://evil.example) está.", "http://evil.example"),
}


@pytest.mark.parametrize(("answer", "why"), ANSWERS.values(), ids=ANSWERS)
def test_refuses(answer: Answer, why: str) -> None:
    assert why in reason(Scripted(always(answer)), "The old house is here.")


def test_a_name_may_stay_as_it_is() -> None:
    assert msgstr(Scripted(str), "Linus Torvalds") == "Linus Torvalds"


@pytest.mark.parametrize("texts", [1, 10], ids=["one by one", "in one batch"])
def test_one_answer_to_several_texts_is_none_of_them(texts: int, tmp_path: Path) -> None:
    engine = Scripted(always("Ha usado ya las de hoy."), Limits(text=1000, texts=texts))
    outcome = run(engine, tasks("A house.", "A book.", "A tree."), cache=new_cache(tmp_path))
    assert outcome.drafted == {}
    assert outcome.reasons == ["the engine gave the same answer to several texts"] * 3
    assert leg(tasks("A house."), engine, cache=new_cache(tmp_path)).known == ()


def test_but_texts_that_say_the_same_may_have_one_translation() -> None:
    outcome = run(
        Scripted(always("Véanse las notas de abajo.")), tasks("See the notes below.", "See notes below.")
    )
    assert len(outcome.drafted) == 2


def test_an_entry_that_nobody_came_to_is_counted_once() -> None:
    engine = Scripted(lambda text: "all is lost" if "XQ" in text else foreign(text), Limits(text=1000))

    def stop(text: str) -> Answer:
        if "XQ" not in text:
            raise EngineError("the quota is used up")
        return "all is lost"

    engine.answer = stop
    outcome = run(engine, tasks("Read the *old* book today."))
    assert len(outcome.run.unasked) == 1


def test_a_character_that_is_half_of_one_is_refused() -> None:
    assert "control character" in reason(Scripted(always("La casa \ud800 vieja.")), "The old house is here.")


def test_a_text_beyond_the_engines_limit_is_not_sent() -> None:
    engine = Scripted(limits=Limits(text=10))
    outcome = run(engine, tasks("This is too long.", "This fits"))
    assert outcome.reasons == ["is too long for scripted"]
    assert engine.sent == ["This fits"]


def test_where_markup_is_lost_the_texts_between_are_sent_by_themselves() -> None:
    engine = Scripted(lambda text: foreign(text) if "XQ" not in text else "all is lost")
    assert msgstr(engine, "Read the *old* book.") == "Rööd thö *öld* böök."
    assert engine.sent == ["Read the XQ1Z old XQ2Z book.", "Read the", "old", "book."]


def test_second_attempts_stay_within_the_limit_of_characters() -> None:
    engine = Scripted(lambda text: "all is lost" if "XQ" in text else foreign(text))
    outcome = run(engine, tasks("Read `x` now."), budget=Budget(len("Read XQ1Z now.") + 5))
    assert outcome.drafted == {}
    assert engine.sent == ["Read XQ1Z now."]


def test_a_request_is_repeated_only_within_the_limit() -> None:
    allowed: list[bool] = []

    class Insistent(Scripted):
        def translate(self, batch: Batch) -> list[Answer]:
            allowed.extend((batch.may_repeat(), batch.may_repeat()))
            return list(super().translate(batch))

    budget = Budget(max_characters=2 * len("One house."))
    run(Insistent(), tasks("One house."), budget=budget)
    assert allowed == [True, False]
    assert (budget.by_engine["scripted"].characters, budget.by_engine["scripted"].requests) == (20, 2)


def stops_at(word: str) -> Callable[[str], Answer]:
    def answer(text: str) -> Answer:
        if word in text:
            raise EngineError("nobody is there")
        return foreign(text)

    return answer


def test_an_engine_that_stops_keeps_what_was_drafted_and_leaves_the_rest() -> None:
    engine = Scripted(stops_at("Two"), Limits(text=1000))
    outcome = run(engine, tasks("One house.", "#Tag", "Two houses.", "Three houses."))
    assert outcome.drafted == {"#Tag": "#Tag", "One house.": "Onö höösö."}
    assert [task.entry.msgid for task in outcome.run.unasked] == ["Two houses.", "Three houses."]
    assert str(outcome.run.stopped) == "nobody is there"


def test_as_many_answers_as_texts_or_none() -> None:
    class Short(Scripted):
        def translate(self, batch: Batch) -> list[Answer]:
            return list(super().translate(batch))[1:]

    outcome = run(Short(), tasks("One house.", "Two houses."))
    assert outcome.drafted == {}
    assert str(outcome.run.stopped) == "scripted gave 1 answers to 2 texts"


def test_many_batches_are_under_way_at_once() -> None:
    meeting = threading.Barrier(4, timeout=30)

    class Meeting(Scripted):
        def translate(self, batch: Batch) -> list[Answer]:
            meeting.wait()
            return list(super().translate(batch))

    engine = Meeting(limits=Limits(text=1000, at_once=4))
    outcome = run(engine, tasks(*(f"House no. {number}" for number in range(8))))
    assert len(outcome.drafted) == 8


def test_a_run_that_is_broken_off_keeps_what_is_under_way() -> None:
    engine = Scripted(limits=Limits(text=1000, at_once=2))
    kept: list[object] = []
    drafting = Run(ENGLISH, SPANISH, Budget(), new_cache(Path("/nowhere")), kept.append)
    steps = drafting.carry_out(leg(tasks("One.", "Two.", "Three.", "Four."), engine))
    next(steps)
    next(steps)
    steps.close()
    assert len(engine.sent) == len(kept)
    assert len(kept) + len(drafting.unasked) == 4


def test_a_draft_fits_all_places_of_its_entry() -> None:
    """A line break stands in a paragraph, and not in a heading."""
    outcome = run(Scripted(always("Dos XQ1Z veces")), tasks("# Twice `x`", "Twice `x`"))
    assert outcome.drafted == {"Twice `x`": "Dos `x` veces"}


def test_a_cached_answer_is_judged_again(tmp_path: Path) -> None:
    cache = new_cache(tmp_path)
    (query,) = leg(tasks("The `old` house."), Scripted()).queries
    cache.put(query.key, "La casa.")
    outcome = run(Scripted(), tasks("The `old` house."), cache=cache)
    assert outcome.reasons == ["the code `old` is lost"]


@given(st.text())
def test_whatever_an_engine_answers_a_draft_has_all_markup_of_its_source(answer: str) -> None:
    outcome = run(Scripted(always(answer)), tasks(MARKED))
    for msgid, drafted in outcome.drafted.items():
        assert lost_markup(msgid, drafted, Context.INLINE) == ()


def test_pseudo_drafts_every_kind_of_text() -> None:
    waiting = tasks(
        "---\ntitle: A Title\n---",
        "# Head *line*",
        MARKED,
        "| A | B |\n|---|---|\n| x \\| y | `z` w |",
        "<p>In <b>HTML</b></p>",
    )
    outcome = run(Pseudo({}), waiting)
    assert len(outcome.drafted) == len(waiting) > 8
    assert outcome.reasons == []
