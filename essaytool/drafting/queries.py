"""Queries: what an engine is asked. Tasks that it would be sent alike are one query, so that a text which
stands in five essays is sent once, but to an engine that reads what stands around it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass

from essaytool.drafting.ladder import Attempt, attempts
from essaytool.drafting.tasks import Task
from essaytool.engines import Engine, Text
from essaytool.languages import Language
from essaytool.model import Term

Examples = Callable[[str], tuple[tuple[str, str], ...]]
"""Texts like this one, each with its translation."""


@dataclass(frozen=True)
class Query:
    """A text to translate, for all the tasks that would be sent alike."""

    tasks: tuple[Task, ...]
    terms: tuple[Term, ...]
    """Those that matter to the engine: the untranslatable ones, or all."""
    attempts: tuple[Attempt, ...]
    """The ways to ask for it, of which the first is tried first."""
    context: Text
    """What the engine may read besides."""
    title: str
    key: bytes
    """What its answer is cached under."""

    @property
    def characters(self) -> int:
        """How many the first attempt sends."""
        return self.attempts[0].characters

    @property
    def has_words(self) -> bool:
        """Whether there is anything to ask for."""
        return bool(self.attempts[0].texts)


def queries(
    tasks: Iterable[Task], engine: Engine, source: Language, target: Language, examples: Examples
) -> Iterator[Query]:
    """What to ask this engine for these tasks, in their order."""
    groups: dict[bytes, list[Task]] = {}
    contexts: dict[bytes, Text] = {}
    for task in tasks:
        context = _context(task, engine, examples)
        key = _key(task, engine, source, target, context)
        groups.setdefault(key, []).append(task)
        contexts[key] = context
    for key, group in groups.items():
        first = group[0]
        terms = _terms(first, engine)
        ways = tuple(attempts(first.units, engine, terms))
        yield Query(tuple(group), terms, ways, contexts[key], first.title, key)


def _terms(task: Task, engine: Engine) -> tuple[Term, ...]:
    return tuple(term for term in task.terms if engine.takes_terms or term.untranslatable)


def _context(task: Task, engine: Engine, examples: Examples) -> Text:
    """What an engine reads besides the text; nothing, for one that reads only texts. Examples are for those
    that follow them, as they follow a glossary.
    """
    if not engine.reads_context:
        return Text("")
    like = examples(task.entry.msgid) if engine.takes_terms else ()
    return Text("", task.units[0].kind, task.before, task.after, like)


def _key(task: Task, engine: Engine, source: Language, target: Language, context: Text) -> bytes:
    """The digest of all that an answer depends on."""
    terms = [[term.term, term.translation, term.note] for term in _terms(task, engine)]
    title = task.title if engine.reads_context else ""
    asked = [engine.name, engine.model, engine.address, source.tag, target.tag, terms]
    text = [task.entry.msgid, task.units[0].context, title, astuple(context)]
    return hashlib.sha256(json.dumps([asked, text]).encode()).digest()
