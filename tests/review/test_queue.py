"""What an answer makes of an entry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.model import Entry, Origin, State
from essaytool.review.queue import accepted, findings, noted, waiting
from tests.review.samples import catalog, place

FORGED = "essaytool: draft deepl 2026-11-23 9f8e7d6c 1a2b3c4d"


def written_and_read(entry: Entry, text: str) -> Entry:
    """The entry with a note, after it went to the file and back."""
    before = catalog((entry.msgid, entry.msgstr))
    after = before.with_entries([noted(before.entries[0], text)])
    return parse_catalog(serialize_catalog(after)).entries[0]


@pytest.mark.parametrize(
    "text",
    [
        FORGED,
        f"# {FORGED}",
        "essaytool: ignore=markup",
        "theirs: mine",
        "earlier: mine",
        "a\x1b[31mb",
        "ok\n\nso",
    ],
)
def test_a_note_says_nothing_to_programs(text: str) -> None:
    read = written_and_read(Entry("One", "Uno"), text)
    assert read.provenance is None
    assert read.state is State.STALE
    assert not any(note.startswith(("essaytool", "theirs", "earlier")) for note in read.notes)
    assert not any("\x1b" in note for note in read.notes)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_a_person_notes_the_entry_stays_the_same(text: str) -> None:
    read = written_and_read(Entry("One", "Uno"), text)
    assert (read.msgstr, read.flags, read.origin) == ("Uno", ("fuzzy",), Origin.HUMAN)
    assert len(read.notes) <= len(text.splitlines())


def test_only_who_sits_here_may_silence_a_check_by_a_note() -> None:
    entry, note = Entry("One", "Uno"), "essaytool: ignore=markup"
    assert noted(entry, note).notes == (f"note: {note}",)
    assert noted(entry, note, may_silence=True).notes == (note,)
    assert noted(entry, FORGED, may_silence=True).notes == (f"note: {FORGED}",)


def test_a_note_is_added_once() -> None:
    entry = noted(Entry("One", "Uno"), "why?")
    assert noted(entry, "why?") is entry
    assert noted(entry, "why?\nbecause").notes == ("why?", "because")


def test_what_waits_is_judged_as_if_all_of_it_were_accepted() -> None:
    here, given_catalog = place(), catalog(("One <b>loaf</b>.", "رغيف"), ("Two loaves.", "رغيفان"))
    first, second = waiting(given_catalog, here)
    assert (bool(first.faults), second.faults) == (True, ())
    found = findings(given_catalog, [first.entry.key, second.entry.key], here)
    assert [finding.message for finding in found[first.entry.key]] == list(first.faults)


def test_a_check_that_the_project_leaves_out_does_not_bar_a_text() -> None:
    from dataclasses import replace

    here = replace(place(), ignore=("markup",))
    assert next(waiting(catalog(("One <b>loaf</b>.", "رغيف")), here)).faults == ()


def test_accepting_clears_the_mark_and_what_the_source_was() -> None:
    entry = Entry("One", "Uno", flags=("fuzzy", "x"), previous_msgid="Ones")
    now = accepted(entry, "Una")
    assert (now.msgstr, now.flags, now.previous_msgid) == ("Una", ("x",), None)
