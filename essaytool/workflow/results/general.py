"""Results that every verb may yield."""

from __future__ import annotations

from dataclasses import dataclass

from essaytool.errors import EssaytoolError


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
class Progress:
    """How far a long work has come; no result, only something to look at meanwhile."""

    work: str
    done: int
    total: int
    size: str = ""
    """What is counted besides, in words."""


@dataclass(frozen=True)
class Lag:
    """A file that does not hold all of what it is made from, and the verb that would bring it up to date."""

    path: str
    behind: str
    verb: str


@dataclass(frozen=True)
class Orphan:
    """A template or catalog whose essay is gone; it stays as it is, for a person to move or delete."""

    path: str


@dataclass(frozen=True)
class Compared:
    """The revision that the work is compared with, as it was named, and the commit at which the work left
    it.
    """

    revision: str
    commit: str


@dataclass(frozen=True)
class Reported:
    """A file that tells people what was found."""

    path: str
    changed: bool
