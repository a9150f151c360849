"""The article of a web page, without what the site put around it, and what the page says of itself.

Nothing in a page is run or fetched. A page that marks its one article or its main part as HTML has it is
believed; of any other, readability finds the article.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any

from essaytool.errors import IngestError
from essaytool.ingest.extra import require

_FURNITURE = (
    "script style noscript template iframe object embed applet form button input select textarea nav dialog"
    " canvas audio video svg math head link meta"
).split()
_AROUND = ("header", "footer", "aside")
"""Furniture, unless it is in the article."""
_CALLED = re.compile(
    r"\b(?:share|sharing|social|cookies?|consent|newsletter|subscribe|subscription|comments?|disqus|related|recommended"
    r"|advert\w*|ads?|promo|sponsor\w*|sidebar|breadcrumbs?|pagination|menu|navbar|skip-link|visually-hidden|sr-only"
    r"|byline|post-meta|entry-meta|author-bio|tag-list|toc)\b",
    re.IGNORECASE,
)
"""What furniture is called, in classes and ids."""
_ROLES = ("navigation", "search", "banner", "complementary", "contentinfo", "dialog")
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What lxml reads, and cannot write: control characters, which show nothing."""
_ENOUGH = 200
"""Characters: a marked article with fewer is a teaser."""


@dataclass(frozen=True)
class Page:
    """A web page, read."""

    article: Any
    """The root of the article's elements, without furniture."""
    title: str
    date: str
    author: str
    language: str
    base: str
    """Where its relative links start from; empty if it does not say."""


def read_page(text: str, path: str) -> Page:
    """The article of a page. Raises `IngestError` where there is none, and where the extra is missing."""
    html = require("lxml.html")
    try:
        root = html.document_fromstring(_NO_XML.sub("", re.sub(r"^\s*<\?xml[^>]*\?>", "", text)))
    except Exception as error:  # lxml has several of its own, ParserError and ValueError among them
        raise IngestError(
            "holds no page that can be read", path=path, hint="save the page as HTML"
        ) from error
    title, date, author = _title(root), _date(root), _meta(root, "author", "article:author")
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    base = _base(root)
    _drop(root)
    article = _marked(root)
    if article is None:
        whole = re.search(r"<body\b", text, re.IGNORECASE) is not None
        article = _found(html.tostring(root, encoding="unicode")) if whole else root
    if not article.text_content().strip() and not article.xpath(".//img"):
        raise IngestError(
            "holds no article", path=path, hint="copy the text itself into a file, and add that"
        )
    return Page(article, title, date, "" if author.startswith("http") else author, language, base)


def _drop(root: Any) -> None:
    """Take the furniture out of a page."""
    for element in root.xpath("//comment()") + root.xpath("//processing-instruction()"):
        if element.getparent() is not None:  # else it stands before the page, or after it
            element.drop_tree()
    kept = set(root.iter("html", "body", "main", "article"))
    for element in list(root.iter(*_FURNITURE, *_AROUND)):
        if element.tag in _AROUND and (_is_in_article(element) or _is_quote(element)):
            continue
        if element.getparent() is not None:
            element.drop_tree()
    most = len(root.text_content()) // 3
    for element in [each for each in root.iter() if isinstance(each.tag, str) and each not in kept]:
        if element.getparent() is not None and (
            _is_hidden(element) or (_is_furniture(element) and not _is_most(element, most))
        ):
            element.drop_tree()


def _is_hidden(element: Any) -> bool:
    unseen = "hidden" in element.attrib or element.get("aria-hidden") == "true"
    return unseen or _HIDDEN.search(element.get("style", "")) is not None


def _is_most(element: Any, most: int) -> bool:
    """Whether an element holds so much of the page that no name makes it furniture."""
    return len(element.text_content()) > most or next(element.iter("h1", "main", "article"), None) is not None


def _is_in_article(element: Any) -> bool:
    return any(parent.tag in ("article", "main") for parent in element.iterancestors())


def _is_quote(element: Any) -> bool:
    """Whether an aside holds text, and not links."""
    text = len(element.text_content().strip())
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    return element.tag == "aside" and text > _ENOUGH // 2 and linked < text // 2


def _is_furniture(element: Any) -> bool:
    """Whether an element is called as furniture is, or says that it is."""
    if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "pre", "code", "table", "blockquote"):
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}".replace("_", "-")
    return element.get("role", "") in _ROLES or (_CALLED.search(names) is not None)


def _marked(root: Any) -> Any:
    """The one article, or the main part, if the page marks it."""
    for path in ("//article[not(ancestor::article)]", "//main|//*[@role='main']"):
        found = [each for each in root.xpath(path) if len(each.text_content()) >= _ENOUGH]
        if len(found) == 1:
            return found[0]
    return None


def _found(text: str) -> Any:
    readability, html = require("readability"), require("lxml.html")
    summary = readability.Document(text).summary(html_partial=True)
    body = html.document_fromstring(text).find("body")
    article = html.document_fromstring(f"<body>{summary}").find("body")
    few = body is not None and 2 * len(article.text_content().split()) < len(body.text_content().split())
    return body if few else article  # a page of short items, which readability takes for furniture


def _title(root: Any) -> str:
    headings = [" ".join(each.text_content().split()) for each in root.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    given = _meta(root, "og:title", "twitter:title", "dc.title")
    if given or headings:
        return given or headings[0]
    whole = " ".join((root.findtext(".//title") or "").split())
    return re.split(r" [|–—·»-] ", whole)[0]


def _date(root: Any) -> str:
    """The day on which the page says it was published, as ISO 8601 has it."""
    given = _meta(root, "article:published_time", "date", "dc.date", "dcterms.created", "datepublished")
    times = [each.get("datetime", "") for each in root.iter("time")]
    scripts = "".join(each.text or "" for each in root.iter("script"))
    written = re.search(r'"datePublished"\s*:\s*"([^"]+)"', scripts)
    for candidate in (given, written[1] if written else "", *times):
        try:
            return datetime.date.fromisoformat(candidate.strip()[:10]).isoformat()
        except ValueError:
            continue
    return ""


def _meta(root: Any, *names: str) -> str:
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if name in names and element.get("content", "").strip():
            return " ".join(element.get("content").split())
    return ""


def _base(root: Any) -> str:
    """The page's own address."""
    canonical = [each.get("href", "") for each in root.iter("link") if each.get("rel") == "canonical"]
    bases = [each.get("href", "") for each in root.iter("base")]
    candidates = (*bases, *canonical, _meta(root, "og:url"))
    return next((each for each in candidates if re.match(r"https?://", each)), "")
