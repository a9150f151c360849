"""Coverage: how much is translated, by language and essay, and which editions that is enough for.

It counts catalogs: in entries, which equal ``msgfmt --statistics`` (reviewed is *translated*, draft and
stale are *fuzzy*, missing is *untranslated*), and in words of the msgid, once an entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from essaytool.languages import Language
from essaytool.model import Catalog, Edition, State
from essaytool.tally import Coverage, Tally

HEADINGS = ("words/entries", *State, "shown")


@dataclass(frozen=True)
class Share:
    """How much of an essay an edition would show translated, and how much it takes to be built."""

    shown: int
    """Percent of the essay's words, rounded down: 100 is all of them."""
    publish_at: int

    @property
    def enough(self) -> bool:
        """What `build` and `coverage` both decide by."""
        return self.shown >= self.publish_at

    def __str__(self) -> str:
        return f"{self.shown} %" if self.enough else f"{self.shown} % < {self.publish_at}"


@dataclass(frozen=True)
class EssayCoverage:
    """One essay in one language."""

    essay: str
    coverage: Coverage
    share: Share


@dataclass(frozen=True)
class LanguageCoverage:
    """All essays in one language."""

    language: str
    essays: tuple[EssayCoverage, ...]

    @property
    def coverage(self) -> Coverage:
        return sum((item.coverage for item in self.essays), Coverage())

    @property
    def reviewed(self) -> int:
        """Percent of words whose translation a person vouches for, rounded down."""
        words = self.coverage.words
        return _percent(words.reviewed, words.total)


def count(catalog: Catalog, source_language: Language) -> Coverage:
    """How many entries, and words of their msgids, a catalog has in each state."""
    entries = dict.fromkeys(map(str, State), 0)
    words = dict(entries)
    for entry in catalog.entries:
        entries[entry.state] += 1
        words[entry.state] += source_language.count_words(entry.msgid)
    return Coverage(Tally(**entries), Tally(**words))


def share(edition: Edition, publish_at: int, source_language: Language) -> Share:
    """How much of its essay an edition shows translated, a text that was refused not counted."""
    shown = total = 0
    for item in edition.placed:
        if item.unit.translatable:
            words = source_language.count_words(item.unit.msgid)
            total += words
            shown += words * item.translated
    return Share(_percent(shown, total), publish_at)


def _percent(part: int, whole: int) -> int:
    return 100 * part // whole if whole else 100


# --- shapes -------------------------------------------------------------------------------------------------


def to_json(languages: Sequence[LanguageCoverage]) -> dict[str, Any]:
    """The document of ``coverage --format json``, without its schema number."""
    return {
        "languages": [
            {
                "language": item.language,
                **asdict(item.coverage),
                "essays": [{"essay": essay.essay, **asdict(essay.coverage)} for essay in item.essays],
            }
            for item in languages
        ]
    }


def to_rows(languages: Sequence[LanguageCoverage]) -> list[tuple[str, ...]]:
    """The rows of a table under `HEADINGS`: each language, then its essays."""
    rows: list[tuple[str, ...]] = []
    for item in languages:
        rows.append((item.language, *_cells(item.coverage), ""))
        rows += [(f"  {essay.essay}", *_cells(essay.coverage), str(essay.share)) for essay in item.essays]
    return rows


def to_markdown(languages: Sequence[LanguageCoverage]) -> list[str]:
    """The lines of a GFM table, in words and, behind the stroke, entries."""
    lines = [_row(["language", "essay", *HEADINGS[1:]]), _row(["---", "---", *["---:"] * len(HEADINGS[1:])])]
    for item in languages:
        lines.append(_row([f"**{item.language}**", "", *_cells(item.coverage), ""]))
        lines += [
            _row(["", _literal(essay.essay), *_cells(essay.coverage), _literal(str(essay.share))])
            for essay in item.essays
        ]
    return lines


def _cells(coverage: Coverage) -> list[str]:
    return [f"{getattr(coverage.words, state)}/{getattr(coverage.entries, state)}" for state in State]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _literal(text: str) -> str:
    """Text that a table cell shows as it is: file names may hold Markdown's own marks."""
    return "".join(f"\\{character}" if character in "\\`*_[]<>|~&!" else character for character in text)
