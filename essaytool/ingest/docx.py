"""Word files, by mammoth and our HTML, which read headings, lists, links, emphasis, tables and footnotes.

Pictures are left out, and counted: they lie in the file, and no essay could show them from there.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from essaytool.errors import IngestError
from essaytool.ingest.document import Document, Options
from essaytool.ingest.extra import require
from essaytool.ingest.html import from_page
from essaytool.ingest.page import Page

_DOCUMENT = "word/document.xml"
_MOST_BYTES = 200_000_000
"""What a file may unpack to."""
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Source Code'] => pre:separator('\\n')
r[style-name='Verbatim Char'] => code
"""
_HINT = "open it in a word processor, and save it as DOCX or text"


def is_zip(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04")


def from_docx(content: bytes, path: str, language: str, options: Options) -> Document:
    """The document of a Word file. Raises `IngestError` for any other file, and for one that unpacks to more
    than we read.
    """
    _refuse(content, path)
    mammoth, html = require("mammoth"), require("lxml.html")
    pictures: list[str] = []

    def leave_out(image: Any) -> dict[str, str]:
        pictures.append(image.content_type)
        return {"src": ""}

    try:
        found = mammoth.convert_to_html(
            BytesIO(content), style_map=_STYLES, convert_image=mammoth.images.img_element(leave_out)
        )
    except Exception as error:  # whatever XML or zip library stumbles
        raise IngestError("is a Word file that cannot be read", path=path, hint=_HINT) from error
    article = html.fragment_fromstring(found.value, create_parent="div")
    if not article.text_content().strip():
        raise IngestError("holds no text", path=path, hint=_HINT)
    document = from_page(Page(article, _title(article), "", "", "", ""), path, language, options)
    return replace(document, counts=replace(document.counts, dropped=len(pictures)))


def _refuse(content: bytes, path: str) -> None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names, size = archive.namelist(), sum(item.file_size for item in archive.infolist())
    except BadZipFile as error:
        raise IngestError("is a damaged archive", path=path, hint=_HINT) from error
    if _DOCUMENT not in names:
        raise IngestError("is an archive, but no Word file", path=path, hint=_HINT)
    if size > _MOST_BYTES:
        raise IngestError(f"unpacks to {size // 1_000_000} MB", path=path, hint="add its text only")


def _title(article: Any) -> str:
    """The paragraph that is styled as title, or the one heading of level 1 that stands first."""
    headings = list(article.iter("h1"))
    titles = [each for each in headings if "title" in (each.get("class") or "")]
    first = titles or (headings if len(headings) == 1 and article[0] is headings[0] else [])
    return " ".join(first[0].text_content().split()) if first else ""
