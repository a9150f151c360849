"""Provenance through the field: whatever programs people use, in any order, four origins stay apart."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.provenance import sign
from essaytool.catalog.template import new_catalog, template
from essaytool.languages import parse_tag
from essaytool.markdown.segment import segment
from essaytool.model import Catalog, Entry, Origin, State

DAY = dt.date(2026, 11, 23)
LONG = "and so on, in a sentence that is long enough for every program that wraps lines to wrap it somewhere"
HUMAN, DRAFT, APPROVED, EDITED = (f"{word} {LONG}" for word in ("Weights", "Costs", "Linux", "Models"))
EDIT_IN_PO_MODE = """(progn
  (require 'po-mode) (find-file "a.po") (po-mode)
  (let ((buffer-read-only nil)) (goto-char (point-max)) (insert "\\n"))
  (save-buffer))"""

ORIGINS = {
    HUMAN: (Origin.HUMAN, State.REVIEWED),
    DRAFT: (Origin.DRAFT, State.DRAFT),
    APPROVED: (Origin.APPROVED_DRAFT, State.REVIEWED),
    EDITED: (Origin.POST_EDITED_DRAFT, State.REVIEWED),
}


def entry(msgid: str, msgstr: str = "") -> Entry:
    return Entry(msgid, msgstr, comments=("paragraph",), references=("a.md",))


def drafted(msgid: str) -> Entry:
    """A draft by the engine with the longest name that fits its comment."""
    return sign(
        replace(entry(msgid, f"{msgid} — vertaald"), notes=("the tone?",)),
        "a-model/with:28-characters-or",
        DAY,
    )


def template_of(*msgids: str) -> Catalog:
    """The template of an essay with these paragraphs."""
    return template(segment("\n\n".join(msgids).encode(), path="a.md"))


TRANSLATED = [
    entry(HUMAN, "Gewichten"),
    drafted(DRAFT),
    replace(drafted(APPROVED), flags=()),
    replace(drafted(EDITED), flags=(), msgstr="Modellen"),
]
CATALOG = new_catalog(template_of(*ORIGINS), parse_tag("nl")).with_entries(TRANSLATED)


class Field:
    """The programs that people and bots run on a catalog, each from bytes to bytes."""

    def __init__(self, folder: Path, program: Callable[[str], str], template: Catalog) -> None:
        self.folder, self.program = folder, program
        self.template = serialize_catalog(template)
        (folder / "a.pot").write_bytes(self.template)

    def run(self, name: str, *options: str | Path) -> bytes:
        command = [self.program(name), *options]
        return subprocess.run(command, cwd=self.folder, capture_output=True, check=True).stdout

    def gettext(self, name: str, *options: str) -> bytes:
        further = ["a.pot"] if name == "msgmerge" else []
        return self.run(name, *options, "a.po", *further)

    def emacs(self) -> bytes:
        self.run("emacs", "--batch", "--eval", EDIT_IN_PO_MODE)
        return (self.folder / "a.po").read_bytes()

    def polib(self) -> bytes:
        polib.pofile(str(self.folder / "a.po")).save()
        return (self.folder / "a.po").read_bytes()

    def toolkit(self, module: str, *options: str) -> bytes:
        command = [sys.executable, "-m", f"translate.{module}", *options, "b.po"]
        subprocess.run(command, cwd=self.folder, capture_output=True, check=True)
        return (self.folder / "b.po").read_bytes()

    def after(self, name: str, data: bytes) -> bytes:
        (self.folder / "a.po").write_bytes(data)
        return PROGRAMS[name](self)


PROGRAMS: dict[str, Callable[[Field], bytes]] = {
    "msgmerge": lambda field: field.gettext("msgmerge", "--quiet"),
    "msgmerge --previous": lambda field: field.gettext("msgmerge", "--quiet", "--previous"),
    "msgcat": lambda field: field.gettext("msgcat"),
    "msgcat --no-wrap": lambda field: field.gettext("msgcat", "--no-wrap"),
    "msgattrib": lambda field: field.gettext("msgattrib", "--no-obsolete"),
    "polib": Field.polib,
    "pot2po": lambda field: field.toolkit("convert.pot2po", "-t", "a.po", "a.pot"),
    "pomerge": lambda field: field.toolkit("tools.pomerge", "-t", "a.po", "-i", "a.po", "-o"),
    "po-mode": Field.emacs,
}


def origins(data: bytes) -> dict[str, tuple[Origin, State]]:
    return {found.msgid: (found.origin, found.state) for found in parse_catalog(data).entries}


@pytest.mark.parametrize("second", PROGRAMS)
@pytest.mark.parametrize("first", PROGRAMS)
def test_four_origins_stay_apart(
    first: str, second: str, program: Callable[[str], str], tmp_path: Path
) -> None:
    field = Field(tmp_path, program, template_of(*ORIGINS))
    data = field.after(second, field.after(first, serialize_catalog(CATALOG)))
    assert origins(data) == ORIGINS
    assert all(found.notes == ("the tone?",) for found in parse_catalog(data).entries if found.provenance)


@pytest.mark.parametrize("second", ["msgmerge", "msgmerge --previous", "pot2po"])
@pytest.mark.parametrize("first", ["msgmerge", "msgmerge --previous", "pot2po"])
@pytest.mark.parametrize("source", [DRAFT, APPROVED])
def test_a_draft_that_moved_under_other_sentences_is_stale(
    source: str, first: str, second: str, program: Callable[[str], str], tmp_path: Path
) -> None:
    """Msgmerge gives one draft to two new sentences, and writes no ``#|`` if it was fuzzy before."""
    moved = [source.replace("long", word) for word in ("never long", "always long")]
    field = Field(tmp_path, program, template_of(*moved))
    data = field.after(second, field.after(first, serialize_catalog(CATALOG)))
    states = {found.msgid: found.state for found in parse_catalog(data).entries}
    assert State.STALE in states.values()
    assert set(states.values()) <= {State.STALE, State.MISSING}
