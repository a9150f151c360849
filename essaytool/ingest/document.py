"""A document that was brought in: its Markdown, what it says of itself, and what was done to it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from essaytool.markdown.frontmatter import encode


@dataclass(frozen=True)
class Options:
    """What may be guessed."""

    headings: bool = True
    lists: bool = True
    tidy: bool = True
    inline: bool = False
    """Whether the lines of a text are Markdown, though its paragraphs are not."""
    titled: bool = False
    """Whether the title is known, so that the first line is none."""


DEFAULTS = Options()


@dataclass(frozen=True)
class Counts:
    """What was found and done."""

    paragraphs: int = 0
    headings: int = 0
    items: int = 0
    guessed: int = 0
    """Headings that were guessed."""
    rebuilt: int = 0
    """Lists that were rebuilt from runs of symbols."""
    mended: int = 0
    """Blanks that were mended."""
    dropped: int = 0
    """Images, links to scripts and the like that cannot come along; their texts stay."""


@dataclass(frozen=True)
class Document:
    """One document. `body` is Markdown without front matter."""

    body: str
    title: str = ""
    date: str = ""
    author: str = ""
    language: str = ""
    """A language tag, if the document says one."""
    counts: Counts = field(default_factory=Counts)
    front_matter: str = ""
    """The document's own, with its fences, which stays as it is."""
    is_titled: bool = False
    """Whether the text says its title itself, in front matter or a heading."""

    def markdown(self) -> str:
        """The essay, front matter first."""
        values = {"title": self.title, "author": self.author, "date": self.date}
        head = self.front_matter if self.is_titled else _with(self.front_matter, values)
        blank = "\n" if head and self.body and not self.body.startswith("\n") else ""
        return f"{head}{blank}{self.body}"


def _with(head: str, values: Mapping[str, str]) -> str:
    """Front matter with a title; what it has already stays."""
    if not head:
        return front_matter(values)
    opening, newline, rest = head.partition("\n")
    title = json.dumps(values["title"], ensure_ascii=False)
    line = f"title = {title}" if opening.startswith("+++") else f"title: {_scalar(values['title'])}"
    return f"{opening}{newline}{line}\n{rest}"


def front_matter(values: Mapping[str, Any]) -> str:
    """Front matter in YAML with those of these values that say something."""
    lines = [f"{key}: {_scalar(value)}\n" for key, value in values.items() if value]
    return "".join(["---\n", *lines, "---\n"]) if lines else ""


def _scalar(value: str) -> str:
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        return encode(value, "yaml") or json.dumps(value)
