"""``glossary suggest``: lines for the glossary, one document, and a file that only grows."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from essaytool.languages import parse_tag
from essaytool.project import find_project
from essaytool.workflow.glossary import read_glossary
from essaytool.workflow.steps import read_catalog, read_essay

Run = Callable[..., Result]
GLOSSARY = Path("locales/glossary.csv")
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def with_terms(project: Path) -> Path:
    """The project with an essay that says some things often."""
    text = "\n\n".join(f"A sourdough starter from Potsdam, number {number}." for number in range(3))
    (project / "source" / "starter.md").write_text(text, "utf-8")
    return project


@pytest.mark.usefixtures("with_terms")
def test_terms_are_proposed_as_lines_of_the_glossary(run: Run) -> None:
    result = run("glossary", "suggest", "starter", "--limit", "2")
    assert (result.exit_code, result.stderr) == (0, "2 terms proposed\n")
    assert list(csv.reader(result.stdout.splitlines())) == [
        ["term", "es", "pt-BR", "note", "untranslatable", "count"],
        ["Potsdam", "", "", "", "", "3"],
        ["sourdough starter", "", "", "", "", "3"],
    ]
    assert not GLOSSARY.exists()


@pytest.mark.usefixtures("with_terms")
def test_what_is_printed_is_a_glossary(run: Run) -> None:
    printed = run("glossary", "suggest").stdout
    GLOSSARY.parent.mkdir(exist_ok=True)
    GLOSSARY.write_text(printed, "utf-8")
    again = run("glossary", "suggest")
    assert (again.exit_code, again.stderr) == (0, "no terms proposed\n")


@pytest.mark.usefixtures("with_terms")
def test_for_programs_there_is_one_document(run: Run) -> None:
    document = json.loads(run("glossary", "suggest", "starter", "--json").stdout)
    assert document.keys() == {"schema", "path", "terms", "added", "errors"}
    assert document["terms"][0] == {
        "term": "Potsdam",
        "count": 3,
        "essays": 1,
        "translations": {},
        "untranslatable": False,
    }


@pytest.mark.usefixtures("with_terms")
def test_added_terms_go_below_what_is_there(run: Run) -> None:
    GLOSSARY.parent.mkdir(exist_ok=True)
    before = b"note;term;es\r\nmine;Potsdam;Potsdam"
    GLOSSARY.write_bytes(before)
    result = run("glossary", "suggest", "--add")
    assert result.exit_code == 0
    after = GLOSSARY.read_bytes()
    assert after.startswith(before + b"\r\n;sourdough starter;\r\n")
    assert run("glossary", "suggest", "--add").exit_code == 0
    assert GLOSSARY.read_bytes() == after


@pytest.mark.usefixtures("with_terms")
def test_a_broken_glossary_is_told_with_its_line_and_stays(run: Run) -> None:
    GLOSSARY.parent.mkdir(exist_ok=True)
    GLOSSARY.write_text("term,se\nbread,pan\n", "utf-8")
    result = run("glossary", "suggest", "--add")
    assert result.exit_code == 2
    assert result.stderr == (
        f"{GLOSSARY}:1: the column `se` is no language of this project\nhint: did you mean `es`?\n"
    )
    assert GLOSSARY.read_text("utf-8") == "term,se\nbread,pan\n"


def test_a_link_out_of_the_project_is_not_followed(
    with_terms: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "glossary.csv"
    elsewhere.write_text("term,es\nsecret,secreto\n", "utf-8")
    GLOSSARY.parent.mkdir(exist_ok=True)
    (with_terms / GLOSSARY).symlink_to(elsewhere)
    result = run("glossary", "suggest", "--add")
    assert (result.exit_code, "leads out of the project" in result.stderr) == (2, True)
    assert elsewhere.read_text("utf-8") == "term,es\nsecret,secreto\n"


@pytest.mark.parametrize("tag", ["ar", "de", "es", "fr", "ja", "zh-Hans"])
def test_the_shipped_translations_follow_the_shipped_glossary(tag: str) -> None:
    project, language = find_project(ROOT), parse_tag(tag)
    glossary = read_glossary(project)
    seen, missed = set(), []
    for name in project.essays():
        catalog = read_catalog(project, project.catalog_path(name, language))
        assert catalog
        for unit in read_essay(project, name).units:
            for term in glossary.terms(unit.msgid, language):
                seen.add(term.term)
                if not glossary.followed(term, catalog.index[unit.key].msgstr):
                    missed.append((term.term, unit.msgid))
    assert missed == []
    assert seen == {row.term for row in glossary.rows}
