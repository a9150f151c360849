"""Configuration, environment, key file: a project comes of what they say, or an error that says why not."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from essaytool.engines import SETTINGS, load_engine
from essaytool.engines.keys import find_key
from essaytool.errors import EssaytoolError
from essaytool.project import find_project
from essaytool.workflow.opening import NAMES
from tests.fuzz.inputs import parts, text
from tests.fuzz.workspace import emptied

URL = "https://api.deepl.com"


def configuration(data: bytes) -> None:
    """``essaytool.toml``, ``pyproject.toml``, lines ``NAME=value`` of the environment, a key file."""
    own, shared, environment, keys = parts(data, 4)
    root = emptied("project")
    for name, content in (("essaytool.toml", own), ("pyproject.toml", shared), ("keys", keys)):
        if content:
            (root / name).write_bytes(content)
    (root / "keys").touch(0o600)
    (root / "keys").chmod(0o600)
    environ = {**_variables(text(environment)), "ESSAYTOOL_KEYS": str(root / "keys")}
    with suppress(EssaytoolError):
        find_key("deepl", URL, environ)
    with suppress(EssaytoolError):
        _use(root, environ)


def _variables(lines: str) -> Mapping[str, str]:
    """What a process can be given: no variable holds a NUL."""
    pairs = (line.split("=", 1) for line in lines.replace("\0", "").split("\n") if "=" in line)
    return {name: value for name, value in pairs if name}


def _use(root: Path, environ: Mapping[str, str]) -> None:
    """Ask a project for what verbs ask for, without writing anything."""
    project = find_project(root, environ, names=NAMES)
    for language in (project.source_language, *project.languages()):
        project.settings_for(language)
        for essay in project.essays():
            assert project.catalog_path(essay, language).is_relative_to(root)
    for folder in (project.source_folder, project.locales_folder, project.output_folder):
        assert folder.is_relative_to(root), folder
    for name in SETTINGS:
        load_engine(name, project.for_engine.get(name, {}))
