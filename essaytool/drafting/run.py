"""A draft run: texts go to an engine batch by batch, many at once, and come back as drafts or with a reason.

The calling thread decides everything; other threads only ask. An answer is judged and kept the moment it
arrives, and a run that is broken off waits for what is under way, since that is paid for. What an engine
refuses, or what is left when it stops, goes to the next one of the chain.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace

from essaytool.drafting.batches import Piece, next_batch, pieces
from essaytool.drafting.budget import Budget
from essaytool.drafting.cache import Cache
from essaytool.drafting.plan import Leg
from essaytool.drafting.queries import Query
from essaytool.drafting.tasks import Task
from essaytool.drafting.twins import Twins
from essaytool.drafting.verify import fitting, translated
from essaytool.engines import Answer, Batch, Engine, Unanswered
from essaytool.errors import EngineError, Refusal
from essaytool.languages import Language


@dataclass(frozen=True, slots=True)
class Drafted:
    """A task with a msgstr for it."""

    task: Task
    msgstr: str
    engine: str
    cached: bool = False
    """Whether it was known from an earlier run."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A task that gets no draft, also if it had one that proved to be none."""

    task: Task
    reason: str


Keep = Callable[[Drafted | Refused], None]


@dataclass
class Run:
    """What one language's run knows while it lasts."""

    source: Language
    target: Language
    budget: Budget
    cache: Cache
    keep: Keep
    """Is given every result at once."""
    twins: Twins = field(default_factory=Twins)
    left: list[Refused] = field(default_factory=list)
    """What the engine that was asked last did not draft."""
    unasked: list[Task] = field(default_factory=list)
    """What it did not come to."""
    stopped: EngineError | None = None
    """Why not."""
    lost: set[str] = field(default_factory=set)
    """The essays whose drafts have no place any more: nothing is asked for them."""

    def carry_out(self, leg: Leg) -> Iterator[int]:
        """Do what is planned for an engine; yields how many tasks got a result, again and again.

        What the engine did not draft is then in `left` and `unasked`.
        """
        too_long = f"is too long for {leg.engine.name}"
        self.left = [Refused(task, too_long) for query in leg.passed for task in query.tasks]
        self.unasked, self.stopped = [], None
        for query, msgstr in leg.known:
            self.left += self.settle(query, leg.engine, msgstr, cached=True)
        if leg.known:
            yield sum(len(query.tasks) for query, _ in leg.known)
        yield from _Sending(self, leg.engine, pieces(leg.queries)).until_done()

    def settle(self, query: Query, engine: Engine, msgstr: str, *, cached: bool = False) -> list[Refused]:
        """Keep what this msgstr makes of the query's tasks; the refused ones are handed back."""
        refused = []
        for task in query.tasks:
            try:
                canonical = fitting(task.units, msgstr, self.source, self.target, task.terms)
            except Refusal as refusal:
                refused.append(Refused(task, refusal.sentence))
                continue
            self.keep(Drafted(task, canonical, engine.name, cached))
        if engine.cached and not cached and len(refused) < len(query.tasks):
            self.cache.put(query.key, msgstr)
        return refused


@dataclass
class _Asked:
    """An attempt that is under way."""

    query: Query
    attempt: int
    answers: dict[int, Answer] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        return len(self.answers) == len(self.query.attempts[self.attempt].texts)


class _Sending:
    """One engine's requests."""

    def __init__(self, run: Run, engine: Engine, waiting: deque[Piece]) -> None:
        self.run = run
        self.engine = engine
        self.waiting = waiting
        self.asked: dict[bytes, _Asked] = {}
        self.flying: dict[Future[Sequence[Answer]], tuple[Piece, ...]] = {}
        self.closing = False

    @property
    def goes_on(self) -> bool:
        """Whether anything more is to be sent."""
        return not self.closing and self.run.stopped is None

    def until_done(self) -> Iterator[int]:
        with ThreadPoolExecutor(self.engine.limits.at_once) as pool:
            try:
                while self.waiting or self.flying:
                    self.send(pool)
                    if not self.flying:
                        break
                    yield self.land()
            finally:
                self.closing = True
                while self.flying:
                    self.land()
                self.give_up()
                self.run.unasked = list(
                    {(task.essay, task.entry.key): task for task in self.run.unasked}.values()
                )

    def send(self, pool: ThreadPoolExecutor) -> None:
        """Get as many batches under way as the engine takes."""
        if self.run.lost:
            self.drop(lambda piece: all(task.essay in self.run.lost for task in piece.query.tasks))
        while self.waiting and self.goes_on and len(self.flying) < self.engine.limits.at_once:
            batch = next_batch(self.waiting, self.engine)
            characters = sum(len(piece.text) for piece in batch)
            self.run.budget.send(self.engine, characters)
            self.flying[pool.submit(self.engine.translate, self.batch(batch, characters))] = batch

    def batch(self, batch: Sequence[Piece], characters: int) -> Batch:
        terms = {term: None for piece in batch for term in piece.query.terms}
        return Batch(
            texts=tuple(replace(piece.query.context, text=piece.text) for piece in batch),
            source=self.run.source,
            target=self.run.target,
            title=batch[0].query.title if self.engine.reads_context else "",
            glossary=tuple(terms) if self.engine.takes_terms else (),
            may_repeat=lambda: self.goes_on and self.run.budget.send_again(self.engine, characters),
        )

    def land(self) -> int:
        """Take what has arrived; says how many tasks have a result by it."""
        done, _ = wait(self.flying, return_when=FIRST_COMPLETED)
        return sum(map(self.take, done))

    def take(self, future: Future[Sequence[Answer]]) -> int:
        """Keep what one request brought; it is done with only then, so that an interrupt at this very moment
        has it taken once more.
        """
        count = self.judge(self.flying[future], future)
        del self.flying[future]
        return count

    def judge(self, batch: tuple[Piece, ...], future: Future[Sequence[Answer]]) -> int:
        try:
            answers = future.result()
            if len(answers) != len(batch):
                name = self.engine.name
                raise EngineError(f"{name} gave {len(answers)} answers to {len(batch)} texts")
        except EngineError as error:
            self.run.stopped = self.run.stopped or error
            self.run.unasked += _tasks_of(batch)
            return 0
        return sum(self.answer(piece, answer) for piece, answer in zip(batch, answers, strict=True))

    def answer(self, piece: Piece, answer: Answer) -> int:
        asked = self.asked.setdefault(piece.query.key, _Asked(piece.query, piece.attempt))
        if asked.attempt != piece.attempt:
            asked = self.asked[piece.query.key] = _Asked(piece.query, piece.attempt)
        asked.answers[piece.number] = answer
        return self.settle(asked) if asked.is_complete else 0

    def settle(self, asked: _Asked) -> int:
        """What becomes of an attempt whose answers are all there."""
        query, attempt = asked.query, asked.query.attempts[asked.attempt]
        answers = [asked.answers[number] for number in sorted(asked.answers)]
        try:
            msgstr = translated(attempt, attempt.answer(answers), self.run.source, self.run.target)
            self.refuse_twins(query, msgstr)
            refused = self.run.settle(query, self.engine, msgstr)
        except Refusal as refusal:
            refused = [Refused(task, refusal.sentence) for task in query.tasks]
        is_answered = not any(isinstance(answer, Unanswered) for answer in answers)
        if len(refused) == len(query.tasks) and is_answered and self.again(query, asked.attempt + 1):
            return 0
        self.run.left += refused
        return len(query.tasks)

    def refuse_twins(self, query: Query, msgstr: str) -> None:
        """Raise `Refusal` for an answer that other texts got as well; what it made of them is taken back."""
        twins = self.run.twins.of(query, msgstr)
        for twin in twins:
            self.run.cache.forget(twin.key)
            refused = [Refused(task, _SAME) for task in twin.tasks]
            self.run.left += [item for item in refused if item not in self.run.left]
            for item in refused:
                self.run.keep(item)
        if twins:
            raise Refusal(_SAME)

    def again(self, query: Query, attempt: int) -> bool:
        """Ask in another way, if there is one, and the budget allows it."""
        if attempt >= len(query.attempts) or not self.goes_on:
            return False
        if not self.run.budget.reserve(self.engine, query.attempts[attempt].characters):
            return False
        self.waiting += (Piece(query, attempt, n) for n in range(len(query.attempts[attempt].texts)))
        return True

    def drop(self, is_dropped: Callable[[Piece], bool]) -> None:
        """Do not ask for these any more."""
        dropped = [piece for piece in self.waiting if is_dropped(piece)]
        self.run.budget.release(self.engine, sum(len(piece.text) for piece in dropped))
        self.waiting = deque(piece for piece in self.waiting if not is_dropped(piece))

    def give_up(self) -> None:
        """Leave what still waits to others."""
        self.run.unasked += _tasks_of(self.waiting)
        self.drop(lambda _: True)


_SAME = "the engine gave the same answer to several texts"


def _tasks_of(batch: Sequence[Piece] | deque[Piece]) -> list[Task]:
    """The tasks of these pieces, each once."""
    queries = {piece.query.key: piece.query for piece in batch}
    return [task for query in queries.values() for task in query.tasks]
