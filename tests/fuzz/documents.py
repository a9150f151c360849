"""Documents that are brought in: pasted texts, web pages, Word files, in whatever bytes they come."""

from __future__ import annotations

import zipfile
from io import BytesIO

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.template import template
from essaytool.errors import CatalogError, IngestError, SourceError
from essaytool.ingest.document import DEFAULTS
from essaytool.ingest.names import require_name, slug_of, title_of
from essaytool.ingest.read import Form, receive
from essaytool.languages import find_tag
from essaytool.markdown.segment import segment

LANGUAGES = ("en", "de", "ar", "ja")


def document(data: bytes) -> None:
    """A file of any kind, told by its content."""
    _brought_in(data, None)


def page(data: bytes) -> None:
    """A web page."""
    _brought_in(data, Form.HTML)


def word(data: bytes) -> None:
    """A Word file: the bytes are its ``word/document.xml``."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", data)
    _brought_in(packed.getvalue(), None)


def _brought_in(data: bytes, form: Form | None) -> None:
    """What comes of a document is an essay: it can be segmented, and its template is a catalog."""
    language = LANGUAGES[len(data) % len(LANGUAGES)]
    try:
        received = receive(data, "given", language, DEFAULTS, form=form)
    except (IngestError, SourceError) as error:
        assert "\n" not in str(error), error
        return
    found = received.document
    find_tag(found.language)
    title = found.title or title_of("given")
    _is_a_name(slug_of(title))
    markdown = found.markdown().encode()
    try:
        essay = segment(markdown)
        serialize_catalog(parse_catalog(serialize_catalog(template(essay))))
    except (SourceError, CatalogError) as error:
        assert received.form is Form.MARKDOWN, error


def _is_a_name(slug: str) -> None:
    if slug and slug != "index":
        assert require_name(slug) == slug


_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>"""
