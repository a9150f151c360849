"""A release: two people who build one commit get the same bytes, which hold the package and nothing else."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
from packaging.metadata import Metadata

from tests.conftest import ROOT

COMMIT = {"GIT_AUTHOR_DATE": "2026-11-23T10:00:00Z", "GIT_COMMITTER_DATE": "2026-11-23T10:00:00Z"}
WHO = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
PLACES = {
    "here": (0o022, {"TZ": "UTC", "LC_ALL": "C"}),
    "a folder elsewhere": (0o077, {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "7"}),
}
"""Where it is built: the umask, and what the environment says."""


@pytest.fixture(scope="module")
def commit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with what is here, as one commit."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone of the repository")
    root = tmp_path_factory.mktemp("origin")
    run("git", "init", "-q", str(root), cwd=ROOT)
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)
    run("git", "add", "-A", cwd=root)
    run("git", *WHO, "commit", "-q", "-m", "A release", cwd=root, environ=COMMIT)
    return root


@pytest.fixture(scope="module")
def builds(commit: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What ``make dist`` makes in two clones, under different masks, zones, locales and hash seeds."""
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    made = []
    for name, (umask, environ) in PLACES.items():
        clone = tmp_path_factory.mktemp("clones") / name
        before = os.umask(umask)
        try:
            run("git", "clone", "-q", str(commit), str(clone), cwd=ROOT)
            environment(clone)
            run("make", "dist", cwd=clone, environ=environ)
        finally:
            os.umask(before)
        made.append(clone / "dist")
    return made


def environment(clone: Path) -> None:
    """Stand in for the clone's own set-up, which takes the network: this Python, with what it has."""
    programs = clone / ".venv" / "bin"
    programs.mkdir(parents=True)
    python = programs / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    (clone / ".venv" / ".ready").touch()
    os.utime(clone / ".venv" / ".ready", (2**31, 2**31))


def test_two_builds_of_a_commit_are_the_same_bytes(builds: list[Path]) -> None:
    one, other = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in builds)
    assert len(one) == 3
    assert {name: digest(content) for name, content in one.items()} == {
        name: digest(content) for name, content in other.items()
    }


def test_all_of_it_is_as_old_as_the_commit(builds: list[Path]) -> None:
    with zipfile.ZipFile(only(builds[0], "*.whl")) as wheel:
        assert {item.date_time for item in wheel.infolist()} == {(2026, 11, 23, 10, 0, 0)}
    with tarfile.open(only(builds[0], "*.tar.gz")) as sdist:
        assert {member.mtime for member in sdist.getmembers()} == {1795428000}


def test_the_sums_are_those_of_the_files(builds: list[Path]) -> None:
    lines = (builds[0] / "SHA256SUMS").read_text().splitlines()
    said = dict(reversed(line.split("  ")) for line in lines)
    files = [path for path in builds[0].iterdir() if path.name != "SHA256SUMS"]
    assert said == {path.name: digest(path.read_bytes()) for path in files}


def test_the_wheel_is_the_committed_package_and_its_licence(builds: list[Path], commit: Path) -> None:
    with zipfile.ZipFile(only(builds[0], "*.whl")) as wheel:
        held = {name: wheel.read(name) for name in wheel.namelist()}
    package = {name: content for name, content in held.items() if ".dist-info/" not in name}
    listed = run("git", "ls-files", "-z", "essaytool", cwd=commit).split("\0")
    assert package == {name: (commit / name).read_bytes() for name in filter(None, listed)}
    about = {
        name.partition(".dist-info/")[2]: content for name, content in held.items() if name not in package
    }
    assert about.keys() == {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}
    assert about["licenses/LICENSE"] == (commit / "LICENSE").read_bytes()


def test_the_sdist_holds_nothing_that_is_not_committed(builds: list[Path], commit: Path) -> None:
    with tarfile.open(only(builds[0], "*.tar.gz")) as sdist:
        files = {member.name.partition("/")[2] for member in sdist.getmembers() if member.isfile()}
    listed = run("git", "ls-files", "-z", cwd=commit).split("\0")
    assert files - set(listed) == {"PKG-INFO"}


def test_an_index_takes_the_metadata(builds: list[Path]) -> None:
    """As `twine check --strict` and PyPI read it: every field valid, and a description that is there."""
    with zipfile.ZipFile(only(builds[0], "*.whl")) as wheel:
        (name,) = (name for name in wheel.namelist() if name.endswith("/METADATA"))
        content = wheel.read(name)
    read = Metadata.from_email(content, validate=True)
    assert (read.license_expression, read.license_files) == ("MIT", ["LICENSE"])
    assert read.description_content_type == "text/markdown"
    assert message_from_bytes(content).get_payload()


def test_set_up_takes_nothing_without_a_hash() -> None:
    """Every pip install is by a lock, or of what lies here, with what a lock has installed."""
    text = (ROOT / "Makefile").read_text("utf-8") + (ROOT / ".ci" / "run").read_text("utf-8")
    installs = [line for line in text.splitlines() if "pip install" in line]
    allowed = ("--require-hashes", "--no-deps --no-build-isolation")
    assert [line for line in installs if not any(each in line for each in allowed)] == []
    assert "hatchling==" in (ROOT / "requirements.lock").read_text("utf-8")


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def run(*command: str, cwd: Path, environ: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **(environ or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
