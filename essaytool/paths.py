"""Paths: where they lead when every link is followed, and how messages show them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from essaytool.errors import FileError


def inside(path: Path, folder: Path) -> bool:
    """Whether `path`, with every link followed, lies in `folder`, and there is not in a ``.git``: what that
    holds are secrets, and what git runs.
    """
    try:
        below = real(path).relative_to(real(folder))
    except ValueError:  # elsewhere, or a name with NUL in it, which no file has
        return False
    return not any(part.casefold() == ".git" for part in below.parts)


def real(path: Path) -> Path:
    """The path with every link followed, as far as there is anything; links that go round are left."""
    return Path(os.path.realpath(path))


def require_inside(path: Path, root: Path) -> None:
    """Raise `FileError` for a path that leads out of the project, whose root is `root`."""
    if not inside(path, root):
        hint = "put the file or folder itself there, not a link"
        raise FileError("leads out of the project", path=shown(path), hint=hint)


def home() -> Path:
    """The user's folder; one in which nothing can be where the system knows of none, as in a container."""
    try:
        return Path.home()
    except RuntimeError:
        return Path(os.devnull)


_standing: ContextVar[Path | None] = ContextVar("standing", default=None)


@contextmanager
def standing_in(folder: Path) -> Iterator[None]:
    """Show paths as they are seen from this folder: that of a person whose work is done elsewhere."""
    token = _standing.set(folder)
    try:
        yield
    finally:
        _standing.reset(token)


def shown(path: Path) -> str:
    """The path as messages show it: relative to the current folder where that is shorter to read."""
    try:
        return str(path.relative_to(_standing.get() or Path.cwd()))
    except (ValueError, FileNotFoundError):
        return str(path)
