"""Where editions stand, and how they point at each other.

The essay ``a/b`` has its editions at ``<tag>/a/b.md`` and ``<tag>/a/b.html``, each language its list of
essays at ``<tag>/index.html``, and ``index.html`` is the choice of languages. Paths are relative to the
output folder, with ``/``; URLs are paths, percent-encoded (RFC 3986).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from html import escape, unescape
from itertools import chain
from urllib.parse import SplitResult, quote, unquote, urlsplit

from essaytool.editions.templating import PLAIN, Look
from essaytool.languages import Language
from essaytool.markdown.frontmatter import peel
from essaytool.markdown.parser import events
from essaytool.model import Edition

CHOOSER = "index.html"
FEED = "feed.xml"
ESSAY_FILE = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
PICTURE = re.compile(r"\.(?:apng|avif|gif|jpe?g|png|svg|webp)$", re.IGNORECASE)
_INDEX = re.compile(r"(?:^|(?<=/))index\.html$")
_LINK_TO_ESSAY = re.compile(
    r'(<a(?: [\w-]+="[^"<>]*")*? href=")([^"<>:]*\.(?:md|markdown)(?:[?#][^"<>]*)?)"', re.IGNORECASE
)
"""A link as the sanitiser writes it, to Markdown beside the page."""
_RAW_IMAGE = re.compile(r"<img\b[^>]*?\ssrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))", re.IGNORECASE)


_MAY_SHOW = re.compile(rb"!\[|[<&\\]|\.(?:apng|avif|gif|jpe?g|png|svg|webp)|%2e", re.IGNORECASE)
"""It finds something in every text with a picture, or a link to one: its brackets, a tag, its name's end."""


@dataclass(frozen=True)
class Site:
    """What is published: the essays, in reading order, each with the languages that it has an edition in."""

    source_language: Language
    editions: Mapping[str, tuple[Language, ...]]
    """By the essay's name: ``a/b`` for ``source/a/b.md``. Pickers list languages in this order."""
    url: str = ""
    """Where the output folder is served; without it, pages say nothing that takes an absolute address."""
    unlisted: frozenset[tuple[str, Language]] = frozenset()
    """The editions that search engines are asked to leave out: no hreflang and no sitemap names them."""
    epoch: datetime | None = None
    """The time of what says none itself; without it, that has no time."""
    look: Look = PLAIN
    without_markdown: frozenset[tuple[str, Language]] = frozenset()
    """The editions, by name and language, that have no Markdown beside their page."""

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """Every language that some essay has, in the order in which they first come up."""
        return tuple(dict.fromkeys(chain.from_iterable(self.editions.values())))

    def listed(self, name: str) -> tuple[Language, ...]:
        """The languages of an essay that search engines are to know of."""
        return tuple(each for each in self.editions[name] if (name, each) not in self.unlisted)

    def original(self, name: str) -> Language:
        """The language to send a reader of no known language to: the essay's own, if it is published."""
        languages = self.editions[name]
        return self.source_language if self.source_language in languages else languages[0]

    def absolute(self, path: str) -> str:
        """The address of a page; a folder's address stands for its ``index.html``."""
        return f"{self.url.rstrip('/')}/{quote(_INDEX.sub('', path))}"

    def link(self, page: str, path: str) -> str:
        """A link from one page to another; absolute where that is possible, because hreflang asks for it."""
        return self.absolute(path) if self.url else relative(page, path)


def page_path(name: str, language: Language) -> str:
    """The path of an essay's HTML edition."""
    return f"{language.tag}/{name}.html"


def markdown_path(name: str, language: Language) -> str:
    """The path of an essay's Markdown edition."""
    return f"{language.tag}/{name}.md"


def index_path(language: Language) -> str:
    """The path of a language's list of essays."""
    return f"{language.tag}/index.html"


def feed_path(language: Language) -> str:
    """The path of a language's feed."""
    return f"{language.tag}/{FEED}"


def relative(page: str, path: str) -> str:
    """The URL that leads from the page at one path to another path, both without ``.`` and ``..``."""
    here, there = page.split("/")[:-1], path.split("/")
    shared = len(posixpath.commonprefix([here, there[:-1]]))
    return quote("/".join([*[".."] * (len(here) - shared), *there[shared:]]))


def resolve(target: str, name: str, language: Language, site: Site) -> tuple[str, Language | None]:
    """Where a link in the edition of `name` leads, and the language there if it is another one.

    A link to another essay's Markdown leads to its page: in the same language where that is published, else
    in the original. Every other target is left as it is.
    """
    parts = local_parts(target)
    if parts is None or not ESSAY_FILE.search(parts.path):
        return target, None
    essay = ESSAY_FILE.sub("", beside(name, parts.path))
    languages = site.editions.get(essay, ())
    if not languages:
        return target, None
    there = language if language in languages else site.original(essay)
    url = relative(page_path(name, language), page_path(essay, there))
    ending = parts._replace(scheme="", netloc="", path="").geturl()
    return url + ending, None if there == language else there


def lead_on(html: str, name: str, language: Language, site: Site) -> str:
    """An essay's sanitised HTML in which links that it wrote as tags lead where those in Markdown do."""

    def led(link: re.Match[str]) -> str:
        url, there = resolve(unescape(link[2]), name, language, site)
        tongue = f' hreflang="{there.tag}"' if there and "hreflang=" not in link[0] else ""
        return f'{link[1]}{escape(url)}"{tongue}'

    return _LINK_TO_ESSAY.sub(led, html)


def local_images(edition: Edition, name: str) -> tuple[str, ...]:
    """The files that this edition shows, or links to as pictures: sorted, relative to the source folder.

    `name` is the essay's: its links begin in its own folder. Nothing outside the source folder is ever
    among them.
    """
    found = (local_path(target, name) for target in _picture_targets(edition))
    return tuple(sorted({path for path in found if path}))


def _picture_targets(edition: Edition) -> Iterator[str]:
    if not _MAY_SHOW.search(edition.markdown):
        return
    tags = []
    for event, value, _, _ in events(peel(edition.markdown)[1].decode()):
        if event == "+Image" or (event == "+Link" and PICTURE.search(value["dest_url"])):
            yield value["dest_url"]
        elif event in ("Html", "InlineHtml"):
            tags.append(value)
    yield from (unescape("".join(quoted)) for quoted in _RAW_IMAGE.findall("".join(tags)))


def local_path(target: str, name: str) -> str:
    """Where in the source folder a link of the essay `name` leads; empty for all that is elsewhere."""
    parts = local_parts(target)
    path = beside(name, parts.path) if parts else ""
    outside = path in (".", "..") or path.startswith(("../", "/")) or re.search(r"[\\\0]", path)
    return "" if outside else path


def local_parts(target: str) -> SplitResult | None:
    """The parts of a target that is relative to its own page and names a file there."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    elsewhere = parts.scheme or parts.netloc or parts.path.startswith("/")
    return None if elsewhere or posixpath.basename(parts.path) in ("", ".", "..") else parts


def beside(name: str, path: str) -> str:
    """The path, relative to the folder of essays, of what an essay's link names."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
