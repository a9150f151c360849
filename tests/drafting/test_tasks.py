"""Which entries wait for a draft."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.catalog.provenance import sign
from essaytool.drafting.tasks import Task, find_tasks
from essaytool.model import Entry, State
from tests.drafting.samples import TODAY, catalog, essay

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


def found(*entries: Entry, redraft: bool = False) -> list[str]:
    paragraphs = [entry.msgid for entry in entries]
    return [task.entry.msgid for task in _tasks(*entries, redraft=redraft, paragraphs=paragraphs)]


def _tasks(*entries: Entry, redraft: bool, paragraphs: list[str]) -> list[Task]:
    return list(find_tasks("essay", essay(*paragraphs), catalog(*entries), redraft=redraft))


def test_missing_entries_wait() -> None:
    assert found(*ALL) == ["Still missing."]


def test_with_redraft_our_own_drafts_do_too() -> None:
    assert found(*ALL, redraft=True) == ["A draft of ours.", "Still missing."]


@pytest.mark.parametrize("entry", PEOPLES, ids=lambda entry: entry.msgid)
def test_what_a_person_wrote_approved_or_doubts_is_never_touched(entry: Entry) -> None:
    assert found(entry, redraft=True) == []


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
    for task in _tasks(*entries, redraft=redraft, paragraphs=[entry.msgid for entry in entries]):
        assert not task.entry.msgstr or task.entry.state is State.DRAFT


def test_entries_that_the_essay_lost_wait_for_update() -> None:
    waiting = find_tasks("essay", essay("Here."), catalog("Here.", "Gone."))
    assert [task.entry.msgid for task in waiting] == ["Here."]


def test_an_entry_stands_in_several_places() -> None:
    (task,) = find_tasks("essay", essay("# Twice.", "Twice."), catalog("Twice."))
    assert [unit.kind for unit in task.units] == ["heading 1", "paragraph"]


def test_a_task_knows_its_neighbours_and_the_title() -> None:
    source = essay("# Bread", "Yeast eats sugar.", "Salt slows it down.")
    first, second, third = find_tasks("bread", source, catalog(*(unit.msgid for unit in source.units)))
    assert {task.title for task in (first, second, third)} == {"Bread"}
    assert (second.before, second.after) == ("Bread", "Salt slows it down.")
    assert (first.before, third.after) == ("", "")


def test_the_title_of_the_front_matter_comes_first() -> None:
    source = essay("---\ntitle: On bread\n---", "# Bread", "Yeast.")
    assert next(find_tasks("bread", source, catalog("Yeast."))).title == "On bread"
