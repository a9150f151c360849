"""Broken catalogs: one sentence with the line that a person must look at, and a hint."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.errors import CatalogError
from tests.catalog.samples import TORTURE, as_file, is_read

BROKEN = sorted((Path(__file__).parent.parent / "bad_input" / "catalogs").glob("*.po"))
TAKEN_BY_MSGCAT = {"backslash_at_the_end", "nul_byte", "two_entries_on_a_line"}
"""What we refuse although msgcat does not: nobody writes it on purpose."""
broken = pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)


def refusal(data: bytes, path: str = "messages.po") -> CatalogError:
    with pytest.raises(CatalogError) as caught:
        parse_catalog(data, path=path)
    return caught.value


@broken
def test_a_broken_catalog_is_refused_with_a_sentence_and_a_hint(
    path: Path, figures: Callable[[str, int], None]
) -> None:
    figures("bad inputs tried", 1)
    error = refusal(path.read_bytes(), path.name)
    assert f"{error}\nhint: {error.hint}\n" == path.with_suffix(".txt").read_text("utf-8")


@broken
def test_msgcat_refuses_it_too_and_names_a_line_nearby(path: Path, program: Callable[[str], str]) -> None:
    command = [program("msgcat"), "-o", "/dev/null", path.name]
    gnu = subprocess.run(command, cwd=path.parent, capture_output=True, check=False)
    assert (gnu.returncode == 0) == (path.stem in TAKEN_BY_MSGCAT)
    line = re.match(rf"{path.name}:(\d+)", gnu.stderr.decode(errors="replace"))
    ours = refusal(path.read_bytes()).line
    if line and ours:
        assert abs(ours - int(line[1])) <= 3


@pytest.mark.parametrize(
    "entry",
    [
        'msgid "a"\nmsgstr "b" # behind it\n',
        '#| msgid "old"\nmsgid "a"\nmsgstr "b"\n',
        '#|\nmsgid "a"\nmsgstr "b"\n',
        '#~ # note\n#~ msgid "a"\n#~ msgstr "b"\n',
        '#~\n#~| msgid "old"\n#~ msgid "a"\n#~ msgstr "b"\n#~|\n',
        '#~msgid "a"\n#~msgstr "b"\n',
        'msgid"a"msgstr"b"\n',
        'msgid\n"a"\n"b"\n\nmsgstr ""\n\n"c"\n',
        'msgid "a"\nmsgid_plural "b"\nmsgstr [ 00 ] "c"\n',
        'msgctxt ""\nmsgid ""\nmsgstr "b"\n',
        '\fmsgid "a"\n\vmsgstr "b"\n',
        'msgid "a\\x141b"\nmsgstr "\\060"\n',
        "# no entry below\n",
        'domain "other"\nmsgid "Open"\nmsgstr ""\n',
        # and what it refuses
        'msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n',
        '#~| msgid "old"\nmsgid "a"\nmsgstr "b"\n',
        '#| msgid "old"\n#| msgid "older"\nmsgid "a"\nmsgstr "b"\n',
        'msgid "a"\n#~ msgstr "b"\n',
        'msgid "a"\nmsgstr "b"\n# note\n"c"\n',
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c" # note\nmsgstr[1] "d"\n',
        '\u00a0msgid "a"\nmsgstr "b"\n',
        'msgid "a\\8"\nmsgstr "b"\n',
        'msgid "a\\x"\nmsgstr "b"\n',
        'msgid "a\\004"\nmsgstr "b"\n',
        'msgid "a"\nmsgstr "b" domain\n',
        'msgid "a" msgid "b"\nmsgstr "c"\n',
        'msgid[0] "a"\nmsgstr "c"\n',
        '#~ msgid ""\n#~ msgstr ""\n',
    ],
)
def test_msgcat_and_we_agree_on_what_is_an_entry(
    entry: str, program: Callable[[str], str], tmp_path: Path
) -> None:
    data = as_file('msgid "Open"\nmsgstr "Open"\n', entry)
    file = tmp_path / "one.po"
    file.write_bytes(data)
    gnu = subprocess.run([program("msgcat"), "-o", "/dev/null", file], capture_output=True, check=False)
    assert is_read(data) == (gnu.returncode == 0), gnu.stderr


def test_a_difference_of_line_ends_is_read_because_msgcat_reads_it() -> None:
    (entry,) = parse_catalog(as_file('msgid "a\\n"\nmsgstr "b"\n')).entries
    assert (entry.msgid, entry.msgstr) == ("a\n", "b")


@pytest.mark.parametrize("charset", ["", "charset=CHARSET"])
def test_a_catalog_without_a_charset_is_read_as_utf_8(charset: str) -> None:
    data = f'msgid ""\nmsgstr "Content-Type: text/plain; {charset}\\n"\n\nmsgid "a"\nmsgstr "é"\n'
    assert parse_catalog(data.encode()).entries[0].msgstr == "é"


@pytest.mark.parametrize("charset", ["rot13", "base64", "undefined", "x" * 99, "utf-8\xff", "unicode_escape"])
def test_a_charset_that_is_no_charset_is_an_error_and_no_accident(charset: str) -> None:
    data = as_file('msgid "a\\nb"\nmsgstr "c"\n').replace(b"UTF-8", charset.encode("latin-1"))
    assert refusal(data).hint


@given(st.data())
def test_whatever_damage_a_catalog_took_it_is_read_or_refused_with_a_line(data: st.DataObject) -> None:
    damaged = bytearray(TORTURE)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(damaged)))
        end = data.draw(st.integers(start, min(len(damaged), start + 40)))
        damaged[start:end] = data.draw(
            st.sampled_from([b"", b'"', b"\\", b"\n", b"#", b"#~ ", b"msgid ", b"\xff", b"\r"])
        )
    if is_read(bytes(damaged)):
        assert serialize_catalog(parse_catalog(bytes(damaged))) == damaged
    else:
        error = refusal(bytes(damaged))
        assert error.line in range(1, damaged.count(b"\n") + 2)
        assert error.hint


@pytest.mark.parametrize(
    "text", ['"' + "a" * 200_000, '"' + "\\\\" * 100_000, "msgid " * 50_000, "[" * 100_000]
)
def test_a_hostile_line_is_refused_in_no_time(text: str) -> None:
    assert refusal(as_file(text)).line == 6
