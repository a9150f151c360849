"""The file system's one door: reading, writing atomically and only what changed, walking, the lock.

Writing follows the order that crash-safe editors use (Pillai et al., OSDI 2014): a temporary file in the same
folder, write, fsync, replace, fsync of the folder. A reader sees the old file or the new one, whatever
happens in between; a file whose bytes would not change is not touched at all, so that its inode and
modification time tell the truth.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from essaytool.errors import FileError, LockError

CACHE_FOLDER = ".essaytool"
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
        return path.read_bytes()
    except OSError as error:
        raise _file_error("cannot be read", path, error) from error


def size_of(path: Path) -> int:
    """The file's size in bytes. Raises `FileError` if it is missing."""
    try:
        return path.stat().st_size
    except OSError as error:
        raise _file_error("cannot be read", path, error) from error


def read_if_there(path: Path) -> bytes | None:
    """The file's bytes, or None where there is no such file. Raises `FileError` as `read` does."""
    return read(path) if os.path.lexists(path) else None


def read_within(path: Path, root: Path) -> bytes | None:
    """The bytes of a file that must lie in `root`, or None where there is no such file: a project that was
    cloned must not show what its links lead to. Raises `FileError` as `read` and `require_inside` do.
    """
    if not os.path.lexists(path):
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


def write_if_changed(path: Path, content: bytes, root: Path) -> bool:
    """Make the file hold `content`; say whether that took a write.

    Missing folders are made. A symbolic link stays a link: the file that it names is replaced, unless it lies
    out of `root`, for a project that was cloned must not write where its links lead. The mode is
    kept, and is the umask's for a new file. Raises `FileError`; then the old bytes are still there and no
    temporary file is left.
    """
    require_inside(path, root)
    try:
        target = path.resolve(strict=False) if path.is_symlink() else path
        if target.is_file() and target.read_bytes() == content:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content)
    except OSError as error:
        raise _file_error("cannot be written", path, error) from error
    return True


def _replace(target: Path, content: bytes) -> None:
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied", str(target))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise
    _sync_folder(target.parent)


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


def remove(path: Path) -> None:
    """Delete a file, and the folders above it that this leaves empty. Raises `FileError`."""
    try:
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


def shown(path: Path) -> str:
    """The path as messages show it: relative to the current folder where that is shorter to read."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, FileNotFoundError):
        return str(path)


@contextlib.contextmanager
def lock(root: Path, *, wait_seconds: float = 10.0) -> Iterator[None]:
    """Hold the project against other writing runs; a run that was killed leaves nothing to clean up.

    Raises `LockError` when another run still holds it after `wait_seconds`.
    """
    from filelock import FileLock, Timeout

    place = cache_folder(root) / "lock"
    held = FileLock(place, timeout=wait_seconds)
    try:
        held.acquire()
    except Timeout as error:
        raise LockError(
            "another run of essaytool is writing in this project",
            hint="wait for it to end, then run again",
            path=root,
        ) from error
    except OSError as error:
        raise _file_error("cannot be locked", place, error) from error
    try:
        yield
    finally:
        held.release()


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
            return "nothing was lost: the file is as it was before"
