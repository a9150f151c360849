"""``update``: what changed in the templates into the catalogs, ``locales/*.pot`` ->
``locales/*/LC_MESSAGES/*.po``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from essaytool.catalog.po import serialize_catalog
from essaytool.catalog.template import SCHEMA_KEY, new_catalog
from essaytool.errors import EssaytoolError, ProjectError
from essaytool.files import lock, read, shown, walk, write_if_changed
from essaytool.languages import Language
from essaytool.model import Catalog
from essaytool.project import Project
from essaytool.updating.merge import Change, Merge, Outcome, merge_with_report
from essaytool.workflow.results import Failure, Lag, Moved, Orphan, Updated
from essaytool.workflow.steps import each, fresh_template, read_catalog, read_essay, template_lag


def update(
    project: Project, languages: Sequence[Language], essays: Sequence[str]
) -> Iterator[Updated | Lag | Orphan | Failure]:
    """Merge each essay's template into its catalogs, and make the catalogs that are missing. Raises
    `LockError`.
    """
    with lock(project.root):
        pairs = [(language, essay) for language in languages for essay in essays]
        yield from each(pairs, lambda pair: _update(project, *pair))
        yield from _lags(project, essays)
        yield from (Orphan(project.relative(path)) for path in _orphans(project, languages))


def _lags(project: Project, essays: Sequence[str]) -> Iterator[Lag]:
    """The templates of yesterday's essays. What is wrong with an essay is told by the verbs that need it."""
    for name in essays:
        with suppress(EssaytoolError):
            fresh = fresh_template(project, read_essay(project, name))
            behind = template_lag(project, name, fresh)
            if behind and project.template_path(name).exists():
                yield behind


def _update(project: Project, language: Language, essay: str) -> Updated:
    path = project.catalog_path(essay, language)
    template = _template(project, essay)
    catalog = read_catalog(project, path)
    if catalog is None or not (catalog.header or catalog.all_entries):
        changes = tuple(Change(Outcome.NEW, entry) for entry in template.entries)
        merged = Merge(new_catalog(template, language), changes)
    else:
        merged = merge_with_report(template, catalog)
    return Updated(
        essay=essay,
        language=language.tag,
        path=project.relative(path),
        changed=write_if_changed(path, serialize_catalog(merged.catalog), project.root),
        moved=tuple(_moved(merged)),
        **{str(outcome): count for outcome, count in merged.counts.items()},
    )


def _moved(merged: Merge) -> Iterator[Moved]:
    for change in merged.changes:
        if change.outcome is Outcome.FUZZY and change.old:
            yield Moved(change.entry.msgid, change.old.msgid, round(change.ratio, 3))


def _template(project: Project, essay: str) -> Catalog:
    path = project.template_path(essay)
    template = read_catalog(project, path)
    if template is None:
        raise ProjectError("the template is missing", path=shown(path), hint="run `essaytool extract` first")
    return template


def _orphans(project: Project, languages: Sequence[Language]) -> Iterator[Path]:
    """The templates and catalogs of ours, among other people's, that belong to no essay."""
    essays = set(project.essays())
    places = [(project.locales_folder, ".pot")]
    places += [(project.catalog_path("essay", language).parent, ".po") for language in languages]
    for folder, suffix in places:
        for path in walk(folder, suffix) if folder.is_dir() else ():
            essay = path.relative_to(folder).with_suffix("").as_posix()
            if essay not in essays and SCHEMA_KEY.encode() in read(path):
                yield path
