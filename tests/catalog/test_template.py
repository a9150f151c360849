"""Templates: what an essay's units become, and what a new catalog begins with."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from essaytool.catalog.header import new_header
from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.template import new_catalog, template
from essaytool.languages import parse_tag
from essaytool.markdown.segment import segment
from essaytool.model import Catalog

ESSAY = b"""# Reading

<!-- i18n:comment: A verb here. -->
Read *slowly*.

- Reading
- Read *slowly*.

<!-- i18n:context: the journal -->
Nature
"""


def made(source: bytes = ESSAY) -> Catalog:
    return template(segment(source, path="source/on/reading.md"), source_language="nl")


def test_entries_stand_in_essay_order_one_for_each_text_and_context() -> None:
    assert [entry.key for entry in made().entries] == [
        (None, "Reading"),
        (None, "Read *slowly*."),
        ("the journal", "Nature"),
    ]


def test_a_template_says_what_a_unit_is_where_it_is_and_what_its_author_says() -> None:
    heading, paragraph, _ = made().entries
    assert heading.comments == ("heading 1", "list item")
    assert paragraph.comments == ("paragraph", "list item", "A verb here.")
    assert heading.references == ("source/on/reading.md",)
    assert b"""
#. heading 1
#. list item
#: source/on/reading.md
msgid "Reading"
msgstr ""

""" in serialize_catalog(made())


def test_the_header_says_what_made_it_and_no_time() -> None:
    header = made().header
    assert header["Project-Id-Version"] == "reading"
    assert header["X-Generator"] == "essaytool"
    assert header["X-Source-Language"] == "nl"
    assert header["X-Essaytool-Schema"] == "1"
    assert not {"POT-Creation-Date"} & header.keys()


def test_a_line_that_moves_changes_no_byte_of_a_template() -> None:
    assert serialize_catalog(made(b"\n\n" + ESSAY)) == serialize_catalog(made())


def test_a_new_catalog_says_its_language_and_how_its_plurals_go() -> None:
    header = new_catalog(made(), parse_tag("pt-BR")).header
    assert (header["Language"], header["Plural-Forms"]) == ("pt_BR", "nplurals=2; plural=(n > 1);")


def test_a_new_catalog_takes_no_date_and_no_charset_from_a_template_of_another_tool() -> None:
    foreign = {"POT-Creation-Date": "2026-11-23", "Content-Type": "text/plain; charset=CHARSET"}
    data = new_header(foreign)
    header = new_catalog(parse_catalog(data), parse_tag("nl")).header
    assert "POT-Creation-Date" not in header
    assert header["Content-Type"] == "text/plain; charset=UTF-8"


@pytest.mark.parametrize("tag", ["ar", "es", "ja", "pt-BR", "zh-Hans", "gl"])
def test_gettext_has_nothing_against_a_new_catalog_and_leaves_it_as_it_is(
    tag: str, program: Callable[[str], str], tmp_path: Path
) -> None:
    file = tmp_path / "new.po"
    file.write_bytes(serialize_catalog(new_catalog(made(), parse_tag(tag))))
    checked = subprocess.run(
        [program("msgfmt"), "--check", "-o", "/dev/null", file], capture_output=True, check=True
    )
    assert checked.stderr == b""
    command = [program("msgcat"), "--no-wrap", file]
    assert subprocess.run(command, capture_output=True, check=True).stdout == file.read_bytes()


def test_gettext_leaves_a_template_as_it_is(program: Callable[[str], str], tmp_path: Path) -> None:
    file = tmp_path / "new.pot"
    file.write_bytes(serialize_catalog(made()))
    command = [program("msgcat"), "--no-wrap", file]
    assert subprocess.run(command, capture_output=True, check=True).stdout == file.read_bytes()
    subprocess.run([program("msgfmt"), "--check", "-o", "/dev/null", file], capture_output=True, check=True)


def test_reading_a_template_back_gives_the_same_catalog_in_another_language() -> None:
    read = parse_catalog(serialize_catalog(made()), path="reading.pot")
    language = parse_tag("es")
    assert serialize_catalog(new_catalog(read, language)) == serialize_catalog(new_catalog(made(), language))
