"""Counts made by hand."""

from __future__ import annotations

from essaytool.reports.count import Count, Origins, OriginTally, Verdicts
from essaytool.reports.coverage import EssayCoverage, LanguageCoverage, Remaining, Share
from essaytool.tally import Coverage, Tally


def essay_of(
    tally: Tally, name: str = "bread", before: Count | None = None, remaining: tuple[Remaining, ...] = ()
) -> EssayCoverage:
    """An essay with these numbers, of entries and of words alike, that would not be built."""
    return EssayCoverage(name, Count(Coverage(tally, tally)), Share(45, 100, 80), before, remaining)


def language_of(*essays: EssayCoverage, tag: str = "pt-BR") -> LanguageCoverage:
    return LanguageCoverage(essays, tag, 80)


def drafted(human: int, approved: int, post_edited: int, **engines: tuple[int, int]) -> Count:
    """Reviewed entries of a word each, by origin, and the verdicts on engines."""
    origins = OriginTally(human, approved, post_edited)
    tally = Tally(reviewed=human + approved + post_edited)
    verdicts = {engine: Verdicts(*numbers) for engine, numbers in engines.items()}
    return Count(Coverage(tally, tally), Origins(origins, origins), verdicts)
