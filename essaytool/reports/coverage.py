"""Coverage: how much is translated, by language and essay, and which editions that is enough for.

It counts catalogs, and `build` decides by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from essaytool.languages import Language
from essaytool.model import Edition, Entry, State
from essaytool.reports.count import Count, percent
from essaytool.tally import Coverage


@dataclass(frozen=True)
class Share:
    """How much of an essay an edition would show translated, and how much it takes to be built."""

    words: int
    """Words of the essay in whose place a translation would stand."""
    of: int
    """All of the essay's words."""
    publish_at: int

    @property
    def shown(self) -> int:
        """Percent of the essay's words, rounded down: 100 is all of them."""
        return percent(self.words, self.of)

    @property
    def enough(self) -> bool:
        """What `build`, and with it every picker, and `coverage` decide by."""
        return self.shown >= self.publish_at


@dataclass(frozen=True)
class Remaining:
    """An entry that nobody has reviewed yet, for a list of what is still to do."""

    state: State
    path: str
    line: int
    """Where its msgid stands in the catalog, or the text in the essay as long as there is no catalog."""
    msgid: str
    msgstr: str
    engine: str
    """Which engine's draft it is; empty for all else."""


@dataclass(frozen=True)
class EssayCoverage:
    """One essay in one language."""

    essay: str
    count: Count
    share: Share
    before: Count | None = None
    """What was counted as of a revision; None if nobody asked."""
    remaining: tuple[Remaining, ...] = ()

    @property
    def change(self) -> Coverage | None:
        return None if self.before is None else self.count.coverage - self.before.coverage


@dataclass(frozen=True)
class Sum:
    """Several essays, in one language or in many: most of what is told of one can be told of all."""

    essays: tuple[EssayCoverage, ...]

    @cached_property
    def count(self) -> Count:
        return sum((item.count for item in self.essays), Count())

    @property
    def coverage(self) -> Coverage:
        return self.count.coverage

    @cached_property
    def change(self) -> Coverage | None:
        """What came and went since the revision; None if nobody asked."""
        changes = [change for item in self.essays if (change := item.change) is not None]
        return sum(changes, Coverage()) if changes else None

    @property
    def shown(self) -> int:
        """Percent of the essays' words that editions would show translated, rounded down."""
        return percent(
            sum(item.share.words for item in self.essays), sum(item.share.of for item in self.essays)
        )

    @property
    def reviewed(self) -> int:
        """Percent of words whose translation a person vouches for, rounded down."""
        words = self.coverage.words
        return percent(words.reviewed, words.total)


@dataclass(frozen=True)
class LanguageCoverage(Sum):
    """All essays in one language, in the project's order: the most read first."""

    language: str
    publish_at: int
    uncounted: tuple[str, ...] = ()
    """The essays that are not among them, since they or their catalogs cannot be read."""


def share(edition: Edition, publish_at: int, source_language: Language) -> Share:
    """How much of its essay an edition shows translated, a text that was refused not counted."""
    shown = total = 0
    for item in edition.placed:
        if item.unit.translatable:
            words = source_language.count_words(item.unit.msgid)
            total += words
            shown += words * item.translated
    return Share(shown, total, publish_at)


def remaining(entries: Iterable[tuple[Entry, str, int]]) -> tuple[Remaining, ...]:
    """What is still to do among these entries, each with the file and line to show."""
    return tuple(
        Remaining(
            entry.state,
            path,
            line,
            entry.msgid,
            "" if entry.state is State.MISSING else entry.texts[0],
            entry.provenance.engine if entry.provenance and entry.state is State.DRAFT else "",
        )
        for entry, path, line in entries
        if entry.state is not State.REVIEWED
    )


def in_all(languages: Iterable[LanguageCoverage]) -> Sum:
    """Every essay in every language."""
    return Sum(tuple(essay for language in languages for essay in language.essays))
