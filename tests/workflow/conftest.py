"""A project made by `init`, and what a verb of the workflow does to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from essaytool.languages import parse_tag
from essaytool.project import Project, find_project
from essaytool.workflow.init import init


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with two essays, translated into nothing yet, to go into Spanish and Arabic."""
    monkeypatch.chdir(tmp_path)
    init(tmp_path, [parse_tag("es"), parse_tag("ar")])
    for name, text in {"bread": "# Bread\n\nYeast eats sugar.\n", "water": "Water is wet.\n"}.items():
        (tmp_path / "source" / f"{name}.md").write_text(text, "utf-8")
    return find_project(tmp_path)
