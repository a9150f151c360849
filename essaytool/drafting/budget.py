"""What a run may send, and what it has sent: characters, requests and money, by engine.

Money is whatever `price_per_million` counts, per million characters (code points, as DeepL, Google and
Microsoft bill them). Everything that is sent is counted, also what is sent a second time, and nothing is
sent that would pass a limit.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from essaytool.engines import Engine

_MILLION = 1_000_000


def price(engine: Engine, characters: int) -> float:
    """What it costs to send so many characters."""
    return characters * engine.price_per_million / _MILLION


@dataclass
class Spent:
    """What one engine was sent."""

    engine: Engine
    characters: int = 0
    requests: int = 0

    @property
    def cost(self) -> float:
        return price(self.engine, self.characters)


@dataclass
class Budget:
    """The limits of a run, and how much of them is used. Threads share it."""

    max_characters: int | None = None
    max_cost: float | None = None
    by_engine: dict[str, Spent] = field(default_factory=dict)
    reserved_characters: int = 0
    """What was promised and is not sent yet."""
    reserved_cost: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def reserve(self, engine: Engine, characters: int) -> bool:
        """Promise to send so many characters, if the limits allow it; says whether they do."""
        with self._lock:
            if not self._allows(engine, characters):
                return False
            self.reserved_characters += characters
            self.reserved_cost += price(engine, characters)
            return True

    def release(self, engine: Engine, characters: int) -> None:
        """Take a promise back."""
        with self._lock:
            self._release(engine, characters)

    def send(self, engine: Engine, characters: int) -> None:
        """Count a request with so many of the promised characters."""
        with self._lock:
            self._release(engine, characters)
            self._count(engine, characters)

    def send_again(self, engine: Engine, characters: int) -> bool:
        """Count a request that repeats one, if the limits allow it; says whether they do."""
        with self._lock:
            allowed = self._allows(engine, characters)
            if allowed:
                self._count(engine, characters)
            return allowed

    def _release(self, engine: Engine, characters: int) -> None:
        self.reserved_characters -= characters
        self.reserved_cost -= price(engine, characters)

    def _allows(self, engine: Engine, characters: int) -> bool:
        sent = self.reserved_characters + sum(spent.characters for spent in self.by_engine.values())
        cost = self.reserved_cost + sum(spent.cost for spent in self.by_engine.values())
        return (self.max_characters is None or sent + characters <= self.max_characters) and (
            self.max_cost is None or cost + price(engine, characters) <= self.max_cost + _ROUNDING
        )

    def _count(self, engine: Engine, characters: int) -> None:
        spent = self.by_engine.setdefault(engine.name, Spent(engine))
        spent.characters += characters
        spent.requests += 1


_ROUNDING = 1e-9
"""Sums of prices are not exact: a limit that is met exactly is not passed."""
