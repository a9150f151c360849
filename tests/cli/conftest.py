"""A small project, and the command line run on it in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from essaytool.cli.verbs import essaytool

CONFIGURATION = 'languages = ["es", "pt-BR"]\nengine = "pseudo"\n'
SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'
ESSAY = """\
---
title: Why bread rises
tags: [bread, yeast]
---

# Why bread rises

Yeast eats sugar and *breathes out* gas. Read [the longer story](https://example.org/yeast).

![A loaf](images/loaf.svg)

- Flour
- Water and **salt**
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one essay, two languages to go and a local engine; it is the current folder."""
    (tmp_path / "source" / "images").mkdir(parents=True)
    (tmp_path / "essaytool.toml").write_text(CONFIGURATION, "utf-8")
    (tmp_path / "source" / "bread.md").write_text(ESSAY, "utf-8")
    (tmp_path / "source" / "images" / "loaf.svg").write_text(SVG, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def drafted(project: Path, run: Callable[..., Result]) -> Path:
    """The project with a draft for every text."""
    run("publish")
    return project


@pytest.fixture
def run() -> Callable[..., Result]:
    """``run("build", "-l", "es")`` is the result of that command line: ``exit_code``, ``stdout``,
    ``stderr``.
    """

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(essaytool, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return invoke
