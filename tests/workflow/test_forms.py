"""The forms that a build makes only if it is asked to, and what becomes of them when it is not."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from essaytool.errors import LanguageError
from essaytool.languages import parse_tag
from essaytool.project import Project, find_project
from essaytool.workflow.build import build, with_layout
from essaytool.workflow.scope import Scope
from tests.conftest import ROOT
from tests.workflow.test_build import EVERYTHING, drafted, files, page, spend

SPANISH, ARABIC = parse_tag("es"), parse_tag("ar")
BOOKS = {f"{tag}/{name}.epub" for tag in ("en", "es", "ar") for name in ("bread", "water")}


def test_a_build_makes_no_other_form_unless_asked(project: Project) -> None:
    spend(build(drafted(project), EVERYTHING))
    assert not [
        path for path in files(project) if path.endswith(".epub") or path.startswith(("bilingual", "docs"))
    ]


def test_books_are_made_beside_the_pages(project: Project) -> None:
    spend(build(drafted(project), EVERYTHING))
    before = files(project)
    spend(build(project, Scope(formats=("epub",))))
    assert files(project) == before | BOOKS


def test_books_alone_need_neither_pages_nor_images(project: Project) -> None:
    (project.source_folder / "loaf.png").write_bytes(b"png")
    project.source_path("bread").write_text("![](loaf.png)\n", "utf-8")
    spend(build(project, Scope(formats=("epub",))))
    made = {Path(path).suffix for path in files(project)}
    assert made == {".epub", ".json"}


def test_a_usual_build_keeps_the_books_of_what_is_published_and_no_others(project: Project) -> None:
    spend(build(drafted(project), Scope(formats=("md", "html", "epub"))))
    project.source_path("water").unlink()
    spend(build(project, EVERYTHING))
    assert {path for path in files(project) if path.endswith(".epub")} == {
        path for path in BOOKS if "bread" in path
    }


def test_a_build_of_one_language_makes_only_its_books(project: Project) -> None:
    spend(build(drafted(project), Scope(languages=(SPANISH,), formats=("epub",))))
    assert {path for path in files(project) if path.endswith(".epub")} == {"es/bread.epub", "es/water.epub"}


def test_a_bilingual_page_shows_what_is_not_published_yet(project: Project) -> None:
    (project.source_folder / "loaf.png").write_bytes(b"png")
    project.source_path("bread").write_text("![A loaf](loaf.png)\n", "utf-8")
    spend(build(project, Scope(bilingual=(SPANISH,))))
    assert {path for path in files(project) if path.startswith("bilingual/")} == {
        "bilingual/es/bread.html",
        "bilingual/es/water.html",
        "bilingual/es/loaf.png",
    }
    assert not [path for path in files(project) if path.startswith("es/")]
    assert "Sin traducir" in page(project, "bilingual/es/water.html")


def test_bilingual_pages_stay_until_their_essay_goes(project: Project) -> None:
    spend(build(drafted(project), Scope(bilingual=(SPANISH, ARABIC))))
    spend(build(project, EVERYTHING))
    assert "bilingual/ar/water.html" in files(project)
    project.source_path("water").unlink()
    spend(build(project, EVERYTHING))
    left = {path for path in files(project) if path.startswith("bilingual/")}
    assert left == {"bilingual/ar/bread.html", "bilingual/es/bread.html"}


def test_a_tree_stands_in_place_of_markdown_and_pages(project: Project) -> None:
    spend(build(drafted(project), EVERYTHING))
    hugo = with_layout(project, "hugo")
    spend(build(hugo, Scope(layout="hugo")))
    made = {path for path in files(project) if not path.endswith(".json")}
    assert made == {f"content/{tag}/{name}.md" for tag in ("en", "es", "ar") for name in ("bread", "water")}


def test_pages_can_be_made_beside_a_tree_and_point_at_no_markdown(project: Project) -> None:
    spend(build(with_layout(drafted(project), "mkdocs"), Scope(formats=("md", "html"), layout="mkdocs")))
    assert {"docs/es/bread.md", "docs/es/index.md", "es/bread.html"} <= files(project)
    assert "es/bread.md" not in files(project)
    assert ".md" not in page(project, "es/bread.html")


def test_a_build_of_one_language_leaves_the_rest_of_a_tree_alone(project: Project) -> None:
    whole = Scope(layout="hugo-suffix")
    spend(build(drafted(project), whole))
    before = {path: page(project, path) for path in files(project)}
    spend(build(project, replace(whole, languages=(SPANISH,))))
    spend(build(project, replace(whole, essays=("water",))))
    assert {path: page(project, path) for path in files(project)} == before


def test_a_layout_without_a_code_for_a_language_is_an_error_before_a_file_is_written(
    project: Project,
) -> None:
    strange = replace(project, settings=replace(project.settings, languages=("es", "es-419"), publish_at=0))
    with pytest.raises(LanguageError, match="mkdocs calls both es and es-419 es"):
        spend(build(strange, Scope(layout="mkdocs")))
    assert files(project) == set()


# --- the same everywhere ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped project with every form made of it."""
    root = tmp_path_factory.mktemp("shipped")
    for folder in ("source", "locales"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "pyproject.toml", root)
    make(root)
    return root


def make(root: Path, umask: int = 0o022, **environment: str) -> None:
    for arguments in (
        ["--layout", "hugo", "--to", "md,epub", "--bilingual", "ar"],
        ["--layout", "mkdocs-suffix"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "essaytool", "build", "-l", "ar", "-l", "pt-BR", *arguments],
            cwd=root,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
            umask=umask,
        )
        assert done.returncode == 0, done.stderr


def prints(root: Path) -> dict[str, str]:
    paths = sorted(path for path in (root / "output").rglob("*") if path.is_file())
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths
    }


@pytest.mark.parametrize(
    ("umask", "environment"),
    [
        (0o077, {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
        (
            0o002,
            {"TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1"},
        ),
    ],
)
def test_every_form_is_the_same_bytes_everywhere(
    umask: int, environment: dict[str, str], shipped: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(shipped, elsewhere, ignore=shutil.ignore_patterns("output", ".essaytool"))
    make(elsewhere, umask, **environment)
    assert prints(elsewhere) == prints(shipped)
    assert {Path(path).suffix for path in prints(shipped)} >= {".epub", ".md", ".html"}


def test_a_second_build_writes_no_file(shipped: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (shipped / "output").rglob("*")}
    books = Scope(languages=(ARABIC,), formats=("epub",), bilingual=(ARABIC,), layout="hugo")
    spend(build(find_project(shipped), books))
    assert {path: path.stat().st_mtime_ns for path in (shipped / "output").rglob("*")} == before
