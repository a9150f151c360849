"""Engines that other packages bring, by the entry-point group ``essaytool.engines``.

An entry point names what makes the engine from its settings: a class, mostly. What such an engine raises ends
as one sentence, as the protocol has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from essaytool.engines.protocol import Answer, Batch, Engine, EngineSettings
from essaytool.errors import ConfigError, EngineError, EssaytoolError
from essaytool.languages import Language

GROUP = "essaytool.engines"
_MEMBERS = (*Engine.__annotations__, "available", "speaks", "measure", "translate")


@cache
def found() -> Mapping[str, EntryPoint]:
    """The entry points, by the engine's name; of several packages the first by name."""
    points = sorted(entry_points(group=GROUP), key=_package)
    return {point.name: point for point in reversed(points)}


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else ""


def load(name: str, settings: EngineSettings) -> Engine:
    """The engine that a package brings under this name. Raises `ConfigError`."""
    point = found()[name]
    try:
        engine = point.load()(settings)
    except EssaytoolError:
        raise
    except Exception as error:
        raise ConfigError(
            f"the engine `{name}` of the package {_package(point)} cannot be set up: {_told(error)}",
            hint="ask those who keep that package",
        ) from error
    lacks = [member for member in _MEMBERS if not hasattr(engine, member)]
    if lacks:
        raise ConfigError(f"the engine `{name}` of the package {_package(point)} has no `{lacks[0]}`")
    return Guarded(engine)


def _told(error: Exception) -> str:
    """The first line of an error, with its kind."""
    line = str(error).partition("\n")[0]
    return f"{type(error).__name__}: {line}" if line else type(error).__name__


class Guarded:
    """An engine by others, whose failures are ours."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def __getattr__(self, member: str) -> Any:
        return getattr(self._engine, member)

    def available(self) -> str:
        try:
            return str(self._engine.available())
        except Exception as error:
            return f"fails: {_told(error)}"

    def speaks(self, source: Language, target: Language) -> bool:
        try:
            return bool(self._engine.speaks(source, target))
        except Exception:
            return False

    def measure(self, text: str) -> int:
        try:
            return int(self._engine.measure(text))
        except Exception as error:
            raise self._failed(error) from error

    def translate(self, batch: Batch) -> Sequence[Answer]:
        try:
            return list(self._engine.translate(batch))
        except EngineError:
            raise
        except Exception as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> EngineError:
        """What it says of itself may hold a key or a text, so that only its kind is told."""
        kind = str(error) if isinstance(error, EssaytoolError) else type(error).__name__
        return EngineError(f"the engine `{self._engine.name}` failed: {kind}")
