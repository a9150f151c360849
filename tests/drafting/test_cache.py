"""The user's cache of drafts: it may be lost, broken, old or in use, and never stops a run."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from essaytool.drafting.cache import Cache, cache_path
from tests.drafting.samples import new_cache


def test_keeps_what_was_put_for_other_runs(tmp_path: Path) -> None:
    new_cache(tmp_path).put(b"key", "texto")
    assert new_cache(tmp_path).get(b"key") == "texto"
    assert new_cache(tmp_path).get(b"other") is None


def test_forgets_what_proved_to_be_none(tmp_path: Path) -> None:
    cache = new_cache(tmp_path)
    cache.put(b"key", "texto")
    cache.forget(b"key")
    assert cache.get(b"key") is None


def test_without_a_file_it_knows_nothing() -> None:
    cache = Cache()
    cache.put(b"key", "texto")
    assert cache.get(b"key") is None


def test_is_the_users_alone(tmp_path: Path) -> None:
    new_cache(tmp_path)
    assert stat.S_IMODE((tmp_path / "cache" / "drafts.sqlite").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) & 0o077 == 0


def test_a_file_that_is_no_database_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "drafts.sqlite").write_text("nothing of the kind")
    cache = new_cache(tmp_path)
    cache.put(b"key", "texto")
    assert cache.get(b"key") == "texto"


def test_a_database_that_is_damaged_is_begun_anew(tmp_path: Path) -> None:
    cache = new_cache(tmp_path)
    for number in range(500):
        cache.put(f"key {number}".encode(), "texto" * 20)
    cache.close()
    path = tmp_path / "cache" / "drafts.sqlite"
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    damaged = new_cache(tmp_path)
    damaged.get(b"key 1")
    damaged.put(b"key", "texto")
    assert new_cache(tmp_path).get(b"key") == "texto"


def test_the_answers_of_another_version_are_not_trusted(tmp_path: Path) -> None:
    new_cache(tmp_path).put(b"key", "texto")
    with sqlite3.connect(tmp_path / "cache" / "drafts.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    assert new_cache(tmp_path).get(b"key") is None


def test_where_no_file_can_be_it_knows_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    cache = new_cache(tmp_path)
    cache.put(b"key", "texto")
    assert cache.get(b"key") is None


def test_a_database_that_breaks_while_it_is_used_is_given_up(tmp_path: Path) -> None:
    cache = new_cache(tmp_path)
    cache.put(b"key", "texto")
    with sqlite3.connect(tmp_path / "cache" / "drafts.sqlite") as connection:
        connection.execute("DROP TABLE drafts")
    assert cache.get(b"key") is None
    cache.put(b"key", "texto")


@pytest.mark.parametrize(
    ("environ", "path"),
    [
        ({"XDG_CACHE_HOME": "/cache", "HOME": "/me"}, "/cache/essaytool/drafts.sqlite"),
        ({"HOME": "/me"}, "/me/.cache/essaytool/drafts.sqlite"),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/me"}, "/me/.cache/essaytool/drafts.sqlite"),
    ],
)
def test_lies_where_the_system_keeps_caches(environ: dict[str, str], path: str) -> None:
    assert str(cache_path(environ)) == path
