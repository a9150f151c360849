"""Essays: an edition without translations is the essay; no msgstr breaks its structure or runs in a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from html.parser import HTMLParser

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.template import template
from essaytool.checks import check
from essaytool.editions.links import Site
from essaytool.editions.localize import localize, source_edition
from essaytool.editions.page import render_html
from essaytool.errors import CatalogError, Refusal, SourceError
from essaytool.languages import parse_tag
from essaytool.markdown.contexts import canon
from essaytool.markdown.frontmatter import read_front_matter, require_front_matter
from essaytool.markdown.segment import FRONT_MATTER_KEYS, segment
from essaytool.markdown.verify import place, proven
from essaytool.model import Catalog, Context, Edition, Entry, Essay, Unit
from tests.fuzz.inputs import SEPARATOR, parts, text

ENGLISH, ARABIC = parse_tag("en"), parse_tag("ar")
SITE = Site(ENGLISH, {"essay": (ENGLISH, ARABIC)}, "https://essays.example/")
NOTHING = Catalog("x.po", ())
CODE = "comments"


def essay(data: bytes) -> None:
    """Laws 1 and 2, code blocks read or not, and a template that is a catalog."""
    for code in ("verbatim", CODE):
        try:
            read = segment(data, code=code)
        except SourceError as error:
            assert error.line is None or 1 <= error.line <= len(data) + 1, error
            return
        assert b"".join(piece.source for piece in read.pieces) == data
        assert localize(read, NOTHING).markdown == data
        own = {number: slot.msgid for number, slot in enumerate(read.slots)}
        assert place(read, own).edition.markdown == data
        _has_a_template(read)
    page(source_edition(segment(data)))


def _has_a_template(read: Essay) -> None:
    """Its template is a catalog with its msgids, unless one holds what no catalog can."""
    made = template(read)
    with suppress(CatalogError):
        assert [entry.key for entry in parse_catalog(serialize_catalog(made)).entries] == [
            entry.key for entry in made.entries
        ]


def splice(data: bytes) -> None:
    """Law 4: an essay, then msgstrs for its slots in turn. What is accepted stands there and nothing else
    changes; checks and the page take it.
    """
    source, rest = parts(data, 2)
    texts = [text(part) for part in rest.split(SEPARATOR)]
    try:
        read = segment(source)
    except SourceError:
        return
    given = {number: texts[number % len(texts)] for number in range(len(read.slots))}
    placement = place(read, given)
    assert proven(read, placement.accepted)
    assert placement.accepted.keys() | placement.refused.keys() == given.keys()
    for slot, msgstr in zip(read.slots, given.values(), strict=True):
        _is_idempotent(slot, msgstr)
    catalog = Catalog("x.po", tuple(_entries(read, given)))
    edition = localize(read, catalog)
    assert segment(edition.markdown).skeleton == read.skeleton
    check(catalog, read, ARABIC, source=ENGLISH)
    page(edition)


def _entries(read: Essay, given: dict[int, str]) -> Iterable[Entry]:
    units = {unit.key: (unit, given[number]) for number, unit in enumerate(read.slots) if unit.translatable}
    for unit, msgstr in units.values():
        yield Entry(unit.msgid, msgstr, msgctxt=unit.msgctxt)


def _is_idempotent(unit: Unit, msgstr: str) -> None:
    try:
        once = canon(unit, msgstr)
    except Refusal:
        return
    assert canon(unit, once) == once


def page(edition: Edition) -> None:
    """A browser finds nothing to run in the page of an edition."""
    tags = Tags()
    tags.feed(render_html(edition, ARABIC, SITE, "essay"))
    tags.close()


RUNS = frozenset("base embed form frame iframe math object svg template".split())
HARMLESS = frozenset({"http", "https", "mailto", "tel"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_IGNORED = re.compile(r"[\x00-\x20]")
"""What browsers leave out of an address before they look at its scheme."""


class Tags(HTMLParser):
    """Looks at each tag of a document."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in RUNS, attrs
        for name, value in attrs:
            assert not name.startswith("on"), attrs
            assert name != "style", attrs
            if name in ("href", "src"):
                scheme = _SCHEME.match(_IGNORED.sub("", (value or "").lower()))
                assert scheme is None or scheme[1] in HARMLESS, attrs
        if tag == "script":
            assert attrs == [("type", "application/ld+json")], attrs


def front_matter(data: bytes) -> None:
    """A msgstr in front matter: the same keys, other values as they were, and the msgstr as value."""
    source, msgstr = parts(data, 2)
    before = read_front_matter(source, FRONT_MATTER_KEYS)
    try:
        require_front_matter(source, "essay.md")
        read = segment(source)
    except SourceError as error:
        assert error.line is None or 1 <= error.line <= len(source) + 1, error
        return
    own = [number for number, slot in enumerate(read.slots) if slot.context is Context.FRONT_MATTER]
    placement = place(read, dict.fromkeys(own, text(msgstr)))
    after = read_front_matter(placement.edition.markdown, FRONT_MATTER_KEYS)
    assert list(after.values) == list(before.values)
    values = [scalar.value for scalar in before.scalars]
    for place_in_list, number in enumerate(own):
        values[place_in_list] = placement.accepted.get(number, values[place_in_list])
    assert [scalar.value for scalar in after.scalars] == values
    assert placement.edition.markdown[after.end :] == source[before.end :]
