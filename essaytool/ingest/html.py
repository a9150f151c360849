"""HTML as Markdown: structure, links, emphasis, pictures, tables, quotes and code; no tag is kept.

markdownify walks the elements; what texts show is escaped by us, so that no character of theirs turns into
markup, and no word opens a block.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from essaytool.errors import IngestError
from essaytool.ingest.blanks import mend
from essaytool.ingest.blocks import Kind
from essaytool.ingest.document import Document, Options
from essaytool.ingest.extra import require
from essaytool.ingest.literal import escape, opened
from essaytool.ingest.markdown import counts_of
from essaytool.ingest.page import Page, read_page

_IS_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|article|main|section|div|h[1-6]|p|ul|ol|table|blockquote|figure)\b",
    re.IGNORECASE | re.DOTALL,
)
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f]+")
"""What browsers leave out of an address (WHATWG URL), and what could hide a scheme from us."""
_LINKED = ("http", "https", "mailto", "tel", "ftp")
_PARAGRAPH_BREAK = re.compile(r"(?:[ \t]*\\?\n[ \t]*){2,}")
_LAST_BREAKS = re.compile(r"(?:\s|\\\n|\\$)+\Z")
_BLOCKS = frozenset(
    "address article aside blockquote center dd details div dl dt fieldset figcaption figure footer"
    " h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table ul".split()
)
_LANGUAGE = re.compile(r"\b(?:language|lang|highlight-source|brush:)[-: ]?([\w+#-]+)")


def is_html(text: str) -> bool:
    """Whether a text is a web page, or a part of one."""
    return _IS_HTML.match(text) is not None


def from_html(text: str, path: str, language: str, options: Options) -> Document:
    """The document of a web page, or of a part of one. Raises `IngestError` as `read_page` does."""
    return from_page(read_page(text, path), path, language, options)


def from_page(page: Page, path: str, language: str, options: Options) -> Document:
    """The document of an article. Raises `IngestError` for elements in elements without end."""
    _lower_headings(page.article, page.title)
    _tidy_elements(page.article)
    work = _Work(page.base, language, options.tidy)
    markup = require("lxml.html").tostring(page.article, encoding="unicode")
    try:
        body = _tidy_lines(_converter(work).convert(markup))
    except RecursionError as error:
        hint = "copy the text itself into a file, and add that"
        raise IngestError(
            "has elements in elements in elements, too deep to read", path=path, hint=hint
        ) from error
    counts = replace(counts_of(body, path), mended=work.mended, dropped=work.dropped)
    return Document(body, page.title, page.date, page.author, page.language, counts)


def _lower_headings(article: Any, title: str) -> None:
    """Take the title out, which front matter says, and leave level 1 to it."""
    for heading in list(article.iter("h1")):
        if " ".join(heading.text_content().split()) == title:
            heading.drop_tree()
            break
    if next(article.iter("h1"), None) is not None:
        for level in range(5, 0, -1):
            for heading in list(article.iter(f"h{level}")):
                heading.tag = f"h{level + 1}"


def _tidy_elements(article: Any) -> None:
    """Take out what would be a paragraph with the date, and tables that only place what is in them."""
    for time in list(article.iter("time")):
        parent = time.getparent()
        if parent is article or (parent is not None and parent.tag == "header"):
            time.drop_tree()
        elif parent is not None and parent.text_content().split() == time.text_content().split():
            parent.drop_tree()
    _wrap_bare_texts(article)
    for table in list(article.iter("table")):
        if len(list(table.iter("td", "th"))) < 2 or next(table.iterdescendants("table"), None) is not None:
            for part in list(table.iter("thead", "tbody", "tr", "td", "th", "table")):
                part.tag = "div"


def _wrap_bare_texts(article: Any) -> None:
    """Make paragraphs of texts that stand beside blocks, or alone in a quote."""
    make = require("lxml.html").Element
    for container in list(
        article.iter("div", "article", "section", "main", "body", "blockquote", "td", "figure")
    ):
        if container.tag in ("blockquote", "body") or any(child.tag in _BLOCKS for child in container):
            _wrap(container, make)


def _wrap(container: Any, make: Any) -> None:
    """Put what stands in this element without being in a block into paragraphs."""
    text, container.text = container.text, None
    paragraph = make("p")
    paragraph.text = text
    for child in list(container):
        if child.tag not in _BLOCKS:
            paragraph.append(child)
            continue
        if paragraph.text_content().strip() or len(paragraph):
            child.addprevious(paragraph)
        paragraph = make("p")
        paragraph.text, child.tail = child.tail, None
    if paragraph.text_content().strip() or len(paragraph):
        container.append(paragraph)


def _tidy_lines(markdown: str) -> str:
    """At most one blank line between blocks, and a newline at the end."""
    lines = [line.rstrip() for line in markdown.strip("\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


@dataclass
class _Work:
    """What a conversion knows, and counts."""

    base: str
    language: str
    tidy: bool
    mended: int = 0
    dropped: int = 0
    seen: set[str] = field(default_factory=set)

    def text(self, text: str) -> str:
        """A stretch of text as inline Markdown."""
        if self.tidy:
            text, count = mend(text, self.language)
            self.mended += count
        return escape(text)

    def target(self, target: str) -> str:
        """Where a link leads or a picture lies; empty if that is nowhere, or nowhere safe."""
        target = _UNSEEN.sub("", target)
        try:
            full = urljoin(self.base, target) if self.base else target
            scheme = urlsplit(_UNSEEN.sub("", unquote(full))).scheme.lower()
        except ValueError:
            full, scheme = "", "bad"
        outside = not scheme and (full.startswith(("/", "\\")) or ".." in full.split("/"))
        is_safe = bool(full) and not outside and (not scheme or scheme in _LINKED)
        self.dropped += bool(target) and not is_safe
        return re.sub(r"[<>()\\]", lambda sign: f"%{ord(sign[0]):02X}", full) if is_safe else ""


def _converter(work: _Work) -> Any:
    """Markdownify's converter, in our hands."""
    library = require("markdownify")

    class Converter(library.MarkdownConverter):  # type: ignore[misc, name-defined]
        def escape(self, text: str, parent_tags: set[str]) -> str:
            found = work.text(text)
            return found.replace("|", "\\|") if parent_tags & {"td", "th"} else found

        def convert_p(self, el: Any, text: str, parent_tags: set[str]) -> str:
            return (
                text if "_inline" in parent_tags else f"\n\n{_paragraphs(text)}\n\n" if text.strip() else ""
            )

        def convert_li(self, el: Any, text: str, parent_tags: set[str]) -> str:
            first, newline, rest = text.strip().partition("\n")
            return str(super().convert_li(el, opened(first, Kind.ITEM) + newline + rest, parent_tags))

        def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:
            target = work.target(el.get("href") or "")
            return _linked(text, target) if target and not target.startswith("#") else text

        def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
            return _picture(work, el)

        def convert_div(self, el: Any, text: str, parent_tags: set[str]) -> str:
            blocks = text.strip("\n")
            return f"\n\n{blocks}\n\n" if "\n\n" in blocks else self.convert_p(el, text, parent_tags)

        convert_article = convert_section = convert_main = convert_figcaption = convert_summary = convert_div

    return Converter(
        heading_style="ATX",
        bullets="-",
        newline_style="BACKSLASH",
        table_infer_header=True,
        code_language_callback=_code_language,
    )


def _paragraphs(text: str) -> str:
    """The Markdown of a paragraph, or of several that are divided by two line breaks."""
    lines = [_LAST_BREAKS.sub("", part).strip() for part in _PARAGRAPH_BREAK.split(text)]
    return "\n\n".join(opened(line, Kind.PARAGRAPH) for line in lines if line)


def _linked(text: str, target: str) -> str:
    """A link around a text, with the blanks at its ends left outside."""
    inner = " ".join(text.split())
    if not inner:
        return ""
    before, after = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
    bare = inner.replace("\\", "")
    link = f"<{target}>" if bare == target and ":" in target else f"[{inner}]({target})"
    return f"{before}{link}{after}"


def _picture(work: _Work, element: Any) -> str:
    given = [element.get(name) or "" for name in ("src", "data-src", "data-original", "data-lazy-src")]
    sources = [each for each in given if each and not each.startswith("data:")]
    target = work.target(sources[0]) if sources else ""
    if not target:
        work.dropped += not sources
        return ""
    alt = escape(" ".join((element.get("alt") or "").split()))
    return f"![{alt}]({target})"


def _code_language(element: Any) -> str:
    names = " ".join(
        [
            *element.get("class", []),
            *(name for code in element.find_all("code") for name in code.get("class", [])),
        ]
    )
    match = _LANGUAGE.search(names)
    return match[1] if match else ""
