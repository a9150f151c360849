"""The project that a verb is about, with settings that name only what there is."""

from __future__ import annotations

from pathlib import Path

from essaytool.checks import CHECKS
from essaytool.engines import SETTINGS
from essaytool.project import Names, Project, find_project

_ALWAYS = "syntax"
"""Nothing can be ignored in what is not read."""

NAMES = Names(engines=SETTINGS, checks=tuple(row.id for row in CHECKS if row.id != _ALWAYS))


def open_project(start: Path) -> Project:
    """The project that `start` lies in. Raises as `find_project` does."""
    return find_project(start, names=NAMES)
