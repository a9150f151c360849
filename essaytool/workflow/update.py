"""``update``: what changed in the templates into the catalogs, ``locales/*.pot`` ->
``locales/*/LC_MESSAGES/*.po``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.template import new_catalog
from essaytool.errors import CatalogError, ChangedError, EssaytoolError, ProjectError
from essaytool.files import remove, write_if_changed
from essaytool.languages import Language
from essaytool.locks import lock
from essaytool.model import Catalog, Key
from essaytool.paths import shown
from essaytool.project import Project
from essaytool.updating.merge import Change, Merge, Outcome, merge_with_report
from essaytool.workflow import renames
from essaytool.workflow.jobs import ALONE, Crew, EditionJob
from essaytool.workflow.results import Changed, Failure, Lag, Orphan, Progress, Updated
from essaytool.workflow.steps import each, read_catalog
from essaytool.workflow.survey import LookForLag
from essaytool.workflow.swap import anew


def update(
    project: Project,
    languages: Sequence[Language],
    essays: Sequence[str],
    *,
    writes: bool = True,
    crew: Crew = ALONE,
) -> Iterator[Updated | Lag | Orphan | Progress | Failure]:
    """Merge each essay's template into its catalogs, and make the catalogs that are missing.

    The catalog of an essay that was renamed goes on under the new name. Without `writes`, only tell what
    would become of each entry. Raises `LockError`.
    """
    with lock(project.root) if writes else nullcontext():
        runs = {language: _Run.begin(project, language, essays, writes=writes) for language in languages}
        places = ((name, language) for name in essays for language in languages)
        jobs = [MergeTemplate(project, *place) for place in places if runs[place[1]].is_alone(place[0])]
        alone: dict[tuple[str, Language], Updated | Failure] = {}
        for job, made in crew.perform(jobs):
            alone[job.essay, job.language] = runs[job.language].take(job, made)
            yield from crew.tell("catalogs", len(alone), len(jobs))
        for language, run in runs.items():
            moved = dict(zip(run.moved, run.move_all(), strict=True))
            yield from (moved[name] if name in moved else alone[name, language] for name in essays)
        yield from _lags(project, essays, crew)
        yield from (Orphan(project.relative(path)) for path in renames.orphans(project, languages))


def _lags(project: Project, essays: Sequence[str], crew: Crew) -> Iterator[Lag]:
    """The templates of yesterday's essays. What is wrong with an essay is told by the verbs that need it."""
    for job, found in crew.perform(LookForLag(project, name) for name in essays):
        if not isinstance(found, Failure) and project.template_path(job.essay).exists():
            yield from found


@dataclass(frozen=True)
class Merged:
    """What became of a catalog, and its content unless the file holds that already."""

    catalog: Updated
    content: bytes | None = None
    seen: bytes | None = None
    """What the file held, of which that was made."""


@dataclass(frozen=True)
class MergeTemplate(EditionJob[Merged]):
    """Bring what changed in an essay's template into one of its catalogs. Raises `ProjectError` where there
    is no template, and as `read_catalog` does.
    """

    kept: ClassVar = Merged

    def __call__(self) -> Merged:
        path = self.project.catalog_path(self.essay, self.language)
        template = _template(self.project, self.essay)
        catalog = read_catalog(self.project, path)
        return merged_into(self, template, catalog, catalog)

    def keep(self, made: Merged) -> Merged | None:
        """What changes a file is another thing the next time."""
        return made if made.content is None else None


def merged_into(
    place: EditionJob[Merged], template: Catalog, catalog: Catalog | None, there: Catalog | None
) -> Merged:
    """What becomes of a catalog, in the place of the one that is `there`."""
    project, path = place.project, place.project.catalog_path(place.essay, place.language)
    merged = _merged(project, template, catalog, place.language)
    seen = None if there is None else serialize_catalog(there)
    content = serialize_catalog(merged.catalog)
    counts: Any = {str(outcome): count for outcome, count in merged.counts.items()}
    told = Updated(
        essay=place.essay,
        language=place.language.tag,
        path=project.relative(path),
        changed=content != seen,
        changes=tuple(_changes(merged)),
        **counts,
    )
    return Merged(told, content, seen) if told.changed else Merged(told)


def _moves(project: Project, language: Language, essays: Sequence[str]) -> dict[str, renames.Predecessor]:
    """The catalogs that essays had under other names; looked for while an essay has none.

    Where names went round (``02`` is ``03`` now, ``01`` is ``02``), a catalog is free as well if its essay is
    another text now; that takes an update of all essays. While a template is missing or broken, which might
    be of the renamed essay, nothing is taken for it. Raises `FileError` for one that cannot be read at all.
    """
    catalogs = {name: project.catalog_path(name, language) for name in project.essays()}
    missing = [name for name, path in catalogs.items() if not path.exists()]
    files = renames.orphaned_catalogs(project, language)
    if not missing or (len(missing) == len(catalogs) and not files):
        return {}
    try:
        keys: dict[str, Collection[Key]] = {name: _template(project, name).index.keys() for name in catalogs}
    except (CatalogError, ProjectError):
        return {}
    strangers = [
        name
        for name, path in catalogs.items()
        if name not in missing
        and set(essays) == catalogs.keys()
        and _is_of_another(project, path, keys[name])
    ]
    wanted = {name: keys[name] for name in (*missing, *strangers)}
    own = [catalogs[name] for name in strangers]
    return renames.predecessors(project, wanted, [*files, *own], own)


def _is_of_another(project: Project, path: Path, keys: Collection[Key]) -> bool:
    """Whether a catalog can be read and is of another text than this."""
    with suppress(CatalogError):
        catalog = read_catalog(project, path)
        return catalog is not None and not renames.likeness(catalog.index.keys(), keys)
    return False


@dataclass
class _Run:
    """An update of one language."""

    project: Project
    language: Language
    moves: Mapping[str, renames.Predecessor]
    """The catalogs that essays had under other names."""
    heirs: Mapping[str, str]
    """The essays to which the catalogs of others belong now, by those."""
    moved: Sequence[str]
    """The essays whose catalogs change places, in the order in which that is safe."""
    writes: bool
    done: set[str] = field(default_factory=set)
    taken: dict[Path, Catalog] = field(default_factory=dict)
    """What was in files whose catalogs go on elsewhere: it is all that may be written over."""

    @classmethod
    def begin(cls, project: Project, language: Language, essays: Sequence[str], *, writes: bool) -> _Run:
        moves = _moves(project, language, essays)
        owners = {project.catalog_path(name, language): name for name in project.essays()}
        heirs = renames.without_swaps(
            {owners[move.path]: essay for essay, move in moves.items() if not move.is_orphan}
        )
        kept = {essay: move for essay, move in moves.items() if move.is_orphan or essay in heirs.values()}
        ordered = renames.in_safe_order(essays, heirs)
        return cls(
            project,
            language,
            kept,
            heirs,
            [name for name in ordered if name in kept or name in heirs],
            writes,
        )

    def is_alone(self, essay: str) -> bool:
        """Whether an essay's catalog stays in its place, so that it can be merged at any time."""
        return essay not in self.moved

    def take(self, job: MergeTemplate, made: Merged | Failure) -> Updated | Failure:
        """Write what a job made; it is done again if somebody saved the file meanwhile."""
        if isinstance(made, Failure):
            return made
        try:
            return self._write(made)
        except ChangedError:
            return next(each([job], lambda job: anew(lambda: self._write(job()))))
        except EssaytoolError as error:
            return Failure(error)

    def move_all(self) -> Iterator[Updated | Failure]:
        return each(self.moved, lambda essay: anew(lambda: self.move(essay)))

    def move(self, essay: str) -> Updated:
        """Merge the template of one essay into the catalog that it had under another name."""
        path, before = self.project.catalog_path(essay, self.language), self.moves.get(essay)
        template, heir = _template(self.project, essay), self.heirs.get(essay)
        if heir and heir not in self.done:
            sentence, hint = f"belongs to {heir} now, which could not be updated", "mend that first"
            raise ProjectError(sentence, path=shown(path), hint=hint)
        there = self.taken.get(path) or read_catalog(self.project, path)
        if there and path not in self.taken:
            before = None  # somebody else made it meanwhile
        catalog = self._take_over(before.path) if before else None if heir else there
        made = merged_into(MergeTemplate(self.project, essay, self.language), template, catalog, there)
        self._write(made)
        if before and before.is_orphan and catalog and self.writes:
            if made.content is not None:
                self.taken[path] = parse_catalog(made.content, path=made.catalog.path)
            remove(before.path, seen=serialize_catalog(catalog))
        self.done.add(essay)
        renamed_from = self.project.relative(before.path) if before else ""
        return replace(made.catalog, renamed_from=renamed_from)

    def _take_over(self, path: Path) -> Catalog | None:
        """What a file under another name holds now, which goes on here."""
        catalog = read_catalog(self.project, path)
        if catalog:
            self.taken[path] = catalog
        return catalog

    def _write(self, made: Merged) -> Updated:
        """Put what was made into its file. Raises `ChangedError` if that was saved by somebody meanwhile."""
        if self.writes and made.content is not None:
            path = self.project.root / made.catalog.path
            write_if_changed(path, made.content, self.project.root, seen=made.seen)
        return made.catalog


def _merged(project: Project, template: Catalog, catalog: Catalog | None, language: Language) -> Merge:
    if catalog is None or not (catalog.header or catalog.all_entries):
        changes = tuple(Change(Outcome.NEW, entry) for entry in template.entries)
        return Merge(new_catalog(template, language), changes)
    return merge_with_report(template, catalog, keep_trivial=project.settings.keep_trivial)


def _changes(merged: Merge) -> Iterator[Changed]:
    for change in merged.changes:
        if change.outcome is not Outcome.KEPT:
            before = change.old.msgid if change.old else ""
            edits = tuple(map(str, change.edits))
            yield Changed(str(change.outcome), change.entry.msgid, before, round(change.ratio, 3), edits)


def _template(project: Project, essay: str) -> Catalog:
    path = project.template_path(essay)
    template = read_catalog(project, path)
    if template is None:
        raise ProjectError("the template is missing", path=shown(path), hint="run `essaytool extract` first")
    return template
