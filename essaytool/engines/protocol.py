"""What every engine offers, and what it may be asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from essaytool.languages import Language
from essaytool.model import Term

THIS_MACHINE = "this machine"

EngineSettings = Mapping[str, Any]
"""One engine's table of the configuration, ``[tool.essaytool.engines.NAME]``."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to translate. What else it says is for engines that read it (`Engine.reads_context`); a text is
    not known by it.
    """

    text: str
    """What is sent: markup is replaced by placeholders of the engine's carrier."""
    kind: str = ""
    """What it is in its essay: ``heading 2``, ``list item``…"""
    before: str = ""
    """The text that comes before it in the essay."""
    after: str = ""
    examples: tuple[tuple[str, str], ...] = ()
    """Texts like it, from the memory, each with its translation."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts that go to an engine together: one request, where it can take so many."""

    texts: tuple[Text, ...]
    source: Language
    target: Language
    title: str = ""
    """The essay's title."""
    glossary: tuple[Term, ...] = ()
    """The terms that occur in these texts."""
    may_repeat: Callable[[], bool] = field(default=lambda: True, compare=False)
    """Asked before the batch is sent once more after a failure: whether the budget allows that."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What an engine gives in place of a translation, for one text: the reason."""

    reason: str


Answer = str | Unanswered

NOTHING = Unanswered("there is nothing to translate")
"""The answer to a blank text."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an engine takes."""

    text: int
    """The longest text, in the unit of `Engine.measure`."""
    texts: int = 1
    """Texts in a batch."""
    batch: int | None = None
    """How long the texts of a batch may be together; None where only their number counts."""
    at_once: int = 1
    """Batches under way at the same time."""
    attempts: int = 1
    """How many times a batch is sent at most, where a server fails."""
    seconds: float = 0.0
    """What a batch takes, about, in seconds: to estimate how long a run takes."""


class Engine(Protocol):
    """Something that translates texts. Making one is cheap: what is heavy is loaded with the first text.

    `translate` is called from several threads at a time if `Limits.at_once` is more than 1.
    """

    name: str
    model: str
    """Which of the engine's models translates, where it has several; a version of how it is asked with it."""
    hosted: bool
    """Whether text leaves this machine."""
    destination: str
    """Where text goes: `THIS_MACHINE`, or a host."""
    address: str
    """The URL of its server, if it has one: models of the same name may differ between servers."""
    carriers: tuple[str, ...]
    """The looks of placeholders that it lets through, the best one first, by their names in
    `essaytool.markdown.protect.CARRIERS`.
    """
    garbles: re.Pattern[str] | None
    """What it is known to spoil in a text."""
    reads_context: bool
    """Whether it reads more of a `Batch` than its texts and languages."""
    takes_terms: bool
    """Whether it follows the glossary by itself."""
    cached: bool
    """Whether its drafts are kept for other runs, because they cost money or time."""
    limits: Limits
    price_per_million: float
    """What a million characters cost, in whatever money the user counts; 0 where they cost nothing."""

    def available(self) -> str:
        """What it lacks to run here, in a few words; empty when it can."""

    def speaks(self, source: Language, target: Language) -> bool:
        """Whether it translates from one into the other. Asks nobody."""

    def measure(self, text: str) -> int:
        """How long a text is, in the unit that `Limits.text` counts."""

    def translate(self, batch: Batch) -> Sequence[Answer]:
        """One answer a text, in order. Raises `EngineError` when no further text would be answered either."""
