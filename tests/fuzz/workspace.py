"""Folders for targets that read files: made once, emptied for each input."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="essaytool-fuzz-")


def emptied(name: str) -> Path:
    """An empty folder of this name; it goes when the process ends."""
    path = Path(_folder().name, name)
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    return path
