"""Where a project's configuration stands: in a file of its own, or in a table of ``pyproject.toml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from essaytool.errors import ConfigError
from essaytool.files import read_if_there, read_within
from essaytool.paths import require_inside, shown
from essaytool.toml import parse_toml

CONFIG_FILE = "essaytool.toml"
PYPROJECT = "pyproject.toml"


def configuration(folder: Path) -> tuple[Path, dict[str, Any]] | None:
    """The file in this folder that configures a project, and its values; None if there is none.

    Raises `FileError`, and `ConfigError` for what is not TOML, and for two files.
    """
    own = read_within(folder / CONFIG_FILE, folder)
    shared = read_if_there(folder / PYPROJECT)
    table = None if shared is None else _own_table(folder / PYPROJECT, shared)
    if table is not None:
        require_inside(folder / PYPROJECT, folder)
    if own is None:
        return None if table is None else (folder / PYPROJECT, table)
    if table is not None:
        raise ConfigError(
            f"the project is configured here and in {PYPROJECT}",
            path=shown(folder / CONFIG_FILE),
            hint="keep one of the two",
        )
    return folder / CONFIG_FILE, _toml(folder / CONFIG_FILE, own)


def _own_table(path: Path, content: bytes) -> dict[str, Any] | None:
    """Our table of a ``pyproject.toml``, if it has one."""
    table = _toml(path, content)
    for key in ("tool", "tool.essaytool"):
        inner = table.get(key.rpartition(".")[2])
        if inner is None:
            return None
        if not isinstance(inner, dict):
            raise ConfigError(
                f"`{key}` is {inner!r}", path=shown(path), hint="write [tool.essaytool], and the keys below"
            )
        table = inner
    return dict(table)


def _toml(path: Path, content: bytes) -> dict[str, Any]:
    try:
        return parse_toml(content.decode())
    except ValueError as error:
        raise ConfigError(
            f"is not TOML: {error}", path=shown(path), hint="see https://toml.io for the syntax"
        ) from error
