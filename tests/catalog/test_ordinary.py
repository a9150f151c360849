"""An entry that is read with one pattern is read as line by line: the same blocks, the same refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from essaytool.catalog import syntax
from essaytool.catalog.blocks import Block
from essaytool.catalog.ordinary import ordinary_entry
from essaytool.catalog.po import serialize_catalog
from essaytool.errors import CatalogError
from essaytool.model import Catalog
from tests.catalog.samples import TORTURE, catalogs

LINES = (
    *(
        'msgctxt "c"',
        'msgid ""',
        'msgid "a"',
        'msgid "a" "b"',
        'msgid "a" msgstr "b"',
        'msgstr "b"',
        "msgstr",
    ),
    *(
        'msgid_plural "as"',
        'msgstr[0] "b"',
        'msgstr[1] "c"',
        'domain "other"',
        '"goes on"',
        r'"\n\303\251\x41"',
    ),
    *(
        '#| msgctxt "c"',
        '#| msgid "old"',
        '#| "goes on"',
        '#| msgid_plural "olds"',
        '#~ msgid "gone"',
        '#~ "on"',
    ),
    *(
        '#~ msgstr ""',
        '#~| msgid "older"',
        "",
        "#",
        "# note",
        "#. paragraph",
        "#: a.md",
        "#, fuzzy",
        "#= new",
        "##",
    ),
    *(
        'msgid "a',
        r'msgid "\q"',
        'msgstr "b" # tail',
        ' msgid "a"',
        'msgstr "b" ',
        '\tmsgstr "b"',
        "<<<<<<< ours",
    ),
    *('msgid  "two blanks"', 'MSGID "a"', 'msgstr "b"\r', "#~", "#|", "# \x85 \u2028 \x0b", '"\udce9"'),
)
ENTRY = ["#. paragraph", "#: a.md", 'msgid "a"', 'msgstr "b"', ""]


def read(text: str, *, by_lines: bool) -> list[Block] | tuple[str, int | None]:
    """The blocks of a text, or what is wrong with it and where."""
    with pytest.MonkeyPatch.context() as patch:
        if by_lines:
            patch.setattr(syntax, "ordinary_entry", lambda *_: None)
        try:
            return syntax.lex(text, "a.po")
        except CatalogError as error:
            return error.sentence, error.line


def is_read_alike(text: str) -> bool:
    return read(text, by_lines=False) == read(text, by_lines=True)


@given(st.lists(st.sampled_from(LINES) | st.just("\n".join(ENTRY)), max_size=14), st.booleans())
@example(['msgid "a"', 'msgstr "b"', '"goes on"', "", '"and on"'], True)
@example(['#| msgctxt "c"', 'msgid "a"', 'msgstr "b"'], True)
@example(["# note", "", 'msgid "a"', 'msgstr "b"', 'msgstr[1] "c"'], True)
@example(["", "", "", "", 'msgid "a"', 'msgstr "b"'], False)
def test_lines_in_any_order_are_read_alike(lines: list[str], ended: bool) -> None:
    assert is_read_alike("\n".join(lines) + "\n" * ended)


@given(catalogs)
def test_catalogs_are_read_alike(catalog: Catalog) -> None:
    assert is_read_alike(serialize_catalog(catalog).decode())


def test_hard_and_real_catalogs_are_read_alike(corpora: Path) -> None:
    sources = [TORTURE, *(path.read_bytes() for path in sorted((corpora / "po").rglob("*.po*")))]
    for source in sources:
        text = source.decode("latin-1")
        assert is_read_alike(text)
        assert is_read_alike(text.replace("\n", "\r\n"))


def test_most_entries_of_the_project_are_ordinary() -> None:
    path = Path(__file__).parents[2] / "locales" / "de" / "LC_MESSAGES" / "open-models.po"
    text, at, entries = path.read_text("utf-8"), 0, 0
    while found := ordinary_entry(text, at, 0):
        at, entries = found[1], entries + 1
    assert at == len(text)
    assert entries > 70
