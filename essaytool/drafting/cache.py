"""The user's cache of drafts, so that what was translated once is never paid for again.

An SQLite file in the user's cache folder, outside all projects: it maps what identifies a question to an
engine, as a digest, to the msgstr that the answer made. It holds no source text, no key and no address. An
answer is committed the moment it arrives, so that a run that is killed loses only what was under way. The
file can be deleted at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from essaytool.database import Database, Schema, user_folder

_SCHEMA = Schema(
    version=1,
    tables={"drafts": "key BLOB PRIMARY KEY, msgstr TEXT NOT NULL"},
    pragmas=("journal_mode = WAL", "synchronous = NORMAL"),
)


def cache_path(environ: Mapping[str, str]) -> Path:
    """Where the cache of this user is."""
    return user_folder(environ) / "drafts.sqlite"


class Cache:
    """Drafts by the digest of what was asked. Where the file cannot be used, it remembers nothing."""

    def __init__(self, path: Path | None = None) -> None:
        self._database = Database(path, _SCHEMA)

    def get(self, key: bytes) -> str | None:
        rows = self._database.ask("SELECT msgstr FROM drafts WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

    def put(self, key: bytes, msgstr: str) -> None:
        self._database.ask("INSERT OR REPLACE INTO drafts (key, msgstr) VALUES (?, ?)", key, msgstr)

    def forget(self, key: bytes) -> None:
        """Take back an answer that turned out to be none."""
        self._database.ask("DELETE FROM drafts WHERE key = ?", key)

    def close(self) -> None:
        self._database.close()
