"""``extract``: the essays' text into templates, ``source/`` -> ``locales/*.pot``. Only this verb writes
templates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from essaytool.catalog.po import serialize_catalog
from essaytool.files import lock, write_if_changed
from essaytool.project import Project
from essaytool.workflow.results import Extracted, Failure
from essaytool.workflow.steps import each, fresh_template, read_essay


def extract(project: Project, essays: Sequence[str]) -> Iterator[Extracted | Failure]:
    """Write the templates that changed. Raises `LockError`."""
    with lock(project.root):
        yield from each(essays, lambda essay: _extract(project, essay))


def _extract(project: Project, essay: str) -> Extracted:
    made = fresh_template(project, read_essay(project, essay))
    path = project.template_path(essay)
    changed = write_if_changed(path, serialize_catalog(made))
    return Extracted(essay, project.relative(path), len(made.entries), changed)
