"""Entries that wait for a review, as hostile as they come."""

from __future__ import annotations

from essaytool.catalog.po import parse_catalog
from essaytool.languages import parse_tag
from essaytool.markdown.segment import segment
from essaytool.model import Catalog
from essaytool.review.queue import Place, ToReview, waiting

ESSAY = b"One <b>loaf</b>.\n\nTwo loaves.\n\nThree loaves.\n"


def place(source: bytes = ESSAY, tag: str = "ar") -> Place:
    return Place("bread", segment(source), parse_tag(tag))


def catalog(*entries: tuple[str, str], header: str = "") -> Catalog:
    """A catalog with these texts and translations, each fuzzy."""
    from essaytool.catalog.style import escape

    said = f'msgid ""\nmsgstr "Language: ar\\n{header}"\n\n'
    written = (f'#, fuzzy\nmsgid "{escape(msgid)}"\nmsgstr "{escape(text)}"\n\n' for msgid, text in entries)
    return parse_catalog((said + "".join(written)).encode(), path="locales/ar/LC_MESSAGES/bread.po")


def items(*entries: tuple[str, str]) -> list[ToReview]:
    """The same as they wait, without the essay having to have them."""
    return list(waiting(catalog(*entries), place()))
