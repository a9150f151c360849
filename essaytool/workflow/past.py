"""The project as of a revision of git: its catalogs and templates, each found under the name that its essay
had then.

Not the revision itself counts but where the present work left it, so that what others did there since is not
taken for a loss of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.errors import CatalogError
from essaytool.git import commit, file_at, files_at, id_of, merge_base
from essaytool.languages import Language
from essaytool.model import Catalog, Essay, Key
from essaytool.project import Project
from essaytool.workflow.renames import likeness


def beginning(project: Project, revision: str) -> str:
    """The commit at which the present work left a revision. Raises `GitError` for one that there is not."""
    return merge_base(project.root, commit(project.root, revision))


@dataclass(frozen=True)
class Past:
    """The project as of a commit."""

    project: Project
    commit: str
    essays: Mapping[str, Essay]
    """The essays of today, by name."""

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The catalogs and templates of then: their ids, by their paths in the project."""
        return files_at(self.project.root, self.project.settings.locales, self.commit)

    def catalog_of(self, name: str, language: Language, now: Catalog | None = None) -> Catalog | None:
        """The catalog of an essay as it was then, under the name that the essay had; None if there was none,
        or it was broken. The one of `now` spares reading the same again.
        """
        path = self.project.catalog_path(name, language)
        before = self.files.get(self.project.relative(path), "")
        same = now if now and id_of(serialize_catalog(now), before) == before else None
        folder = self.project.catalog_path("essay", language).parent
        return self._file_of(name, path, folder, same)

    def template_of(self, name: str) -> Catalog | None:
        """The template of an essay as it was then, found as its catalogs are."""
        return self._file_of(name, self.project.template_path(name), self.project.locales_folder)

    def _file_of(self, name: str, path: Path, folder: Path, there: Catalog | None = None) -> Catalog | None:
        """The file of an essay, which lies below `folder`, whatever it was called then. `there` is what stood
        at its present path, if that was read already.
        """
        keys = _keys(self.essays[name])
        there = there or self._read(path)
        if there and likeness(there.index.keys(), keys):
            return there
        files = (self.project.root / file for file in self.files)
        olds = (old for old in files if old.is_relative_to(folder) and old.suffix == path.suffix)
        before = (self._read(old) for old in olds)
        alike = [(likeness(old.index.keys(), keys), old) for old in before if old]
        score, catalog = max(alike, default=(0.0, None), key=lambda pair: pair[0])
        if score:
            return catalog
        is_another = there and any(
            likeness(there.index.keys(), _keys(other)) for other in self.essays.values()
        )
        return None if is_another else there

    def _read(self, path: Path) -> Catalog | None:
        relative = self.project.relative(path)
        if not (blob := self.files.get(relative)):
            return None
        content = file_at(self.project.root, blob, self.commit)
        with suppress(CatalogError):
            return parse_catalog(content, path=relative)
        return None


def _keys(essay: Essay) -> set[Key]:
    return {unit.key for unit in essay.units}
