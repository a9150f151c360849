"""What people are told of machine drafts: planned, made, left out, and what was sent where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from essaytool.cli.numbers import number
from essaytool.engines import THIS_MACHINE
from essaytool.workflow.results import Drafted, Failure, GaveUp, Planned, Sending, Sent, Undrafted

Show = Callable[[str], str]
"""From a path in the project to the same path as it is reached from the current folder."""

_MINUTE = 60
_HOUR = 3600


def draft_lines(result: Planned | Drafted, show: Show) -> list[str]:
    """What was drafted, or would be; nothing where nothing was."""
    if isinstance(result, Planned):
        return [_planned(result)]
    made = result.drafts or result.suggestions
    return [f"{show(result.path)}: {_drafted(result)}"] if made else []


def _planned(plan: Planned) -> str:
    """What one engine would do for one language."""
    told = [f"{number(plan.entries, 'entry')} by {plan.engine} on {plan.destination}"]
    if plan.cached:
        told.append(f"{plan.cached} of them known from an earlier run")
    if plan.requests:
        told.append(f"{number(plan.characters, 'character')} in {number(plan.requests, 'request')}")
        told += [_money(plan.price)] if plan.price else []
        told += [f"about {_duration(plan.seconds)}"] if plan.seconds else []
    if plan.most_characters > plan.characters:
        most = f"at most {number(plan.most_characters, 'character')}"
        price = f" and {_money(plan.most_price)}" if plan.most_price else ""
        told.append(f"{most}{price} if all has to be asked again")
    told += [f"{number(plan.postponed, 'entry')} for another run"] if plan.postponed else []
    return f"{plan.language}: {', '.join(told)}"


def _drafted(drafted: Drafted) -> str:
    """How many drafts one catalog got, and from where."""
    by = [f"{number(share.drafts, 'draft')} by {share.engine}" for share in drafted.by]
    by += [f"{drafted.suggestions} like texts of the memory"] if drafted.suggestions else []
    return ", ".join(by)


def draft_remarks(result: Sending | Sent | GaveUp | Drafted | Undrafted, show: Show) -> list[str]:
    """What a person should know of where text goes, and of what got no draft."""
    match result:
        case Sending():
            return [f"text leaves this machine: {result.engine} translates it on {result.destination}"]
        case Sent():
            return [_sent(result)] if result.destination != THIS_MACHINE else []
        case GaveUp():
            return [f"{result.engine} stopped, and the next engine goes on: {result.reason}"]
        case Drafted():
            place = show(result.path)
            return [f"{place}:{left.line}: left empty: {left.reason}" for left in result.left_empty]
        case Undrafted():
            elsewhere = f"`essaytool draft -l {result.language}` may use one that is elsewhere"
            return [f"{result.language}: no engine on this machine drafts it: {elsewhere}"]


def _sent(sent: Sent) -> str:
    price = f", {_money(sent.price)}" if sent.price else ""
    characters, requests = number(sent.characters, "character"), number(sent.requests, "request")
    return f"{sent.engine} was sent {characters} in {requests}{price}"


def draft_summary(results: Sequence[Any]) -> str:
    """One sentence on a whole run, or on what it would do."""
    drafts: Counter[str] = Counter()
    further: Counter[str] = Counter()
    for result in results:
        match result:
            case Drafted():
                drafts.update({share.engine: share.drafts for share in result.by})
                further["like texts of the memory, to be made fit"] += result.suggestions
                further["left empty"] += len(result.left_empty)
                further["for another run"] += result.postponed
            case Planned():
                further["to draft"] += result.entries
                further["for another run"] += result.postponed
    told = [f"{number(count, 'draft')} by {engine}" for engine, count in drafts.items() if count]
    told += [f"{count} {what}" for what, count in further.items() if count]
    failed = any(isinstance(result, Failure) for result in results)
    return ", ".join(told) or ("no drafts" if failed else "nothing to draft")


def _money(amount: float) -> str:
    """An amount in the user's own money, which has no name here."""
    return f"a price of {amount:.2f}" if amount >= 0.01 else "a price under 0.01"


def _duration(seconds: float) -> str:
    if seconds < _MINUTE:
        return number(max(1, round(seconds)), "second")
    if seconds < _HOUR:
        return number(round(seconds / _MINUTE), "minute")
    return f"{seconds / _HOUR:.1f} hours"
