"""Engines: what turns a text into a draft in another language. Importing this package loads none of them."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib import import_module

from essaytool.engines.protocol import (
    NOTHING,
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
    "NOTHING",
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
    "names",
]

BUILT_IN: Mapping[str, str] = {
    "bergamot": "essaytool.engines.bergamot:Bergamot",
    "apertium": "essaytool.engines.apertium:Apertium",
    "google": "essaytool.engines.deep.google:Google",
    "mymemory": "essaytool.engines.deep.mymemory:MyMemory",
    "libre": "essaytool.engines.deep.libre:Libre",
    "deepl": "essaytool.engines.deep.deepl:DeepL",
    "microsoft": "essaytool.engines.deep.microsoft:Microsoft",
    "chat": "essaytool.engines.chat:Chat",
    "pseudo": "essaytool.engines.pseudo:Pseudo",
}
"""Where each engine's class is, by name."""

_SERVER = ("url", "at_once", "price_per_million")
_OWN: Mapping[str, tuple[str, ...]] = {
    "google": _SERVER,
    "mymemory": (*_SERVER, "email"),
    "libre": _SERVER,
    "deepl": _SERVER,
    "microsoft": (*_SERVER, "region"),
    "chat": (*_SERVER, "model", "texts", "timeout"),
}


class _Settings(Mapping[str, "Collection[str] | None"]):
    """Other packages are looked for only when a name is asked for that is not ours."""

    def __getitem__(self, name: str) -> Collection[str] | None:
        if name in BUILT_IN:
            return _OWN.get(name, ())
        if name in _foreign():
            return None
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(names())

    def __len__(self) -> int:
        return len(names())


SETTINGS: Mapping[str, Collection[str] | None] = _Settings()
"""The keys of `EngineSettings` that each engine reads, by its name; None where only the engine knows them,
because another package brings it.
"""

AUTO = ("bergamot", "apertium", "google")
"""What ``auto`` tries, in this order: hosted engines come last, and only where they are allowed."""

_NO_SETTINGS: Mapping[str, EngineSettings] = {}


def names() -> tuple[str, ...]:
    """All engines that there are: ours, then those that other packages bring. Nobody takes a name of ours."""
    return (*BUILT_IN, *sorted(_foreign()))


def _foreign() -> Collection[str]:
    from essaytool.engines.foreign import found

    return found().keys() - BUILT_IN.keys() - {"auto"}


def load_engine(name: str, settings: EngineSettings | None = None) -> Engine:
    """The engine of this name, set up.

    Raises `ConfigError` for a name that is none, and for settings that the engine cannot take.
    """
    if name not in BUILT_IN:
        return _load_foreign(name, settings or {})
    module, _, attribute = BUILT_IN[name].partition(":")
    engine: Engine = getattr(import_module(module), attribute)(settings or {})
    return engine


def _load_foreign(name: str, settings: EngineSettings) -> Engine:
    if name not in _foreign():
        close = difflib.get_close_matches(name, names(), n=1)
        hint = f"did you mean `{close[0]}`?" if close else f"one of auto, {', '.join(names())}"
        raise ConfigError(f"there is no engine `{name}`", hint=hint)
    from essaytool.engines.foreign import load

    return load(name, settings)


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
    able: list[Engine] = []
    reasons: dict[str, str] = {}
    for name, named in _named(names):
        engine = load_engine(name, for_engine.get(name))
        if not named and engine.hosted and (able or not allow_hosted):
            continue
        if reason := _why_not(engine, source, target):
            reasons[name] = reason
        else:
            able.append(engine)
    if able:
        return tuple(able)
    told = "; ".join(f"{name}: {reason}" for name, reason in reasons.items())
    raise EngineError(
        f"no engine here translates from {source.tag} into {target.tag} ({told})",
        hint="`essaytool engines` lists what each engine needs",
    )


def _named(names: Sequence[str]) -> Iterator[tuple[str, bool]]:
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
