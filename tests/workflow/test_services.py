"""Other programs find a project's essays, by the settings that we print and by themselves."""

from __future__ import annotations

import fnmatch
import re
import subprocess
from collections.abc import Callable

import pytest
import yaml
from translation_finder import discover

from essaytool.languages import parse_tag
from essaytool.project import Project, find_project
from essaytool.workflow.extract import extract
from essaytool.workflow.init import Services, init
from essaytool.workflow.update import update


def settings(project: Project, wanted: Services) -> str:
    (text,) = init(project.root, [], wanted).settings
    return text


def carried(project: Project) -> Project:
    """The project with an essay in a folder, and its catalogs in languages with region and script."""
    (project.source_folder / "cakes").mkdir()
    (project.source_folder / "cakes" / "pie.md").write_text("# Pie\n", "utf-8")
    list(extract(project, project.essays()))
    list(update(project, [parse_tag(tag) for tag in ("es", "pt-BR", "zh-Hans")], project.essays()))
    return find_project(project.root)


def test_weblate_finds_every_essay_with_its_template(project: Project) -> None:
    """In a folder as well; but there it takes any template for the essay's, unless it has our settings."""
    carried(project)
    results = (result for result in discover(str(project.root)) if result["file_format"] == "po")
    found = {result["filemask"]: result["new_base"] for result in results}
    assert found.keys() == {f"locales/*/LC_MESSAGES/{essay}.po" for essay in project.essays()}
    for essay in ("bread", "water"):
        assert found[f"locales/*/LC_MESSAGES/{essay}.po"] == f"locales/{essay}.pot"


@pytest.mark.parametrize("folder", ["my locales", "übers etzt", "lo[c]ales", "#loc", "!loc"])
def test_git_knows_the_folder_of_catalogs_whatever_its_name(
    folder: str, project: Project, program: Callable[[str], str]
) -> None:
    def git(*arguments: str) -> str:
        command = [program("git"), "-c", "core.quotePath=off", *arguments]
        return subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=True).stdout

    git("init")
    config = project.root / "essaytool.toml"
    config.write_text(f'locales = "{folder}"\n{config.read_text("utf-8")}', "utf-8")
    init(project.root, [], Services(git=True))
    seen = git("check-attr", "merge", f"{folder}/es/LC_MESSAGES/a.po")
    assert seen.endswith("merge: essaytool\n")


def test_the_settings_for_weblate_match_every_catalog(project: Project) -> None:
    printed = yaml.safe_load(settings(carried(project), Services(weblate=True)))
    assert printed["check_flags"] == "md-text"
    assert printed["file_format_params"] == {"po_line_wrap": 65535}
    pattern = re.compile(printed["match"])
    for path in sorted(project.locales_folder.rglob("*.po")):
        found = pattern.fullmatch(project.relative(path))
        assert found
        new_base = printed["new_base_template"].replace("{{ component }}", found["component"])
        assert (project.root / new_base).is_file()


def test_the_settings_for_crowdin_name_our_files(project: Project) -> None:
    (files,) = yaml.safe_load(settings(carried(project), Services(crowdin=True)))["files"]
    assert files["languages_mapping"] == {"two_letters_code": {"pt-BR": "pt_BR", "zh-CN": "zh_Hans"}}
    template = project.relative(project.template_path("cakes/pie"))
    assert fnmatch.fnmatch(f"/{template}", files["source"])
    codes = {"es": "es", **files["languages_mapping"]["two_letters_code"]}
    for code in codes.values():
        written = files["translation"].replace("%two_letters_code%", code).replace("**", "cakes")
        assert (project.root / written.replace("%file_name%", "pie").lstrip("/")).is_file()
