"""The verb `coverage`: its forms, its gates, and the files that it writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("project")

SPANISH = Path("locales/es/LC_MESSAGES/bread.po")


def approve(path: Path, *, but: str = "") -> None:
    """Clear all flags, as a person who approves every draft would, `but` that of one msgid."""
    blocks = path.read_text("utf-8").split("\n\n")
    kept = [block if but and but in block else block.replace("#, fuzzy\n", "") for block in blocks]
    path.write_text("\n\n".join(kept), "utf-8")


def document(run: Run, *arguments: str) -> dict[str, Any]:
    found = json.loads(run("coverage", "--format", "json", *arguments).stdout)
    assert isinstance(found, dict)
    return found


# --- forms --------------------------------------------------------------------------------------------------


def test_json_is_the_form_that_the_design_fixes(run: Run) -> None:
    run("publish")
    approve(SPANISH)
    SPANISH.write_text(SPANISH.read_text("utf-8").replace('msgstr "', 'msgstr "¡', 3), "utf-8")
    counted: dict[str, Any] = {
        "entries": {"reviewed": 7, "draft": 0, "stale": 0, "missing": 0},
        "words": {"reviewed": 25, "draft": 0, "stale": 0, "missing": 0},
        "origin": {
            "entries": {"human": 0, "approved_draft": 5, "post_edited_draft": 2},
            "words": {"human": 0, "approved_draft": 21, "post_edited_draft": 4},
        },
        "engines": [{"engine": "pseudo", "unchanged": 5, "post_edited": 2, "accepted": 71}],
        "shown": 100,
    }
    essay = {"essay": "bread", **counted, "publish_at": 80, "built": True}
    assert document(run, "-l", "es") == {
        "schema": 1,
        "total": counted,
        "languages": [{"language": "es", **counted, "publish_at": 80, "essays": [essay]}],
        "lagging": [],
        "files": [],
        "errors": [],
        "since": None,
    }


def test_json_has_two_spellings(run: Run) -> None:
    run("publish")
    for verb in ("coverage", "check"):
        assert run(verb, "--json").stdout == run(verb, "--format", "json").stdout
        assert "schema" in run(verb, "--json").stdout


def test_several_languages_are_summed_up_and_one_is_not(run: Run) -> None:
    run("publish")
    approve(SPANISH)
    rows = [line.split() for line in run("coverage").stdout.splitlines()]
    assert rows[:6] == [
        ["words/entries", "reviewed", "draft", "stale", "missing", "shown"],
        ["es", "25/7", "0/0", "0/0", "0/0"],
        ["bread", "25/7", "0/0", "0/0", "0/0", "100", "%"],
        ["pt-BR", "0/0", "25/7", "0/0", "0/0"],
        ["bread", "0/0", "25/7", "0/0", "0/0", "100", "%"],
        ["all", "25/7", "25/7", "0/0", "0/0"],
    ]
    assert rows[6:] == [
        [],
        ["reviewed", "words/entries", "human", "approved", "draft", "post-edited", "draft"],
        ["es", "0/0", "25/7", "0/0"],
        ["all", "0/0", "25/7", "0/0"],
        [],
        ["drafts", "reviewed,", "in", "entries", "unchanged", "post-edited", "accepted", "unchanged"],
        ["es", "pseudo", "7", "0", "100", "%"],
        ["all", "pseudo", "7", "0", "100", "%"],
    ]
    assert "all" not in run("coverage", "-l", "es").stdout


def test_an_unreadable_catalog_is_an_error_in_json_and_its_essay_is_not_counted(run: Run) -> None:
    run("publish")
    SPANISH.write_text('msgid "open\n', "utf-8")
    result = run("coverage", "--json")
    assert result.exit_code == 2
    found = json.loads(result.stdout)
    assert [(error["path"], error["line"]) for error in found["errors"]] == [(SPANISH.as_posix(), 1)]
    assert [len(language["essays"]) for language in found["languages"]] == [0, 1]


@pytest.mark.parametrize("form", ["table", "json", "markdown"])
def test_coverage_tells_in_every_form_which_files_lag(form: str, project: Path, run: Run) -> None:
    run("publish")
    with (project / "source" / "bread.md").open("a", encoding="utf-8") as essay:
        essay.write("\nAnd honey.\n")
    result = run("coverage", "--format", form)
    assert result.stderr == "locales/bread.pot lags behind source/bread.md: run `essaytool extract`\n"
    if form == "json":
        lag = {"path": "locales/bread.pot", "behind": "source/bread.md", "verb": "extract"}
        assert json.loads(result.stdout)["lagging"] == [lag]


# --- gates --------------------------------------------------------------------------------------------------


def test_fail_under_asks_for_reviewed_words_in_each_language(run: Run) -> None:
    run("publish")
    approve(SPANISH)
    assert run("coverage", "-l", "es", "--fail-under", "100").exit_code == 0
    missed = run("coverage", "--fail-under", "1")
    assert missed.exit_code == 1
    assert missed.stderr == "pt-BR: 0 % of its words are reviewed, 1 % are asked for\n"


@pytest.mark.parametrize(("wanted", "code"), [("88", 0), ("89", 1), ("0", 0), ("100", 1)])
def test_the_threshold_itself_is_enough(wanted: str, code: int, run: Run) -> None:
    run("publish")
    approve(SPANISH, but="Water and **salt**")
    reviewed = document(run, "-l", "es")["languages"][0]["words"]["reviewed"]
    assert reviewed == 22  # of 25, which is 88 percent
    assert run("coverage", "-l", "es", "--fail-under", wanted).exit_code == code


@pytest.mark.parametrize("wanted", ["101", "-1", "lots", "80%", "drafts"])
def test_a_threshold_is_a_percentage_or_the_setting(wanted: str, run: Run) -> None:
    result = run("coverage", f"--fail-under={wanted}")
    assert result.exit_code == 2
    assert "hint: " in result.stderr


@pytest.mark.parametrize("publish_at", range(87, 92))
def test_build_the_picker_and_coverage_agree_at_the_border(publish_at: int, project: Path, run: Run) -> None:
    """The Spanish edition shows 25 of 28 words: 89 percent. (Its title stands in it twice.)"""
    (project / "essaytool.toml").write_text(
        'languages = ["es", "pt-BR"]\nengine = "pseudo"\n'
        f'[language.es]\npublish_at = {publish_at}\ndrafts = "exclude"\n',
        "utf-8",
    )
    run("publish")
    approve(SPANISH, but="Water and **salt**")
    run("build")
    built = (project / "output" / "es" / "bread.html").exists()
    picker = (project / "output" / "en" / "bread.html").read_text("utf-8")
    (essay,) = document(run, "-l", "es")["languages"][0]["essays"]
    gate = run("coverage", "--fail-under", "publish_at")
    assert essay["shown"] == 89
    assert built is (publish_at <= 89)
    assert built is essay["built"]
    assert built is ('hreflang="es"' in picker)
    assert built is (gate.exit_code == 0)
    told = f"es bread: 89 % of it would be translated, publish_at is {publish_at}\n"
    assert gate.stderr == ("" if built else told)


def test_strict_takes_no_numbers_of_yesterdays_essay(project: Path, run: Run) -> None:
    run("publish")
    assert run("coverage", "--strict").exit_code == 0
    with (project / "source" / "bread.md").open("a", encoding="utf-8") as essay:
        essay.write("\nAnd honey.\n")
    assert run("coverage").exit_code == 0
    assert run("coverage", "--strict").exit_code == 1
    run("extract")
    lags = run("coverage", "--strict")
    assert lags.exit_code == 1
    assert f"{SPANISH} lags behind locales/bread.pot: run `essaytool update`\n" in lags.stderr
