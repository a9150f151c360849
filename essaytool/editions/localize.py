"""From an essay and its catalog to the edition in one language, as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from essaytool.editions.dates import revision
from essaytool.errors import Refusal
from essaytool.languages import parse_tag
from essaytool.markdown.verify import place, refusal
from essaytool.model import (
    Catalog,
    Edition,
    Entry,
    Essay,
    Finding,
    Placed,
    Severity,
    State,
    Unit,
)
from essaytool.tally import Coverage, Tally


def localize(
    essay: Essay,
    catalog: Catalog,
    *,
    drafts: str = "mark",
    stale: str = "source",
    refuse: Callable[[Unit, str], None] | None = None,
) -> Edition:
    """The essay with every msgstr that may be shown and can stand in its place; all else is the source's own
    bytes.

    Reviewed texts are shown; drafts unless `drafts` is ``exclude``; stale ones only if `stale` is ``mark``. A
    msgstr that would change the structure is a finding, and its unit shows the source; so is one for which
    `refuse` raises `Refusal`.
    """
    entries = {
        number: catalog.index.get(unit.key) for number, unit in enumerate(essay.slots) if unit.translatable
    }
    shown = {
        number: entry.msgstr
        for number, entry in entries.items()
        if entry is not None and _is_shown(entry.state, drafts, stale)
    }
    unfit = _unfit(essay, shown, refuse) if refuse else {}
    placement = place(essay, {number: text for number, text in shown.items() if number not in unfit})
    placed = tuple(
        Placed(
            unit, _state(entries.get(number)), number in placement.accepted, *placement.edition.spans[number]
        )
        for number, unit in enumerate(essay.slots)
    )
    findings = tuple(
        _finding(catalog.path, entry.line, essay.slots[number], reason)
        for number, reason in sorted({**placement.refused, **unfit}.items())
        if (entry := entries[number]) is not None
    )
    coverage = _coverage(placed, catalog)
    return Edition(essay, placement.edition.markdown, placed, findings, coverage, revision(catalog))


def _unfit(essay: Essay, texts: Mapping[int, str], refuse: Callable[[Unit, str], None]) -> dict[int, str]:
    """Why texts cannot stand in their slots, by the number of the slot."""
    found = {}
    for number, text in texts.items():
        try:
            refuse(essay.slots[number], text)
        except Refusal as reason:
            found[number] = reason.sentence
    return found


def _finding(path: str, line: int, unit: Unit, reason: str) -> Finding:
    return Finding(path, line, 1, Severity.ERROR, "structure", refusal(unit, reason))


def source_edition(essay: Essay) -> Edition:
    """The essay as its own edition: every unit shows what its author wrote."""
    placed = tuple(
        Placed(unit, State.REVIEWED, True, unit.start, unit.start + len(unit.source)) for unit in essay.slots
    )
    return Edition(essay, essay.source, placed)


def _is_shown(state: State, drafts: str, stale: str) -> bool:
    return (
        state is State.REVIEWED
        or (state is State.DRAFT and drafts == "mark")
        or (state is State.STALE and stale == "mark")
    )


def _state(entry: Entry | None) -> State:
    return State.MISSING if entry is None else entry.state


def _coverage(placed: tuple[Placed, ...], catalog: Catalog) -> Coverage:
    """How many units and words of the source are in which state; a text that stands twice counts twice."""
    language = parse_tag(catalog.header.get("X-Source-Language") or "en")
    units: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for item in placed:
        if item.unit.translatable:
            units[item.state] += 1
            words[item.state] += language.count_words(item.unit.msgid)
    return Coverage(Tally(**units), Tally(**words))
