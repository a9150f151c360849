"""Coverage as one HTML page: a chart by language and essay, and the list of what remains.

It is complete in itself and runs nothing, as the editions' pages are and by the same policy. Each bar of the
chart stands beside its numbers, and each state has a pattern of its own, so that nobody has to see colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import accumulate, pairwise

from essaytool.editions.inner import fill_inner
from essaytool.editions.templating import COVERAGE
from essaytool.languages import Language, parse_tag
from essaytool.model import State
from essaytool.reports.badge import MARK
from essaytool.reports.coverage import EssayCoverage, LanguageCoverage, Remaining, Sum, in_all
from essaytool.reports.forms import ORIGINS, cells, origin_cells, told_share

_SHOWN = 200
"""Characters of a text that the list shows."""
_OPEN = 200
"""Entries that a page may list with all its lists open."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What HTML forbids in a text (HTML, 13.1.4), and the undecodable bytes of paths."""


@dataclass(frozen=True)
class Row:
    """A row of the chart: a bar's parts as percentages, numbers, and what editions show."""

    name: str
    language: Language | None
    """For the row of a whole language."""
    parts: tuple[tuple[str, float, float], ...]
    """Each state's begin and length in its bar."""
    cells: tuple[str, ...]
    shown: str
    enough: bool = True


@dataclass(frozen=True)
class Lack:
    """What is still to do of one essay in one language."""

    essay: str
    entries: int
    words: int
    begun: bool
    """Whether there is anything to tell apart; else all of it is missing, and is not listed one by one."""
    remaining: tuple[Remaining, ...]
    path: str


def page(
    languages: Sequence[LanguageCoverage],
    source_language: Language,
    remarks: Sequence[str] = (),
    since: str = "",
) -> bytes:
    """The page; `remarks` say what its numbers leave out, `since` what its changes are told against."""
    everything = in_all(languages)
    lacks = [(parse_tag(item.language), list(_lacks(item))) for item in languages]
    listed = sum(len(lack.remaining) for _, found in lacks for lack in found)
    return fill_inner(
        COVERAGE,
        MARK,
        states=list(State),
        origins=ORIGINS,
        total=_sum_row("all languages", None, everything) if len(languages) > 1 else None,
        groups=[_group(item) for item in languages],
        judged=[(parse_tag(item.language), item.count) for item in languages if item.count.engines],
        lacks=[(language, found) for language, found in lacks if found],
        open=listed <= _OPEN,
        source=source_language,
        remarks=remarks,
        since=since,
        origin_cells=origin_cells,
        shortened=shortened,
    )


def shortened(text: str) -> str:
    """The beginning of a text on one line, without what a page may not hold."""
    line = _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def _group(item: LanguageCoverage) -> tuple[Row, list[Row]]:
    language = parse_tag(item.language)
    return _sum_row(language.native_name, language, item), [_essay_row(essay) for essay in item.essays]


def _sum_row(name: str, language: Language | None, item: Sum) -> Row:
    return Row(name, language, _parts(item), tuple(cells(item)), f"{item.shown} %")


def _essay_row(item: EssayCoverage) -> Row:
    share = item.share
    return Row(shortened(item.essay), None, _parts(item), tuple(cells(item)), told_share(share), share.enough)


def _parts(item: Sum | EssayCoverage) -> tuple[tuple[str, float, float], ...]:
    words = astuple(item.count.coverage.words)
    ends = (round(100 * end / max(1, sum(words)), 2) for end in accumulate(words, initial=0))
    spans = zip(State, pairwise(ends), strict=True)
    return tuple((state, begin, round(end - begin, 2)) for state, (begin, end) in spans if end > begin)


def _lacks(item: LanguageCoverage) -> Iterator[Lack]:
    for essay in item.essays:
        if essay.remaining:
            entries, words = essay.count.coverage.entries, essay.count.coverage.words
            begun = entries.missing < entries.total
            remaining = essay.remaining if begun else ()
            open_words = words.total - words.reviewed
            yield Lack(
                shortened(essay.essay),
                len(essay.remaining),
                open_words,
                begun,
                remaining,
                shortened(essay.remaining[0].path),
            )
