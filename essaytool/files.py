"""The file system's one door: reading, writing atomically and only what changed, walking.

Writing follows the order that crash-safe editors use (Pillai et al., OSDI 2014): a temporary file in the same
folder, write, fsync, replace, fsync of the folder. A reader sees the old file or the new one, whatever
happens in between; a file whose bytes would not change is not touched at all, so that its inode and
modification time tell the truth.

What is made from a file's own bytes takes the place of those bytes alone: a file that an editor saved
meanwhile is left as it is, and `ChangedError` says so. The comparison is the last thing before the replacing.
"""

from __future__ import annotations

import contextlib
import functools
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from types import EllipsisType

from essaytool.errors import ChangedError, FileError
from essaytool.paths import require_inside, shown
from essaytool.traces import ABSENT, PRESENT, UNKNOWN, note

CACHE_FOLDER = ".essaytool"
_PREFIX, _SUFFIX = ".essaytool-", ".tmp"
"""How temporary files are called."""
_LEFT_SECONDS = 60.0
"""A temporary file of this age is one that a killed run left: writing one takes no second."""
MOST_BYTES = 100_000_000
"""The largest file that is read."""
_CACHEDIR_TAG = (
    b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by essaytool; it can be deleted at any time.\n"
)


def read(path: Path, most: int = MOST_BYTES) -> bytes:
    """The file's bytes. Raises `FileError` if it is missing, unreadable, not a regular file (to open a pipe
    or a device may wait for ever), or larger than `most` bytes.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            hint = "give the name of a file"
            raise FileError("is not a regular file", path=shown(path), hint=hint)
        if status.st_size > most:
            hint = f"up to {most // 1_000_000} MB are read"
            sentence = f"is too large: {status.st_size // 1_000_000} MB"
            raise FileError(sentence, path=shown(path), hint=hint)
        content = path.read_bytes()
    except (OSError, FileError) as error:
        note(path, ABSENT if isinstance(error, FileNotFoundError) else UNKNOWN)
        if isinstance(error, FileError):
            raise
        raise _file_error("cannot be read", path, error) from error
    note(path, content)
    return content


def is_there(path: Path) -> bool:
    """Whether there is anything at this path, be it a link to nothing."""
    there = os.path.lexists(path)
    note(path, PRESENT if there else ABSENT)
    return there


def read_looking(path: str) -> tuple[bytes, os.stat_result]:
    """The bytes of a regular file, and what the system told of it after that. Raises `OSError`."""
    with open(path, "rb") as file:
        return file.read(), os.fstat(file.fileno())


def size_of(path: Path) -> int:
    """The file's size in bytes. Raises `FileError` if it is missing."""
    try:
        return path.stat().st_size
    except OSError as error:
        raise _file_error("cannot be read", path, error) from error


def read_if_there(path: Path) -> bytes | None:
    """The file's bytes, or None where there is no such file. Raises `FileError` as `read` does."""
    return read(path) if is_there(path) else None


def read_within(path: Path, root: Path) -> bytes | None:
    """The bytes of a file that must lie in `root`, or None where there is no such file: a project that was
    cloned must not show what its links lead to. Raises `FileError` as `read` and `require_inside` do.
    """
    if not is_there(path):
        return None
    require_inside(path, root)
    return read(path)


def read_private(path: Path) -> bytes | None:
    """The bytes of a file of secrets, or None where there is no such file.

    Raises `FileError` if it cannot be read, or can be by others than its owner.
    """
    try:
        with path.open("rb") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise FileError(
                    "can be read or written by others", path=shown(path), hint=f"chmod 600 {shown(path)}"
                )
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _file_error("cannot be read", path, error) from error


def write_if_changed(
    path: Path, content: bytes, root: Path, *, seen: bytes | EllipsisType | None = ...
) -> bool:
    """Make the file hold `content`; say whether that took a write.

    `seen` is what the file held when `content` was made of it, or None for a file that was not there; without
    it, `content` takes the place of anything. Missing folders are made. A symbolic link stays a link: the
    file that it names is replaced, unless it lies out of `root`, for a project that was cloned must not write
    where its links lead. Mode and owner are kept, the owner as far as the system allows; the mode of a new
    file is the umask's. Another name of the same file (a hard link) keeps the old bytes.

    Raises `ChangedError` where the file holds something else than `seen`, and `FileError`; then the file is
    as it was, and no temporary file is left.
    """
    require_inside(path, root)
    try:
        target = path.resolve(strict=False) if path.is_symlink() else path
        there = _content(target)
        if there == content:
            return False
        _require_seen(path, there, seen)
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_up(target.parent)
        with _beside(target, content) as temporary:
            _require_seen(path, _content(target), seen)
            os.replace(temporary, target)
    except OSError as error:
        raise _file_error("cannot be written", path, error) from error
    try:
        _sync_folder(target.parent)
    except OSError as error:
        raise _file_error("is written, but may not outlast a power cut", path, error) from error
    return True


def write_private(path: Path, content: bytes) -> None:
    """Make a file of secrets, which nobody but its owner can read. Raises `FileError`."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _beside(path, content, mode=0o600) as temporary:
            os.replace(temporary, path)
    except OSError as error:
        raise _file_error("cannot be written", path, error) from error


def _content(target: Path) -> bytes | None:
    try:
        return None if target.exists() and not target.is_file() else target.read_bytes()
    except FileNotFoundError:
        return None


def _require_seen(path: Path, there: bytes | None, seen: bytes | EllipsisType | None) -> None:
    if seen is ... or there == seen:
        return
    how = "made" if seen is None else "deleted" if there is None else "changed"
    raise ChangedError(
        f"was {how} by somebody else meanwhile, and stays as it is",
        path=shown(path),
        hint="run again when nobody is writing it",
    )


@contextlib.contextmanager
def _beside(target: Path, content: bytes, mode: int | None = None) -> Iterator[str]:
    """A temporary file in the target's folder that holds `content`, safely on the disk. It does not outlive
    an error.
    """
    old = target.stat() if target.exists() else None
    if old and not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied", str(target))
    from tempfile import mkstemp

    handle, name = mkstemp(dir=target.parent, prefix=_PREFIX, suffix=_SUFFIX)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            if old and (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
                with contextlib.suppress(PermissionError):
                    os.fchown(file.fileno(), old.st_uid, old.st_gid)
            usual = stat.S_IMODE(old.st_mode) if old else 0o666 & ~_umask()
            os.fchmod(file.fileno(), usual if mode is None else mode)
            os.fsync(file.fileno())
        yield name
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


@functools.cache
def _clear_up(folder: Path) -> None:
    """Remove what killed runs left in a folder: temporary files that nobody has written for a while.

    Should their run be alive after all, stopped by hand, its write fails, and says so.
    """
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX):
                with contextlib.suppress(OSError):
                    if time.time() - entry.stat().st_mtime > _LEFT_SECONDS:
                        os.unlink(entry.path)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable; where folders cannot be opened, the system has no need of it."""
    with contextlib.suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(path: Path, *, seen: bytes | EllipsisType | None = ...) -> None:
    """Delete a file, and the folders above it that this leaves empty. `seen` is as in `write_if_changed`.

    Raises `ChangedError` and `FileError`.
    """
    try:
        if seen is not ...:
            _require_seen(path, _content(path), seen)
        path.unlink(missing_ok=True)
        for folder in path.parents:
            folder.rmdir()
    except OSError as error:
        if path.exists():
            raise _file_error("cannot be removed", path, error) from error


def walk(folder: Path, suffix: str) -> list[Path]:
    """What is no folder under `folder` and has this suffix, sorted by path; hidden names are left out.

    A link to nothing is among it, so that reading it says so. Raises `FileError` for a folder that cannot be
    listed.
    """

    def refuse(error: OSError) -> None:
        raise _file_error("cannot be listed", Path(error.filename or folder), error)

    found = []
    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(parent, name) for name in names if name.endswith(suffix) and not name.startswith(".")]
    return sorted(found)


def cache_folder(root: Path) -> Path:
    """The project's folder of things that can be deleted at any time; made, and marked as such, where it is
    missing.
    """
    folder = root / CACHE_FOLDER
    write_if_changed(folder / ".gitignore", b"*\n", root)
    write_if_changed(folder / "CACHEDIR.TAG", _CACHEDIR_TAG, root)
    return folder


def _file_error(sentence: str, path: Path, error: OSError) -> FileError:
    reason = (error.strerror or type(error).__name__).lower()
    return FileError(f"{sentence}: {reason}", path=shown(path), hint=_hint(error))


def _hint(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "check the spelling, and the folder you are in"
        case PermissionError():
            return "check who owns it and its mode"
        case _:
            return "nothing was lost: no file is ever half written"
