"""The essays that lie in the source folder, by their names.

A name becomes the name of templates, catalogs, pages and books, a line of each, and a part of what the
terminal shows. So what no line and no file of ours could hold is refused here, and so are two names that are
one to some file systems: on a translator's machine one would take the other's place (Unicode Standard
Annex 15; APFS and NTFS take no notice of case).
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from essaytool.errors import ProjectError
from essaytool.files import walk
from essaytool.paths import require_inside, shown

LONGEST = 200
"""Bytes of one name, that of a folder as well: file systems hold 255, and our suffixes and the name of a
temporary file follow."""

UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Controls, line and paragraph separators, bidi controls, byte order marks."""


def find_essays(folder: Path, root: Path) -> dict[str, Path]:
    """The essays below a folder of the project at `root`, by name (``a/b`` for ``a/b.md``), sorted by path.

    Raises `FileError` for a folder that leads out of the project, and `ProjectError` for a name that cannot
    be an essay's, and for two sources of one name.
    """
    require_inside(folder, root)
    found: dict[str, Path] = {}
    alike: dict[str, Path] = {}
    for path in sorted([*walk(folder, ".md"), *walk(folder, ".markdown")]):
        name = path.relative_to(folder).with_suffix("").as_posix()
        if reason := _against(name):
            raise ProjectError(f"cannot be an essay: {reason}", path=shown(path), hint="rename it")
        twin = alike.setdefault(folded(name), path)
        if name in found or twin != path:
            told = found[name].name if name in found else f"{twin.name} to some file systems"
            raise ProjectError(f"is the same essay as {told}", path=shown(path), hint="rename one of the two")
        found[name] = path
    return found


def folded(name: str) -> str:
    """What all spellings of a name have in common that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _against(name: str) -> str:
    """Why an essay cannot be called so; empty if it can."""
    if folded(name) == "index":
        return "each language's list of essays is called index.html"
    if not _is_text(name):
        return "its name is not UTF-8"
    if found := UNPRINTABLE.search(name):
        return f"its name holds {found[0]!r}"
    is_long = any(len(part.encode()) > LONGEST for part in name.split("/"))
    return f"its name has more than {LONGEST} bytes" if is_long else ""


def _is_text(name: str) -> bool:
    """Whether the bytes of a file's name are UTF-8; what is not stands in it as surrogates (PEP 383)."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)
