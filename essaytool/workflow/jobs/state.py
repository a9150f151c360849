"""What earlier runs found out: ``.essaytool/state.sqlite``, which can be deleted at any time.

The table ``done`` has a row for each job: its name, a digest of all that it was told (the project's settings
and the program among it), and, as JSON, a trace of what it read with what came of it. A row holds as long as
the job is told the same and each file of its trace still has the same content. The table ``files`` spares
reading a file for that: it has the digest of a file beside its size, times and inode, as git's index does.

Neither is trusted because it lies there. Rows of ``done`` are sealed with a secret of this user (HMAC, RFC
2104; kept in the user's cache folder), so that a state which came with somebody's repository, or was
damaged, is none. A file is looked at anew unless its times are older than the look at it, or if a link leads
to it.
"""

from __future__ import annotations

import hmac
import os
import secrets
import stat
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from essaytool.database import Database, Schema, user_folder
from essaytool.errors import EssaytoolError
from essaytool.files import cache_folder, read_looking, read_private, write_private
from essaytool.traces import ABSENT, PRESENT, UNKNOWN, Trace, digest

FILE = "state.sqlite"
_SECRET = "state.key"
_SECRET_BYTES = 32
_SETTLED_NS = 2 * 10**9
"""Nanoseconds after which a file that is changed again has other times, on every file system."""
_SCHEMA = Schema(
    version=1,
    tables={
        "done": "name TEXT PRIMARY KEY, told BLOB NOT NULL, body BLOB NOT NULL, seal BLOB NOT NULL",
        "files": "path TEXT PRIMARY KEY, look BLOB NOT NULL, digest TEXT NOT NULL",
    },
    pragmas=("synchronous = OFF", "trusted_schema = OFF"),
)
_MOST_ROWS = 50_000
_Value = TypeVar("_Value")


class _Body(msgspec.Struct, frozen=True):
    trace: dict[str, str]
    value: msgspec.Raw


class Row(NamedTuple):
    """What a job that was done before saw and made, sealed."""

    name: str
    told: bytes
    body: bytes
    seal: bytes


class State:
    """What earlier runs found out in a project. Without a `database` nothing, and nothing is remembered."""

    def __init__(
        self, root: Path | None = None, database: Database | None = None, secret: bytes = b""
    ) -> None:
        self._database, self._secret = database, secret
        self._files = Files(root, database) if root and database else None
        self._new: list[Row] = []

    @property
    def remembers(self) -> bool:
        return self._files is not None

    def look_anew(self) -> None:
        """Forget what files held a moment ago: others may have changed them since."""
        if self._files:
            self._files.now.clear()

    def digest(self, path: str) -> str:
        """What is at a path, relative to the project, as traces note it."""
        return self._files.digest(path) if self._files else UNKNOWN

    def find(self, name: str, told: bytes, kind: type[_Value]) -> _Value | None:
        """What came of a job that was told this, if it would still come of it."""
        if self._database is None or self._files is None:
            return None
        for row in self._database.ask("SELECT name, told, body, seal FROM done WHERE name = ?", name):
            return self._opened(Row(*row), told, kind)
        return None

    def _opened(self, row: Row, told: bytes, kind: type[_Value]) -> _Value | None:
        if row.told != told or not hmac.compare_digest(row.seal, self._seal(row.name, told, row.body)):
            return None
        body = msgspec.json.decode(row.body, type=_Body)
        if self._files is None or not all(map(self._files.holds, body.trace, body.trace.values())):
            return None
        return msgspec.json.decode(body.value, type=kind)

    def keep(self, name: str, told: bytes, trace: Trace, value: Any) -> None:
        """Remember what came of a job; `trace` has paths relative to the project."""
        if self.remembers and UNKNOWN not in trace.values():
            body = msgspec.json.encode({"trace": trace, "value": value}, order="deterministic")
            self._new.append(Row(name, told, body, self._seal(name, told, body)))

    def write(self) -> None:
        """Write down what is new."""
        if self._database is None or self._files is None:
            return
        if self._new:
            self._database.put("INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?)", self._new)
            self._new = []
        self._files.write()

    def close(self) -> None:
        self.write()
        if self._database is not None:
            self._database.close()

    def _seal(self, name: str, told: bytes, body: bytes) -> bytes:
        return hmac.digest(self._secret, b"\0".join((name.encode(), told, sha256(body).digest())), "sha256")


class Files:
    """The digests of a project's files, read again only where something tells that they may have changed."""

    def __init__(self, root: Path, database: Database) -> None:
        self._root, self._database = os.path.realpath(root), database
        self._known = self._all_rows()
        self._changed: dict[str, tuple[bytes, str]] = {}
        self._straight: dict[str, bool] = {}
        self.now: dict[str, str] = {}
        """What was found in this moment of the run."""

    def holds(self, path: str, noted: str) -> bool:
        """Whether a path holds what a trace noted."""
        held = self.digest(path)
        return held != UNKNOWN and (held == noted or (noted == PRESENT and held != ABSENT))

    def digest(self, path: str) -> str:
        held = self.now.get(path)
        if held is None:
            held = self.now[path] = self._look_at(path)
        return held

    def _look_at(self, path: str) -> str:
        full = os.path.join(self._root, path)
        try:
            there = os.lstat(full)
        except (FileNotFoundError, NotADirectoryError):
            return ABSENT
        except (OSError, ValueError):
            return UNKNOWN
        if not stat.S_ISREG(there.st_mode) or not self._is_straight(os.path.dirname(full)):
            return UNKNOWN
        look = _look(there)
        known = self._row(path)
        if known and known[0] == look:
            return known[1]
        return self._read(path, full, look, max(there.st_mtime_ns, there.st_ctime_ns))

    def _all_rows(self) -> dict[str, tuple[bytes, str]] | None:
        """All rows, unless they are more than memory should hold: then each is asked for."""
        rows = self._database.ask("SELECT path, look, digest FROM files LIMIT ?", _MOST_ROWS + 1)
        return {path: (look, held) for path, look, held in rows} if len(rows) <= _MOST_ROWS else None

    def _row(self, path: str) -> tuple[bytes, str] | None:
        if self._known is not None:
            return self._known.get(path)
        rows = self._database.ask("SELECT look, digest FROM files WHERE path = ?", path)
        return rows[0] if rows else None

    def _read(self, path: str, full: str, look: bytes, changed_ns: int) -> str:
        began = time.time_ns()
        try:
            content, after = read_looking(full)
        except OSError:
            return UNKNOWN
        held = digest(content)
        if look == _look(after) and changed_ns + _SETTLED_NS < began:
            self._changed[path] = (look, held)
        return held

    def _is_straight(self, folder: str) -> bool:
        """Whether no link leads to a folder: where one does, only the verbs can tell whether it may."""
        found = self._straight.get(folder)
        if found is None:
            found = self._straight[folder] = os.path.realpath(folder) == folder
        return found

    def write(self) -> None:
        rows = [(path, look, held) for path, (look, held) in self._changed.items()]
        if rows:
            self._database.put("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", rows)
            self._changed = {}


def _look(there: os.stat_result) -> bytes:
    """All that tells one content of a file from another without reading it."""
    return b"%d %d %d %d %d" % (
        *(there.st_dev, there.st_ino, there.st_size),
        *(there.st_mtime_ns, there.st_ctime_ns),
    )


def open_state(root: Path, environ: Mapping[str, str]) -> State:
    """The state of the project at `root`; where it cannot be read or written, one that remembers nothing."""
    try:
        folder = cache_folder(root)
        if any(path.is_symlink() for path in (folder, *folder.glob(f"{FILE}*"))):
            return State()
        secret = _secret(user_folder(environ))
        database = Database(folder / FILE, _SCHEMA)
    except (EssaytoolError, OSError, RuntimeError):
        return State()
    return State(root, database, secret) if database.is_open else State()


def _secret(folder: Path) -> bytes:
    """What this user seals with; made where there is none. Raises `FileError`."""
    path = folder / _SECRET
    known = read_private(path)
    if known is None or len(known) != _SECRET_BYTES:
        known = secrets.token_bytes(_SECRET_BYTES)
        write_private(path, known)
    return known
