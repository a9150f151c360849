"""Changing a file that a person may be changing as well, in an editor or a program of their own.

Nobody tells us of their saves, so that each change is made of the bytes that were read, and takes the place
of those alone. Where somebody saved meanwhile, the change is made anew, of what is there then: the outcome is
that of one after the other.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from essaytool.catalog.po import serialize_catalog
from essaytool.errors import ChangedError
from essaytool.files import write_if_changed
from essaytool.model import Catalog
from essaytool.project import Project

_Result = TypeVar("_Result")

_PAUSES = (0.0, 0.1, 0.3, 1.0)
"""Seconds before each further try: an editor that writes in place is done within the first of them."""


def anew(change: Callable[[], _Result]) -> _Result:
    """What `change` gives, which reads a file, makes something of it, and writes; again from its reading on
    where somebody else saved the file meanwhile.

    Raises `ChangedError` where that happens again and again.
    """
    for pause in _PAUSES:
        try:
            return change()
        except ChangedError:
            time.sleep(pause)
    return change()


def swap(
    project: Project, path: Path, before: Catalog | None, after: Catalog, *, writes: bool = True
) -> bool:
    """Put a catalog in the place of the one that it was made from, as that was read; say whether the file
    changes, or would without `writes`.

    Raises `ChangedError` where the file is another one by now, `FileError`, `CatalogError`.
    """
    seen, content = None if before is None else serialize_catalog(before), serialize_catalog(after)
    return write_if_changed(path, content, project.root, seen=seen) if writes else seen != content
