"""What one engine would do of a run, before anything is sent: how much that is, and what it costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from essaytool.drafting.batches import next_batch, pieces
from essaytool.drafting.budget import Budget
from essaytool.drafting.cache import Cache
from essaytool.drafting.queries import Examples, Query, queries
from essaytool.drafting.tasks import Task
from essaytool.engines import Engine
from essaytool.languages import Language


@dataclass(frozen=True)
class Leg:
    """What one engine gets to do of a run."""

    engine: Engine
    known: tuple[tuple[Query, str], ...]
    """What needs no request, with its translation: cached ones, and texts without words."""
    queries: tuple[Query, ...]
    """What is sent, in order."""
    passed: tuple[Query, ...]
    """What is too long for it."""
    postponed: tuple[Query, ...]
    """What the budget does not allow."""

    @property
    def entries(self) -> int:
        return sum(len(query.tasks) for query in (*self.queries, *(query for query, _ in self.known)))

    @cached_property
    def characters(self) -> int:
        """How many are sent if nothing is sent twice."""
        return sum(query.characters for query in self.queries)

    @cached_property
    def most_characters(self) -> int:
        """How many are sent if every attempt is needed, and each as often as the engine tries."""
        sent = sum(attempt.characters for query in self.queries for attempt in query.attempts)
        return sent * self.engine.limits.attempts

    @cached_property
    def requests(self) -> int:
        """How many batches that makes."""
        waiting, count = pieces(self.queries), 0
        while waiting:
            next_batch(waiting, self.engine)
            count += 1
        return count

    @property
    def seconds(self) -> float:
        """How long that takes, about."""
        rounds = -(-self.requests // self.engine.limits.at_once)
        return rounds * self.engine.limits.seconds


def plan_leg(
    tasks: Iterable[Task],
    engine: Engine,
    source: Language,
    target: Language,
    *,
    budget: Budget,
    cache: Cache,
    examples: Examples = lambda _: (),
) -> Leg:
    """What this engine would do for these tasks. What is to be sent is reserved in the budget."""
    known: list[tuple[Query, str]] = []
    asked: list[Query] = []
    passed: list[Query] = []
    postponed: list[Query] = []
    for query in queries(tasks, engine, source, target, examples):
        msgstr = cache.get(query.key) if query.has_words else query.tasks[0].entry.msgid
        if msgstr is not None:
            known.append((query, msgstr))
        elif engine.measure(query.attempts[0].texts[0]) > engine.limits.text:
            passed.append(query)
        elif postponed or not budget.reserve(engine, query.characters):
            postponed.append(query)
        else:
            asked.append(query)
    return Leg(engine, tuple(known), tuple(asked), tuple(passed), tuple(postponed))
