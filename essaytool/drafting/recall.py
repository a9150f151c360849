"""What the memory drafts: an exact match before any engine is asked, a close one where none had an answer.

A close match translates another text, so it is no draft: it comes with the text that it translates, as
msgmerge's fuzzy matches do, and is not published before a person has made it fit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from essaytool.drafting.run import Drafted
from essaytool.drafting.tasks import Task
from essaytool.drafting.verify import fitting
from essaytool.errors import Refusal
from essaytool.languages import Language
from essaytool.memory.index import Memory

MEMORY = "memory"
"""The engine's name, where it is the memory that drafts."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A task with the translation of a text like its own."""

    task: Task
    msgid: str
    """That text."""
    msgstr: str


def recall(
    tasks: Iterable[Task], memory: Memory, source: Language, target: Language
) -> tuple[list[Drafted], list[Task]]:
    """The drafts by the memory, and the tasks that it has none for."""
    drafted: list[Drafted] = []
    others: list[Task] = []
    for task in tasks:
        msgstr = _recalled(task, memory, source, target)
        if msgstr is None:
            others.append(task)
        else:
            drafted.append(Drafted(task, msgstr, MEMORY))
    return drafted, others


def _recalled(task: Task, memory: Memory, source: Language, target: Language) -> str | None:
    """The translation of this very text, if there is one that fits its place."""
    match = memory.exact(*task.entry.key)
    try:
        return fitting(task.units, match.msgstr, source, target, task.terms) if match else None
    except Refusal:
        return None


def suggest(task: Task, memory: Memory) -> Suggested | None:
    """The closest that the memory has for a task, if it is close enough."""
    match = next(iter(memory.close(task.entry.msgid, limit=1)), None)
    return Suggested(task, match.msgid, match.msgstr) if match else None
