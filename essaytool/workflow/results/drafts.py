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
    """What a draft run would have one engine, or the memory, do for one language.

    Characters are code points. Price is in whatever money ``price_per_million`` counts. The numbers that
    begin with `most` are for the case that every text is asked for in every way, and every request repeated
    as often as the engine does; the others for the case that nothing is.
    """

    language: str
    engine: str
    destination: str
    entries: int
    words: int
    cached: int = 0
    """How many of the entries are in the cache, and cost nothing."""
    characters: int = 0
    requests: int = 0
    price: float = 0.0
    seconds: float = 0.0
    most_characters: int = 0
    most_price: float = 0.0
    postponed: int = 0
    """Further entries, for which what may be sent is not enough."""


@dataclass(frozen=True)
class LeftEmpty:
    """An entry without a draft, and why the engines' answers made none."""

    line: int
    reason: str


@dataclass(frozen=True)
class Share:
    """The drafts that one engine made, or the memory."""

    engine: str
    drafts: int
    cached: int
    """How many of them were in the cache."""


@dataclass(frozen=True)
class Drafted:
    """What a draft run did for one essay in one language."""

    essay: str
    language: str
    path: str
    drafts: int
    by: tuple[Share, ...]
    suggestions: int
    """Entries that got the translation of a text like theirs, and are stale."""
    postponed: int
    left_empty: tuple[LeftEmpty, ...]


@dataclass(frozen=True)
class Sent:
    """What one engine was sent in the whole of a run, repeated requests included."""

    engine: str
    destination: str
    characters: int
    requests: int
    price: float


@dataclass(frozen=True)
class GaveUp:
    """An engine stopped, and the next one goes on."""

    engine: str
    reason: str


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
