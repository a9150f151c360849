"""What every engine offers, and what it may be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from essaytool.languages import Language

THIS_MACHINE = "this machine"

EngineSettings = Mapping[str, Any]
"""One engine's table of the configuration, ``[tool.essaytool.engines.NAME]``."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What an engine gives in place of a translation, for one text: the reason."""

    reason: str


Answer = str | Unanswered


class Engine(Protocol):
    """Something that translates texts. Making one is cheap: what is heavy is loaded with the first text."""

    name: str
    hosted: bool
    """Whether text leaves this machine."""
    destination: str
    """Where text goes: `THIS_MACHINE`, or a host."""
    carrier: str
    """The look of placeholders that it lets through; `essaytool.markdown.protect` lists them."""
    garbles: re.Pattern[str] | None
    """What it is known to spoil in a text."""
    limit: int
    """The longest text that it takes, in the unit of `measure`."""
    batch: int
    """How many texts to give it at a time."""

    def available(self) -> str:
        """What it lacks to run here, in a few words; empty when it can."""

    def speaks(self, source: Language, target: Language) -> bool:
        """Whether it translates from one into the other."""

    def measure(self, text: str) -> int:
        """How long a text is, in the unit that `limit` counts."""

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> Iterator[Answer]:
        """One answer a text, in order, as they come in.

        Raises `EngineError` when no further text would be answered either; what came before it holds.
        """
