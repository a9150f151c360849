"""A small project, and every verb that writes, each way of writing with something to write."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.languages import parse_tag
from essaytool.project import Project, find_project
from essaytool.review.queue import accepted
from essaytool.workflow.build import build
from essaytool.workflow.draft import draft
from essaytool.workflow.export import export_tmx
from essaytool.workflow.extract import extract
from essaytool.workflow.init import init
from essaytool.workflow.relay import Wish
from essaytool.workflow.review import ToReview, answer, queue
from essaytool.workflow.review.beside import Shelf
from essaytool.workflow.review.sending import send_page, send_table
from essaytool.workflow.scope import Scope
from essaytool.workflow.update import update

SPANISH = parse_tag("es")
BREAD = "# Bread\n\nYeast eats *sugar*.\n\nSee [the oven](https://example.org/oven).\n"
WATER = "# Water\n\nWater is wet.\n"
SALT = "Salt slows it down."
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
    prepare: Callable[[Path], object] = lambda _: None
    repeats: bool = True
    """Whether it does the same once more after it was done, or nothing."""


def _edit(root: Path, end: str = f"\n{SALT}\n") -> None:
    (root / "source" / "bread.md").write_text(f"{BREAD}{end}", "utf-8")


def _edit_and_extract(root: Path) -> None:
    _edit(root)
    project = find_project(root)
    list(extract(project, project.essays()))


def _edit_and_update(root: Path) -> Project:
    _edit_and_extract(root)
    project = find_project(root)
    list(update(project, [SPANISH], project.essays()))
    return project


def _rename(root: Path) -> None:
    """An essay gets another name; its template has it already."""
    (root / "source" / "bread.md").rename(root / "source" / "loaf.md")
    project = find_project(root)
    list(extract(project, project.essays()))


def put(path: Path, msgid: str, msgstr: str) -> None:
    """Translate an entry, as a person would."""
    catalog = parse_catalog(path.read_bytes())
    entry = replace(
        catalog.index[None, msgid], msgstr=msgstr, flags=(), provenance=None, notes=("by hand",), source=b""
    )
    path.write_bytes(serialize_catalog(catalog.with_entries([entry])))


def _waiting(root: Path) -> list[ToReview]:
    project = find_project(root)
    return [item for item in queue(project, [SPANISH], project.essays()) if isinstance(item, ToReview)]


def _review_all_but_one(root: Path) -> None:
    """One draft waits, so that there is one answer to save."""
    project = find_project(root)
    for item in _waiting(root)[1:]:
        answer(project, item, accepted)


def _review_and_send(root: Path) -> None:
    """A page and a table of before the last draft was accepted, which are to be written over."""
    project, items = find_project(root), _waiting(root)
    send_page(project, items, Shelf(), root / "page.html")
    send_table(items, root / "table.csv")
    answer(project, items[0], accepted)


def _answer_table(root: Path) -> None:
    table = root / "table.csv"
    send_table(_waiting(root), table)
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"))))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "decision": "accept"} for row in rows)


def _export(root: Path) -> None:
    """A memory of before a review, which is to be written over."""
    project = find_project(root)
    list(export_tmx(project, root / "memory.tmx", [SPANISH], project.essays()))
    put(root / CATALOG, "Bread", "Pan")


def _remember(root: Path) -> None:
    """What one essay says, and a person translated, the other one says as well."""
    (root / "source" / "water.md").write_text(f"{WATER}\nYeast eats *sugar*.\n\n{SALT}\n", "utf-8")
    _edit_and_update(root)
    put(root / CATALOG, "Yeast eats *sugar*.", "La levadura come *azúcar*.")


def _translate(root: Path) -> None:
    _edit_and_update(root)
    mine = f'msgid "{SALT}"\nmsgstr "La sal la frena."\n'
    (root / "mine.po").write_text(f'msgid ""\nmsgstr "Language: es\\n"\n\n{mine}', "utf-8")


def _remember_elsewhere(root: Path) -> None:
    project, before = _edit_and_update(root), (root / CATALOG).read_bytes()
    put(root / CATALOG, SALT, "La sal la frena.")
    list(export_tmx(project, root / "memory.tmx", [SPANISH], project.essays()))
    (root / CATALOG).write_bytes(before)


def _translate_document(root: Path) -> None:
    _edit_and_update(root)
    seen = "Véase [el horno](https://example.org/oven)."
    text = f"# Pan\n\nLa levadura come *azúcar*.\n\n{seen}\n\nLa sal la frena.\n"
    (root / "mine.md").write_text(text, "utf-8")


def _misplace_a_blank(root: Path) -> None:
    put(
        root / CATALOG,
        "See [the oven](https://example.org/oven).",
        "Ver [el horno] (https://example.org/oven).",
    )


def _repeat(root: Path) -> None:
    _edit(root, "\nThe sourdough rests. Some sourdough rises. Feed the sourdough. Every sourdough is sour.\n")
    (root / "locales" / "glossary.csv").write_text("term,es\noven,horno\n", "utf-8")


def _fork(root: Path) -> None:
    """Three versions of a catalog, as git hands them to a merge driver."""
    for name in ("base", "ours", "theirs"):
        shutil.copy(root / CATALOG, root / f"{name}.po")
    for name, text in (("ours", "Uno"), ("theirs", "Dos")):
        path = root / f"{name}.po"
        path.write_text(f'{path.read_text("utf-8")}\nmsgid "{text}"\nmsgstr "{text}"\n', "utf-8")


def _fork_text(root: Path) -> None:
    """Three versions that are no catalogs, which git merges without a conflict."""
    for name, text in (("base", "a\nb\nc\nd\n"), ("ours", "A\nb\nc\nd\n"), ("theirs", "a\nb\nc\nD\n")):
        (root / f"{name}.po").write_text(f"{text}", "utf-8")


def _write_letter(root: Path) -> None:
    (root / "letter.txt").write_text("A letter\n\nDear reader, this is all.\n", "utf-8")


def _write_letter_again(root: Path) -> None:
    _write_letter(root)
    (root / "source" / "letter.md").write_text("# A letter\n\nOf old.\n", "utf-8")


def _begin_repository(root: Path) -> None:
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    (root / ".gitattributes").write_text("*.md text\n", "utf-8")


MERGE = ("merge-driver", "base.po", "ours.po", "theirs.po")
_VERBS: Mapping[str, Verb] = {
    "init": Verb(("init", "other", "-l", "es"), repeats=False),
    "init --git": Verb(("init", "--git"), _begin_repository),
    "new": Verb(("new", "notes"), repeats=False),
    "add": Verb(("add", "letter.txt"), _write_letter, repeats=False),
    "add --force": Verb(("add", "letter.txt", "--force"), _write_letter_again),
    "extract": Verb(("extract",), _edit),
    "update": Verb(("update",), _edit_and_extract),
    "update, renamed": Verb(("update",), _rename),
    "update, new language": Verb(("update", "-l", "fr")),
    "import PO": Verb(("import", "mine.po", "-l", "es", "bread"), _translate),
    "import TMX": Verb(("import", "memory.tmx", "-l", "es"), _remember_elsewhere),
    "import document": Verb(("import", "mine.md", "-l", "fr", "--essay", "bread"), _translate_document),
    "import document --html": Verb(
        ("import", "mine.md", "-l", "fr", "--essay", "bread", "--html", "pairs.html"),
        _translate_document,
        repeats=False,
    ),
    "export": Verb(("export", "--tmx", "memory.tmx"), _export),
    "draft": Verb(("draft", "-e", "pseudo"), _edit_and_update),
    "draft, memory": Verb(("draft", "-e", "pseudo"), _remember),
    "review": Verb(("review", "-l", "es", "--all"), _review_all_but_one),
    "review --html": Verb(("review", "-l", "es", "--html", "page.html"), _review_and_send),
    "review --csv": Verb(("review", "-l", "es", "--csv", "table.csv"), _review_and_send),
    "review --apply": Verb(("review", "--apply", "table.csv"), _answer_table, repeats=False),
    "glossary": Verb(("glossary", "suggest", "--add"), _repeat),
    "check --fix": Verb(("check", "--fix"), _misplace_a_blank),
    "coverage": Verb(("coverage", "--badge", "badges", "--html", "coverage.html")),
    "build": Verb(("build",), _edit_and_update),
    "build, all forms": Verb(("build", "--to", "md,html,epub", "--bilingual", "es"), _edit_and_update),
    "build, layout": Verb(("build", "--layout", "hugo"), _edit_and_update),
    "publish": Verb(("publish",), _edit),
    "merge-driver": Verb(MERGE, _fork, repeats=False),
    "merge-driver, text": Verb(MERGE, _fork_text, repeats=False),
}
_SHARED = ("extract", "update", "check", "coverage", "build", "publish")
VERBS: Mapping[str, Verb] = {
    name: replace(verb, arguments=(*verb.arguments, "--jobs", "1")) if verb.arguments[0] in _SHARED else verb
    for name, verb in _VERBS.items()
}
"""In one process, whatever the time: on a busy machine others would begin to read, too."""

_CLOCK = re.compile(
    rb'"PO-Revision-Date: [^"]*"|<meta property="dcterms:modified">[^<]*<|creationdate="[^"]*"'
)
"""The clock's part in a file."""


def files(root: Path) -> dict[str, bytes]:
    """What a person would miss: every file but the state that can be deleted at any time, and git's own."""
    return {
        path.relative_to(root).as_posix(): _CLOCK.sub(b"", path.read_bytes())
        for path in sorted(root.rglob("*"))
        if path.is_file() and {".essaytool", ".git"}.isdisjoint(path.relative_to(root).parts)
    }
