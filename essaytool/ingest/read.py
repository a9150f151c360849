"""Any document: what it is, told by its content, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from essaytool.errors import IngestError
from essaytool.ingest.document import Document, Options
from essaytool.ingest.docx import from_docx, is_zip
from essaytool.ingest.encoding import decode
from essaytool.ingest.html import from_html, is_html
from essaytool.ingest.markdown import from_markdown, has_inline_marks, is_markdown
from essaytool.ingest.plain import from_text

MOST_BYTES = 100_000_000 - 1


class Form(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"


@dataclass(frozen=True)
class Received:
    """A document with what it was."""

    document: Document
    form: Form
    encoding: str = ""


def receive(
    content: bytes,
    path: str,
    language: str,
    options: Options,
    *,
    form: Form | None = None,
    encoding: str = "",
) -> Received:
    """The document that a file holds, in this language; `form` says what it is, if its content should not.

    Raises `IngestError` for a file that is empty, too large, binary, or not what it is said to be.
    """
    if len(content) > MOST_BYTES:
        size = len(content) // 1_000_000
        raise IngestError(f"is too large: {size} MB", path=path, hint="an essay has less than 100 MB")
    if not content.strip():
        raise IngestError("is empty", path=path, hint="give a file with text in it")
    if form is Form.DOCX or (form is None and is_zip(content)):
        return Received(from_docx(content, path, language, options), Form.DOCX)
    text, name = decode(content, path, language, encoding)
    found = form or _form(text, path)
    match found:
        case Form.HTML:
            document = from_html(text, path, language, options)
        case Form.MARKDOWN:
            document = from_markdown(text.removeprefix("\ufeff"), path)
        case _:
            document = from_text(text, language, replace(options, inline=has_inline_marks(text)))
    if not document.body.strip() and not document.title:
        raise IngestError("holds nothing that shows", path=path, hint="give a file with text in it")
    return Received(document, found, name)


def _form(text: str, path: str) -> Form:
    if is_html(text):
        return Form.HTML
    if is_markdown(text):
        return Form.MARKDOWN
    if text.lstrip()[:1] == "<" and text.rstrip()[-1:] == ">":
        hint = "give a text, a saved web page (HTML), a Word file (DOCX) or Markdown"
        raise IngestError("is XML of some other kind", path=path, hint=hint)
    return Form.TEXT
