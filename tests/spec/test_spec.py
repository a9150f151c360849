"""Run the readable cases of this folder: a title, then texts that end with a line of one dot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from essaytool.drafting.answers import translation_in
from essaytool.errors import Refusal
from essaytool.markdown.segment import segment
from essaytool.markdown.verify import place
from essaytool.model import Catalog, Context, Entry, State, Unit
from essaytool.updating.merge import Merge, merge_with_report

FOLDER = Path(__file__).parent


def cases(name: str, parts: int) -> list[object]:
    """The cases of a file; the text before the first blank line introduces it."""
    text = (FOLDER / name).read_text(encoding="utf-8").split("\n\n", 1)[1]
    pattern = r"\n*([^\n]+)\n\.\n" + r"(.*?)(?<=\n)\.\n" * parts
    return [pytest.param(*found.groups()[1:], id=found[1]) for found in re.finditer(pattern, text, re.DOTALL)]


def seen(unit: Unit) -> str:
    msgid = unit.msgid.replace("\n", "⏎")
    context = f" [{unit.msgctxt}]" if unit.msgctxt else ""
    return f"{unit.kind}: {msgid}{context}{''.join(f' (note: {note})' for note in unit.notes)}\n"


@pytest.mark.parametrize(("essay", "expected"), cases("segment.md", 2))
def test_what_becomes_a_msgid(essay: str, expected: str) -> None:
    assert "".join(seen(unit) for unit in segment(essay.encode()).units) == expected


@pytest.mark.parametrize(("essay", "expected"), cases("code.md", 2))
def test_what_becomes_a_msgid_in_code(essay: str, expected: str) -> None:
    assert "".join(seen(unit) for unit in segment(essay.encode(), code="comments").units) == expected
    assert [unit for unit in segment(essay.encode()).units if unit.context is Context.CODE] == []


@pytest.mark.parametrize(("essay", "msgstr", "expected"), cases("place.md", 3))
def test_how_a_translation_is_written(essay: str, msgstr: str, expected: str) -> None:
    source = segment(essay.encode())
    first = source.slots.index(source.units[0])
    placement = place(source, {first: msgstr.removesuffix("\n")})
    refused = "".join(f"refused: {reason}\n" for reason in placement.refused.values())
    assert (refused or placement.edition.markdown.decode()) == expected


@pytest.mark.parametrize(("sent", "answer", "expected"), cases("answers.md", 3))
def test_what_is_read_of_an_answer(sent: str, answer: str, expected: str) -> None:
    try:
        read = translation_in(answer.removesuffix("\n"), sent.removesuffix("\n"), "token")
    except Refusal as refusal:
        read = f"refused: {refusal.sentence}"
    assert f"{read}\n" == expected


@pytest.mark.parametrize(("texts", "msgstr", "expected"), cases("edits.md", 3))
def test_which_edits_a_translation_need_not_follow(texts: str, msgstr: str, expected: str) -> None:
    before, after = texts.removesuffix("\n").split("\n")
    merged = edited(before, after, msgstr.removesuffix("\n"))
    (change,) = (change for change in merged.changes if change.entry.msgid == after)
    if change.entry.state is State.REVIEWED:
        seen = f"reviewed ({', '.join(change.edits)}): {change.entry.msgstr}\n"
    else:
        seen = f"{change.entry.state}\n"
    assert seen == expected


def edited(before: str, after: str, msgstr: str) -> Merge:
    """A catalog with one reviewed entry after its text was edited."""
    catalog = Catalog("essay.po", (Entry(before, msgstr, comments=("paragraph",)),))
    return merge_with_report(Catalog("essay.pot", (Entry(after, comments=("paragraph",)),)), catalog)
