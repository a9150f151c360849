"""What others send: memories, glossaries, a reviewer's answers; and the list of what a build made."""

from __future__ import annotations

import datetime
import json
from contextlib import suppress
from dataclasses import replace
from functools import cache

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.provenance import sign
from essaytool.catalog.template import new_catalog, template
from essaytool.errors import CatalogError, EssaytoolError, FileError, TableError
from essaytool.glossary.table import Proposal, parse_glossary, with_proposals
from essaytool.languages import parse_tag
from essaytool.markdown.segment import segment
from essaytool.memory.tmx import fits_xml, is_tmx, pairs, parse_tmx, serialize_tmx
from essaytool.project import Project, find_project
from essaytool.review.table import from_csv, holds_answers
from essaytool.workflow.jobs.state import State
from essaytool.workflow.output import Output
from essaytool.workflow.review.applying import Terms, apply
from tests.fuzz.inputs import text
from tests.fuzz.workspace import emptied

ENGLISH, DUTCH = parse_tag("en"), parse_tag("nl")
DAY = datetime.date(2026, 11, 23)
TAGS = ("nl", "pt-BR")
PROPOSALS = (Proposal("yeast", 3, 1, {"nl": "gist"}, False), Proposal("=cmd", 1, 1, {}, True))
BREAD = b"# Bread\n\nYeast eats *sugar*.\n\nSee [the oven](https://example.org/oven).\n"
CONFIGURATION = b'source_language = "en"\nlanguages = ["nl"]\n'


def memory(data: bytes) -> None:
    """A TMX file: the units that are read are read again when they are written."""
    is_tmx(data)
    try:
        units = parse_tmx(data, path="memory.tmx")
    except CatalogError as error:
        assert error.line is None or error.line >= 1
        return
    list(pairs(units, ENGLISH, DUTCH))
    again = parse_tmx(serialize_tmx(units, "en"), path="memory.tmx")
    kept = [unit for unit in units if fits_xml(unit)]
    assert [(unit.texts, unit.msgctxt) for unit in again] == [(unit.texts, unit.msgctxt) for unit in kept]


def glossary(data: bytes) -> None:
    """A glossary: what is added to it stands below it, and is there when it is read again."""
    try:
        read = parse_glossary(data, TAGS, path="glossary.csv")
    except TableError:
        return
    grown, new = with_proposals(data, PROPOSALS, TAGS, path="glossary.csv")
    assert grown.startswith(data)
    again = parse_glossary(grown, TAGS, path="glossary.csv")
    assert [row.term for row in again.rows] == [
        *(row.term for row in read.rows),
        *(item.term for item in new),
    ]


def returned(data: bytes) -> None:
    """A table or catalog that a reviewer sent back: every entry is still there afterwards, and none that a
    person stood for has another text.
    """
    with suppress(TableError):
        from_csv(data, "returned.csv")
        holds_answers(data, "returned.csv")
    project = _garden()
    path = project.catalog_path("bread", DUTCH)
    before = _catalog()
    path.write_bytes(before)
    sent = project.root / "returned"
    sent.write_bytes(data)
    with suppress(EssaytoolError):
        list(apply(project, sent, Terms(reviewer="A. Reader <a@example.org>")))
    old, new = parse_catalog(before), parse_catalog(path.read_bytes())
    assert [entry.key for entry in new.entries] == [entry.key for entry in old.entries]
    assert new.entries[0].texts == old.entries[0].texts


def manifest(data: bytes) -> None:
    """``output/manifest.json``: a build with it neither writes nor removes anything outside of the output."""
    root = emptied("site")
    (root / "essaytool.toml").write_bytes(CONFIGURATION)
    (root / "source").mkdir()
    (root / "source" / "bread.md").write_bytes(BREAD)
    (root / "output" / "nl").mkdir(parents=True)
    (root / "output" / "nl" / "bread.md").write_bytes(b"by hand\n")
    (root / "output" / "manifest.json").write_bytes(data)
    project = find_project(root)
    made = {"nl/bread.md": b"made\n", "nl/bread.html": b"<p>made\n"}
    with suppress(FileError):
        output = Output(project, State())
        list(output.take(made))
        list(output.finish(lambda _: True))
        lines = json.loads((root / "output" / "manifest.json").read_bytes())
        assert lines["files"].keys() >= {"nl/bread.html"}
    assert (root / "source" / "bread.md").read_bytes() == BREAD
    assert (root / "essaytool.toml").read_bytes() == CONFIGURATION
    assert {path.name for path in root.iterdir()} == {"essaytool.toml", "source", "output"}


@cache
def _garden() -> Project:
    root = emptied("garden")
    (root / "essaytool.toml").write_bytes(CONFIGURATION)
    (root / "source").mkdir()
    (root / "source" / "bread.md").write_bytes(BREAD)
    project = find_project(root)
    project.catalog_path("bread", DUTCH).parent.mkdir(parents=True)
    return project


@cache
def _catalog() -> bytes:
    """A catalog with one text of a person, one in doubt, and one draft."""
    essay = segment(BREAD, path="source/bread.md")
    empty = serialize_catalog(new_catalog(template(essay), DUTCH))
    said = text(empty).replace('msgid "Bread"\nmsgstr ""', 'msgid "Bread"\nmsgstr "Brood"')
    said = said.replace(
        'msgid "Yeast eats *sugar*."\nmsgstr ""',
        '#, fuzzy\nmsgid "Yeast eats *sugar*."\nmsgstr "Gist eet *suiker*."',
    )
    read = parse_catalog(said.encode())
    last = replace(read.entries[-1], msgstr="Zie [de oven](https://example.org/oven).")
    return serialize_catalog(read.with_entries([sign(last, "pseudo", DAY)]))
