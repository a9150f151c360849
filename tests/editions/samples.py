"""Short ways to the editions and pages that the tests here are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html.parser import HTMLParser

from essaytool.editions.links import Site
from essaytool.editions.localize import localize, source_edition
from essaytool.editions.page import render_html
from essaytool.fingerprint import fingerprint
from essaytool.languages import Language, parse_tag
from essaytool.markdown.segment import segment
from essaytool.model import Catalog, Edition, Entry, Provenance

ENGLISH = parse_tag("en")
ARABIC = parse_tag("ar")
SPANISH = parse_tag("es")
JAPANESE = parse_tag("ja")
SWAHILI = parse_tag("sw")


def source(text: str) -> Edition:
    """The essay's own edition."""
    return source_edition(segment(text.encode(), path="source/essay.md"))


def translation(
    text: str, texts: Mapping[str, str], *, drafts: Iterable[str] = (), doubted: Iterable[str] = ()
) -> Edition:
    """The edition that these texts make of an essay; `drafts` and `doubted` are msgids of unreviewed ones."""
    entries = [_entry(msgid, msgstr, msgid in drafts, msgid in doubted) for msgid, msgstr in texts.items()]
    essay = segment(text.encode(), path="source/essay.md")
    return localize(essay, Catalog("essay.po", tuple(entries)), stale="mark" if doubted else "source")


def _entry(msgid: str, msgstr: str, draft: bool, doubted: bool) -> Entry:
    signed = (
        Provenance("pseudo", "2026-11-23", fingerprint(None, msgid), fingerprint(msgstr)) if draft else None
    )
    return Entry(msgid, msgstr, flags=("fuzzy",) if draft or doubted else (), provenance=signed)


def page(
    edition: Edition,
    language: Language = ENGLISH,
    languages: Iterable[Language] = (ENGLISH,),
    *,
    name: str = "essay",
    url: str = "",
    others: Mapping[str, tuple[Language, ...]] | None = None,
    noindex_drafts: bool = False,
) -> Page:
    """The page of an essay that has editions in these languages, on a site with these other essays."""
    site = Site(ENGLISH, {name: tuple(dict.fromkeys((*languages, language))), **(others or {})}, url)
    return Page(render_html(edition, language, site, name, noindex_drafts=noindex_drafts))


class Page(HTMLParser):
    """An HTML document as its elements, in order, with a few questions that tests ask."""

    VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self.elements.append(element)
        if tag not in self.VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """The elements of this name with these attributes; ``class_`` asks for one class of them."""
        return [element for element in self.elements if element.fits(tag, attributes)]

    def one(self, tag: str = "", **attributes: str) -> Element:
        """The only element of this name with these attributes."""
        (element,) = self.all(tag, **attributes)
        return element

    def holding(self, text: str) -> Element:
        """The innermost element whose text holds this."""
        return [element for element in self.elements if text in element.text][-1]


class Element:
    """An element with its attributes, the elements around it, and its text."""

    def __init__(self, tag: str, attributes: dict[str, str], around: tuple[Element, ...]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.around = around
        self.text = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        return self["class"].split()

    def fits(self, tag: str, attributes: Mapping[str, str]) -> bool:
        asked = {name.replace("_", "-"): value for name, value in attributes.items() if name != "class_"}
        listed = "class_" not in attributes or attributes["class_"] in self.classes
        return tag in ("", self.tag) and listed and asked.items() <= self.attributes.items()

    def inherited(self, name: str) -> str:
        """The attribute's value here or on the nearest element around."""
        around = (element[name] for element in (self, *reversed(self.around)) if element[name])
        return next(around, "")
