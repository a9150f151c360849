"""Which entries a draft run fills, and how much that is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.catalog.provenance import sign
from essaytool.drafting.plan import Plan, plan_drafts
from essaytool.model import Entry, State
from tests.drafting.samples import ENGLISH, TODAY, Scripted, catalog, essay

OURS = sign(Entry("A draft of ours.", "Un borrador nuestro."), "scripted", TODAY)
PEOPLES = (
    Entry("By hand.", "A mano."),
    Entry("In doubt.", "En duda.", flags=("fuzzy",)),
    replace(sign(Entry("Approved.", "Aprobado."), "scripted", TODAY), flags=()),
    replace(sign(Entry("Rewritten.", "Escrito."), "scripted", TODAY), msgstr="Reescrito."),
    replace(sign(Entry("Moved here.", "Movido."), "scripted", TODAY), msgid="Moved from elsewhere."),
)
MISSING = Entry("Still missing.")
ALL = (*PEOPLES, OURS, MISSING)


def plan(*entries: Entry, redraft: bool = False, max_chars: int | None = None) -> Plan:
    paragraphs = [entry.msgid for entry in entries]
    return plan_drafts(
        catalog(*entries), essay(*paragraphs), Scripted(), ENGLISH, redraft=redraft, max_chars=max_chars
    )


def planned(found: Plan) -> list[str]:
    return [task.entry.msgid for task in found.tasks]


def test_missing_entries_are_filled() -> None:
    assert planned(plan(*ALL)) == ["Still missing."]


def test_redraft_takes_our_own_drafts_too() -> None:
    assert planned(plan(*ALL, redraft=True)) == ["A draft of ours.", "Still missing."]


@pytest.mark.parametrize("entry", PEOPLES, ids=lambda entry: entry.msgid)
def test_what_a_person_wrote_approved_or_doubts_is_never_touched(entry: Entry) -> None:
    assert planned(plan(entry, redraft=True)) == []


@given(
    st.lists(
        st.builds(
            Entry,
            msgid=st.sampled_from(["One.", "Two.", "Three."]),
            msgstr=st.sampled_from(["", "Uno.", "Dos."]),
            flags=st.sampled_from([(), ("fuzzy",)]),
            provenance=st.sampled_from(
                [None, OURS.provenance, sign(Entry("One.", "Uno."), "x", TODAY).provenance]
            ),
        ),
        unique_by=lambda entry: entry.msgid,
    ),
    st.booleans(),
)
def test_in_no_catalog_is_it(entries: list[Entry], redraft: bool) -> None:
    for task in plan(*entries, redraft=redraft).tasks:
        assert not task.entry.msgstr or task.entry.state is State.DRAFT


def test_entries_that_the_essay_lost_wait_for_update() -> None:
    found = plan_drafts(catalog("Here.", "Gone."), essay("Here."), Scripted(), ENGLISH)
    assert planned(found) == ["Here."]


def test_words_are_the_msgids_and_characters_what_is_sent() -> None:
    found = plan(Entry("See [the book](http://x.org/a-long-address)."), Entry("**Two words**"))
    assert [task.protected.text for task in found.tasks] == ["See XQ1Z the book XQ2Z.", "Two words"]
    assert (found.engine, found.entries, found.characters) == ("scripted", 2, 23 + 9)
    assert found.words == sum(ENGLISH.count_words(task.entry.msgid) for task in found.tasks)


def test_a_limit_of_characters_takes_entries_in_order_as_long_as_they_fit() -> None:
    entries = [Entry("Ten chars."), Entry("Eleven char"), Entry("One")]
    found = plan(*entries, max_chars=20)
    assert planned(found) == ["Ten chars."]
    assert (found.postponed, found.spare_characters) == (2, 10)


def test_an_entry_stands_in_several_places() -> None:
    found = plan_drafts(catalog("Twice."), essay("# Twice.", "Twice."), Scripted(), ENGLISH)
    assert [unit.kind for unit in found.tasks[0].units] == ["heading 1", "paragraph"]
