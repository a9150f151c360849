"""The user's cache of drafts, so that what was translated once is never paid for again.

An SQLite file in the user's cache folder, outside all projects: it maps what identifies a question to an
engine, as a digest, to the msgstr that the answer made. It holds no source text, no key and no address. An
answer is committed the moment it arrives, so that a run that is killed loses only what was under way. The
file can be deleted at any time; one that is broken, or of another version, is begun anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from essaytool.errors import FileError
from essaytool.files import home, read, remove

VERSION = 1
_MAGIC = b"SQLite format 3\0"
"""How an SQLite file begins (SQLite, "Database File Format", 1.3)."""
_WAIT_SECONDS = 10.0
"""For another run that writes."""


def cache_path(environ: Mapping[str, str]) -> Path:
    """Where the cache of this user is (XDG Base Directory Specification)."""
    folder = Path(environ.get("XDG_CACHE_HOME", ""))
    if not folder.is_absolute():
        folder = Path(environ.get("HOME") or home()) / ".cache"
    return folder / "essaytool" / "drafts.sqlite"


class Cache:
    """Drafts by the digest of what was asked. Where the file cannot be used, it remembers nothing."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._connection = None if path is None else _opened(path) or _opened_anew(path)

    def get(self, key: bytes) -> str | None:
        rows = self._ask("SELECT msgstr FROM drafts WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

    def put(self, key: bytes, msgstr: str) -> None:
        self._ask("INSERT OR REPLACE INTO drafts (key, msgstr) VALUES (?, ?)", key, msgstr)

    def forget(self, key: bytes) -> None:
        """Take back an answer that turned out to be none."""
        self._ask("DELETE FROM drafts WHERE key = ?", key)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, statement: str, *values: bytes | str) -> list[tuple[object, ...]]:
        """The rows that this gives, committed; none once the file has failed: a run goes on without it."""
        if self._connection is None:
            return []
        try:
            with self._connection:
                return self._connection.execute(statement, values).fetchall()
        except sqlite3.OperationalError:  # it is locked, or cannot be written: it may be whole
            self.close()
        except sqlite3.Error:
            self.close()
            self._connection = _begun_anew(self._path) if self._path else None
        return []


def _opened(path: Path) -> sqlite3.Connection | None:
    """The cache at `path`, made where there is none; None where that cannot be."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS)
    except (OSError, sqlite3.Error):
        return None
    try:
        path.chmod(0o600)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            connection.execute("DROP TABLE IF EXISTS drafts")
        connection.execute("CREATE TABLE IF NOT EXISTS drafts (key BLOB PRIMARY KEY, msgstr TEXT NOT NULL)")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    except (OSError, sqlite3.Error):
        connection.close()
        return None
    return connection


def _opened_anew(path: Path) -> sqlite3.Connection | None:
    """The cache, begun anew in place of a file that is none."""
    try:
        is_other = path.is_file() and not read(path).startswith(_MAGIC)
    except (OSError, FileError):
        return None
    return _begun_anew(path) if is_other else None


def _begun_anew(path: Path) -> sqlite3.Connection | None:
    try:
        for suffix in ("", "-wal", "-shm"):
            remove(path.with_name(path.name + suffix))
    except (OSError, FileError):
        return None
    return _opened(path)
