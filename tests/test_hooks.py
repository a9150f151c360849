"""The hooks that the project offers, run by pre-commit itself on a sample repository.

Installing a hook's own environment takes the network, so here the hooks run in this one.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
CONFIGURATION = 'languages = ["es"]\nengine = "pseudo"\n'
CATALOG = Path("locales/es/LC_MESSAGES/bread.po")

Hooks = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(home: Path) -> dict[str, str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "PRE_COMMIT_HOME": str(home), "GIT_CONFIG_GLOBAL": os.devnull}


def test_the_manifest_is_one(program: Callable[[str], str]) -> None:
    subprocess.run([program("pre-commit"), "validate-manifest", str(MANIFEST)], check=True)


@pytest.fixture
def sample(tmp_path: Path, program: Callable[[str], str]) -> Path:
    """A repository whose first commit holds an essay, its drafts, and all hooks."""
    folder = tmp_path / "sample"
    (folder / "source").mkdir(parents=True)
    (folder / "essaytool.toml").write_text(CONFIGURATION, "utf-8")
    (folder / "source" / "bread.md").write_text("# Bread\n\nYeast eats [sugar](a.md).\n", "utf-8")
    (folder / ".gitignore").write_text("/output\n", "utf-8")
    hooks = [{**hook, "language": "system"} for hook in yaml.safe_load(MANIFEST.read_text("utf-8"))]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    git = program("git")
    for command in (
        [sys.executable, "-m", "essaytool", "publish"],
        [git, "init"],
        [git, "config", "user.name", "Ada"],
        [git, "config", "user.email", "ada@example.org"],
        [git, "add", "--all"],
        [git, "commit", "--message", "one"],
    ):
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def hooks(sample: Path, tmp_path: Path, program: Callable[[str], str]) -> Hooks:
    """``hooks("--all-files", "essaytool-check")`` stages everything and runs that hook, or all of them."""
    pre_commit, git = program("pre-commit"), program("git")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        subprocess.run([git, "add", "--all"], cwd=sample, check=True, capture_output=True)
        return subprocess.run(
            [pre_commit, "run", *arguments],
            cwd=sample, env=environment(tmp_path / "home"), capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


def results(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """Each hook's name with what became of it."""
    return dict(re.findall(r"^(.+?)\.{2,}.*(Passed|Failed|Skipped)$", done.stdout, re.MULTILINE))


def test_all_hooks_pass_where_all_is_well(hooks: Hooks) -> None:
    done = hooks("--all-files")
    assert done.returncode == 0, done.stdout
    assert set(results(done).values()) == {"Passed"}
    assert len(results(done)) == len(yaml.safe_load(MANIFEST.read_text("utf-8")))


def test_what_lags_is_brought_up_to_date_and_fails_once(sample: Path, hooks: Hooks) -> None:
    with (sample / "source" / "bread.md").open("a", encoding="utf-8") as essay:
        essay.write("\nAnd honey.\n")
    fresh = hooks("--all-files", "essaytool-fresh")
    assert fresh.returncode == 1
    assert "locales/bread.pot lags behind source/bread.md: run `essaytool extract`" in fresh.stdout
    for hook, file in (("essaytool-extract", "locales/bread.pot"), ("essaytool-update", str(CATALOG))):
        done = hooks("--all-files", hook)
        assert done.returncode == 1
        assert "files were modified by this hook" in done.stdout
        assert "And honey." in (sample / file).read_text("utf-8")
        assert hooks("--all-files", hook).returncode == 0
    assert hooks("--all-files", "essaytool-fresh").returncode == 0


def test_a_mistake_in_a_catalog_fails(sample: Path, hooks: Hooks) -> None:
    text = (sample / CATALOG).read_text("utf-8")
    before, _, after = text.replace("#, fuzzy\n", "").rpartition("(a.md)")
    (sample / CATALOG).write_text(before + after, "utf-8")
    done = hooks("--all-files", "essaytool-check")
    assert done.returncode == 1
    assert "[markup]" in done.stdout


def test_an_edition_that_would_not_be_built_fails(sample: Path, hooks: Hooks) -> None:
    (sample / "essaytool.toml").write_text(f'{CONFIGURATION}drafts = "exclude"\n', "utf-8")
    done = hooks("--all-files", "essaytool-coverage")
    assert done.returncode == 1
    assert "es bread: 0 % of it would be translated, publish_at is 80" in done.stdout


def test_a_commit_of_other_files_runs_no_hook(sample: Path, hooks: Hooks) -> None:
    (sample / "notes.txt").write_text("nothing of ours\n", "utf-8")
    done = hooks()
    assert done.returncode == 0
    assert set(results(done).values()) == {"Skipped"}
