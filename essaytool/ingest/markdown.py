"""Markdown as it is, with its front matter completed."""

from __future__ import annotations

import re
from collections import Counter

from essaytool.ingest.document import Counts, Document
from essaytool.ingest.lines import lines_of, measure
from essaytool.markdown.frontmatter import peel, read_front_matter, require_front_matter
from essaytool.markdown.segment import segment
from essaytool.model import Unit

_BLOCK_MARKS = re.compile(
    r"^(?:(?:`{3,}|~{3,})[\w+-]*[ \t]*$|\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)+\|?[ \t]*$"
    r"|\[[^\]\n]+\]:[ \t]*\S+[/.]\S+[ \t]*$|\[\^[\w-]+\]:[ \t]|<!--)"
    r"|(?:\A|\n[ \t]*\n)\#{1,6}[ \t]+\S",
    re.MULTILINE,
)
"""What nobody writes but in Markdown: fences, tables, labels, comments, and headings that stand apart or are
several. Lists, quotes and rules look alike in plain text.
"""
_HEADING = re.compile(r"^\#{1,6}[ \t]+\S", re.MULTILINE)
_DEEPER = re.compile(r"^\#{2,6}[ \t]+\S", re.MULTILINE)
_INLINE_MARKS = re.compile(
    r"\[[^\[\]\n]{1,300}\]\([^()\s]{0,2000}[/.:#][^)\s]{0,2000}(?:[ ]\"[^\"]*\")?\)"
    r"|(?<![*\w])\*\*(?=\S)[^*\n]{1,1000}(?<=\S)\*\*(?![*\w])"
)
"""Links and bold words."""
_MEANT = re.compile(r"\ufeff?(?:---|\+\+\+)[ \t]*\n[\w-]+[ \t]*[:=]")
"""What means to be front matter, and may be broken."""
_SETEXT = re.compile(r"(?P<title>[^\n]+)\n=+[ \t]*\n")
_ATX = re.compile(r"[ ]{0,3}#[ \t]+(?P<title>[^\n]+?)[ \t]*#*[ \t]*(?:\n|\Z)")


def is_markdown(text: str) -> bool:
    """Whether a text is written in Markdown: its front matter or its marks tell.

    Where only links and bold words do, its paragraphs must be Markdown's, too: what people paste out of a
    chat has both, and a line for each paragraph.
    """
    content = text.encode()
    if read_front_matter(content).end > 3 or _MEANT.match(text) or _BLOCK_MARKS.search(text):
        return True
    if len(_HEADING.findall(text)) > 1 and _DEEPER.search(text):
        return True
    return has_inline_marks(text) and measure(lines_of(text)).has_gaps


def has_inline_marks(text: str) -> bool:
    """Whether there are links or bold words of Markdown in a text."""
    return _INLINE_MARKS.search(text) is not None


def from_markdown(text: str, path: str) -> Document:
    """The document of a Markdown text, which stays as it is.

    A first heading of level 1 is its title, if the front matter says none.

    Raises `SourceError` for what no essay can hold.
    """
    content = text.encode()
    require_front_matter(content, path)
    head, body = (part.decode() for part in peel(content))
    values = read_front_matter(content).values
    titled = _first_title(body)
    return Document(
        body=body,
        title=str(values.get("title") or titled),
        date=str(values.get("date") or ""),
        language=str(values.get("lang") or values.get("language") or ""),
        counts=counts_of(text, path),
        front_matter=head.removeprefix("\ufeff"),
        is_titled=bool(values.get("title") or titled),
    )


def _first_title(body: str) -> str:
    start = body.lstrip("\n")
    match = _ATX.match(start) or _SETEXT.match(start)
    return match["title"] if match else ""


def counts_of(text: str, path: str) -> Counts:
    """What there is in a Markdown text."""
    kinds = Counter(map(_sort, segment(text.encode(), path=path).slots))
    return Counts(kinds["paragraph"], kinds["heading"], kinds["item"])


def _sort(slot: Unit) -> str:
    first = slot.kind.partition(" ")[0]
    return {"heading": "heading", "list": "item", "paragraph": "paragraph", "quote": "paragraph"}.get(
        first, ""
    )
