"""The names that a shell completes, as the configuration and the folders have them, without a check: that
takes the CLDR, and a shell does not wait.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from essaytool.errors import EssaytoolError
from essaytool.files import walk
from essaytool.paths import require_inside
from essaytool.project.configuration import configuration


@dataclass(frozen=True)
class Known:
    """A project's languages by tag, and its essays by name."""

    tags: tuple[str, ...] = ()
    essays: tuple[str, ...] = ()


def known_names(start: Path) -> Known:
    """The names in the project that `start` lies in; none where there is no project, or a broken one."""
    try:
        for folder in (start, *start.parents):
            if found := configuration(folder):
                return Known(_tags(folder, found[1]), _essays(folder, found[1]))
    except EssaytoolError:
        pass
    return Known()


def _tags(root: Path, values: Mapping[str, Any]) -> tuple[str, ...]:
    configured = values.get("languages", [])
    tags = {tag for tag in configured if isinstance(tag, str)} if isinstance(configured, list) else set()
    folders = _folder(root, values, "locales").glob("*/LC_MESSAGES")
    return tuple(sorted(tags | {folder.parent.name.replace("_", "-") for folder in folders}))


def _essays(root: Path, values: Mapping[str, Any]) -> tuple[str, ...]:
    folder = _folder(root, values, "source")
    require_inside(folder, root)
    paths = [*walk(folder, ".md"), *walk(folder, ".markdown")]
    names = {path.relative_to(folder).with_suffix("").as_posix() for path in paths}
    return tuple(sorted(filter(str.isprintable, names)))  # a shell takes a name a line, as text


def _folder(root: Path, values: Mapping[str, Any], key: str) -> Path:
    named = values.get(key, key)
    return root / (named if isinstance(named, str) else key)
