"""The project: where its three folders are and what its configuration says.

Configuration is ``[tool.essaytool]`` in ``pyproject.toml`` or the same keys at the top of ``essaytool.toml``;
the first folder upward that has either is the project's root. Keys and their meaning are `Settings`'s
fields. What the environment says comes before the file, before what that says for one language as well.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from essaytool.errors import EssaytoolError, ProjectError
from essaytool.files import is_there
from essaytool.languages import Language, parse_tag
from essaytool.paths import require_inside, shown
from essaytool.project.configuration import CONFIG_FILE, PYPROJECT, configuration
from essaytool.project.essays import find_essays
from essaytool.project.settings import (
    LAYOUTS,
    Names,
    Settings,
    engine_tables,
    from_environment,
    from_file,
    language_tables,
    refuse_unknown,
)

__all__ = [
    "CONFIG_FILE",
    "FORMATS",
    "LAYOUTS",
    "PYPROJECT",
    "USUAL_FORMATS",
    "Names",
    "Project",
    "Settings",
    "find_project",
]

FORMATS = ("md", "html", "epub")
"""What editions can be made as: the suffixes of their files in the output folder."""
USUAL_FORMATS = ("md", "html")
"""Those that are made if nothing else is asked for."""


@dataclass(frozen=True)
class Project:
    """A project's root folder and settings. Paths are absolute."""

    root: Path
    settings: Settings
    for_language: Mapping[str, Settings] = field(default_factory=dict)
    for_engine: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def source_folder(self) -> Path:
        return self.root / self.settings.source

    @property
    def locales_folder(self) -> Path:
        return self.root / self.settings.locales

    @property
    def output_folder(self) -> Path:
        return self.root / self.settings.output

    @property
    def source_language(self) -> Language:
        return parse_tag(self.settings.source_language)

    def settings_for(self, language: Language) -> Settings:
        """The settings with what the configuration says for this language alone."""
        return self.for_language.get(language.tag, self.settings)

    def languages(self) -> tuple[Language, ...]:
        """The working set: the configured languages and the catalog folders found, without the source, by
        tag.
        """
        found = {parse_tag(tag) for tag in self.settings.languages}
        if self.locales_folder.is_dir():
            names = (folder.parent.name for folder in self.locales_folder.glob("*/LC_MESSAGES"))
            found |= {language for name in names if (language := _folder_language(name))}
        return tuple(sorted(found - {self.source_language}, key=lambda language: language.tag))

    def essays(self) -> tuple[str, ...]:
        """The essays by name (``a/b`` for ``source/a/b.md``): those of ``order`` first, then by name.

        Raises `ProjectError` when the source folder is missing, and as `find_essays` does.
        """
        if not self.source_folder.is_dir():
            raise ProjectError(
                "the folder of essays is missing",
                path=shown(self.source_folder),
                hint="make it, or set `source`",
            )
        found = find_essays(self.source_folder, self.root)
        rank = {name: place for place, name in enumerate(self.settings.order)}
        return tuple(sorted(found, key=lambda name: (rank.get(name, len(rank)), name)))

    def source_path(self, essay: str) -> Path:
        markdown = self.source_folder / f"{essay}.md"
        longer = self.source_folder / f"{essay}.markdown"
        return longer if not is_there(markdown) and is_there(longer) else markdown

    def has_essay(self, name: str) -> bool:
        """Whether `essays` would list it, without a look at the others."""
        hidden = any(part.startswith(".") for part in name.split("/"))
        return not (hidden or "\0" in name or name == "index") and is_there(self.source_path(name))

    def template_path(self, essay: str) -> Path:
        return self.locales_folder / f"{essay}.pot"

    def catalog_path(self, essay: str, language: Language) -> Path:
        return self.locales_folder / language.folder / "LC_MESSAGES" / f"{essay}.po"

    def relative(self, path: Path) -> str:
        """The path as references and findings show it: relative to the root, with ``/``."""
        return path.relative_to(self.root).as_posix()


def _folder_language(name: str) -> Language | None:
    try:
        return parse_tag(name)
    except EssaytoolError:
        return None


def find_project(
    start: Path, environ: Mapping[str, str] = os.environ, *, names: Names | None = None
) -> Project:
    """The project that `start` lies in. With `names`, settings may name nothing else.

    Raises `ProjectError` where there is no project, `ConfigError` where its configuration is broken,
    `FileError` where that or one of its folders is a link that leads out of the project.
    """
    for folder in (start, *start.parents):
        table = configuration(folder)
        if table is not None:
            path, values = table
            return _project(folder, shown(path), values, from_environment(environ, names), names)
    raise ProjectError(
        "there is no essaytool project here", hint="run `essaytool init` to make one", path=start
    )


def _project(
    root: Path, place: str, values: dict[str, Any], environment: Mapping[str, Any], names: Names | None
) -> Project:
    """The project that is configured by `values`, which stand at `place`, and by the `environment`."""
    per_language = values.pop("language", {})
    per_engine = values.pop("engines", {})
    settings = from_file(place, values, names)
    special = language_tables(place, settings, per_language, names)
    project = Project(
        root=root,
        settings=replace(settings, **environment),
        for_language={tag: replace(own, **environment) for tag, own in special.items()},
        for_engine=engine_tables(place, per_engine, names),
    )
    for folder in (project.source_folder, project.locales_folder, project.output_folder):
        require_inside(folder, root)
    if settings.order and project.source_folder.is_dir():
        refuse_unknown(place, "order", "essay", settings.order, project.essays())
    return project
