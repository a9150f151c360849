"""How a test asks an engine."""

from __future__ import annotations

from collections.abc import Sequence

from essaytool.engines import Answer, Batch, Engine, Text
from essaytool.languages import Language


def ask(engine: Engine, texts: Sequence[str], source: Language, target: Language) -> Sequence[Answer]:
    """What the engine answers to these texts in one batch."""
    return engine.translate(Batch(tuple(map(Text, texts)), source, target))
