"""Repairs: what can be put right exactly, since there is one thing that was meant.

Each repair is of one check. A repaired text must keep all markup that it had and bring no new error; one that
would not is left as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from essaytool.checks.pairs import Pair, base
from essaytool.checks.spacing import FRENCH_PLAIN, LINK_GAP, seams
from essaytool.checks.table import OF_PAIRS
from essaytool.model import Severity

_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_AROUND_CODE = "‘’‚‛“”„‟«»‹›'\"´′「」"
_LOOKS = {row.id: row.look for row in OF_PAIRS}


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair did to a msgstr, and the check that asked for it."""

    check: str
    before: str
    after: str


def repaired(pair: Pair, wanted: frozenset[str]) -> tuple[str, tuple[Repair, ...]]:
    """The msgstr with what can be put right, and each step; `wanted` are the checks that may ask for one."""
    steps = []
    for check, mend in _REPAIRS.items():
        if check not in wanted or not any(True for _ in _LOOKS[check](pair)):
            continue
        mended = replace(pair, msgstr=mend(pair))
        if mended.msgstr != pair.msgstr and _errors(mended) <= _errors(pair):
            steps.append(Repair(check, pair.msgstr, mended.msgstr))
            pair = mended
    return pair.msgstr, tuple(steps)


def _errors(pair: Pair) -> frozenset[str]:
    """What the checks call errors, in words."""
    rows = (row for row in OF_PAIRS if row.severity is Severity.ERROR)
    return frozenset(fault.message for row in rows for fault in row.look(pair))


def _close_links(pair: Pair) -> str:
    """``[text] (target)`` is a link whose target the msgid has."""
    targets = frozenset(re.findall(r"\]\(([^()\s]+)\)", pair.msgid))

    def closed(match: re.Match[str]) -> str:
        target = re.match(r"[^()\s]+", pair.msgstr[match.end() :])
        return "](" if target and target[0] in targets else match[0]

    return LINK_GAP.sub(closed, pair.msgstr)


def _mark_code(pair: Pair) -> str:
    """Code of the msgid that stands in quotation marks is code, if it stands there once and is lost else."""
    text = pair.msgstr
    for code in dict.fromkeys(_CODE.findall(pair.msgid)):
        quoted = re.compile(f"[{_AROUND_CODE}]{re.escape(code)}[{_AROUND_CODE}]")
        found = quoted.findall(text)
        if f"`{code}`" not in text and len(found) == 1 == _CODE.findall(pair.msgid).count(code):
            text = text.replace(found[0], f"`{code}`")
    return text


def _part_words(pair: Pair) -> str:
    """A blank between a word and code or a link."""
    text = pair.msgstr
    for at in reversed(seams(text)):
        text = f"{text[:at]} {text[at:]}"
    return text


def _trim(pair: Pair) -> str:
    """Blanks at the ends that the msgid does not have."""
    own, text = pair.msgid, pair.msgstr
    if not text.strip():
        return text
    text = text if own[:1].isspace() else text.lstrip(" \t\u00a0")
    return text if own[-1:].isspace() else text.rstrip(" \t\u00a0")


def _compose(pair: Pair) -> str:
    return unicodedata.normalize("NFC", pair.msgstr)


def _hold_french(pair: Pair) -> str:
    """No-break spaces for blanks beside French punctuation."""
    if pair.target is None or base(pair.target) != "fr":
        return pair.msgstr
    covered, text = pair.their.covered, list(pair.msgstr)
    for found in FRENCH_PLAIN.finditer(covered):
        if not pair.quotes(found.start()):
            text[covered.index(" ", found.start())] = "\u00a0"
    return "".join(text)


_REPAIRS: dict[str, Callable[[Pair], str]] = {
    "not-composed": _compose,
    "link-gap": _close_links,
    "markup": _mark_code,
    "glued": _part_words,
    "end-blank": _trim,
    "french-spacing": _hold_french,
}
"""By the check that asks for it; a composed letter is one for the others."""
REPAIRABLE = frozenset(_REPAIRS)
