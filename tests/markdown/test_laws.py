"""The laws of DESIGN, section 2, on generated text, on every example of the specs, and on real essays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from essaytool.editions.localize import localize
from essaytool.errors import Refusal, SourceError
from essaytool.markdown.contexts import canon, write
from essaytool.markdown.parser import reference_html
from essaytool.markdown.segment import segment
from essaytool.markdown.verify import place, proven
from essaytool.model import Catalog, Context, Entry, Essay, Unit
from tests.markdown.documents import essays, examples, msgstrs, real


@pytest.fixture(scope="module")
def documents(corpora: Path) -> list[tuple[str, bytes]]:
    return [*examples(corpora), *real(corpora)]


def segmented(source: bytes) -> Essay:
    """The essay; one whose directives are broken has none, which `test_directives.py` is about."""
    try:
        return segment(source)
    except SourceError:
        return segment(b"")


def rewritten(essay: Essay) -> bytes:
    """The essay with every msgid sent through the writer, as if it were a translation with other words."""
    parts = [
        rewrite(piece, essay.newline) if isinstance(piece, Unit) else piece.source for piece in essay.pieces
    ]
    return b"".join(parts)


def rewrite(unit: Unit, newline: str) -> bytes:
    if unit.context is Context.FRONT_MATTER:
        return unit.source
    marked = unit._replace(msgid=unit.msgid + "\0")
    return write(marked, unit.msgid, newline)


def visible(markdown: bytes) -> str:
    """The parser's HTML with runs of white space, which browsers collapse, as one blank."""
    return re.sub(r"\s+", " ", reference_html(markdown.decode()))


# --- 1: partition; 2: identity


@given(essays)
@example(b"\xef\xbb\xbf---\r\ntitle: x\r\n---\r\n# y")
@example(b"+++\r\n" + b"a = 1\r\n" * 60)
def test_the_pieces_of_an_essay_are_the_essay(source: bytes) -> None:
    essay = segmented(source)
    assert b"".join(piece.source for piece in essay.pieces) == essay.source
    assert essay.source in (source, b"")


def test_the_pieces_of_every_example_and_real_essay_are_the_essay(documents: list[tuple[str, bytes]]) -> None:
    assert [name for name, source in documents if segment(source).source != source] == []


@given(essays)
def test_without_translations_an_edition_is_the_source(source: bytes) -> None:
    essay = segmented(source)
    assert localize(essay, Catalog("x.po", ())).markdown == essay.source


@given(essays)
def test_with_each_msgid_as_its_msgstr_an_edition_is_the_source(source: bytes) -> None:
    essay = segmented(source)
    texts = {number: slot.msgid for number, slot in enumerate(essay.slots)}
    assert place(essay, texts).edition.markdown == essay.source


def test_msgids_written_as_translations_show_the_same_and_read_back(
    documents: list[tuple[str, bytes]],
) -> None:
    def differs(source: bytes) -> bool:
        essay = segment(source)
        again = segment(rewritten(essay))
        same = [slot.msgid for slot in again.slots] == [slot.msgid for slot in essay.slots]
        return not same or visible(again.source) != visible(source)

    assert [name for name, source in documents if differs(source)] == []


# --- 4: splice


@given(essays, st.data())
def test_no_translation_changes_the_structure(source: bytes, data: st.DataObject) -> None:
    essay = segmented(source)
    texts = {number: data.draw(msgstrs) for number in range(len(essay.slots))}
    placement = place(essay, texts)
    assert proven(essay, placement.accepted)
    assert placement.accepted.keys() | placement.refused.keys() == texts.keys()


@given(essays, msgstrs)
def test_canon_is_idempotent(source: bytes, msgstr: str) -> None:
    for unit in segmented(source).slots:
        try:
            once = canon(unit, msgstr)
        except Refusal:
            continue
        assert canon(unit, once) == once


@given(msgstrs)
@example("text\n\nmore")
@example("# text")
def test_an_edition_of_the_shipped_essay_has_its_blocks(msgstr: str) -> None:
    essay = segment(b'> - one [r]\n>\n> | a | b |\n> |---|---|\n> | c | d |\n\nfive\n====\n\n[r]: /u "six"\n')
    entries = tuple(Entry(msgid=unit.msgid, msgstr=msgstr) for unit in essay.units)
    edition = localize(essay, Catalog("x.po", entries))
    assert segment(edition.markdown).skeleton == essay.skeleton
    refused = {finding.message for finding in edition.findings}
    assert bool(refused) == any(not item.translated for item in edition.placed if item.state == "reviewed")
