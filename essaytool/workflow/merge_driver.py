"""``merge-driver``: what git asks for when both sides of a merge changed a catalog.

How git calls it is said in gitattributes(5), "Defining a custom merge driver".
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.errors import CatalogError
from essaytool.files import read, write_if_changed
from essaytool.git import merge_file
from essaytool.model import Catalog
from essaytool.updating.three_way import merge_three
from essaytool.workflow.results import Conflict, Failure


def merge_versions(base: Path, ours: Path, theirs: Path, name: str) -> Iterator[Conflict | Failure]:
    """Merge two versions of a catalog into `ours`; yields what a person must decide. `name` is the catalog's
    own path, since git hands over copies.

    A version that is no catalog is merged by git, line by line, and so are those that one file cannot hold,
    which a person must look at then. Raises `FileError` and `GitError`.
    """
    versions = [read(path) for path in (base, ours, theirs)]
    catalogs: list[Catalog] = []
    try:
        catalogs += [parse_catalog(content, path=name) for content in versions]
        merged = merge_three(*catalogs)
        content = serialize_catalog(merged.catalog)
        lines = {entry.key: entry.line for entry in parse_catalog(content, path=name).all_entries}
    except CatalogError as error:
        yield Failure(error)
        content, is_clean = merge_file(base, ours, theirs)
        write_if_changed(ours, content, ours.absolute().parent, seen=versions[1])
        if catalogs or not is_clean:
            yield Conflict(name, 1, "look at what git made of its lines")
        return
    write_if_changed(ours, content, ours.absolute().parent, seen=versions[1])
    for entry in merged.conflicts:
        yield Conflict(name, lines[entry.key], entry.msgid)
