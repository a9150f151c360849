"""Findings in the forms of other programs: GitHub's annotations, SARIF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from essaytool import __version__
from essaytool.checks import CHECKS
from essaytool.cli import console
from essaytool.model import Finding
from essaytool.project import Project
from essaytool.reports.github import commands
from essaytool.reports.sarif import sarif


def print_findings(form: str, project: Project, findings: Sequence[Finding]) -> None:
    """Print findings as ``github`` or ``sarif``. Both know files by their place in the repository."""
    root = _repository(project.root)
    placed = [
        replace(finding, path=(project.root / finding.path).relative_to(root).as_posix())
        for finding in findings
    ]
    if form == "github":
        console.commands(*commands(placed))
    else:
        console.document_of_others(sarif(placed, CHECKS, version=__version__))


def _repository(root: Path) -> Path:
    """The repository that a project lies in; the project itself if it lies in none."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
