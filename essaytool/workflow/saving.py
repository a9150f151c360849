"""Saving drafts while they arrive.

A run may take minutes, in which a translator can save the same file: each save starts from the file as it is
then, and fills only what still waits for a draft.
"""

from __future__ import annotations

import datetime
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from essaytool.catalog.provenance import clear, flags_as, sign
from essaytool.drafting.recall import Suggested
from essaytool.drafting.run import Drafted, Refused
from essaytool.drafting.tasks import waits
from essaytool.errors import FileError
from essaytool.model import Entry, Key, State
from essaytool.paths import shown
from essaytool.project import Project
from essaytool.workflow.results import Drafted as Result
from essaytool.workflow.results import LeftEmpty, Share
from essaytool.workflow.steps import read_catalog
from essaytool.workflow.swap import anew, swap

SAVE_EVERY = 1.0
"""Seconds between two saves, at least."""
_SHARE_OF_TIME = 10
"""Saving may take one of so many seconds: a long catalog is saved less often."""


@dataclass
class Desk:
    """One catalog that is being drafted."""

    project: Project
    essay: str
    language: str
    path: Path
    redraft: bool
    today: datetime.date
    pending: dict[Key, Drafted] = field(default_factory=dict)
    """What is not in the file yet."""
    withdrawn: set[Key] = field(default_factory=set)
    """Drafts that proved to be none, and may be in the file."""
    refused: dict[Key, str] = field(default_factory=dict)
    saved: dict[Key, Drafted] = field(default_factory=dict)
    suggested: dict[Key, Suggested] = field(default_factory=dict)
    """What is not in the file yet of translations of texts like these."""
    suggestions: int = 0

    def take(self, result: Drafted | Refused) -> None:
        key = result.task.entry.key
        if isinstance(result, Drafted):
            self.pending[key] = result
            self.withdrawn.discard(key)
            self.refused.pop(key, None)
        else:
            self.refused[key] = result.reason
            self.pending.pop(key, None)
            if key in self.saved:
                self.withdrawn.add(key)

    def save(self) -> None:
        """Put the pending drafts into the file, where they are still waited for. Raises `FileError`."""
        if self.pending or self.withdrawn or self.suggested:
            anew(self.save_once)

    def save_once(self) -> None:
        """The same, unless somebody else saves the file at that very moment: raises `ChangedError` then."""
        catalog = read_catalog(self.project, self.path)
        if catalog is None:
            raise FileError("was deleted while it was being drafted", path=shown(self.path))
        fresh = list(self.fresh(catalog.entries))
        swap(self.project, self.path, catalog, catalog.with_entries(fresh))
        for entry in fresh:
            self.saved.pop(entry.key, None)
            if entry.key in self.pending:
                self.saved[entry.key] = self.pending[entry.key]
            elif entry.key in self.suggested:
                self.suggestions += 1
        self.pending, self.withdrawn, self.suggested = {}, set(), {}

    def fresh(self, entries: tuple[Entry, ...]) -> Iterator[Entry]:
        """The entries that change."""
        for entry in entries:
            drafted = self.pending.get(entry.key)
            if entry.key in self.withdrawn and entry.state is State.DRAFT:
                yield clear(entry)
            elif drafted and (waits(entry, redraft=self.redraft) or self.is_ours(entry)):
                yield sign(replace(entry, msgstr=drafted.msgstr), drafted.engine, self.today)
            elif entry.key in self.suggested and entry.state is State.MISSING:
                yield _suggested(entry, self.suggested[entry.key])

    def is_ours(self, entry: Entry) -> bool:
        """Whether it is a draft of this very run, as it was saved."""
        return entry.key in self.saved and entry.state is State.DRAFT

    def suggest(self, found: Suggested) -> None:
        self.suggested[found.task.entry.key] = found
        self.refused.pop(found.task.entry.key, None)

    def result(self, postponed: int) -> Result | None:
        """What became of the catalog; None if nothing did."""
        if not (self.saved or self.suggestions or self.refused or postponed):
            return None
        drafts = Counter(drafted.engine for drafted in self.saved.values())
        cached = Counter(drafted.engine for drafted in self.saved.values() if drafted.cached)
        return Result(
            essay=self.essay,
            language=self.language,
            path=self.project.relative(self.path),
            drafts=drafts.total(),
            by=tuple(Share(engine, count, cached[engine]) for engine, count in drafts.items()),
            suggestions=self.suggestions,
            postponed=postponed,
            left_empty=tuple(self.left_empty()),
        )

    def left_empty(self) -> Iterator[LeftEmpty]:
        """The entries that got no draft, on their lines of now."""
        catalog = read_catalog(self.project, self.path) if self.refused else None
        for key, reason in self.refused.items():
            if catalog and key in catalog.index:
                yield LeftEmpty(catalog.index[key].line, reason)


def _suggested(entry: Entry, found: Suggested) -> Entry:
    """The entry with the translation of another text, which ``#|`` holds, as msgmerge has it."""
    return replace(
        entry,
        msgstr=found.msgstr,
        flags=flags_as(entry.flags, fuzzy=True),
        previous_msgid=found.msgid,
        previous_msgctxt=None,
        provenance=None,
        source=b"",
    )


@dataclass
class Clock:
    """When to save next."""

    due: float = field(default_factory=lambda: time.monotonic() + SAVE_EVERY)

    def is_due(self) -> bool:
        return time.monotonic() >= self.due

    def saved_since(self, begun: float) -> None:
        """A save that began then has ended."""
        now = time.monotonic()
        self.due = now + max(SAVE_EVERY, (now - begun) * _SHARE_OF_TIME)
