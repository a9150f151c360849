"""``add`` and ``import`` on every document in ``tests/bad_input/documents``: what they say.

Beside each document stands what is said of it. ``python tests/cli/test_bad_documents.py`` writes that anew,
for a person to read.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from essaytool.cli.verbs import essaytool

FOLDER = Path(__file__).resolve().parent.parent / "bad_input" / "documents"
CASES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".said")
COMMANDS = ("add {}", "import {} -l de --essay first")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_document_that_cannot_be_meant_is_a_sentence_and_a_hint(
    case: Path, tmp_path: Path, figures: Callable[[str, int], None]
) -> None:
    figures("bad inputs tried", 1)
    assert said(case, tmp_path) == case.with_name(f"{case.name}.said").read_text("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_is_written_then(case: Path, tmp_path: Path) -> None:
    said(case, tmp_path)
    files = {path.name for path in tmp_path.rglob("*") if path.is_file() and ".essaytool" not in path.parts}
    wanted = {"essaytool.toml", "first.md", case.name}
    assert files in (wanted, wanted | {"first.po"})  # what has no title for an essay may be a translation


def said(case: Path, folder: Path) -> str:
    """What both verbs say of a document, in a new project."""
    (folder / "source").mkdir()
    (folder / "essaytool.toml").write_text("", "utf-8")
    (folder / "source" / "first.md").write_text("# First\n\nIt is the only essay here.\n", "utf-8")
    shutil.copy(case, folder)
    here = Path.cwd()
    os.chdir(folder)
    try:
        return "\n".join(_said(command.format(case.name)) for command in COMMANDS)
    finally:
        os.chdir(here)


def _said(command: str) -> str:
    result = CliRunner().invoke(essaytool, command.split())
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return f"$ essaytool {command}\n[{result.exit_code}]\n{result.stderr}"


if __name__ == "__main__":
    for each in CASES:
        with tempfile.TemporaryDirectory() as scratch:
            each.with_name(f"{each.name}.said").write_text(said(each, Path(scratch)), "utf-8")
