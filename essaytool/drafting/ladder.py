"""The ways to ask an engine for a text, and how to read what it answers to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from essaytool.engines import Engine
from essaytool.markdown.protect import Protected, joined, protect, restore, runs
from essaytool.model import Context, Term


@dataclass(frozen=True)
class Attempt:
    """One way to ask: the texts that are sent, and what makes their answers a msgstr."""

    texts: tuple[str, ...]
    read: Callable[[Sequence[str]], str]
    """From one answer a text to the msgstr. Raises `Refusal` where markup is lost."""

    @property
    def characters(self) -> int:
        return sum(map(len, self.texts))


def attempts(msgid: str, context: Context, engine: Engine, terms: Sequence[Term]) -> Iterator[Attempt]:
    """The ways to ask for this text, the best one first; none for a text without words."""
    protected = protect(msgid, context, engine.carriers[0], engine.garbles)
    if not protected.has_words:
        return
    yield Attempt((protected.text,), partial(_whole, protected))
    if protected.placeholders and runs(protected):
        yield Attempt(tuple(runs(protected)), partial(_run_by_run, protected))


def _whole(protected: Protected, answers: Sequence[str]) -> str:
    return restore(protected, answers[0])


def _run_by_run(protected: Protected, answers: Sequence[str]) -> str:
    return restore(protected, joined(protected, answers))
