"""SQLite files of ours that can be deleted at any time: the cache of drafts, the state of a project.

A file that is broken, or of another version, is begun anew; where none can be made, nothing is remembered,
and the work goes on without it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from essaytool.errors import FileError
from essaytool.files import read, remove

_MAGIC = b"SQLite format 3\0"
"""How an SQLite file begins (SQLite, "Database File Format", 1.3)."""
_WAIT_SECONDS = 10.0
"""For another run that writes."""


def user_folder(environ: Mapping[str, str]) -> Path:
    """The folder of what this user can delete at any time (XDG Base Directory Specification)."""
    folder = Path(environ.get("XDG_CACHE_HOME", ""))
    if not folder.is_absolute():
        folder = Path(environ.get("HOME") or Path.home()) / ".cache"
    return folder / "essaytool"


@dataclass(frozen=True)
class Schema:
    """What a file of ours holds."""

    version: int
    tables: Mapping[str, str]
    """By name, what SQL declares of its columns."""
    pragmas: Sequence[str] = ()


class Database:
    """One such file; without a path, or where that cannot be used, it holds nothing."""

    def __init__(self, path: Path | None, schema: Schema) -> None:
        self._path, self._schema = path, schema
        self._connection = None if path is None else _opened(path, schema) or _opened_anew(path, schema)

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows that this gives, committed; none once the file has failed: a run goes on without it."""
        return self._run(lambda connection: connection.execute(statement, values).fetchall())

    def put(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Carry out a statement for each of these rows, in one transaction."""
        self._run(lambda connection: connection.executemany(statement, rows).fetchall())

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _run(self, work: Any) -> list[tuple[Any, ...]]:
        if self._connection is None:
            return []
        try:
            with self._connection:
                rows: list[tuple[Any, ...]] = work(self._connection)
                return rows
        except sqlite3.OperationalError:  # it is locked, or cannot be written: it may be whole
            self.close()
        except sqlite3.Error:
            self.close()
            self._connection = _begun_anew(self._path, self._schema) if self._path else None
        return []


def _opened(path: Path, schema: Schema) -> sqlite3.Connection | None:
    """The file at `path`, made where there is none; None where that cannot be."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS)
    except (OSError, sqlite3.Error):
        return None
    try:
        path.chmod(0o600)
        for pragma in schema.pragmas:
            connection.execute(f"PRAGMA {pragma}")
        is_other = connection.execute("PRAGMA user_version").fetchone()[0] != schema.version
        for table, columns in schema.tables.items():
            if is_other:
                connection.execute(f"DROP TABLE IF EXISTS {table}")
            connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns})")
        if is_other:
            connection.execute(f"PRAGMA user_version = {schema.version}")
    except (OSError, sqlite3.Error):
        connection.close()
        return None
    return connection


def _opened_anew(path: Path, schema: Schema) -> sqlite3.Connection | None:
    """The file, begun anew in place of one that is none."""
    try:
        is_other = path.is_file() and not read(path).startswith(_MAGIC)
    except (OSError, FileError):
        return None
    return _begun_anew(path, schema) if is_other else None


def _begun_anew(path: Path, schema: Schema) -> sqlite3.Connection | None:
    try:
        for suffix in ("", "-wal", "-shm", "-journal"):
            remove(path.with_name(path.name + suffix))
    except (OSError, FileError):
        return None
    return _opened(path, schema)
