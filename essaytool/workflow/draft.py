"""``draft``: machine drafts for what is missing in the catalogs, for people to review.

A catalog is saved after each batch (where batches come fast, once a second, and at the end), so that a
run that stops loses nothing that was answered. A run may take minutes, in which a translator can save the
same file: each save starts from the file as it is then, and fills only what still waits for a draft.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from essaytool.catalog.po import serialize_catalog
from essaytool.catalog.provenance import sign
from essaytool.drafting.plan import Plan, plan_drafts, waits
from essaytool.drafting.run import Drafted as DraftedEntry
from essaytool.drafting.run import Refused
from essaytool.drafting.run import draft as draft_entries
from essaytool.engines import Engine, choose, load_engine
from essaytool.errors import EngineError, EssaytoolError, FileError, ProjectError
from essaytool.files import lock, shown, write_if_changed
from essaytool.languages import Language
from essaytool.model import Catalog, Essay, Key
from essaytool.project import Project
from essaytool.workflow.results import (
    Drafted,
    Failure,
    LeftEmpty,
    Planned,
    Progress,
    Sending,
    Undrafted,
)
from essaytool.workflow.steps import read_catalog, read_essays

SAVE_EVERY = 1.0
"""Seconds between two saves."""

Result = Progress | Sending | Planned | Drafted | Undrafted | Failure


@dataclass(frozen=True)
class Wish:
    """What is asked of a draft run."""

    engines: tuple[str, ...] = ()
    """Names of engines, instead of the configured ones."""
    hosted: bool = False
    """Whether ``auto`` may take an engine elsewhere, so that text leaves this machine."""
    redraft: bool = False
    """Whether drafts that nobody touched are made anew."""
    max_chars: int | None = None
    """How many characters may be sent in all."""
    dry_run: bool = False


def draft(
    project: Project, languages: Sequence[Language], essays: Sequence[str], wish: Wish
) -> Iterator[Result]:
    """Fill the catalogs, language by language.

    Raises `LockError`, and `ConfigError` for an engine that is none.
    """
    for name in wish.engines:
        if name != "auto":
            load_engine(name, project.for_engine.get(name))
    with nullcontext() if wish.dry_run else lock(project.root):
        found = yield from read_essays(project, essays)
        session = _Session(project, wish, found, wish.max_chars)
        for language in languages:
            yield from session.draft_language(language)


@dataclass
class _Session:
    """What one run knows while it lasts."""

    project: Project
    wish: Wish
    essays: Mapping[str, Essay]
    left: int | None
    """How many characters may still be sent."""
    told: frozenset[str] = frozenset()
    """The engines of which it was said that text leaves this machine."""
    stopped: frozenset[str] = frozenset()
    """The engines elsewhere that gave up: asking them again would take as long, and fail as well."""

    def draft_language(self, language: Language) -> Iterator[Result]:
        waiting = yield from self.waiting(language)
        if not waiting:
            return
        names = self.wish.engines or self.project.settings_for(language).engine
        try:
            engine = self.choose(names, language)
        except EngineError as error:
            stays_here = "auto" in names and not self.wish.hosted
            yield Undrafted(language.tag, error.sentence) if stays_here else Failure(error)
            return
        for essay, catalog in waiting.items():
            if engine.name not in self.stopped:
                yield from self.draft_catalog(language, essay, catalog, engine)

    def choose(self, names: Sequence[str], language: Language) -> Engine:
        return choose(
            names,
            self.project.source_language,
            language,
            allow_hosted=self.wish.hosted,
            for_engine=self.project.for_engine,
        )

    def waiting(self, language: Language) -> Generator[Failure, None, dict[str, Catalog]]:
        """The catalogs in which something waits for a draft, by essay."""
        found = {}
        for essay in self.essays:
            path = self.project.catalog_path(essay, language)
            try:
                catalog = read_catalog(self.project, path)
                if catalog is None:
                    raise ProjectError(
                        "the catalog is missing", path=shown(path), hint="run `essaytool update` first"
                    )
            except EssaytoolError as error:
                yield Failure(error)
                continue
            if any(waits(entry, redraft=self.wish.redraft) for entry in catalog.entries):
                found[essay] = catalog
        return found

    def draft_catalog(
        self, language: Language, essay: str, catalog: Catalog, engine: Engine
    ) -> Iterator[Result]:
        plan = self.plan(essay, catalog, engine)
        path = self.project.catalog_path(essay, language)
        place = (essay, language.tag, self.project.relative(path), engine.name, engine.destination)
        if self.wish.dry_run:
            yield Planned(*place, plan.entries, plan.words, plan.characters, plan.postponed)
            return
        if engine.hosted and plan.tasks and engine.name not in self.told:
            self.told |= {engine.name}
            yield Sending(engine.name, engine.destination)
        run = _Run(self.project, self.wish, path, engine.name)
        try:
            for done in run.fill(plan, engine, language):
                yield Progress(f"{language.tag} {essay}", done, plan.entries)
        except EssaytoolError as error:
            self.stopped |= {engine.name} if engine.hosted and isinstance(error, EngineError) else set()
            yield Failure(error)
        yield Drafted(*place, run.drafts, plan.postponed, run.left_empty())

    def plan(self, essay: str, catalog: Catalog, engine: Engine) -> Plan:
        """What to send for a catalog; where characters are counted, nothing beyond it is sent."""
        source = self.project.source_language
        plan = plan_drafts(
            catalog, self.essays[essay], engine, source, redraft=self.wish.redraft, max_chars=self.left
        )
        if self.left is None:
            return plan
        self.left -= plan.characters
        return replace(plan, max_chars=plan.characters)


@dataclass
class _Run:
    """The drafts of one catalog, and what becomes of them."""

    project: Project
    wish: Wish
    path: Path
    engine: str
    today: datetime.date = field(default_factory=lambda: datetime.datetime.now(datetime.UTC).date())
    pending: dict[Key, str] = field(default_factory=dict)
    """The msgstrs that are not in the file yet."""
    drafts: int = 0
    refused: list[Refused] = field(default_factory=list)

    def fill(self, plan: Plan, engine: Engine, language: Language) -> Iterator[int]:
        """Carry out the plan; yields how many of its entries are done. Whatever ends it, all drafts are
        saved.
        """
        done, saved_at = 0, time.monotonic()
        source = self.project.source_language
        try:
            for batch in draft_entries(plan, engine, source, language, today=self.today):
                self.take(batch)
                done += len(batch)
                if time.monotonic() - saved_at > SAVE_EVERY:
                    self.save()
                    saved_at = time.monotonic()
                yield done
        finally:
            self.save()

    def take(self, batch: Sequence[DraftedEntry | Refused]) -> None:
        for item in batch:
            if isinstance(item, DraftedEntry):
                self.pending[item.entry.key] = item.entry.msgstr
            else:
                self.refused.append(item)

    def save(self) -> None:
        """Put the pending drafts into the file, where they are still waited for."""
        catalog = read_catalog(self.project, self.path)
        if catalog is None:
            raise FileError("was deleted while it was being drafted", path=shown(self.path))
        fresh = [
            sign(replace(entry, msgstr=self.pending[entry.key]), self.engine, self.today)
            for entry in catalog.entries
            if entry.key in self.pending and waits(entry, redraft=self.wish.redraft)
        ]
        write_if_changed(self.path, serialize_catalog(catalog.with_entries(fresh)), self.project.root)
        self.drafts += len(fresh)
        self.pending = {}

    def left_empty(self) -> tuple[LeftEmpty, ...]:
        """The entries that got no draft, on their lines of now."""
        catalog = read_catalog(self.project, self.path) if self.refused else None
        index = catalog.index if catalog else {}
        return tuple(
            LeftEmpty(index[result.entry.key].line, result.reason)
            for result in self.refused
            if result.entry.key in index
        )
