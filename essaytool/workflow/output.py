"""The output folder: making it hold what was built, without losing what a hand changed there.

``output/manifest.json`` lists our files with the SHA-256 of what we wrote::

    {"files": {"es/open-models.html": "9f86d081…", …}, "schema": 1}

A file is ours while it holds what its line says. One that holds something else was changed by a hand, and one
without a line was put there by a hand: both are kept. While a build writes, the manifest also has ``"next"``,
the lines that are about to hold, so that a run that was killed leaves no file that is not known to be ours.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from essaytool.errors import EssaytoolError, FileError
from essaytool.files import inside, read_if_there, remove, shown, write_if_changed
from essaytool.project import Project
from essaytool.workflow.results import Built, Change, Failure

MANIFEST = "manifest.json"
SCHEMA = 1

_LINK = "put what is meant in place of the symbolic link"

Lines = Mapping[str, str]
"""SHA-256 in hexadecimal, by path relative to the output folder."""


def made_before(folder: Path) -> Lines:
    """The manifest's lines; one that names a file outside the folder is no line of ours.

    Raises `FileError` for a manifest that cannot be understood.
    """
    path = folder / MANIFEST
    content = read_if_there(path)
    if content is None:
        return {}
    try:
        document = json.loads(content)
        lines, following = _texts(document["files"]), _texts(document.get("next", {}))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        hint = f"if all of {shown(folder)} can be built again, delete it, then build"
        raise FileError("is not a manifest of ours", path=shown(path), hint=hint) from error
    landed = {name: line for name, line in following.items() if _holds(folder / name, line)}
    return {name: line for name, line in {**lines, **landed}.items() if inside(folder / name, folder)}


def compare(folder: Path, made: Mapping[str, bytes], covers: Callable[[str], bool]) -> list[Built]:
    """What has to change for `folder` to hold `made`, sorted by path.

    `covers` tells which paths this build is about: a file of ours there that it does not make is to be
    removed. Raises `FileError` for a manifest that cannot be understood and for a file that cannot be
    read.
    """
    lines = made_before(folder)
    found = [Built(path, _change(folder / path, content, lines.get(path))) for path, content in made.items()]
    for path in filter(covers, lines.keys() - made.keys()):
        there = read_if_there(folder / path)
        if there is not None:
            found.append(Built(path, Change.REMOVED if digest(there) == lines[path] else Change.KEPT))
    return sorted(found, key=lambda built: built.path)


def settle(project: Project, made: Mapping[str, bytes], changes: list[Built]) -> Iterator[Built | Failure]:
    """Carry out the changes that `compare` found, and keep the manifest true at every moment.

    Raises `FileError` where the output folder is a link that leads out of the project.
    """
    folder = project.output_folder
    if not inside(folder, project.root):
        raise FileError("leads out of the project", path=shown(folder), hint=_LINK)
    lines = dict(made_before(folder))
    following = {item.path: digest(made[item.path]) for item in changes if item.change is Change.WRITTEN}
    if following:
        _write_lines(folder, lines, following)
    for item in changes:
        try:
            _carry_out(folder, item, made)
        except EssaytoolError as error:
            yield Failure(error)
            continue
        if item.change in (Change.WRITTEN, Change.SAME):
            lines[item.path] = digest(made[item.path])
        elif item.change is Change.REMOVED:
            del lines[item.path]
        yield item
    there = {path: line for path, line in lines.items() if (folder / path).exists()}
    _write_lines(folder, there)


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _change(path: Path, content: bytes, line: str | None) -> Change:
    there = read_if_there(path)
    if there == content:
        return Change.SAME
    return Change.WRITTEN if there is None or digest(there) == line else Change.KEPT


def _carry_out(folder: Path, item: Built, made: Mapping[str, bytes]) -> None:
    path = folder / item.path
    if item.change in (Change.WRITTEN, Change.REMOVED) and not inside(path, folder):
        raise FileError("leads out of the output folder", path=shown(path), hint=_LINK)
    if item.change is Change.WRITTEN:
        write_if_changed(path, made[item.path], folder)
    elif item.change is Change.REMOVED:
        remove(path)


def _texts(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(line, str) for line in value.values()):
        raise TypeError(value)
    if any(
        b"\0" in os.fsencode(name) for name in value
    ):  # which raises ValueError for what is no name at all
        raise ValueError(value)
    return value


def _holds(path: Path, line: str) -> bool:
    there = read_if_there(path)
    return there is not None and digest(there) == line


def _write_lines(folder: Path, lines: Lines, following: Lines | None = None) -> None:
    document = {"schema": SCHEMA, "files": lines} | ({"next": following} if following else {})
    text = json.dumps(document, indent=1, sort_keys=True)
    write_if_changed(folder / MANIFEST, f"{text}\n".encode(), folder)
