"""Results of ``draft`` and ``engines``."""

from __future__ import annotations

from dataclasses import dataclass


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
    model: str = ""
    price_per_million: float = 0.0
    """What a million characters cost, as the configuration says; 0 where it says nothing."""


@dataclass(frozen=True)
class Choice:
    """The engine that `draft` would take for a language of the project; none is the empty name."""

    language: str
    engine: str
    destination: str
    then: tuple[str, ...] = ()
    """The engines that it would fall back on, in order."""
