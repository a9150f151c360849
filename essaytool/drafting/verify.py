"""What makes an engine's answer a draft: it is no echo, it keeps all markup, and it fits its place."""

from __future__ import annotations

from essaytool.checks import refusals
from essaytool.drafting.tasks import Task
from essaytool.errors import Refusal
from essaytool.languages import Language
from essaytool.markdown.contexts import canon

_NAME = 2
"""A text of so many words may be a name, which is the same in both languages."""


def accepted(task: Task, msgstr: str, source: Language, target: Language) -> str:
    """The msgstr in the form that fits all places of the entry. Raises `Refusal` where it makes no draft."""
    msgid = task.entry.msgid
    if not msgstr.strip():
        raise Refusal("the engine gave an empty answer")
    if any(map(str.isalpha, msgid)) and is_sentence(msgstr) and letters(msgstr) == letters(msgid):
        raise Refusal("the engine gave the source back")
    canonical = [canon(unit, msgstr) for unit in task.units]
    faults = refusals(msgid, canonical[0], task.units[0].context, source, target, task.terms)
    if faults:
        raise Refusal("; ".join(faults))
    return canonical[0]


def is_sentence(text: str) -> bool:
    """Whether a text is more than a name."""
    return len(text.split()) > _NAME


def letters(text: str) -> str:
    """A text blind to all but its letters and digits."""
    return "".join(filter(str.isalnum, text)).casefold()
