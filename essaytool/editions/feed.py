"""A language's feed, ``<tag>/feed.xml``: Atom (RFC 4287), with every edition in all its languages.

An entry's id is its page's address, which no rebuild changes, and its time that of its text. An essay that
says no day and that no person has translated has no time; unless ``SOURCE_DATE_EPOCH`` gives one, it is not
in the feed, which cannot do without.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from essaytool.editions.cover import Cover
from essaytool.editions.furniture import furniture
from essaytool.editions.links import Site, feed_path, index_path, page_path
from essaytool.editions.page import essay_alternates, has_time
from essaytool.editions.templating import fill
from essaytool.languages import Language

_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped (2.2)."""


@dataclass(frozen=True)
class Item:
    """One essay in a feed. Its links are in their order: the page itself, then the other languages'."""

    url: str
    title: str
    title_language: Language
    summary: str
    summary_language: Language
    authors: tuple[str, ...]
    updated: str
    published: str
    links: tuple[tuple[str, str], ...]


def feed(site: Site, language: Language, covers: Mapping[tuple[str, Language], Cover]) -> str:
    """The feed of a language; empty if none of its essays has a time, or the site no address."""
    places = [(name, language) for name, tongues in site.editions.items() if language in tongues]
    dated = [(covers[place], place[0]) for place in places if has_time(covers[place], site)]
    items = sorted((_item(front, name, language, site) for front, name in dated), key=_by_time, reverse=True)
    if not items:
        return ""
    return fill(
        "feed.xml.jinja",
        look=site.look,
        language=language,
        address=site.absolute(feed_path(language)),
        index=site.absolute(index_path(language)),
        title=furniture(language).plain("Essays"),
        host=urlsplit(site.url).hostname,
        updated=items[0].updated,
        items=items,
    )


def _by_time(item: Item) -> tuple[str, str]:
    return item.updated, item.url


def _item(front: Cover, name: str, language: Language, site: Site) -> Item:
    url = site.absolute(page_path(name, language))
    links = essay_alternates(site, name, language) or [(language.tag, url)]
    return Item(
        url=url,
        title=_legal(front.title.text),
        title_language=front.title.language,
        summary=_legal(front.description.text),
        summary_language=front.description.language,
        authors=tuple(map(_legal, front.authors)),
        updated=_stamp(front.updated or site.epoch),
        published=f"{front.date}T00:00:00Z" if front.date else "",
        links=tuple(sorted(links, key=lambda link: link[0] != language.tag)),
    )


def _stamp(moment: datetime | None) -> str:
    """A moment in UTC as RFC 3339 writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
