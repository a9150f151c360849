"""Which texts go to an engine together: as many as it takes, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from essaytool.drafting.queries import Query
from essaytool.engines import Engine


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of one attempt at a query."""

    query: Query
    attempt: int
    number: int
    """Which of the attempt's texts it is."""

    @property
    def text(self) -> str:
        return self.query.attempts[self.attempt].texts[self.number]


def pieces(queries: Iterable[Query], attempt: int = 0) -> deque[Piece]:
    """The texts of these attempts, in order."""
    return deque(
        Piece(query, attempt, number)
        for query in queries
        for number in range(len(query.attempts[attempt].texts))
    )


def next_batch(waiting: deque[Piece], engine: Engine) -> tuple[Piece, ...]:
    """The next texts to send together, which are taken from those that wait.

    An engine that reads the context is given texts of one essay at a time.
    """
    batch = [waiting.popleft()]
    size = engine.measure(batch[0].text)
    while waiting and len(batch) < engine.limits.texts:
        piece = waiting[0]
        size += engine.measure(piece.text)
        too_much = engine.limits.batch is not None and size > engine.limits.batch
        if too_much or (engine.reads_context and piece.query.title != batch[0].query.title):
            break
        batch.append(waiting.popleft())
    return tuple(batch)
