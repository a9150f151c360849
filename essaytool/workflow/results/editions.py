"""Results of ``check`` and ``build``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from essaytool.model import Finding


@dataclass(frozen=True)
class Checked:
    """One catalog, and what the checks found in it."""

    essay: str
    language: str
    path: str
    findings: tuple[Finding, ...]
    is_catalog: bool = True
    """False for an essay's template, where texts are listed that several languages fail at."""


@dataclass(frozen=True)
class Mended:
    """A repair: the line of the entry's msgid, the check that asked for it, and the text before and after."""

    line: int
    check: str
    before: str
    after: str


@dataclass(frozen=True)
class Fixed:
    """One catalog, and what was repaired in it, or would be."""

    essay: str
    language: str
    path: str
    changed: bool
    mended: tuple[Mended, ...] = ()


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
