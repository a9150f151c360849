"""What a book says of itself (EPUB 3.3, 5): its package document and its table of contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup, escape

from essaytool.editions.cover import Cover
from essaytool.editions.credits import Credits
from essaytool.editions.epub.chapter import Heading
from essaytool.editions.epub.tree import legal
from essaytool.editions.links import Site, page_path
from essaytool.editions.marks import SOURCE
from essaytool.editions.metadata import digital_source
from essaytool.editions.notices import shown_shares
from essaytool.languages import Language
from essaytool.model import Edition

_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)
"""When a book was changed that knows no time: EPUB wants one, and no clock may be asked."""
_AUTHOR, _TRANSLATOR = "aut", "trl"
"""MARC's codes for relators."""


@dataclass(frozen=True)
class Maker:
    """A person or an engine, and what their part is."""

    name: str
    role: str
    element: str
    id: str


@dataclass(frozen=True)
class Facts:
    """What the package document says."""

    identifier: str
    languages: tuple[str, ...]
    modified: str
    makers: tuple[Maker, ...]
    source: str
    digital_source: str
    visual: bool
    """Whether there is something to be seen besides the text."""


def facts(
    edition: Edition, front: Cover, name: str, language: Language, site: Site, makers: Credits, visual: bool
) -> Facts:
    """What is known of the book of an edition, which is in `language`."""
    source = site.source_language
    mixed = language != source and SOURCE in shown_shares(edition)
    original = site.original(name) if name in site.editions else source
    address = site.absolute(page_path(name, original)) if site.url else ""
    return Facts(
        identifier=_identifier(front, name, language, site),
        languages=(language.tag, source.tag) if mixed else (language.tag,),
        modified=(front.updated or site.epoch or _NO_TIME).strftime("%Y-%m-%dT%H:%M:%SZ"),
        makers=tuple(_makers(front, makers)),
        source=address if language != source else "",
        digital_source=digital_source(edition, language, source),
        visual=visual,
    )


def _identifier(front: Cover, name: str, language: Language, site: Site) -> str:
    """A name that is the book's own and the same in every build: made from its page's address, or what is
    known instead (RFC 9562, 5.5).
    """
    known = f"essaytool:{'/'.join(front.authors)}/{page_path(name, language)}"
    address = site.absolute(page_path(name, language)) if site.url else known
    return f"urn:uuid:{uuid5(NAMESPACE_URL, address)}"


def _makers(front: Cover, makers: Credits) -> Iterator[Maker]:
    for number, author in enumerate(front.authors, start=1):
        yield Maker(legal(author), _AUTHOR, "creator", f"author-{number}")
    names = [*makers.people, *(f"{engine} (machine translation)" for engine in makers.engines)]
    for number, translator in enumerate(names, start=1):
        yield Maker(legal(translator), _TRANSLATOR, "contributor", f"translator-{number}")


def contents(headings: Iterable[Heading], chapter: str) -> Markup:
    """The headings below the chapter's title as a list in lists, by their levels; empty if there are none.

    A heading that skips a level stands below the last one that is above it.
    """
    return _list(list(headings), chapter)


def _list(headings: Sequence[Heading], chapter: str) -> Markup:
    if not headings:
        return Markup()
    highest = accumulate((heading.level for heading in headings), min)
    levels = zip(headings, highest, strict=True)
    starts = [place for place, (heading, level) in enumerate(levels) if heading.level == level]
    ends = [*starts[1:], len(headings)]
    items = (_item(headings[start:end], chapter) for start, end in zip(starts, ends, strict=True))
    return Markup("<ol>\n{}</ol>\n").format(Markup().join(items))


def _item(headings: Sequence[Heading], chapter: str) -> Markup:
    first = headings[0]
    mark = Markup(' lang="{0}" xml:lang="{0}"').format(first.tag) if first.tag else ""
    link = Markup('<a href="{}#{}"{}>{}</a>').format(chapter, first.target, mark, escape(first.text))
    return Markup("<li>{}{}</li>\n").format(link, _list(headings[1:], chapter))
