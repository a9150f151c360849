"""``extract``: the essays' text into templates, ``source/`` -> ``locales/*.pot``. Only this verb writes
templates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from essaytool.catalog.po import serialize_catalog
from essaytool.catalog.template import SCHEMA_KEY
from essaytool.errors import CatalogError, EssaytoolError
from essaytool.files import remove, shown, write_if_changed
from essaytool.locks import lock
from essaytool.model import Catalog, Key
from essaytool.project import Project
from essaytool.workflow.renames import Predecessor, orphaned_templates, predecessors
from essaytool.workflow.results import Extracted, Failure
from essaytool.workflow.steps import each, fresh_template, read_catalog, read_essay


def extract(project: Project, essays: Sequence[str]) -> Iterator[Extracted | Failure]:
    """Write the templates that changed; that of a renamed essay takes the place of its old one. Raises
    `LockError`.
    """
    with lock(project.root):
        made: dict[str, Catalog] = {}
        for result in each(essays, lambda name: (name, fresh_template(project, read_essay(project, name)))):
            if isinstance(result, Failure):
                yield result
            else:
                made[result[0]] = result[1]
        renamed = _renamed(project, made)
        yield from each(made, lambda name: _write(project, name, made[name], renamed.get(name)))


def _renamed(project: Project, made: Mapping[str, Catalog]) -> dict[str, Predecessor]:
    """The templates of essays that had another name. While one that has none cannot be read, which might be
    the renamed one, nothing is taken for it.
    """
    files = orphaned_templates(project)
    new: dict[str, Collection[Key]] = {}
    for name in project.essays() if files else ():
        if not project.template_path(name).exists():
            try:
                template = made.get(name) or fresh_template(project, read_essay(project, name))
            except EssaytoolError:
                return {}
            new[name] = template.index.keys()
    return predecessors(project, new, files)


def _write(project: Project, name: str, made: Catalog, before: Predecessor | None) -> Extracted:
    path = project.template_path(name)
    _require_own(path, project)
    changed = write_if_changed(path, serialize_catalog(made), project.root)
    if before:
        remove(before.path)
    renamed_from = project.relative(before.path) if before else ""
    return Extracted(name, project.relative(path), len(made.entries), changed, renamed_from)


def _require_own(path: Path, project: Project) -> None:
    """Raise `CatalogError` for a template that another program made; a broken one is simply made anew."""
    try:
        there = read_catalog(project, path)
    except CatalogError:
        return
    if there is not None and there.pieces and SCHEMA_KEY not in there.header:
        hint = "move it away, or give the essay another name"
        raise CatalogError("is a template by another program", path=shown(path), hint=hint)
