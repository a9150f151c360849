"""Translation memories: what we write is read by us and by others, and what others write by us."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage import tmx

from essaytool.errors import CatalogError
from essaytool.memory.tmx import Translated, is_tmx, parse_tmx, serialize_tmx

BROKEN = sorted((Path(__file__).parent.parent / "bad_input" / "memories").glob("*.tmx"))

texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t\r<&>]")
)
units = st.builds(
    Translated,
    st.dictionaries(st.sampled_from(["en", "es", "pt-BR", "zh-Hans"]), texts, min_size=1),
    st.none() | texts.filter(bool),
)


@given(st.lists(units, max_size=5))
def test_what_is_written_is_read_again(written: list[Translated]) -> None:
    data = serialize_tmx(written, "en")
    read = parse_tmx(data, path="a.tmx")
    assert is_tmx(data)
    assert [(unit.texts, unit.msgctxt) for unit in read] == [(unit.texts, unit.msgctxt) for unit in written]


def test_a_text_for_which_xml_has_no_place_is_left_out() -> None:
    written = [Translated({"en": "a\x0b", "es": "b"}), Translated({"en": "c", "es": "d"})]
    assert [unit.texts["en"] for unit in parse_tmx(serialize_tmx(written, "en"), path="a.tmx")] == ["c"]


def test_translate_toolkit_reads_what_we_write() -> None:
    text = "Read [it](a?b&c) & *do* so."
    data = serialize_tmx([Translated({"en": text, "es": "Léelo."}, "menu")], "en")
    (unit,) = tmx.tmxfile(io.BytesIO(data), "en", "es").units
    assert (unit.source, unit.target) == (text, "Léelo.")


def test_we_read_what_translate_toolkit_writes() -> None:
    memory = tmx.tmxfile()
    memory.addtranslation("One & <two>", "en", "Uno y <dos>", "es")
    memory.addtranslation("Three\nlines", "en", "Tres\nlíneas", "es", comment="a note")
    read = parse_tmx(bytes(memory), path="a.tmx")
    assert [dict(unit.texts) for unit in read] == [
        {"en": "One & <two>", "es": "Uno y <dos>"},
        {"en": "Three\nlines", "es": "Tres\nlíneas"},
    ]


def test_codes_of_other_programs_are_text_and_older_versions_are_read() -> None:
    data = (
        '<!DOCTYPE tmx SYSTEM "tmx11.dtd">\n<tmx version="1.1"><header/><body>\n'
        '<tu><note>n</note><prop type="x">p</prop>\n'
        '<tuv lang="EN-US"><seg>It is <bpt i="1">*</bpt>so<ept i="1">*</ept>.</seg></tuv></tu></body></tmx>'
    )
    (unit,) = parse_tmx(data.encode("utf-16"), path="a.tmx")
    assert (dict(unit.texts), unit.msgctxt, unit.line) == ({"EN-US": "It is *so*."}, None, 3)


@pytest.mark.parametrize("encoding", ["gb2312", "shift_jis", "utf-7", "foo", "rot13", "base64", "idna"])
def test_an_encoding_that_cannot_be_read_is_told(encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?>\n<tmx version="1.4"><header/><body/></tmx>'.encode()
    with pytest.raises(CatalogError) as caught:
        parse_tmx(data, path="a.tmx")
    assert str(caught.value) in (
        "a.tmx: has an encoding that cannot be read",
        "a.tmx:1: is no XML: unknown encoding",
    )


def test_an_entity_that_xml_does_not_know_is_refused() -> None:
    unit = b'<tu><tuv lang="en"><seg>5&nbsp;km</seg></tuv></tu>'
    data = b'<!DOCTYPE tmx SYSTEM "a.dtd"><tmx><body>%b</body></tmx>' % unit
    with pytest.raises(CatalogError, match="holds the entity &nbsp;"):
        parse_tmx(data, path="a.tmx")


def test_a_comment_may_come_first() -> None:
    data = b'<!-- mine --><tmx version="1.4"><header/><body/></tmx>'
    assert is_tmx(data)
    assert parse_tmx(data, path="a.tmx") == []


@pytest.mark.parametrize("inner", ["<tu/>", '<tuv xml:lang="de"/>', "<seg>c</seg>", "<prop>c</prop>"])
def test_what_stands_in_a_text_is_text(inner: str) -> None:
    unit = f'<tu><tuv xml:lang="en"><seg>a{inner}b</seg></tuv></tu>'
    data = f'<tmx version="1.4"><header/><body>{unit}</body></tmx>'
    (read,) = parse_tmx(data.encode(), path="a.tmx")
    assert read.texts["en"] in ("ab", "acb")


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_what_is_no_memory_is_refused_with_a_sentence_and_a_hint(path: Path) -> None:
    with pytest.raises(CatalogError) as caught:
        parse_tmx(path.read_bytes(), path=path.name)
    error = caught.value
    assert f"{error}\nhint: {error.hint}\n" == path.with_suffix(".txt").read_text("utf-8")
