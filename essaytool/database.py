"""SQLite files of ours that can be deleted at any time: the cache of drafts, the state of a project.

A file that is broken, or of another version, is begun anew; where none can be made, nothing is remembered,
and the work goes on without it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from essaytool.errors import FileError
from essaytool.files import remove
from essaytool.paths import home

_Row = tuple[Any, ...]
_BROKEN = (sqlite3.Error, UnicodeDecodeError)
"""What a file that is damaged ends in: what SQLite says of it may quote it."""
_WAIT_SECONDS = 10.0
"""For another run that writes."""


def user_folder(environ: Mapping[str, str]) -> Path:
    """The folder of what this user can delete at any time (XDG Base Directory Specification)."""
    folder = Path(environ.get("XDG_CACHE_HOME", ""))
    if not folder.is_absolute():
        folder = Path(environ.get("HOME") or home()) / ".cache"
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
        self._connection = None if path is None else _opened_or_begun(path, schema)

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    def ask(self, statement: str, *values: Any) -> list[_Row]:
        """The rows that this gives, committed; none once the file has failed: a run goes on without it."""
        return self._run(lambda connection: connection.execute(statement, values).fetchall())

    def put(self, statement: str, rows: Iterable[_Row]) -> None:
        """Carry out a statement for each of these rows, in one transaction."""
        self._run(lambda connection: connection.executemany(statement, rows).fetchall())

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _run(self, work: Callable[[sqlite3.Connection], list[_Row]]) -> list[_Row]:
        if self._connection is None:
            return []
        try:
            with self._connection:
                return work(self._connection)
        except (sqlite3.OperationalError, OSError):  # it is locked, or cannot be written: it may be whole
            self.close()
        except _BROKEN:
            self.close()
            self._connection = _begun_anew(self._path, self._schema) if self._path else None
        return []


def _opened(path: Path, schema: Schema) -> sqlite3.Connection | None:
    """The file at `path`, made where there is none; None where that cannot be. Raises where it is broken."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS)
    except (OSError, sqlite3.OperationalError):
        return None
    try:
        path.chmod(0o600)
        _prepare(connection, schema)
    except (OSError, sqlite3.OperationalError):
        connection.close()
        return None
    except _BROKEN:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, schema: Schema) -> None:
    """Make the tables where they are missing. Raises `sqlite3.DatabaseError` for a file that has others, or
    has views or triggers, which would run what a stranger wrote.
    """
    for pragma in schema.pragmas:
        connection.execute(f"PRAGMA {pragma}")
    is_other = connection.execute("PRAGMA user_version").fetchone()[0] != schema.version
    for table, columns in schema.tables.items():
        if is_other:
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns})")
    if is_other:
        connection.execute(f"PRAGMA user_version = {schema.version}")
    found = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    if set(found) != {
        ("table", table, f"CREATE TABLE {table} ({sql})") for table, sql in schema.tables.items()
    }:
        raise sqlite3.DatabaseError("it holds what we have not made")


def _opened_or_begun(path: Path, schema: Schema) -> sqlite3.Connection | None:
    """The file, begun anew in place of one that is broken."""
    try:
        return _opened(path, schema)
    except _BROKEN:
        return _begun_anew(path, schema)


def _begun_anew(path: Path, schema: Schema) -> sqlite3.Connection | None:
    try:
        for suffix in ("", "-wal", "-shm", "-journal"):
            remove(path.with_name(path.name + suffix))
        return _opened(path, schema)
    except (FileError, *_BROKEN):
        return None
