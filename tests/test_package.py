"""What is published: a wheel with all it needs, an sdist that it can be built from, and a lock that fits."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from importlib.metadata import metadata
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, and the wheel built from it as an installer would."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT))
    return folder


@pytest.fixture(scope="module")
def programs(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "--without-pip", str(folder))
    (wheel,) = dist.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--python", str(folder)]
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel))
    return folder / "bin"


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    files = (path for path in (ROOT / "essaytool").rglob("*") if path.is_file() and path.suffix != ".pyc")
    assert held == {path.relative_to(ROOT).as_posix() for path in files}
    assert "essaytool/py.typed" in held


def test_the_sdist_holds_essays_and_tests_and_no_leftovers(dist: Path) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    expected = {"LICENSE", "README.md", "Makefile", "requirements.lock", "tests/test_package.py"}
    expected |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "source").rglob("*.md")}
    assert expected <= held
    assert not [name for name in held if ".venv" in name or name.endswith(".pyc")]


def test_the_installed_wheel_publishes_a_copy_of_the_shipped_project(programs: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for folder in ("source", "locales"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    home = run(str(programs / "python"), "-c", "import essaytool; print(essaytool.__file__)", cwd=tmp_path)
    assert Path(home.strip()).is_relative_to(programs.parent)
    run(str(programs / "essaytool"), "publish", cwd=tmp_path)
    assert contents(tmp_path / "output") == contents(ROOT / "output")
    assert contents(tmp_path / "locales") == contents(ROOT / "locales")


def test_the_version_is_the_same_everywhere(programs: Path, dist: Path) -> None:
    said = run(str(programs / "essaytool"), "--version").split()[-1]
    names = {path.name for path in dist.iterdir()}
    assert names == {f"essaytool-{said}-py3-none-any.whl", f"essaytool-{said}.tar.gz"}


def test_the_lock_pins_every_declared_requirement_within_its_bounds() -> None:
    project = PYPROJECT["project"]
    declared = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    pinned = lock()
    for requirement in map(Requirement, declared):
        pin = pinned[requirement.name.lower()]
        (version,) = (specifier.version for specifier in pin.specifier)
        assert version in requirement.specifier, requirement
        assert pin.marker == requirement.marker, requirement


def test_the_lock_holds_nothing_that_refuses_the_oldest_python() -> None:
    oldest = PYPROJECT["project"]["requires-python"].removeprefix(">=") + ".0"
    pins = [name for name, pin in lock().items() if not pin.marker]
    asked = {name: ",".join(metadata(name).get_all("Requires-Python") or []) for name in pins}
    assert {name: python for name, python in asked.items() if oldest not in SpecifierSet(python)} == {}


def test_the_lock_gives_a_hash_for_every_pin_and_names_no_index() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert all("--hash=sha256:" in block for block in re.split(r"^(?=\S+==)", text, flags=re.MULTILINE)[1:])
    assert not re.search(r"https?://|file://|index-url|find-links", text)


def lock() -> dict[str, Requirement]:
    """The pins of the lock by name."""
    lines = re.findall(r"^(\w\S*==.*?) \\$", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    return {pin.name: pin for pin in map(Requirement, lines)}


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def run(*command: str, cwd: Path = ROOT) -> str:
    """What a command prints, which must succeed. It finds our libraries, but not our essaytool."""
    libraries = os.pathsep.join({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    environ = {**os.environ, "PYTHONPATH": libraries, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(command, cwd=cwd, env=environ, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
