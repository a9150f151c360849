"""``update``: what changed in the templates into the catalogs, ``locales/*.pot`` ->
``locales/*/LC_MESSAGES/*.po``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

from essaytool.catalog.po import serialize_catalog
from essaytool.catalog.template import new_catalog
from essaytool.errors import CatalogError, EssaytoolError, ProjectError
from essaytool.files import remove, shown
from essaytool.languages import Language
from essaytool.locks import lock
from essaytool.model import Catalog, Key
from essaytool.project import Project
from essaytool.updating.merge import Change, Merge, Outcome, merge_with_report
from essaytool.workflow import renames
from essaytool.workflow.results import Changed, Failure, Lag, Orphan, Updated
from essaytool.workflow.steps import each, fresh_template, read_catalog, read_essay, template_lag
from essaytool.workflow.swap import anew, swap


def update(
    project: Project, languages: Sequence[Language], essays: Sequence[str], *, writes: bool = True
) -> Iterator[Updated | Lag | Orphan | Failure]:
    """Merge each essay's template into its catalogs, and make the catalogs that are missing.

    The catalog of an essay that was renamed goes on under the new name. Without `writes`, only tell what
    would become of each entry. Raises `LockError`.
    """
    with lock(project.root) if writes else nullcontext():
        for language in languages:
            yield from _update_language(project, language, essays, writes=writes)
        yield from _lags(project, essays)
        yield from (Orphan(project.relative(path)) for path in renames.orphans(project, languages))


def _update_language(
    project: Project, language: Language, essays: Sequence[str], *, writes: bool
) -> Iterator[Updated | Failure]:
    moves = _moves(project, language, essays)
    owners = {project.catalog_path(name, language): name for name in project.essays()}
    heirs = renames.without_swaps(
        {owners[move.path]: essay for essay, move in moves.items() if not move.is_orphan}
    )
    kept = {essay: move for essay, move in moves.items() if move.is_orphan or essay in heirs.values()}
    run = _Run(project, language, kept, heirs, writes)
    return each(renames.in_safe_order(essays, heirs), lambda essay: anew(lambda: run.update(essay)))


def _lags(project: Project, essays: Sequence[str]) -> Iterator[Lag]:
    """The templates of yesterday's essays. What is wrong with an essay is told by the verbs that need it."""
    for name in essays:
        with suppress(EssaytoolError):
            fresh = fresh_template(project, read_essay(project, name))
            behind = template_lag(project, name, fresh)
            if behind and project.template_path(name).exists():
                yield behind


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
    writes: bool
    done: set[str] = field(default_factory=set)
    taken: dict[Path, Catalog] = field(default_factory=dict)
    """What was in files whose catalogs go on elsewhere: it is all that may be written over."""

    def update(self, essay: str) -> Updated:
        """Merge the template of one essay into its catalog."""
        path, before = self.project.catalog_path(essay, self.language), self.moves.get(essay)
        template, heir = _template(self.project, essay), self.heirs.get(essay)
        if heir and heir not in self.done:
            sentence, hint = f"belongs to {heir} now, which could not be updated", "mend that first"
            raise ProjectError(sentence, path=shown(path), hint=hint)
        there = self.taken.get(path) or read_catalog(self.project, path)
        if there and path not in self.taken:
            before = None  # somebody else made it meanwhile
        catalog = self.take(before.path) if before else None if heir else there
        merged = _merged(self.project, template, catalog, self.language)
        changed = swap(self.project, path, there, merged.catalog, writes=self.writes)
        if before and before.is_orphan and catalog and self.writes:
            self.taken[path] = merged.catalog
            remove(before.path, seen=serialize_catalog(catalog))
        self.done.add(essay)
        return Updated(
            essay=essay,
            language=self.language.tag,
            path=self.project.relative(path),
            changed=changed,
            changes=tuple(_changes(merged)),
            renamed_from=self.project.relative(before.path) if before else "",
            **{str(outcome): count for outcome, count in merged.counts.items()},
        )

    def take(self, path: Path) -> Catalog | None:
        """What a file under another name holds now, which goes on here."""
        catalog = read_catalog(self.project, path)
        if catalog:
            self.taken[path] = catalog
        return catalog


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
