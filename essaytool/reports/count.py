"""What one pass over the entries of a catalog tells: how many are in which state, who wrote what is reviewed,
and what people made of each engine's drafts.

Entries are counted as ``msgfmt --statistics`` counts them (reviewed is *translated*, draft and stale are
*fuzzy*, missing is *untranslated*), words are those of the msgid, once an entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from essaytool.languages import Language
from essaytool.model import Catalog, Entry, Origin, State
from essaytool.tally import Coverage, Tally


@dataclass(frozen=True, slots=True)
class OriginTally:
    """A number for each origin that a reviewed text can have."""

    human: int = 0
    approved_draft: int = 0
    post_edited_draft: int = 0

    def __add__(self, other: OriginTally) -> OriginTally:
        return OriginTally(
            self.human + other.human,
            self.approved_draft + other.approved_draft,
            self.post_edited_draft + other.post_edited_draft,
        )


@dataclass(frozen=True, slots=True)
class Origins:
    """Who wrote what is reviewed, in entries and in words of the msgid."""

    entries: OriginTally = OriginTally()
    words: OriginTally = OriginTally()

    def __add__(self, other: Origins) -> Origins:
        return Origins(self.entries + other.entries, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What people made of an engine's drafts, in entries. What is still a draft, or is stale, nobody has
    judged.
    """

    unchanged: int = 0
    post_edited: int = 0

    def __add__(self, other: Verdicts) -> Verdicts:
        return Verdicts(self.unchanged + other.unchanged, self.post_edited + other.post_edited)

    @property
    def accepted(self) -> int:
        """Percent of the reviewed drafts that were accepted unchanged, rounded down."""
        return percent(self.unchanged, self.unchanged + self.post_edited)


@dataclass(frozen=True)
class Count:
    """What was counted in a catalog, or in several."""

    coverage: Coverage = field(default_factory=Coverage)
    origins: Origins = field(default_factory=Origins)
    engines: Mapping[str, Verdicts] = field(default_factory=dict)
    """By the name of the engine, as provenance comments give it."""

    def __add__(self, other: Count) -> Count:
        names = sorted(self.engines.keys() | other.engines.keys())
        engines = {
            name: self.engines.get(name, Verdicts()) + other.engines.get(name, Verdicts()) for name in names
        }
        return Count(self.coverage + other.coverage, self.origins + other.origins, engines)


def count(catalog: Catalog, source_language: Language) -> Count:
    """Count the live entries of a catalog."""
    entries: Counter[str] = Counter()
    words: Counter[str] = Counter()
    reviewed: list[tuple[Entry, int]] = []
    for entry in catalog.entries:
        length = source_language.count_words(entry.msgid)
        entries[entry.state] += 1
        words[entry.state] += length
        if entry.state is State.REVIEWED:
            reviewed.append((entry, length))
    return _judged(Coverage(Tally(**entries), Tally(**words)), reviewed)


_ORIGIN_FIELDS = {
    Origin.HUMAN: "human",
    Origin.APPROVED_DRAFT: "approved_draft",
    Origin.POST_EDITED_DRAFT: "post_edited_draft",
}


def _judged(coverage: Coverage, reviewed: list[tuple[Entry, int]]) -> Count:
    """The count with the origins of the reviewed entries, which come with their words."""
    entries: Counter[str] = Counter()
    words: Counter[str] = Counter()
    verdicts: dict[str, Counter[str]] = {}
    for entry, length in reviewed:
        origin = entry.origin
        entries[_ORIGIN_FIELDS[origin]] += 1
        words[_ORIGIN_FIELDS[origin]] += length
        if entry.provenance:
            verdict = "unchanged" if origin is Origin.APPROVED_DRAFT else "post_edited"
            verdicts.setdefault(entry.provenance.engine, Counter())[verdict] += 1
    engines = {engine: Verdicts(**verdicts[engine]) for engine in sorted(verdicts)}
    return Count(coverage, Origins(OriginTally(**entries), OriginTally(**words)), engines)


def percent(part: int, whole: int) -> int:
    """Rounded down, so that 100 is all of it; nothing lacks nothing."""
    return 100 * part // whole if whole else 100
