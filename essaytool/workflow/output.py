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
from pathlib import Path
from typing import Any

from essaytool.errors import EssaytoolError, FileError
from essaytool.files import read_if_there, read_within, remove, write_if_changed
from essaytool.paths import inside, shown
from essaytool.project import Project
from essaytool.traces import ABSENT, UNKNOWN, digest
from essaytool.workflow.jobs.state import State
from essaytool.workflow.results import Built, Change, Failure

MANIFEST = "manifest.json"
SCHEMA = 1

_LINK = "put what is meant in place of the symbolic link"
_AT_ONCE = 16 * 1024 * 1024
"""Bytes of files that wait to be written: the manifest is told of so many at once."""

Lines = Mapping[str, str]
"""SHA-256 in hexadecimal, by path relative to the output folder."""


def made_before(folder: Path) -> Lines:
    """The manifest's lines; one that names a file outside the folder is no line of ours.

    Raises `FileError` for a manifest that cannot be understood.
    """
    path = folder / MANIFEST
    content = read_within(path, folder)
    if content is None:
        return {}
    try:
        document = json.loads(content)
        lines, following = _texts(document["files"]), _texts(document.get("next", {}))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        hint = f"if all of {shown(folder)} can be built again, delete it, then build"
        raise FileError("is not a manifest of ours", path=shown(path), hint=hint) from error
    is_within = _within(folder)
    lines, following = (
        {name: line for name, line in found.items() if is_within(name)} for found in (lines, following)
    )
    return lines | {name: line for name, line in following.items() if _holds(folder / name, line)}


class Output:
    """The output folder of a project, and what is to become of it. Raises as `made_before` does."""

    def __init__(self, project: Project, state: State, *, writes: bool = True) -> None:
        self.folder = project.output_folder
        self.lines = dict(made_before(self.folder))
        self._project, self._state, self._writes = project, state, writes
        self._held: dict[str, str] = {}
        self._made: dict[str, Change] = {}
        self._waiting: dict[str, bytes] = {}
        self._bytes_waiting = 0

    def holds(self, files: Lines) -> bool:
        """Whether nothing has to be written for these files: they are there, or a hand's are."""
        return all(self._change(path, line) is not Change.WRITTEN for path, line in files.items())

    def keep(self, files: Lines) -> None:
        """Let files that `holds` is true of be what they are."""
        for path, line in files.items():
            self._note(path, line)

    def take(self, files: Mapping[str, bytes]) -> Iterator[Built | Failure]:
        """Take these files in; the ones that change are written by and by, and told then."""
        for path, content in files.items():
            if self._note(path, digest(content)) is Change.WRITTEN and path not in self._waiting:
                self._waiting[path] = content
                self._bytes_waiting += len(content)
        if self._bytes_waiting >= _AT_ONCE:
            yield from self.write()

    def write(self) -> Iterator[Built | Failure]:
        """Write what waits, and tell of each file.

        Raises `FileError` where the output folder is a link that leads out of the project.
        """
        waiting, self._waiting, self._bytes_waiting = self._waiting, {}, 0
        if waiting and self._writes:
            self._require_own_folder()
            self._write_lines({path: digest(content) for path, content in waiting.items()})
        for path, content in waiting.items():
            try:
                change = self._write_file(path, content) if self._writes else Change.WRITTEN
            except EssaytoolError as error:
                yield Failure(error)
            else:
                yield Built(path, change)

    def finish(self, covers: Callable[[str], bool]) -> Iterator[Built | Failure]:
        """Write the rest, remove the files of ours that were not made, and tell of all others.

        `covers` tells which paths this build is about. Raises as `write` does.
        """
        yield from self.write()
        if self._writes:
            self._require_own_folder()
        for path in sorted(filter(covers, self.lines.keys() - self._made.keys())):
            yield from self._put_away(path)
        for path, change in sorted(self._made.items()):
            if change is not Change.WRITTEN:
                yield Built(path, change)
        if self._writes:
            self.lines = {path: line for path, line in self.lines.items() if self._is_there(path)}
            self._write_lines({})

    def _note(self, path: str, line: str) -> Change:
        change = self._made[path] = self._change(path, line)
        if change is Change.SAME:
            self.lines[path] = line
        return change

    def _change(self, path: str, line: str) -> Change:
        """What it takes for a path to hold what has this digest."""
        there = self._digest(path)
        if there == line:
            return Change.SAME
        return Change.WRITTEN if there in (ABSENT, self.lines.get(path)) else Change.KEPT

    def _digest(self, path: str) -> str:
        """What is at a path now. Raises `FileError` for a file that cannot be read."""
        held = self._held.get(path)
        if held is None:
            held = self._state.digest(f"{self._project.settings.output}/{path}")
            if held == UNKNOWN:
                there = read_if_there(self.folder / path)
                held = ABSENT if there is None else digest(there)
            self._held[path] = held
        return held

    def _is_there(self, path: str) -> bool:
        return self._held[path] != ABSENT if path in self._held else (self.folder / path).exists()

    def _write_file(self, path: str, content: bytes) -> Change:
        """Write a file, unless a hand changed it since it was compared."""
        full, there = self.folder / path, self._require_own_file(path)
        if there is not None and digest(there) not in (self.lines.get(path), digest(content)):
            return Change.KEPT
        write_if_changed(full, content, self.folder, seen=there)
        self.lines[path] = self._held[path] = digest(content)
        return Change.WRITTEN

    def _put_away(self, path: str) -> Iterator[Built | Failure]:
        """Remove a file of ours that is made no more, unless a hand changed it."""
        full = self.folder / path
        try:
            there = self._require_own_file(path)
            if there is None:
                return
            if digest(there) != self.lines[path]:
                yield Built(path, Change.KEPT)
                return
            if self._writes:
                remove(full, seen=there)
                del self.lines[path]
                self._held[path] = ABSENT
            yield Built(path, Change.REMOVED)
        except EssaytoolError as error:
            yield Failure(error)

    def _require_own_file(self, path: str) -> bytes | None:
        """What is at a path now. Raises `FileError` for one that leads elsewhere."""
        full = self.folder / path
        if not inside(full, self.folder):
            raise FileError("leads out of the output folder", path=shown(full), hint=_LINK)
        return read_if_there(full)

    def _require_own_folder(self) -> None:
        if not inside(self.folder, self._project.root):
            raise FileError("leads out of the project", path=shown(self.folder), hint=_LINK)

    def _write_lines(self, following: Lines) -> None:
        document = {"schema": SCHEMA, "files": self.lines} | ({"next": following} if following else {})
        text = json.dumps(document, indent=1, sort_keys=True)
        write_if_changed(self.folder / MANIFEST, f"{text}\n".encode(), self.folder)


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


def _within(folder: Path) -> Callable[[str], bool]:
    """Whether a path leads into the folder, where every link is followed; each folder is looked at once."""
    known: dict[Path, bool] = {}

    def is_within(name: str) -> bool:
        path = folder / name
        if path.is_symlink() or ".." in path.parts:
            return inside(path, folder)
        if path.parent not in known:
            known[path.parent] = inside(path.parent, folder)
        return known[path.parent]

    return is_within
