"""Results of the verbs that bring documents in, essays and their translations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Added:
    """An essay that was brought in, what its file was, and what was found in it and done to it."""

    essay: str
    path: str
    title: str
    form: str
    encoding: str
    """Empty for a Word file."""
    changed: bool
    paragraphs: int
    headings: int
    items: int
    guessed: int
    """Headings that were guessed."""
    rebuilt: int
    """Lists that were rebuilt from runs of symbols."""
    mended: int
    """Blanks that were mended."""
    dropped: int
    """Pictures and links that could not come along."""
    markdown: str = ""
    """The essay, where nothing was written."""


@dataclass(frozen=True)
class Begun:
    """A new essay, still empty."""

    essay: str
    path: str


@dataclass(frozen=True)
class Pairing:
    """Units of an essay and of its translation that belong together; one side may be empty.

    `lines` are the essay's, `translated_lines` those of the translated document. `outcome` is ``entry``,
    ``fuzzy``, ``kept`` (there was a translation), ``copy`` (it is the source's own words) or ``alone``.
    """

    lines: tuple[int, ...]
    translated_lines: tuple[int, ...]
    texts: tuple[str, ...]
    translations: tuple[str, ...]
    confidence: float
    """From 0 to 1."""
    outcome: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Aligned:
    """The catalog of one essay in one language, and how a translated document was aligned with the essay."""

    essay: str
    language: str
    path: str
    changed: bool
    source: str
    """The essay's file, relative to the project's root."""
    document: str
    """The translated document, as it was named."""
    filled: int
    """Entries that had no text and got one."""
    pairs: tuple[Pairing, ...]
