"""Completion in a real bash, as docs/completion.md has it set up, and what it costs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.test_architecture import HEAVY

Complete = Callable[..., list[str]]

SETUP = 'eval "$(_ESSAYTOOL_COMPLETE=bash_source essaytool)"\n'
ASK = """
compopt() { :; }  # bash takes it only from a key that was pressed
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_essaytool_completion essaytool
[ ${#COMPREPLY[@]} = 0 ] || printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def complete(project: Path, program: Callable[[str], str]) -> Complete:
    """``complete("coverage", "-l", "")`` is what bash offers after these words."""
    (project / "source" / "cakes").mkdir()
    (project / "source" / "cakes" / "plain.md").write_text("A plain cake.\n", "utf-8")
    (project / "locales" / "zh_Hans" / "LC_MESSAGES").mkdir(parents=True)
    bash = program("bash")

    def ask(*words: str) -> list[str]:
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        done = subprocess.run(
            [bash, "--norc", "-c", SETUP + ASK, "bash", "essaytool", *words],
            capture_output=True, encoding="utf-8", env={**os.environ, "PATH": path}, check=True,
        )  # fmt: skip
        assert done.stderr == ""
        return done.stdout.splitlines()

    return ask


def test_verbs_complete(complete: Complete) -> None:
    assert complete("co") == ["coverage"]
    assert complete("me") == ["merge-driver"]
    assert {"init", "draft", "publish"} < set(complete(""))


def test_options_and_their_values_complete(complete: Complete) -> None:
    assert complete("coverage", "--f") == ["--format", "--fail-under"]
    assert complete("coverage", "--format", "") == ["table", "json", "markdown"]
    assert complete("build", "--drafts", "e") == ["exclude"]
    assert complete("--ver") == ["--version"]


@pytest.mark.parametrize("verb", ["update", "draft", "check", "coverage", "build", "publish"])
def test_the_projects_languages_complete(verb: str, complete: Complete) -> None:
    assert complete(verb, "-l", "") == ["es", "pt-BR", "zh-Hans"]
    assert complete(verb, "--language", "pt") == ["pt-BR"]


def test_essays_complete_by_name(complete: Complete) -> None:
    assert complete("coverage", "") == ["bread", "cakes/plain"]
    assert complete("coverage", "-l", "es", "ca") == ["cakes/plain"]
    assert complete("coverage", "source/") == []  # for bash's own completion of paths


def test_names_that_are_no_text_are_left_out(project: Path, complete: Complete) -> None:
    for name in ("new\nline", "a\x1bb", "a\u202eb"):
        (project / "source" / f"{name}.md").write_text("Bread\n", "utf-8")
    Path(os.fsdecode(os.fsencode(project / "source") + b"/\xff.md")).write_text("Bread\n", "utf-8")
    assert complete("coverage", "") == ["bread", "cakes/plain"]


@pytest.mark.parametrize("broken", ["languages = [", "languages = 3\nsource = 4\n", 'source = "nowhere"\n'])
def test_a_broken_project_completes_what_it_can_and_says_nothing(
    broken: str, project: Path, complete: Complete
) -> None:
    (project / "essaytool.toml").write_text(broken, "utf-8")
    assert complete("coverage", "-l", "e") == []
    assert complete("cov") == ["coverage"]


def test_without_a_project_verbs_complete(
    complete: Complete, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("nothing"))
    assert complete("bui") == ["build"]
    assert complete("coverage", "-l", "") == []


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("words", ["essaytool co", "essaytool coverage -l e", "essaytool build b"])
def test_completing_imports_no_heavy_library(words: str) -> None:
    asked = {"_ESSAYTOOL_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "essaytool"],
        env={**os.environ, **asked}, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.startswith("plain,")
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "essaytool.cli.verbs" in imported
    assert {name.partition(".")[0] for name in imported} & HEAVY == set()
    assert not {name for name in imported if name.startswith(("essaytool.workflow", "essaytool.editions"))}
