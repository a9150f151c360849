"""How a test asks an engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from essaytool.engines import Answer, Batch, Engine, Text, load_engine
from essaytool.engines.hosted import Hosted
from essaytool.engines.http import Patience
from essaytool.languages import Language, parse_tag
from tests.engines.servers import Server

ENGLISH, FRENCH = parse_tag("en"), parse_tag("fr")
HASTY = Patience(connect=1, read=1.0, whole=1.5, pauses=(0.01, 0.01), longest=1)
SERVED = ("google", "mymemory", "libre", "deepl", "microsoft", "chat")
"""The engines behind a server."""


def ask(
    engine: Engine, texts: Sequence[str], source: Language = ENGLISH, target: Language = FRENCH, **more: Any
) -> Sequence[Answer]:
    """What the engine answers to these texts in one batch."""
    return engine.translate(Batch(tuple(map(Text, texts)), source, target, **more))


def engine_of(server: Server, patience: Patience = HASTY, **settings: Any) -> Hosted:
    """The engine that asks this server."""
    kind = type(load_engine(server.name))
    engine = kind({**server.settings, **settings}, patience)
    assert isinstance(engine, Hosted)
    return engine
