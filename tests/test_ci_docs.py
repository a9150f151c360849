"""docs/ci.md: its YAML is YAML, its actions are pinned, and its steps and hooks do what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "ci.md").read_text("utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
WORKFLOW, HOOKS = map(yaml.safe_load, BLOCKS)
STEPS: list[dict[str, Any]] = WORKFLOW["jobs"]["translations"]["steps"]


def test_every_action_is_pinned_to_a_commit_that_says_its_tag() -> None:
    used = re.findall(r"uses: (.*)", BLOCKS[0])
    assert len(used) == 2
    assert [
        use for use in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use)
    ] == []


def test_the_workflow_may_only_read_and_no_command_line_holds_what_others_name() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert [step["run"] for step in STEPS if "${{" in step.get("run", "")] == []


def test_the_hooks_are_those_of_the_manifest() -> None:
    offered = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert {hook["id"] for repo in HOOKS["repos"] for hook in repo["hooks"]} <= offered
    assert set(re.findall(r"^\| `(essaytool-\w+)`", TEXT, re.MULTILINE)) == offered


@pytest.mark.parametrize(("drafts", "code"), [("mark", 0), ("exclude", 1)])
def test_the_coverage_step_fails_on_coverage_and_writes_the_summary(
    drafts: str, code: int, tmp_path: Path, program: Callable[[str], str]
) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "bread.md").write_text("# Bread\n\nYeast eats sugar.\n", "utf-8")
    configuration = f'languages = ["es"]\nengine = "pseudo"\ndrafts = "{drafts}"\n'
    (tmp_path / "essaytool.toml").write_text(configuration, "utf-8")
    summary = tmp_path / "summary.md"
    environ = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "BASE": "HEAD",
        "GITHUB_STEP_SUMMARY": str(summary),
    }
    bash = [program("bash"), "-e", "-c"]  # as the runner does
    (step,) = [step["run"] for step in STEPS if step.get("name") == "Coverage"]
    git = f"{program('git')} -c user.name=Ada -c user.email=ada@example.org"
    made = f"essaytool publish && {git} init && {git} add . && {git} commit -m one"
    subprocess.run([*bash, made], cwd=tmp_path, env=environ, capture_output=True, check=True)
    done = subprocess.run([*bash, step], cwd=tmp_path, env=environ, capture_output=True, check=False)
    assert done.returncode == code
    lines = summary.read_text("utf-8").splitlines()
    assert lines[0] == "Words/entries; in parentheses, the change since `HEAD`."
    assert lines[2].startswith("| language | essay | reviewed |")
