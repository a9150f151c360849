"""Where drafts come from: signed in a comment, told apart by what still fits."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.provenance import clear, provenance_line, read_provenance, sign
from essaytool.model import Entry, Origin, Provenance, State
from tests.catalog.samples import as_file, catalog_of

DAY = dt.date(2026, 11, 23)
LINE = "# essaytool: draft deepl 2026-11-23 9f8e7d6c 1a2b3c4d"


def test_the_comment_is_what_the_design_shows() -> None:
    assert provenance_line(Provenance("deepl", "2026-11-23", "9f8e7d6c", "1a2b3c4d")) == LINE
    assert read_provenance(LINE) == Provenance("deepl", "2026-11-23", "9f8e7d6c", "1a2b3c4d")


@pytest.mark.parametrize("engine", ["openai:gpt-5.1", "vendor/model-x:free", "a"])
def test_the_name_of_an_engine_may_hold_punctuation(engine: str) -> None:
    provenance = Provenance(engine, "2026-11-23", "9f8e7d6c", "1a2b3c4d")
    assert read_provenance(provenance_line(provenance)) == provenance


def test_a_long_name_is_cut_so_that_no_tool_wraps_the_comment() -> None:
    line = provenance_line(Provenance("a model " + "x" * 80, "2026-11-23", "9f8e7d6c", "1a2b3c4d"))
    assert len(line) == 76
    assert read_provenance(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "# a person's note",
        "# essaytool: draft deepl",
        "# see essaytool: draft deepl 2026-11-23 9f8e7d6c 1a2b3c4d",
        "# essaytool: draft deepl 2026-11-23 9f8e7d6c 1a2b3c4d (checked by Ada)",
        "# essaytool: draft deepl 23.11.2026 9f8e7d6c 1a2b3c4d",
    ],
)
def test_whatever_else_a_comment_says_it_is_a_persons(line: str) -> None:
    assert read_provenance(line) is None


def test_a_signed_entry_is_a_draft_in_the_catalog() -> None:
    signed = sign(Entry("Open weights", msgstr="Open gewichten", notes=("a note",)), "deepl", DAY)
    written = serialize_catalog(catalog_of([signed]))
    (read,) = parse_catalog(written).entries
    assert (read.state, read.origin) == (State.DRAFT, Origin.DRAFT)
    lines = written.decode().split("\n")
    assert lines[-6] == "# a note"
    assert lines[-5].startswith("# essaytool: draft deepl 2026-11-23 ")
    assert lines[-4:] == ["#, fuzzy", 'msgid "Open weights"', 'msgstr "Open gewichten"', ""]


def test_signing_replaces_every_older_comment_on_a_draft() -> None:
    (old,) = parse_catalog(
        as_file(f'{LINE}\n# a note\n{LINE}\n#| msgid "x"\nmsgid "a"\nmsgstr "b"\n')
    ).entries
    signed = sign(old, "google", DAY)
    assert signed.notes == ("a note",)
    assert signed.previous_msgid is None
    assert serialize_catalog(catalog_of([signed])).count(b"essaytool: draft") == 1


def test_the_states_of_a_draft_are_told_apart() -> None:
    draft = sign(Entry("Never jump", msgstr="Spring nooit"), "deepl", DAY)
    approved = replace(draft, flags=())
    rewritten = replace(draft, msgstr="Nooit springen")
    moved = replace(draft, msgid="Always jump")
    assert (draft.state, draft.origin) == (State.DRAFT, Origin.DRAFT)
    assert (approved.state, approved.origin) == (State.REVIEWED, Origin.APPROVED_DRAFT)
    assert (rewritten.state, rewritten.origin) == (State.STALE, Origin.POST_EDITED_DRAFT)
    assert moved.state is State.STALE


def test_an_entry_without_a_text_cannot_be_a_draft() -> None:
    with pytest.raises(ValueError, match="without a text"):
        sign(Entry("a", msgid_plural="b", msgstr_plural=("c", "")), "deepl", DAY)


def test_clearing_a_text_clears_what_was_said_about_it_and_keeps_notes() -> None:
    signed = sign(Entry("a", msgstr="b", notes=("mind the register",), flags=("md-text",)), "deepl", DAY)
    cleared = clear(replace(signed, previous_msgid="c"))
    assert cleared == Entry("a", notes=("mind the register",), flags=("md-text",))
