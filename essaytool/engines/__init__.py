"""Engines: what turns a text into a draft in another language. Importing this package loads none of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

from essaytool.engines.protocol import (
    THIS_MACHINE,
    Answer,
    Batch,
    Engine,
    EngineSettings,
    Limits,
    Text,
    Unanswered,
)
from essaytool.errors import ConfigError, EngineError
from essaytool.languages import Language

__all__ = [
    "BUILT_IN",
    "SETTINGS",
    "THIS_MACHINE",
    "Answer",
    "Batch",
    "Engine",
    "EngineSettings",
    "Limits",
    "Text",
    "Unanswered",
    "candidates",
    "load_engine",
]

BUILT_IN: Mapping[str, str] = {
    "bergamot": "essaytool.engines.bergamot:Bergamot",
    "apertium": "essaytool.engines.apertium:Apertium",
    "google": "essaytool.engines.deep:Google",
    "pseudo": "essaytool.engines.pseudo:Pseudo",
}
"""Where each engine's class is, by name."""

SETTINGS: Mapping[str, tuple[str, ...]] = {"google": ("url",)}
"""The keys of `EngineSettings` that an engine reads, by its name; one that is not here reads none."""

AUTO = ("bergamot", "apertium", "google")
"""What ``auto`` tries, in this order: hosted engines come last, and only where they are allowed."""

_NO_SETTINGS: Mapping[str, EngineSettings] = {}


def load_engine(name: str, settings: EngineSettings | None = None) -> Engine:
    """The engine of this name, set up.

    Raises `ConfigError` for a name that is none, and for settings that the engine cannot take.
    """
    if name not in BUILT_IN:
        close = difflib.get_close_matches(name, BUILT_IN, n=1)
        hint = f"did you mean `{close[0]}`?" if close else f"one of auto, {', '.join(BUILT_IN)}"
        raise ConfigError(f"there is no engine `{name}`", hint=hint)
    module, _, attribute = BUILT_IN[name].partition(":")
    engine: Engine = getattr(import_module(module), attribute)(settings or {})
    return engine


def candidates(
    names: Sequence[str],
    source: Language,
    target: Language,
    *,
    allow_hosted: bool,
    for_engine: Mapping[str, EngineSettings] = _NO_SETTINGS,
) -> tuple[Engine, ...]:
    """Those of the named engines that can translate between these languages here, in order.

    ``auto`` stands for what runs on this machine or, where that cannot and `allow_hosted`, for google. An
    engine that is named is used wherever its text goes. Raises `EngineError`, with what each engine lacks,
    when none can.
    """
    found: list[Engine] = []
    reasons = []
    for name, named in _candidates(names):
        engine = load_engine(name, for_engine.get(name))
        if not named and engine.hosted and (found or not allow_hosted):
            continue
        reason = _why_not(engine, source, target)
        if reason:
            reasons.append(f"{name}: {reason}")
        else:
            found.append(engine)
    if found:
        return tuple(found)
    raise EngineError(
        f"no engine here translates from {source.tag} into {target.tag} ({'; '.join(reasons)})",
        hint="`essaytool engines` lists what each engine needs",
    )


def _candidates(names: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Engine names, each with whether the user named it."""
    for name in names:
        if name == "auto":
            yield from ((candidate, False) for candidate in AUTO)
        else:
            yield name, True


def _why_not(engine: Engine, source: Language, target: Language) -> str:
    if not engine.speaks(source, target):
        return f"does not speak {source.tag} to {target.tag}"
    return engine.available()
