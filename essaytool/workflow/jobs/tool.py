"""Which program this is: what it makes of the same files may differ from what another one made."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

import essaytool

_LIBRARIES = (
    *("babel", "charset_normalizer", "jinja2", "markupsafe", "msgspec", "nh3", "polib", "py_svg_hush"),
    *("pygments", "pyromark", "rapidfuzz", "yaml"),
)
"""The libraries whose other version may make other files."""


@cache
def tool() -> bytes:
    """A digest of this program, its libraries and its Python, which changes when one of them does.

    Files are told by their size and time: a program that is being worked on changes without a new version.
    """
    told = [essaytool.__version__, sys.version]
    told += [f"{size} {time} {path}" for path, size, time in sorted(_files())]
    return blake2b("\n".join(told).encode(), digest_size=16).digest()


def _files() -> Iterator[tuple[str, int, int]]:
    root = Path(essaytool.__file__).parent
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            there = os.stat(os.path.join(folder, name))
            yield os.path.join(folder, name).removeprefix(str(root)), there.st_size, there.st_mtime_ns
    for library in _LIBRARIES:
        spec = find_spec(library)
        if spec and spec.origin:
            there = os.stat(spec.origin)
            yield library, there.st_size, there.st_mtime_ns
