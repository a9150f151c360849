"""``extract``: the essays' text into templates, ``source/`` -> ``locales/*.pot``. Only this verb writes
templates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from essaytool.catalog.po import serialize_catalog
from essaytool.catalog.template import SCHEMA_KEY
from essaytool.errors import CatalogError
from essaytool.files import lock, remove, shown, write_if_changed
from essaytool.project import Project
from essaytool.workflow.renames import orphaned_templates, predecessor
from essaytool.workflow.results import Extracted, Failure
from essaytool.workflow.steps import each, fresh_template, read_catalog, read_essay


def extract(project: Project, essays: Sequence[str]) -> Iterator[Extracted | Failure]:
    """Write the templates that changed; that of a renamed essay takes the place of its old one. Raises
    `LockError`.
    """
    with lock(project.root):
        yield from each(essays, lambda essay: _extract(project, essay))


def _extract(project: Project, essay: str) -> Extracted:
    made = fresh_template(project, read_essay(project, essay))
    path = project.template_path(essay)
    _require_own(path, project)
    before = None
    if not path.exists():
        found = predecessor(project, made.index.keys(), orphaned_templates(project))
        before = found[0] if found else None
    changed = write_if_changed(path, serialize_catalog(made), project.root)
    if before:
        remove(before)
    renamed_from = project.relative(before) if before else ""
    return Extracted(essay, project.relative(path), len(made.entries), changed, renamed_from)


def _require_own(path: Path, project: Project) -> None:
    """Raise `CatalogError` for a template that another program made; a broken one is simply made anew."""
    try:
        there = read_catalog(project, path)
    except CatalogError:
        return
    if there is not None and there.pieces and SCHEMA_KEY not in there.header:
        hint = "move it away, or give the essay another name"
        raise CatalogError("is a template by another program", path=shown(path), hint=hint)
