"""``update``: what changed in the templates into the catalogs, ``locales/*.pot`` ->
``locales/*/LC_MESSAGES/*.po``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import nullcontext, suppress

from essaytool.catalog.po import serialize_catalog
from essaytool.catalog.template import new_catalog
from essaytool.errors import EssaytoolError, ProjectError
from essaytool.files import lock, read_if_there, remove, shown, write_if_changed
from essaytool.languages import Language
from essaytool.model import Catalog, Key
from essaytool.project import Project
from essaytool.updating.merge import Change, Merge, Outcome, merge_with_report
from essaytool.workflow import renames
from essaytool.workflow.results import Changed, Failure, Lag, Orphan, Updated
from essaytool.workflow.steps import each, fresh_template, read_catalog, read_essay, template_lag


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
    renamed = _renamed(project, language)
    return each(essays, lambda name: _update(project, language, name, renamed.get(name), writes=writes))


def _lags(project: Project, essays: Sequence[str]) -> Iterator[Lag]:
    """The templates of yesterday's essays. What is wrong with an essay is told by the verbs that need it."""
    for name in essays:
        with suppress(EssaytoolError):
            fresh = fresh_template(project, read_essay(project, name))
            behind = template_lag(project, name, fresh)
            if behind and project.template_path(name).exists():
                yield behind


def _renamed(project: Project, language: Language) -> dict[str, renames.Predecessor]:
    """The catalogs of essays that had another name. While one that has none has no template either, which
    might be the renamed one, nothing is taken for it.
    """
    files = renames.orphaned_catalogs(project, language)
    new: dict[str, Collection[Key]] = {}
    for essay in project.essays() if files else ():
        if not project.catalog_path(essay, language).exists():
            try:
                new[essay] = _template(project, essay).index.keys()
            except EssaytoolError:
                return {}
    return renames.predecessors(project, new, files)


def _update(
    project: Project, language: Language, essay: str, before: renames.Predecessor | None, *, writes: bool
) -> Updated:
    path = project.catalog_path(essay, language)
    template = _template(project, essay)
    catalog = before.catalog if before else read_catalog(project, path)
    merged = _merged(project, template, catalog, language)
    content = serialize_catalog(merged.catalog)
    changed = write_if_changed(path, content, project.root) if writes else read_if_there(path) != content
    if before and writes:
        remove(before.path)
    return Updated(
        essay=essay,
        language=language.tag,
        path=project.relative(path),
        changed=changed,
        changes=tuple(_changes(merged)),
        renamed_from=project.relative(before.path) if before else "",
        **{str(outcome): count for outcome, count in merged.counts.items()},
    )


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
