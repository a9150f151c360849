"""What verbs yield. The names of fields are the keys of ``--json``; paths are relative to the project's
root, with ``/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from essaytool.errors import EssaytoolError
from essaytool.model import Finding


@dataclass(frozen=True)
class Failure:
    """An error in one file, which did not stop the work on the others."""

    error: EssaytoolError


@dataclass(frozen=True)
class Started:
    """A new project: its folder as seen from the current one, and the files and folders that were made in
    it.
    """

    folder: str
    made: tuple[str, ...]
    languages: tuple[str, ...]
    is_new: bool
    settings: tuple[str, ...] = ()
    """Settings for other programs, each a text."""


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
class Orphan:
    """A template or catalog whose essay is gone; it stays as it is, for a person to move or delete."""

    path: str


@dataclass(frozen=True)
class Checked:
    """One catalog, and what the checks found in it."""

    essay: str
    language: str
    path: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Lag:
    """A file that does not hold all of what it is made from, and the verb that would bring it up to date."""

    path: str
    behind: str
    verb: str


class Change(StrEnum):
    """What a build does to a file of the output folder."""

    WRITTEN = "written"
    REMOVED = "removed"
    KEPT = "kept"
    """A hand changed it, so it stays as it is."""
    SAME = "same"


@dataclass(frozen=True)
class Built:
    """One file of the editions."""

    path: str
    change: Change


@dataclass(frozen=True)
class Withheld:
    """An edition that is not built, since too little of it is translated."""

    essay: str
    language: str
    shown: int
    """Percent of the essay's words that it would show translated."""
    publish_at: int
    behind: bool = False
    """Whether its catalog does not hold the texts of today's essay."""


@dataclass(frozen=True)
class Unplaced:
    """A msgstr that cannot stand in its essay, so that the edition shows the source there."""

    path: str
    line: int
    reason: str


@dataclass(frozen=True)
class Lost:
    """An image that an essay shows and that cannot go with its editions."""

    essay: str
    path: str
    reason: str


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


@dataclass(frozen=True)
class Progress:
    """How far a long work has come; no result, only something to look at meanwhile."""

    work: str
    done: int
    total: int


@dataclass(frozen=True)
class Sending:
    """Text is about to leave this machine."""

    engine: str
    destination: str


@dataclass(frozen=True)
class Planned:
    """What a draft run would do for one essay in one language."""

    essay: str
    language: str
    path: str
    engine: str
    destination: str
    entries: int
    words: int
    characters: int
    postponed: int
    """Entries for which the allowed number of characters is not enough."""


@dataclass(frozen=True)
class LeftEmpty:
    """An entry without a draft, and why the engine's answer made none."""

    line: int
    reason: str


@dataclass(frozen=True)
class Drafted:
    """What a draft run did for one essay in one language."""

    essay: str
    language: str
    path: str
    engine: str
    destination: str
    drafts: int
    postponed: int
    left_empty: tuple[LeftEmpty, ...]


@dataclass(frozen=True)
class Undrafted:
    """A language that no engine on this machine can draft, though something is missing in it."""

    language: str
    reason: str


@dataclass(frozen=True)
class Offer:
    """An engine: what it lacks to run here (nothing if it can), where text goes, what it could draft."""

    engine: str
    lacks: str
    hosted: bool
    destination: str
    languages: tuple[str, ...]
    """Those of the project's languages that it translates the essays into."""


@dataclass(frozen=True)
class Choice:
    """The engine that `draft` would take for a language of the project; none is the empty name."""

    language: str
    engine: str
    destination: str
