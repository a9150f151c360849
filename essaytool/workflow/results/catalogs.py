"""Results of the verbs that write templates and catalogs, and carry translations in and out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Extracted:
    """The template of one essay."""

    essay: str
    path: str
    entries: int
    changed: bool
    renamed_from: str = ""
    """The template that the essay had under an older name."""


@dataclass(frozen=True)
class Changed:
    """One entry that an update changes: what becomes of it (`essaytool.updating.merge.Outcome`), its text,
    the text that its translation comes from, and their likeness from 0 to 1.
    """

    outcome: str
    text: str
    before: str
    ratio: float
    edits: tuple[str, ...] = ()
    """What a trivial edit changed."""


@dataclass(frozen=True)
class Updated:
    """The catalog of one essay in one language, and what became of its entries."""

    essay: str
    language: str
    path: str
    changed: bool
    kept: int
    new: int
    fuzzy: int
    obsolete: int
    revived: int
    trivial: int = 0
    changes: tuple[Changed, ...] = ()
    """All entries but those that `kept` counts."""
    renamed_from: str = ""
    """The catalog that the essay had under an older name."""


@dataclass(frozen=True)
class Conflict:
    """An entry whose translation both sides of a merge changed; both are kept, and it is fuzzy."""

    path: str
    line: int
    text: str


@dataclass(frozen=True)
class Imported:
    """The catalog of one essay in one language, and how many texts of another one found an entry in it."""

    essay: str
    language: str
    path: str
    changed: bool
    exact: int
    normalised: int
    close: int
    filled: int
    """Entries that had no text and got one."""


@dataclass(frozen=True)
class Exported:
    """A file for other programs, how many texts it holds, and the languages that they are translated into."""

    path: str
    texts: int
    languages: tuple[str, ...]
    changed: bool


@dataclass(frozen=True)
class Doubtful:
    """An imported text that came in as fuzzy, and why. `path` is the imported file's, as it was named."""

    path: str
    line: int
    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class NotFound:
    """A translated text that belongs to no entry; `path` as in `Doubtful`."""

    path: str
    line: int
    text: str
