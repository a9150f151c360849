"""Coverage as tables, as Markdown for a pull request, and as JSON.

A cell says words and, behind the stroke, entries; in parentheses, what came and went since a revision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from itertools import count as count_from
from typing import Any

from essaytool.model import State
from essaytool.reports.count import Count, Verdicts
from essaytool.reports.coverage import EssayCoverage, LanguageCoverage, Share, Sum, in_all
from essaytool.tally import Coverage

IN_ALL = "all"
ORIGINS = ("human", "approved draft", "post-edited draft")
_STATES = ("words/entries", *State, "shown")


@dataclass(frozen=True)
class Table:
    """Rows under headings, of which the first column is text. `bars` are numbers by state, for a row each."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[tuple[int, ...], ...] = ()


def tables(languages: Sequence[LanguageCoverage]) -> list[Table]:
    """Coverage by state, each language and then its essays; by origin and by engine, if any draft was
    reviewed.
    """
    return [states(languages), *_drafts(languages)]


def states(languages: Sequence[LanguageCoverage]) -> Table:
    """The table of states alone."""
    lines = list(_lines(languages))
    rows = (
        (f"  {name}" if isinstance(item, EssayCoverage) else name, *cells(item), _shown(item))
        for name, item in lines
    )
    bars = tuple(astuple(_coverage(item).words) for _, item in lines)
    return Table(_STATES, tuple(rows), bars)


def _lines(languages: Sequence[LanguageCoverage]) -> Iterator[tuple[str, Sum | EssayCoverage]]:
    """What has a row of its own: each language, its essays, and all languages if there are several."""
    for language in languages:
        yield language.language, language
        yield from ((essay.essay, essay) for essay in language.essays)
    if len(languages) > 1:
        yield IN_ALL, in_all(languages)


def _coverage(item: Sum | EssayCoverage) -> Coverage:
    return item.count.coverage


def cells(item: Sum | EssayCoverage) -> list[str]:
    """What is in each state, and what changed."""
    return [_cell(_coverage(item), item.change, state) for state in State]


def _cell(coverage: Coverage, change: Coverage | None, state: State) -> str:
    words, entries = getattr(coverage.words, state), getattr(coverage.entries, state)
    if change is None or not (getattr(change.words, state) or getattr(change.entries, state)):
        return f"{words}/{entries}"
    return f"{words}/{entries} ({getattr(change.words, state):+}/{getattr(change.entries, state):+})"


def _shown(item: Sum | EssayCoverage) -> str:
    """How much an edition shows, with what it lacks; of several essays each has its own."""
    return told_share(item.share) if isinstance(item, EssayCoverage) else ""


def told_share(share: Share) -> str:
    return f"{share.shown} %" if share.enough else f"{share.shown} % < {share.publish_at}"


# --- drafts -------------------------------------------------------------------------------------------------


def _drafts(languages: Sequence[LanguageCoverage]) -> list[Table]:
    sums = [(name, item) for name, item in _lines(languages) if isinstance(item, Sum)]
    judged = [(name, item) for name, item in sums if item.count.engines]
    if not judged:
        return []
    origins = tuple((name, *origin_cells(item.count)) for name, item in judged)
    engines = tuple(
        (f"{name} {engine}", str(verdicts.unchanged), str(verdicts.post_edited), f"{verdicts.accepted} %")
        for name, item in judged
        for engine, verdicts in item.count.engines.items()
    )
    return [
        Table(("reviewed words/entries", *ORIGINS), origins),
        Table(("drafts reviewed, in entries", "unchanged", "post-edited", "accepted unchanged"), engines),
    ]


def origin_cells(count: Count) -> list[str]:
    """What is reviewed, by each of `ORIGINS`."""
    pairs = zip(astuple(count.origins.words), astuple(count.origins.entries), strict=True)
    return [f"{words}/{entries}" for words, entries in pairs]


# --- Markdown -----------------------------------------------------------------------------------------------


def to_markdown(languages: Sequence[LanguageCoverage], since: str = "") -> list[str]:
    """The lines of GFM tables; `since` is the revision that the changes are told against."""
    lines = [f"Words/entries; in parentheses, the change since {_code(since)}.", ""] if since else []
    headings = ("language", "essay", *_STATES[1:])
    lines += _markdown_table(
        headings, [_markdown_row(name, item) for name, item in _lines(languages)], texts=2
    )
    for table in _drafts(languages):
        rows = [(_code(name), *numbers) for name, *numbers in table.rows]
        lines += ["", *_markdown_table(table.headings, rows)]
    return lines


def _markdown_row(name: str, item: Sum | EssayCoverage) -> tuple[str, ...]:
    names = ("", _code(name)) if isinstance(item, EssayCoverage) else (f"**{name}**", "")
    return (*names, *cells(item), _shown(item).replace("<", r"\<"))


def _markdown_table(headings: Sequence[str], rows: Sequence[Sequence[str]], texts: int = 1) -> Iterator[str]:
    """The first columns, `texts` of them, are text; the others are numbers."""
    rule = ["---"] * texts + ["---:"] * (len(headings) - texts)
    return (f"| {' | '.join(cells)} |" for cells in (headings, rule, *rows))


def _code(text: str) -> str:
    """Text that a table cell shows as it is. Names of files and engines may hold Markdown's own marks, and in
    code alone GitHub makes no links and calls nobody by ``@``. (In a table ``|`` is escaped even there: GFM,
    4.10.)
    """
    runs = [len(run) for run in re.findall("`+", text)]
    fence = "`" * next(length for length in count_from(1) if length not in runs)
    edge = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{edge}{text}{edge}{fence}".replace("|", r"\|")


# --- JSON ---------------------------------------------------------------------------------------------------


def to_json(languages: Sequence[LanguageCoverage]) -> dict[str, Any]:
    """The document of ``coverage --format json``, without its schema number."""
    everything = in_all(languages)
    return {
        "total": {**_counted(everything), "shown": everything.shown},
        "languages": [_language(item) for item in languages],
    }


def _language(item: LanguageCoverage) -> dict[str, Any]:
    return {
        "language": item.language,
        **_counted(item),
        "shown": item.shown,
        "publish_at": item.publish_at,
        "essays": [_essay(essay) for essay in item.essays],
    }


def _essay(item: EssayCoverage) -> dict[str, Any]:
    share = item.share
    return {
        "essay": item.essay,
        **_counted(item),
        "shown": share.shown,
        "publish_at": share.publish_at,
        "built": share.enough,
    }


def _counted(item: Sum | EssayCoverage) -> dict[str, Any]:
    change = item.change
    return {
        **asdict(item.count.coverage),
        "origin": asdict(item.count.origins),
        "engines": [_engine(name, verdicts) for name, verdicts in item.count.engines.items()],
        **({} if change is None else {"change": asdict(change)}),
    }


def _engine(name: str, verdicts: Verdicts) -> dict[str, Any]:
    return {"engine": name, **asdict(verdicts), "accepted": verdicts.accepted}
