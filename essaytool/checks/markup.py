"""Markup: what a translation keeps of its source's links, code, footnotes and tags, and adds none of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from essaytool.checks.pairs import Fault, Pair
from essaytool.checks.subject import Seen, Subject
from essaytool.markdown.verify import lost_markup, place, refusal
from essaytool.model import Context, Essay, Unit

_MARKDOWN = (Context.INLINE, Context.HEADING, Context.CELL, Context.ALT)


def markup(pair: Pair) -> Iterator[Fault]:
    if pair.is_plainly_kept and pair.context in _MARKDOWN:
        return
    for reason in lost_markup(pair.msgid, pair.msgstr, pair.context):
        yield Fault(reason, _place(reason, pair.msgstr))


_NEW = " is not in the source"


def _place(reason: str, msgstr: str) -> int:
    """Where the markup stands that is new; the beginning for what is lost."""
    mark = reason.removesuffix(_NEW)
    shown = re.sub(r"^the (?:link to|code|footnote|reference|image|tag) ", "", mark)
    return max(msgstr.find(shown), 0) if mark != reason else 0


def structure(subject: Subject) -> Iterator[Seen]:
    if subject.essay is None:
        return
    entries = {entry.key: entry for entry in subject.compared if entry.msgstr.strip()}
    wanted = {
        number: entries[unit.key] for number, unit in _translatable(subject.essay) if unit.key in entries
    }
    refused = place(subject.essay, {number: entry.msgstr for number, entry in wanted.items()}).refused
    for number, reason in refused.items():
        yield Seen(refusal(subject.essay.slots[number], reason), wanted[number])


def _translatable(essay: Essay) -> Iterator[tuple[int, Unit]]:
    return ((number, slot) for number, slot in enumerate(essay.slots) if slot.translatable)


def line_break(pair: Pair) -> Iterator[Fault]:
    """What msgfmt refuses: a line break at one end of one text only (gettext manual, "Invoking msgfmt")."""
    if pair.msgid.startswith("\n") != pair.msgstr.startswith("\n"):
        yield Fault("msgid and msgstr do not both begin with a line break")
    if pair.msgid.endswith("\n") != pair.msgstr.endswith("\n"):
        yield Fault("msgid and msgstr do not both end with a line break", max(len(pair.msgstr) - 1, 0))


def blank(pair: Pair) -> Iterator[Fault]:
    if pair.msgid.strip() and not pair.msgstr.strip():
        yield Fault("the text is blank")
