"""A draft run: entries go to an engine batch by batch, and come back as drafts or with a reason why not.

An answer that has lost its markup gets a second chance: the texts between the markup are sent by themselves.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from essaytool.catalog.provenance import sign
from essaytool.drafting.plan import Plan, Task
from essaytool.drafting.verify import accepted, folded, is_sentence
from essaytool.engines import Answer, Batch, Engine, Text, Unanswered
from essaytool.errors import EngineError, Refusal
from essaytool.languages import Language
from essaytool.markdown.protect import joined, runs
from essaytool.model import Entry, Key


@dataclass(frozen=True, slots=True)
class Drafted:
    """An entry with a draft, signed."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry that stays as it was, because the engine's answer makes no draft."""

    entry: Entry
    reason: str


Result = Drafted | Refused


def draft(
    plan: Plan, engine: Engine, source: Language, target: Language, *, today: datetime.date
) -> Iterator[tuple[Result, ...]]:
    """Carry out a plan: the results of each batch, as it is done.

    Raises `EngineError` when the engine stops the run, after what was answered until then.
    """
    run = _Run(engine, source, target, today, plan.spare_characters)
    for start in range(0, len(plan.tasks), engine.limits.texts):
        batch = plan.tasks[start : start + engine.limits.texts]
        results = run.draft_batch(batch)
        if results:
            yield results
        if run.stopped is not None:
            raise run.stopped


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What an engine answered for a task, and what that makes."""

    task: Task
    answer: Answer
    result: Result

    @property
    def may_do_better(self) -> bool:
        """Whether the texts between its markup are worth a try."""
        answered = not isinstance(self.answer, Unanswered)
        return answered and isinstance(self.result, Refused) and bool(self.task.protected.placeholders)


@dataclass
class _Run:
    """What a run knows while it lasts."""

    engine: Engine
    source: Language
    target: Language
    today: datetime.date
    spare: int | None
    """How many more characters than planned may be sent."""
    stopped: EngineError | None = None
    given: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The texts that each answer was given to."""

    def draft_batch(self, batch: Sequence[Task]) -> tuple[Result, ...]:
        """Results in order; none for a task that the engine did not come to."""
        answered = list(self.answers(batch))
        for task, answer in answered:
            if isinstance(answer, str) and is_sentence(answer):
                self.given[folded(answer)].add(folded(task.protected.text))
        attempts = [_Attempt(task, answer, self.judge(task, answer)) for task, answer in answered]
        better = self.second_results(attempt.task for attempt in attempts if attempt.may_do_better)
        return tuple(better.get(attempt.task.entry.key, attempt.result) for attempt in attempts)

    def answers(self, batch: Sequence[Task]) -> Iterator[tuple[Task, Answer]]:
        """Tasks with their answers; a text without words is its own."""
        answers = iter(self.ask([task.protected.text for task in batch if task.protected.has_words]))
        for task in batch:
            answer = next(answers, None) if task.protected.has_words else task.protected.text
            if answer is not None:
                yield task, answer

    def second_results(self, tasks: Iterable[Task]) -> dict[Key, Result]:
        """The drafts that come of sending the texts between the markup by themselves, by key."""
        afforded = [task for task in tasks if self.stopped is None and self.afford(runs(task.protected))]
        answers = iter(self.ask([run for task in afforded for run in runs(task.protected)]))
        results: dict[Key, Result] = {}
        for task in afforded:
            own = list(islice(answers, len(runs(task.protected))))
            texts = [answer for answer in own if isinstance(answer, str)]
            if len(texts) == len(runs(task.protected)):
                result = self.judge(task, joined(task.protected, texts))
                results |= {task.entry.key: result} if isinstance(result, Drafted) else {}
        return results

    def afford(self, texts: Sequence[str]) -> bool:
        """Take these texts from what may be sent beyond the plan, if that much is left."""
        if self.spare is None:
            return True
        cost = sum(map(len, texts))
        affordable = cost <= self.spare
        self.spare -= cost if affordable else 0
        return affordable

    def judge(self, task: Task, answer: Answer) -> Result:
        try:
            if isinstance(answer, str) and len(self.given.get(folded(answer), ())) > 1:
                raise Refusal("the engine gave the same answer to several texts")
            msgstr = accepted(task, answer, self.source, self.target)
        except Refusal as refusal:
            return Refused(task.entry, refusal.sentence)
        return Drafted(sign(replace(task.entry, msgstr=msgstr), self.engine.name, self.today))

    def ask(self, texts: Sequence[str]) -> list[Answer]:
        """One answer a text, in order; fewer when the engine stops the run."""
        fits = [self.engine.measure(text) <= self.engine.limits.text for text in texts]
        answered = iter(self.send([text for text, fit in zip(texts, fits, strict=True) if fit]))
        answers: list[Answer] = []
        for fit in fits:
            answer = next(answered, None) if fit else Unanswered(f"is too long for {self.engine.name}")
            if answer is None:
                break
            answers.append(answer)
        return answers

    def send(self, texts: Sequence[str]) -> list[Answer]:
        answers: list[Answer] = []
        try:
            batch = Batch(tuple(map(Text, texts)), self.source, self.target)
            answers.extend(self.engine.translate(batch) if texts else ())
        except EngineError as error:
            self.stopped = error
            return answers
        if len(answers) != len(texts):
            self.stopped = EngineError(
                f"{self.engine.name} gave {len(answers)} answers to {len(texts)} texts"
            )
            return []
        return answers
