"""``extract``: the essays' text into templates, ``source/`` -> ``locales/*.pot``. Only this verb writes
templates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from essaytool.catalog.po import serialize_catalog
from essaytool.catalog.template import SCHEMA_KEY
from essaytool.errors import CatalogError, EssaytoolError
from essaytool.files import read_if_there, remove, write_if_changed
from essaytool.locks import lock
from essaytool.model import Key
from essaytool.paths import shown
from essaytool.project import Project
from essaytool.workflow.jobs import ALONE, Crew, Job
from essaytool.workflow.renames import Predecessor, orphaned_templates, predecessors
from essaytool.workflow.results import Extracted, Failure
from essaytool.workflow.steps import fresh_template, read_catalog, read_essay


def extract(project: Project, essays: Sequence[str], crew: Crew = ALONE) -> Iterator[Extracted | Failure]:
    """Write the templates that changed; that of a renamed essay takes the place of its old one. Raises
    `LockError`.
    """
    with lock(project.root):
        renamed = _renamed(project)
        for job, made in crew.perform(MakeTemplate(project, name) for name in essays):
            try:
                yield made if isinstance(made, Failure) else _write(project, made, renamed.get(job.essay))
            except EssaytoolError as error:
                yield Failure(error)


@dataclass(frozen=True)
class Made:
    """A template, and its content unless the file holds that already."""

    template: Extracted
    content: bytes | None = None


@dataclass(frozen=True)
class MakeTemplate(Job[Made]):
    """Take the text out of an essay. Raises as `read_essay` does, and `CatalogError` for a template that is
    not ours.
    """

    kept: ClassVar = Made

    def __call__(self) -> Made:
        project, name = self.project, self.essay
        made = fresh_template(project, read_essay(project, name))
        path = project.template_path(name)
        _require_own(path, project)
        content = serialize_catalog(made)
        template = Extracted(name, project.relative(path), len(made.entries), changed=False)
        return Made(template, None if content == read_if_there(path) else content)

    def keep(self, made: Made) -> Made | None:
        """What changes a file is another thing the next time."""
        return made if made.content is None else None


def _renamed(project: Project) -> dict[str, Predecessor]:
    """The templates of essays that had another name. While one that has none cannot be read, which might be
    the renamed one, nothing is taken for it.
    """
    files = orphaned_templates(project)
    new: dict[str, Collection[Key]] = {}
    for name in project.essays() if files else ():
        if not project.template_path(name).exists():
            try:
                new[name] = fresh_template(project, read_essay(project, name)).index.keys()
            except EssaytoolError:
                return {}
    return predecessors(project, new, files)


def _write(project: Project, made: Made, before: Predecessor | None) -> Extracted:
    path = project.root / made.template.path
    changed = made.content is not None and write_if_changed(path, made.content, project.root)
    if before:
        remove(before.path)
    renamed_from = project.relative(before.path) if before else ""
    return replace(made.template, changed=changed, renamed_from=renamed_from)


def _require_own(path: Path, project: Project) -> None:
    """Raise `CatalogError` for a template that another program made; a broken one is simply made anew."""
    try:
        there = read_catalog(project, path)
    except CatalogError:
        return
    if there is not None and there.pieces and SCHEMA_KEY not in there.header:
        hint = "move it away, or give the essay another name"
        raise CatalogError("is a template by another program", path=shown(path), hint=hint)
