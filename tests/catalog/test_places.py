"""Where a character of a msgstr stands in its file."""

from __future__ import annotations

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.catalog.places import place_of
from essaytool.catalog.po import parse_catalog
from essaytool.model import Catalog, Entry

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
WRAPPED = r"""# note
#, fuzzy
msgid "a"
msgstr ""
"one \"two\"\n"
  "th" "r\303\251e"
"""


def place(body: str, at: int, form: int = 0) -> tuple[int, int]:
    catalog = parse_catalog((HEADER + body).encode())
    return place_of(catalog.entries[0], catalog, at, form)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (0, (8, 2)),  # o
        (4, (8, 6)),  # the quote mark, which is two characters of the file
        (5, (8, 8)),  # t
        (9, (8, 13)),  # the line break
        (10, (9, 4)),  # th
        (12, (9, 9)),  # r, in a string of its own
        (13, (9, 10)),  # é, as the two octal escapes of its bytes
        (14, (9, 18)),  # e
        (15, (9, 19)),  # the end
    ],
)
def test_escapes_and_wrapping_count_as_they_stand(at: int, expected: tuple[int, int]) -> None:
    assert place(WRAPPED, at) == expected


def test_plural_forms_have_their_own_places() -> None:
    body = 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "de"\n'
    assert [place(body, 0, 0), place(body, 1, 1)] == [(6, 12), (7, 13)]


def test_an_entry_that_is_in_no_file_has_no_place() -> None:
    catalog = parse_catalog(HEADER.encode())
    assert place_of(Entry("a", "b"), catalog, 1) == (0, 1)


def test_an_entry_of_another_charset_has_the_place_of_its_msgid() -> None:
    body = HEADER.replace("UTF-8", "ISO-8859-1") + 'msgid "a"\nmsgstr "für"\n'
    catalog = parse_catalog(body.encode("latin-1"))
    entry = catalog.entries[0]
    assert place_of(entry, catalog, 2) == (5, 11)
    assert place_of(entry, Catalog("", (entry,)), 2) == (4, 1)


@given(st.text(st.sampled_from('ab"\\\n\té中 '), min_size=1, max_size=60), st.booleans(), st.data())
def test_the_character_stands_at_its_place(text: str, wrapped: bool, data: st.DataObject) -> None:
    entry = polib.POEntry(msgid="a", msgstr=text)
    body = entry.__unicode__(wrapwidth=20 if wrapped else 0)
    catalog = parse_catalog((HEADER + body).encode())
    at = data.draw(st.integers(0, len(text) - 1))
    line, column = place_of(catalog.entries[0], catalog, at)
    standing = (HEADER + body).split("\n")[line - 1][column - 1 :]
    escaped = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    assert standing.startswith(escaped.get(text[at], text[at]))
