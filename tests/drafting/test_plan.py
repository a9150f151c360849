"""What an engine would be sent, and how much that is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from essaytool.drafting.budget import Budget
from essaytool.drafting.plan import Leg
from essaytool.drafting.queries import queries
from essaytool.drafting.tasks import Task
from essaytool.engines import Limits
from essaytool.model import Term
from tests.drafting.samples import ENGLISH, SPANISH, Scripted, leg, new_cache, run, tasks


def asked(found: Leg) -> list[str]:
    return [query.tasks[0].entry.msgid for query in found.queries]


def test_characters_are_what_is_sent() -> None:
    found = leg(tasks("See [the book](http://x.org/a-long-address).", "**Two words**"), Scripted())
    assert [query.attempts[0].texts for query in found.queries] == [
        ("See XQ1Z the book XQ2Z.",),
        ("Two words",),
    ]
    assert (found.entries, found.characters) == (2, 23 + 9)


def test_requests_are_as_many_as_batches() -> None:
    three = tasks("One.", "Two.", "Three.")
    assert leg(three, Scripted(limits=Limits(text=99, texts=2))).requests == 2
    assert leg(three, Scripted(limits=Limits(text=99, texts=9, batch=8))).requests == 2
    assert leg(three, Scripted(limits=Limits(text=99))).requests == 3


def test_how_long_it_takes_depends_on_how_many_go_at_once() -> None:
    three = tasks("One.", "Two.", "Three.")
    assert leg(three, Scripted(limits=Limits(text=99, seconds=2))).seconds == 6
    assert leg(three, Scripted(limits=Limits(text=99, seconds=2, at_once=2))).seconds == 4


def test_the_most_is_every_way_to_ask_as_often_as_the_engine_tries() -> None:
    found = leg(tasks("Read `x` now."), Scripted(limits=Limits(text=99, attempts=3)))
    assert found.characters == len("Read XQ1Z now.")
    assert found.most_characters == 3 * (len("Read XQ1Z now.") + len("Read") + len("now."))


def test_a_text_that_stands_in_two_essays_is_sent_once() -> None:
    waiting = [*tasks("Bread is good.", name="bread"), *tasks("Bread is good.", name="water")]
    (query,) = leg(waiting, Scripted()).queries
    assert [task.essay for task in query.tasks] == ["bread", "water"]


def test_but_not_to_an_engine_that_reads_what_stands_around_it() -> None:
    waiting = [*tasks("# Bread", "It is good.", name="bread"), *tasks("# Water", "It is good.", name="water")]
    assert len(leg(waiting, Scripted()).queries) == 3
    assert len(leg(waiting, Scripted(reads_context=True)).queries) == 4


def test_a_text_without_words_is_not_sent() -> None:
    found = leg(tasks("#OpenModels #AI", "Words."), Scripted())
    assert asked(found) == ["Words."]
    assert [(query.tasks[0].entry.msgid, msgstr) for query, msgstr in found.known] == [
        ("#OpenModels #AI", "#OpenModels #AI")
    ]


def test_what_is_too_long_for_an_engine_is_passed_on() -> None:
    found = leg(tasks("This is too long.", "Fits."), Scripted(limits=Limits(text=10)))
    assert asked(found) == ["Fits."]
    assert [query.tasks[0].entry.msgid for query in found.passed] == ["This is too long."]


def test_a_limit_of_characters_takes_entries_in_order_as_long_as_they_fit() -> None:
    budget = Budget(max_characters=20)
    found = leg(tasks("Ten chars.", "Eleven char", "One"), Scripted(), budget=budget)
    assert asked(found) == ["Ten chars."]
    assert len(found.postponed) == 2


def test_a_limit_of_cost_counts_with_the_engines_price() -> None:
    engine = Scripted(price_per_million=1_000_000)
    assert asked(leg(tasks("Ten chars.", "Two"), engine, budget=Budget(max_cost=10))) == ["Ten chars."]
    assert len(asked(leg(tasks("Ten chars.", "Two"), Scripted(), budget=Budget(max_cost=10)))) == 2


def test_what_the_cache_knows_is_not_sent(tmp_path: Path) -> None:
    cache = new_cache(tmp_path)
    run(Scripted(), tasks("An old house."), cache=cache)
    found = leg(tasks("An old house.", "New."), Scripted(), cache=cache)
    assert asked(found) == ["New."]
    assert [msgstr for _, msgstr in found.known] == ["An öld höösö."]


BREAD = Term("bread", "pan")
OPEN_DATA = Term("Open Data", "Open Data")


def key(engine: Scripted, task: Task) -> bytes:
    (query,) = queries([task], engine, ENGLISH, SPANISH, lambda _: ())
    return query.key


def changed(**fields: object) -> Task:
    (task,) = tasks("Our bread.")
    return replace(task, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((Scripted(), changed()), (Scripted(name="other"), changed())),
        ((Scripted(), changed()), (Scripted(model="large"), changed())),
        ((Scripted(), changed()), (Scripted(), changed(terms=(OPEN_DATA,)))),
        ((Scripted(takes_terms=True), changed()), (Scripted(takes_terms=True), changed(terms=(BREAD,)))),
        ((Scripted(reads_context=True), changed()), (Scripted(reads_context=True), changed(before="So."))),
        ((Scripted(reads_context=True), changed()), (Scripted(reads_context=True), changed(title="On"))),
    ],
    ids=["engine", "model", "untranslatable", "glossary", "neighbour", "title"],
)
def test_the_cache_tells_apart(one: tuple[Scripted, Task], other: tuple[Scripted, Task]) -> None:
    assert key(*one) != key(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((Scripted(), changed()), (Scripted(), changed(before="So.", title="On"))),
        ((Scripted(), changed()), (Scripted(), changed(terms=(BREAD,)))),
        ((Scripted(), changed()), (Scripted(destination="elsewhere"), changed(essay="other"))),
    ],
    ids=["neighbours that are not read", "a glossary that is not read", "place"],
)
def test_the_cache_does_not_tell_apart(one: tuple[Scripted, Task], other: tuple[Scripted, Task]) -> None:
    assert key(*one) == key(*other)
