"""Catalogs for tests: what every kind of text looks like in one, and what hypothesis makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hypothesis import strategies as st

from essaytool.catalog.header import new_header
from essaytool.catalog.po import parse_catalog
from essaytool.errors import CatalogError
from essaytool.model import Catalog, Entry, Provenance

TORTURE = (Path(__file__).parent / "torture.po").read_bytes()

HEADER = {"Language": "nl", "Content-Type": "text/plain; charset=UTF-8"}

HARD_TEXTS = (
    "plain",
    " blanks at both ends ",
    "a line\n",
    "two\nlines",
    "\n",
    "\nbegins with a line's end",
    "three\n\nlines\n",
    'quotes " and \\ backslashes \\n',
    "tab\tbell\abackspace\bform\ffeed\vreturn\r.",
    "delete \x7f escape \x1b next line \x85 separators \u2028\u2029",
    "日本語の文章は、折り返される場所がどこにでもあります。「引用」もあります。",
    "한국어 문장은 길어질 수 있습니다.",
    "نص عربي فيه «اقتباس» وأرقام ١٢٣",
    "family 👩‍👩‍👧‍👦, combining e\u0301, no-break\u00a0blank, bidi \u2067x\u2069",
    "x" * 300,
    "a long sentence that goes on, and on-and-on, over https://example.org/a/b?c=d until it is wrapped. " * 3,
    "# not a comment",
    'msgid "not one"',
)


def as_file(*blocks: str) -> bytes:
    """A catalog with a header and these entries, as a person would type it."""
    return new_header(HEADER) + "".join(f"\n{block}" for block in blocks).encode()


def catalog_of(entries: Sequence[Entry]) -> Catalog:
    """A new catalog with these entries."""
    pieces = (piece for entry in entries for piece in (b"\n", entry))
    return Catalog("essay.po", (new_header(HEADER), *pieces), HEADER)


def is_read(data: bytes) -> bool:
    """Whether these bytes are a catalog that is not refused."""
    try:
        parse_catalog(data)
    except CatalogError:
        return False
    return True


_CHARACTERS = st.one_of(
    st.sampled_from('ab \n"\\#~|%éあ字ل\u0301\U0001f600\u2028\x85\x0b\t\r-/.,:()'),
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\x04\ufeff"),
)
texts = st.text(_CHARACTERS, max_size=120)
some_text = st.text(_CHARACTERS, min_size=1, max_size=120)
_comment = st.text(st.sampled_from('ab é,#.:~|"\\'), max_size=20).map(str.strip)
_provenance = st.builds(
    Provenance,
    st.from_regex(r"[a-z]+[/:.-]?[a-z0-9]*", fullmatch=True).map(lambda name: name[:28]),
    st.just("2026-11-23"),
    st.from_regex(r"[0-9a-f]{8}", fullmatch=True),
    st.from_regex(r"[0-9a-f]{8}", fullmatch=True),
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """An entry with anything that a catalog can say about it."""
    plural = draw(st.none() | some_text)
    previous = draw(st.none() | texts)
    obsolete = draw(st.booleans())
    return Entry(
        msgid=draw(some_text),
        msgctxt=draw(st.none() | texts),
        msgid_plural=plural,
        msgstr=draw(texts) if plural is None else "",
        msgstr_plural=() if plural is None else tuple(draw(st.lists(texts, min_size=1, max_size=12))),
        flags=tuple(draw(st.lists(st.sampled_from(["fuzzy", "md-text", "no-wrap"]), unique=True))),
        notes=tuple(draw(st.lists(_comment, max_size=3))),
        comments=tuple(draw(st.lists(_comment, max_size=3))),
        references=tuple(
            draw(st.lists(st.sampled_from(["a.md", "b c.md", "d.md:12", "e f.md:3"]), max_size=9))
        ),
        previous_msgid=previous,
        previous_msgctxt=draw(st.none() | texts) if previous is not None else None,
        provenance=draw(st.none() | _provenance),
        obsolete=obsolete,
    )


catalogs = st.lists(entries(), max_size=6, unique_by=lambda entry: entry.key).map(catalog_of)
