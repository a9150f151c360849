"""Starting a project."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from essaytool.errors import FileError, LanguageError, ProjectError
from essaytool.languages import parse_tag
from essaytool.project import Settings, find_project
from essaytool.workflow.init import init


def test_a_new_project_has_settings_and_a_folder_for_essays(tmp_path: Path) -> None:
    started = init(tmp_path / "new", [parse_tag("es"), parse_tag("pt-BR"), parse_tag("es")])
    assert started.languages == ("es", "pt-BR")
    project = find_project(tmp_path / "new" / "source")
    assert project.settings == Settings(languages=("es", "pt-BR"))
    assert project.essays() == ()


def test_every_line_of_the_settings_that_is_commented_out_is_valid_too(tmp_path: Path) -> None:
    init(tmp_path, [])
    text = (tmp_path / "essaytool.toml").read_text("utf-8")
    _, *lines = text.splitlines()
    everything = "\n".join(line.removeprefix("# ") for line in lines)
    assert {"publish_at", "language"} <= tomllib.loads(everything).keys()
    (tmp_path / "essaytool.toml").write_text(everything, "utf-8")
    assert find_project(tmp_path).for_language["fr"].publish_at == 95


def test_what_is_there_already_stays(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n", "utf-8")
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "mine.md").write_text("# Mine\n", "utf-8")
    assert init(tmp_path, []).made == ("essaytool.toml",)
    assert (tmp_path / ".gitignore").read_text("utf-8") == "mine\n"
    assert find_project(tmp_path).essays() == ("mine",)


@pytest.mark.parametrize("name", ["essaytool.toml", "pyproject.toml"])
def test_a_project_is_not_started_twice(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("[tool.essaytool]\n" if name == "pyproject.toml" else "", "utf-8")
    with pytest.raises(ProjectError, match="there is a project here already"):
        init(tmp_path, [])


def test_a_python_project_can_become_one(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'mine'\n", "utf-8")
    init(tmp_path, [])
    assert find_project(tmp_path).root == tmp_path


def test_the_language_of_the_essays_is_none_to_translate_into(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="en is the language that the essays are written in"):
        init(tmp_path, [parse_tag("en")])
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_place_for_a_project(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileError):
        init(tmp_path / "file", [])
