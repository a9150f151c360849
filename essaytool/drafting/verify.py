"""What makes an engine's answer a draft: it is no echo, it keeps all markup, and it fits its place."""

from __future__ import annotations

from essaytool.checks import refusals
from essaytool.drafting.plan import Task
from essaytool.engines import Answer, Unanswered
from essaytool.errors import Refusal
from essaytool.languages import Language
from essaytool.markdown.contexts import canon
from essaytool.markdown.protect import restore

_NAME = 2
"""A text of so many words may be a name, which is the same in both languages."""


def accepted(task: Task, answer: Answer, source: Language, target: Language) -> str:
    """The msgstr that this answer makes. Raises `Refusal`, with the reason, where it makes none."""
    if isinstance(answer, Unanswered):
        raise Refusal(answer.reason)
    if not answer.strip():
        raise Refusal("the engine gave an empty answer")
    if task.protected.has_words and is_sentence(answer) and folded(answer) == folded(task.protected.text):
        raise Refusal("the engine gave the source back")
    restored = restore(task.protected, answer)
    canonical = [canon(unit, restored) for unit in task.units]
    lost = refusals(task.entry.msgid, canonical[0], task.units[0].context, source, target)
    if lost:
        raise Refusal("; ".join(lost))
    return canonical[0]


def is_sentence(text: str) -> bool:
    """Whether a text is more than a name."""
    return len(text.split()) > _NAME


def folded(text: str) -> str:
    """A text blind to case and white space."""
    return " ".join(text.split()).casefold()
