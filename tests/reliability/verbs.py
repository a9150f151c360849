"""A small project, and every verb that writes, each with something to write."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from essaytool.languages import parse_tag
from essaytool.project import Project, find_project
from essaytool.review.queue import accepted
from essaytool.workflow.build import build
from essaytool.workflow.draft import draft
from essaytool.workflow.extract import extract
from essaytool.workflow.init import init
from essaytool.workflow.relay import Wish
from essaytool.workflow.review import ToReview, answer, queue
from essaytool.workflow.scope import Scope
from essaytool.workflow.update import update

SPANISH = parse_tag("es")
BREAD = "# Bread\n\nYeast eats *sugar*.\n\nSee [the oven](https://example.org/oven).\n"
WATER = "# Water\n\nWater is wet.\n"
CATALOG = "locales/es/LC_MESSAGES/bread.po"


def make_garden(root: Path) -> Project:
    """Two essays with editions in Spanish, all of it drafted."""
    init(root, [SPANISH])
    (root / "source" / "bread.md").write_text(BREAD, "utf-8")
    (root / "source" / "water.md").write_text(WATER, "utf-8")
    project = find_project(root)
    essays = project.essays()
    list(extract(project, essays))
    list(update(project, [SPANISH], essays))
    list(draft(project, [SPANISH], essays, Wish(("pseudo",))))
    list(build(project, Scope((), ())))
    return project


@dataclass(frozen=True)
class Verb:
    """A command line that writes, and what makes it have something to write."""

    arguments: tuple[str, ...]
    prepare: Callable[[Path], None] = lambda _: None

    @property
    def command(self) -> list[str]:
        """How it is run: ``-P`` keeps Python itself from looking into the project."""
        return [sys.executable, "-P", "-m", "essaytool", *self.arguments]


def _edit(root: Path) -> None:
    (root / "source" / "bread.md").write_text(f"{BREAD}\nSalt slows it down.\n", "utf-8")


def _edit_and_extract(root: Path) -> None:
    _edit(root)
    project = find_project(root)
    list(extract(project, project.essays()))


def _edit_and_update(root: Path) -> None:
    _edit_and_extract(root)
    project = find_project(root)
    list(update(project, [SPANISH], project.essays()))


def _review_all_but_one(root: Path) -> None:
    """One draft waits, so that there is one answer to save."""
    project = find_project(root)
    items = [item for item in queue(project, [SPANISH], project.essays()) if isinstance(item, ToReview)]
    for item in items[1:]:
        answer(project, item, accepted)


def _translate(root: Path) -> None:
    _edit_and_update(root)
    mine = 'msgid "Salt slows it down."\nmsgstr "La sal la frena."\n'
    (root / "mine.po").write_text(f'msgid ""\nmsgstr "Language: es\\n"\n\n{mine}', "utf-8")


def _fork(root: Path) -> None:
    """Three versions of a catalog, as git hands them to a merge driver."""
    for name in ("base", "ours", "theirs"):
        shutil.copy(root / CATALOG, root / f"{name}.po")
    for name, text in (("ours", "Uno"), ("theirs", "Dos")):
        path = root / f"{name}.po"
        path.write_text(f'{path.read_text("utf-8")}\nmsgid "{text}"\nmsgstr "{text}"\n', "utf-8")


VERBS: Mapping[str, Verb] = {
    "init": Verb(("init", "other", "-l", "es")),
    "extract": Verb(("extract",), _edit),
    "update": Verb(("update",), _edit_and_extract),
    "import": Verb(("import", "mine.po", "-l", "es"), _translate),
    "export": Verb(("export", "--tmx", "memory.tmx")),
    "draft": Verb(("draft", "-e", "pseudo"), _edit_and_update),
    "review": Verb(("review", "-l", "es", "--all"), _review_all_but_one),
    "build": Verb(("build",), _edit_and_update),
    "publish": Verb(("publish",), _edit),
    "merge-driver": Verb(("merge-driver", "base.po", "ours.po", "theirs.po"), _fork),
}


_REVISED = re.compile(rb'"PO-Revision-Date: [^"]*"')
"""The clock's part in a catalog."""


def files(root: Path) -> dict[str, bytes]:
    """What a person would miss: every file but the state that can be deleted at any time."""
    return {
        path.relative_to(root).as_posix(): _REVISED.sub(b"", path.read_bytes())
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".essaytool" not in path.relative_to(root).parts
    }
