"""The lock that a run holds while it writes in a project, and who holds it."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from essaytool.errors import FileError, LockError
from essaytool.files import cache_folder, read, remove, write_if_changed
from essaytool.paths import shown

HOLDER = "holder"
"""The file in which the lock's holder says who it is: the lock's own is emptied by those who wait for it."""
_MOST_CHARACTERS = 200


@contextmanager
def lock(root: Path, *, wait_seconds: float = 10.0) -> Iterator[None]:
    """Hold the project against other writing runs; a run that was killed leaves nothing to clean up.

    Raises `LockError`, which tells who holds it, when another run still does after `wait_seconds`.
    """
    from filelock import FileLock, Timeout

    folder = cache_folder(root)
    holder, place = folder / HOLDER, folder / "lock"
    held = FileLock(place, timeout=wait_seconds)
    try:
        held.acquire()
    except Timeout as error:
        raise LockError(
            f"another run of essaytool is writing in this project{_who(holder)}",
            hint="wait for it to end, then run again",
            path=root,
        ) from error
    except OSError as error:
        raise FileError(f"cannot be locked: {error.strerror}".lower(), path=shown(place)) from error
    try:
        with _named(holder, root):
            yield
    finally:
        held.release()


@contextmanager
def _named(holder: Path, root: Path) -> Iterator[None]:
    """Say that this is the run that holds the lock, while it does; on a full disk it holds it unsaid."""
    now = datetime.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S %z")
    me = f"process {os.getpid()} on {platform.node()}, since {now}"
    try:
        with suppress(FileError):
            write_if_changed(holder, me.encode(), root)
        yield
    finally:
        with suppress(FileError):
            remove(holder)


def _who(holder: Path) -> str:
    """Who holds the lock, as far as that is known."""
    try:
        return f": {read(holder).decode('utf-8', 'replace')[:_MOST_CHARACTERS]}"
    except FileError:
        return ""
