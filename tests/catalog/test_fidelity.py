"""No byte of another hand is lost: what is read is written, and a change touches its own lines only."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from essaytool.catalog.copies import copies
from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.errors import CatalogError
from essaytool.model import Catalog, Entry
from tests.catalog.samples import HARD_TEXTS, TORTURE, as_file, catalog_of, catalogs, is_read, texts

CRLF = TORTURE.replace(b"\n", b"\r\n")
BOM = b"\xef\xbb\xbf"
VARIANTS = {
    "as it is": TORTURE,
    "CRLF": CRLF,
    "BOM": BOM + TORTURE,
    "no final newline": TORTURE.rstrip(b"\n"),
    "BOM and CRLF, no final newline": BOM + CRLF.rstrip(b"\r\n"),
    "cut before its last comments": TORTURE[: TORTURE.rindex(b"\n\n# a comment")],
}
variants = pytest.mark.parametrize("data", VARIANTS.values(), ids=VARIANTS.keys())


def changed(catalog: Catalog, entry: Entry, **fields: object) -> bytes:
    """The file after one of its entries got other fields."""
    new = replace(entry, source=b"", **fields)
    return serialize_catalog(
        replace(catalog, pieces=tuple(new if piece is entry else piece for piece in catalog.pieces))
    )


def around(catalog: Catalog, entry: Entry) -> tuple[bytes, bytes]:
    """The bytes before an entry, and those after it."""
    place = next(place for place, piece in enumerate(catalog.pieces) if piece is entry)
    sources = [piece if isinstance(piece, bytes) else piece.source for piece in catalog.pieces]
    return b"".join(sources[:place]), b"".join(sources[place + 1 :])


def by_msgid(catalog: Catalog, msgid: str) -> Entry:
    return next(entry for entry in catalog.all_entries if entry.msgid == msgid)


# --- reading and writing back


@variants
def test_a_catalog_that_was_only_read_is_written_byte_for_byte(data: bytes) -> None:
    assert serialize_catalog(parse_catalog(data)) == data


@given(catalogs)
def test_what_is_written_is_read_and_written_again_the_same(catalog: Catalog) -> None:
    written = serialize_catalog(catalog)
    read = parse_catalog(written)
    assert [replace(entry, line=0) for entry in read.all_entries] == list(catalog.all_entries)
    assert serialize_catalog(read) == written


@pytest.mark.parametrize("data", [b"", b"\n", b"# only a comment", b"\r\n\r\n", BOM])
def test_a_catalog_without_entries_is_one_too(data: bytes) -> None:
    catalog = parse_catalog(data)
    assert not catalog.all_entries
    assert serialize_catalog(catalog) == data


def test_real_catalogs_come_back_byte_for_byte_or_are_refused(corpora: Path) -> None:
    accepted = 0
    for path in sorted((corpora / "po").rglob("*.po*")):
        data = path.read_bytes()
        if is_read(data):
            assert serialize_catalog(parse_catalog(data)) == data, path
            accepted += 1
        else:
            assert path.stem.startswith(("error", "validate", "utf8-skip")), path
    assert accepted >= 38


def test_real_catalogs_are_refused_where_msgcat_refuses_them(
    corpora: Path, program: Callable[[str], str]
) -> None:
    msgcat = program("msgcat")
    for path in sorted((corpora / "po").rglob("*.po*")):
        gnu = subprocess.run([msgcat, "-o", "/dev/null", path], capture_output=True, check=False)
        assert is_read(path.read_bytes()) == (gnu.returncode == 0), path


# --- what is read


def test_the_odd_forms_of_the_format_mean_what_msgcat_takes_them_for(
    program: Callable[[str], str], tmp_path: Path
) -> None:
    file = tmp_path / "torture.po"
    file.write_bytes(TORTURE)
    command = [program("msgcat"), "--no-wrap", file]
    normal = subprocess.run(command, capture_output=True, check=True).stdout
    assert sorted(map(values, parse_catalog(normal).all_entries)) == sorted(
        map(values, parse_catalog(TORTURE).all_entries)
    )


def values(entry: Entry) -> tuple[str, ...]:
    previous = (entry.previous_msgctxt, entry.previous_msgid)
    fields = (
        entry.msgctxt,
        entry.msgid,
        entry.msgid_plural,
        entry.texts,
        previous,
        entry.fuzzy,
        entry.obsolete,
    )
    return tuple(map(repr, fields))


def test_comments_are_told_apart_by_their_marker() -> None:
    entry = by_msgid(parse_catalog(TORTURE), "Reading")
    assert entry.notes == ("no blank line above the next entry, and none below this note",)
    assert entry.comments == ("heading 2", "no blank", "")
    assert entry.references == ("two words.md:3", "plain.md", "plain.md:12")
    assert entry.flags == ("fuzzy", "md-text", "no-blank")
    assert (entry.previous_msgctxt, entry.previous_msgid) == ("old place", "Reading slowly")


def test_a_run_of_octal_or_hexadecimal_escapes_is_decoded_as_bytes_of_the_charset() -> None:
    entry = by_msgid(parse_catalog(TORTURE), 'escapes \a\b\f\n\r\t\v\\"é€0')
    assert entry.line == 54


def test_the_last_comment_on_a_draft_counts_and_the_others_are_notes() -> None:
    entry = next(entry for entry in parse_catalog(TORTURE).entries if entry.provenance)
    assert entry.provenance is not None
    assert entry.provenance.engine == "google"
    assert entry.notes == (
        "essaytool: draft deepl 2026-11-01 00000000 11111111",
        "between two",
        "after both",
    )


def test_obsolete_entries_keep_all_that_they_say() -> None:
    obsolete = [entry for entry in parse_catalog(TORTURE).all_entries if entry.obsolete]
    assert [entry.msgid for entry in obsolete] == ["obsolete", "no blank behind the mark", "noted"]
    assert (obsolete[0].previous_msgctxt, obsolete[0].previous_msgid) == ("gone", "before")
    assert obsolete[1].texts == ("een", "twee")
    assert (obsolete[2].notes, obsolete[2].fuzzy) == (("a note on an obsolete one",), True)


def test_the_header_is_known_by_its_keys() -> None:
    header = parse_catalog(TORTURE).header
    assert list(header)[:2] == ["Project-Id-Version", "PO-Revision-Date"]
    assert header["X-Mine"] == "a: b"


def test_an_entry_that_stands_there_twice_is_read_once_and_both_are_written() -> None:
    data = as_file('msgid "a"\nmsgstr "b"\n', '#: x.md\nmsgid "a"\nmsgstr "b"\n', 'msgid "c"\nmsgstr "d"\n')
    catalog = parse_catalog(data)
    assert [entry.msgid for entry in catalog.entries] == ["a", "c"]
    assert [(copy.msgid, copy.line) for copy in copies(catalog)] == [("a", 10)]
    assert serialize_catalog(catalog) == data


def test_a_catalog_without_copies_has_none() -> None:
    assert copies(parse_catalog(TORTURE)) == ()


def test_what_follows_the_line_of_another_domain_is_kept_and_is_not_of_this_catalog() -> None:
    data = as_file('msgid "a"\nmsgstr "b"\n', 'domain "other"\n', 'msgid "a"\nmsgstr "c"\n')
    catalog = parse_catalog(data)
    assert [entry.msgstr for entry in catalog.entries] == ["b"]
    assert serialize_catalog(catalog) == data


def test_a_language_may_have_more_than_ten_plural_forms() -> None:
    forms = "".join(f'msgstr[{n}] "form {n} \\303\\251"\n' for n in range(12))
    (entry,) = parse_catalog(as_file(f'msgid "a"\nmsgid_plural "b"\n{forms}')).entries
    assert entry.texts == tuple(f"form {n} é" for n in range(12))


def test_a_catalog_that_is_named_like_a_file_is_not_that_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'msgid "a"\nmsgstr "b"').write_text('msgid "a"\nmsgstr "from the file"\n')
    (entry,) = parse_catalog(b'msgid "a"\nmsgstr "b"').entries
    assert entry.msgstr == "b"


# --- changing one entry


def changes(entry: Entry) -> Iterator[dict[str, object]]:
    """What commands change in an entry."""
    text = (
        'other "words" \\ that are long enough to be wrapped wherever the catalog wraps its values at all\n'
    )
    forms = {"msgstr_plural": (text, "")} if entry.msgid_plural else {"msgstr": text}
    yield forms
    yield {"flags": ("fuzzy", "fresh"), "previous_msgid": "before\nit", "previous_msgctxt": None}
    yield {"flags": (), "previous_msgid": None, "previous_msgctxt": None}
    yield {"notes": (*entry.notes, "one more")}
    yield {"obsolete": not entry.obsolete, "comments": (), "references": ()}
    yield {"msgid": "another", "msgctxt": "elsewhere", "comments": ("kind",), "references": ("x y.md",)}


@variants
def test_changing_an_entry_changes_its_own_lines_and_no_other(data: bytes) -> None:
    catalog = parse_catalog(data)
    for entry in catalog.all_entries:
        before, after = around(catalog, entry)
        for fields in changes(entry):
            written = changed(catalog, entry, **fields)
            assert written.startswith(before)
            assert written.endswith(after)
            key = (fields.get("msgctxt", entry.msgctxt), fields.get("msgid", entry.msgid))
            (read,) = (found for found in parse_catalog(written).all_entries if found.key == key)
            assert replace(read, line=0) == replace(entry, line=0, **fields)


@variants
def test_a_changed_entry_that_changed_back_is_as_it_was(data: bytes) -> None:
    catalog = parse_catalog(data)
    for entry in catalog.all_entries:
        assert changed(catalog, entry) == data


@pytest.mark.parametrize("data", [CRLF, BOM + CRLF.rstrip(b"\r\n")])
def test_a_catalog_with_crlf_gets_no_other_line_ends(data: bytes) -> None:
    catalog = parse_catalog(data)
    for entry in catalog.all_entries:
        for fields in changes(entry):
            assert not re.search(rb"(?<!\r)\n", changed(catalog, entry, **fields))


def test_only_the_lines_of_the_changed_field_change() -> None:
    catalog = parse_catalog(TORTURE)
    entry = by_msgid(catalog, "Reading")
    written = changed(catalog, entry, flags=("md-text",))
    expected = TORTURE.replace(b"#, fuzzy, md-text,no-blank\n", b"#, md-text\n")
    assert written == expected


def test_a_note_that_is_added_leaves_the_others_as_they_are_spelled() -> None:
    catalog = parse_catalog(TORTURE)
    written = changed(
        catalog, by_msgid(catalog, "one value of four strings"), notes=("foo without a blank", "new")
    )
    assert b"\n#foo without a blank\n# new\n#! legacy-flag\n" in written


def test_a_note_behind_a_string_stays_when_the_string_changes() -> None:
    catalog = parse_catalog(TORTURE)
    written = changed(catalog, by_msgid(catalog, "on one line"), msgstr="anders")
    assert b'msgid "on one line"\nmsgstr "anders" # and a note behind it\n' in written


@given(texts, st.sampled_from([True, False]))
@example("x" * 100, True)
def test_any_text_can_be_written_into_any_entry(text: str, obsolete: bool) -> None:
    mark = "#~ " if obsolete else ""
    catalog = parse_catalog(as_file(f'{mark}msgid "a"\n{mark}msgstr "b"\n', 'msgid "c"\nmsgstr ""\n'))
    read = parse_catalog(changed(catalog, catalog.all_entries[0], msgstr=text))
    assert [entry.msgstr for entry in read.all_entries] == [text, ""]


# --- in the style of the file

LONG = "This sentence is long enough to be broken at the seventy-ninth column in a catalog that is wrapped."
WRAPPED = as_file(f'msgid ""\n"{LONG[:75]}"\n"{LONG[75:]}"\nmsgstr ""\n')
UNWRAPPED = as_file(f'msgid "{LONG}"\nmsgstr ""\n')


def test_a_wrapped_catalog_stays_wrapped() -> None:
    catalog = parse_catalog(WRAPPED)
    written = changed(catalog, catalog.entries[0], msgstr=LONG)
    assert max(map(len, written.splitlines())) <= 79
    assert written.endswith(f'msgstr ""\n"{LONG[:75]}"\n"{LONG[75:]}"\n'.encode())


def test_a_catalog_that_is_not_wrapped_stays_so() -> None:
    catalog = parse_catalog(UNWRAPPED)
    assert changed(catalog, catalog.entries[0], msgstr=LONG).endswith(f'msgstr "{LONG}"\n'.encode())


def test_a_value_keeps_its_own_way_in_a_catalog_of_another() -> None:
    two = f'msgid "b"\nmsgstr ""\n"{LONG[:75]}"\n"{LONG[75:]}"\n'
    catalog = parse_catalog(UNWRAPPED + f"\n{two}".encode())
    assert changed(catalog, catalog.entries[1], msgstr=LONG + "!").endswith(b'wrapped.!"\n')
    assert f'msgstr ""\n"{LONG[:75]}"\n'.encode() in changed(catalog, catalog.entries[1], msgstr=LONG + "!")


# --- other charsets


def test_a_catalog_is_read_and_written_in_the_charset_that_it_names() -> None:
    data = (
        as_file('msgid "coffee"\nmsgstr "café"\n')
        .replace(b"UTF-8", b"EUC-JP")
        .replace("é".encode(), b"\xb0\xec")
    )
    catalog = parse_catalog(data)
    assert catalog.entries[0].msgstr == "caf一"
    assert changed(catalog, catalog.entries[0], msgstr="一") == data.replace(b"caf", b"")


def test_a_text_that_the_charset_cannot_hold_is_refused() -> None:
    catalog = parse_catalog(as_file('msgid "a"\nmsgstr ""\n').replace(b"UTF-8", b"ISO-8859-1"), path="nl.po")
    with pytest.raises(CatalogError, match=r"^nl\.po: '€' \(U\+20AC\) has no place in a file in ") as caught:
        changed(catalog, catalog.entries[0], msgstr="5 €")
    assert "msgconv -t UTF-8" in caught.value.hint


@pytest.mark.parametrize("text", [chr(0xD800), chr(0xDC80)])
def test_half_a_character_is_refused_and_never_becomes_a_byte(text: str) -> None:
    catalog = parse_catalog(as_file('msgid "a"\nmsgstr ""\n'))
    with pytest.raises(CatalogError):
        changed(catalog, catalog.entries[0], msgstr=text)


def test_bytes_that_are_no_text_may_stand_in_comments_and_stay_there() -> None:
    data = as_file('# caf? au lait\nmsgid "a"\nmsgstr "b"\n').replace(b"?", b"\xe9")
    catalog = parse_catalog(data)
    assert catalog.entries[0].notes == ("caf\ufffd au lait",)
    assert changed(catalog, catalog.entries[0], notes=(*catalog.entries[0].notes, "x")) == data.replace(
        b"lait\n", b"lait\n# x\n"
    )


# --- as gettext writes it


def shapes(text: str, number: int) -> Iterator[Entry]:
    """A text in each of the places where one can stand."""
    yield Entry(f"{number} {text}", msgstr=text)
    yield Entry(
        f"{number}", msgctxt=text, msgstr=text, flags=("fuzzy",), previous_msgid=text, previous_msgctxt=text
    )
    yield Entry(f"{number} many", msgid_plural=text, msgstr_plural=(text, text), obsolete=True)


def test_new_entries_are_written_as_msgcat_writes_and_leaves_them(
    program: Callable[[str], str], tmp_path: Path
) -> None:
    entries = [entry for number, text in enumerate(HARD_TEXTS) for entry in shapes(text, number)]
    entries.sort(key=lambda entry: entry.obsolete)
    written = serialize_catalog(catalog_of(entries))
    assert normal(written, program("msgcat"), tmp_path) == written


@given(
    catalog=st.lists(texts.filter(bool), min_size=1, max_size=5, unique=True).map(
        lambda found: catalog_of([Entry(text, msgstr=text) for text in found])
    )
)
def test_any_new_text_is_written_as_msgcat_writes_it(
    catalog: Catalog, program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    written = serialize_catalog(catalog)
    assert normal(written, program("msgcat"), tmp_path_factory.mktemp("po")) == written


def normal(data: bytes, msgcat: str, folder: Path) -> bytes:
    (folder / "new.po").write_bytes(data)
    command = [msgcat, "--no-wrap", folder / "new.po"]
    return subprocess.run(command, capture_output=True, check=True).stdout
