"""Every verb on every broken project in ``tests/bad_input/projects``: what it says, and that nothing is lost.

Beside each project stands a transcript: the verbs, and below those that it is true of, the exit code and
what was said on stderr. ``python tests/cli/test_bad_projects.py`` writes the transcripts anew, for a
person to read.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from essaytool.cli.verbs import essaytool

FOLDER = Path(__file__).resolve().parent.parent / "bad_input" / "projects"
CASES = sorted(path for path in FOLDER.iterdir() if path.is_dir())
COMMANDS = (
    "extract",
    "update",
    "draft --engine pseudo",
    "check",
    "coverage",
    "build",
    "build --check",
    "publish",
    "engines",
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_verb_says_what_is_wrong_and_loses_nothing(
    case: Path, tmp_path: Path, figures: Callable[[str, int], None]
) -> None:
    figures("bad inputs tried", 1)
    assert transcript(case, tmp_path) == case.with_suffix(".txt").read_text("utf-8")


def transcript(case: Path, tmp_path: Path) -> str:
    """What all verbs say, each on a fresh copy of the project. No file may go, nor change if it was named."""
    told: list[tuple[list[str], str]] = []
    for number, command in enumerate(COMMANDS):
        project = tmp_path / str(number)
        shutil.copytree(case, project, symlinks=True)
        before = contents(project)
        said = run(command, project)
        if told and told[-1][1] == said:
            told[-1][0].append(command)
        else:
            told.append(([command], said))
        after = contents(project)
        assert before.keys() <= after.keys()
        assert [path for path in before if f"{path}:" in said and after[path] != before[path]] == [], command
    return "\n".join(
        "".join(f"$ essaytool {one}\n" for one in commands) + f"{said}\n" for commands, said in told
    )


def run(command: str, folder: Path) -> str:
    here = Path.cwd()
    os.chdir(folder)
    try:
        result = CliRunner().invoke(essaytool, command.split())
    finally:
        os.chdir(here)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return f"[{result.exit_code}]\n{result.stderr}".replace(str(folder), "FOLDER").rstrip()


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


if __name__ == "__main__":
    for each in CASES:
        with tempfile.TemporaryDirectory() as scratch:
            each.with_suffix(".txt").write_text(transcript(each, Path(scratch)), "utf-8")
            sys.stdout.write(f"{each.name}\n")
