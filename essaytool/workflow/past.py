"""The past: a project's catalogs as of a commit."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from essaytool.catalog.po import parse_catalog
from essaytool.errors import CatalogError
from essaytool.git import file_at, files_at
from essaytool.languages import Language
from essaytool.model import Catalog, Essay, Key
from essaytool.project import Project
from essaytool.workflow.renames import likeness


@dataclass(frozen=True)
class Past:
    """The project as of a commit."""

    project: Project
    commit: str
    essays: Mapping[str, Essay]
    """The essays of today."""

    def catalog_of(self, essay: Essay, language: Language, path: Path) -> Catalog | None:
        """The catalog of an essay as it was then, under the name that the essay had; None if there was none,
        or it was broken.
        """
        keys = _keys(essay)
        there = self.catalog(path)
        if there and likeness(there.index.keys(), keys):
            return there
        folder = path.parent
        while folder.name != "LC_MESSAGES":
            folder = folder.parent
        under = self.project.relative(folder)
        files = (self.project.root / name for name in files_at(self.project.root, under, self.commit))
        before = (self.catalog(old) for old in files if old.suffix == ".po")
        alike = [(likeness(old.index.keys(), keys), old) for old in before if old]
        score, catalog = max(alike, default=(0.0, None), key=lambda pair: pair[0])
        if score:
            return catalog
        is_another = there and any(
            likeness(there.index.keys(), _keys(other)) for other in self.essays.values()
        )
        return None if is_another else there

    def catalog(self, path: Path) -> Catalog | None:
        relative = self.project.relative(path)
        content = file_at(self.project.root, relative, self.commit)
        with suppress(CatalogError):
            return None if content is None else parse_catalog(content, path=relative)
        return None


def _keys(essay: Essay) -> set[Key]:
    return {unit.key for unit in essay.units}
