"""The verb `coverage`: its forms, its gates, and the files that it writes."""

from __future__ import annotations

import json
import os
import subprocess
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


# --- since a revision ---------------------------------------------------------------------------------------

Git = Callable[..., str]


@pytest.fixture
def git(project: Path, run: Run, program: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> Git:
    """Git in the project's repository; its first commit, on main, holds drafts of all entries."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    path = program("git")

    def call(*arguments: str) -> str:
        return subprocess.run(
            [path, *arguments], cwd=project, capture_output=True, text=True, check=True
        ).stdout

    call("init", "--initial-branch=main")
    call("config", "user.name", "Ada")
    call("config", "user.email", "ada@example.org")
    run("publish")
    commit(call, "the drafts")
    return call


def commit(git: Git, message: str) -> None:
    git("add", "--all")
    git("commit", "--message", message)


def changes(run: Run, revision: str, *arguments: str) -> dict[str, Any]:
    """The change of words in each essay and language of which something changed."""
    found = document(run, "--since", revision, *arguments)["languages"]
    return {
        f"{language['language']} {essay['essay']}": {state: words for state, words in change.items() if words}
        for language in found
        for essay in language["essays"]
        if any((change := essay["change"]["words"]).values())
    }


def test_nothing_changed_since_now(git: Git, run: Run) -> None:
    assert changes(run, "HEAD") == {}
    found = document(run, "--since", "main")
    assert found["since"] == {"revision": "main", "commit": git("rev-parse", "HEAD").strip()}


@pytest.mark.usefixtures("git")
def test_an_approval_moves_words_from_draft_to_reviewed(run: Run) -> None:
    approve(SPANISH, but="Water and **salt**")
    assert changes(run, "HEAD") == {"es bread": {"reviewed": 22, "draft": -22}}
    assert "22/6 (+22/+6)  3/1 (-22/-6)" in run("coverage", "--since", "HEAD", "-l", "es").stdout
    lines = run("coverage", "--since", "HEAD", "-l", "es", "--format", "markdown").stdout.splitlines()
    assert lines[0] == "Words/entries; in parentheses, the change since `HEAD`."
    assert "|  | `bread` | 22/6 (+22/+6) | 3/1 (-22/-6) | 0/0 | 0/0 | 100 % |" in lines


def test_what_others_did_since_is_no_change_of_ours(git: Git, run: Run) -> None:
    git("checkout", "--quiet", "-b", "mine")
    git("checkout", "--quiet", "main")
    approve(SPANISH)
    commit(git, "theirs")
    git("checkout", "--quiet", "mine")
    assert changes(run, "main") == {}


def test_a_renamed_essay_is_the_same_essay(git: Git, project: Path, run: Run) -> None:
    git("mv", "source/bread.md", "source/loaf.md")
    run("extract")
    run("update")
    approve(project / "locales" / "es" / "LC_MESSAGES" / "loaf.po")
    assert changes(run, "HEAD") == {"es loaf": {"reviewed": 25, "draft": -25}}


@pytest.mark.usefixtures("git")
def test_a_new_essay_and_a_new_language_are_all_new(project: Path, run: Run) -> None:
    (project / "source" / "water.md").write_text("Water is wet.\n", "utf-8")
    run("extract")
    run("update", "-l", "es", "-l", "fr")
    # In French, nothing of the bread was translated before, and nothing is now.
    assert changes(run, "HEAD") == {
        "es water": {"missing": 3},
        "fr water": {"missing": 3},
        "pt-BR water": {"missing": 3},
    }


def test_a_project_may_be_a_part_of_its_repository(
    git: Git, project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "book").mkdir()
    for name in ("essaytool.toml", "source", "locales", "output"):
        git("mv", name, f"book/{name}")
    commit(git, "a folder of its own")
    monkeypatch.chdir(project / "book")
    assert changes(run, "HEAD") == {}
    approve(SPANISH)
    assert changes(run, "HEAD") == {"es bread": {"reviewed": 25, "draft": -25}}


@pytest.mark.usefixtures("git")
def test_a_language_that_is_gone_was_there(project: Path, run: Run) -> None:
    approve(project / SPANISH)
    (project / SPANISH).unlink()
    assert changes(run, "HEAD") == {"es bread": {"draft": -25, "missing": 25}}


@pytest.mark.parametrize("revision", ["nowhere", "--help", "-1"])
@pytest.mark.usefixtures("git")
def test_a_revision_that_there_is_not_is_an_error(revision: str, run: Run) -> None:
    result = run("coverage", f"--since={revision}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no revision" in result.stderr


def test_without_a_repository_there_is_no_since(run: Run) -> None:
    result = run("coverage", "--since", "HEAD")
    assert result.exit_code == 2
    assert "is not in a git repository" in result.stderr


# --- files --------------------------------------------------------------------------------------------------


def test_badges_are_written_for_each_language_and_only_if_they_change(project: Path, run: Run) -> None:
    run("publish")
    approve(SPANISH)
    assert run("coverage", "--badge", "docs/badges").exit_code == 0
    badges = project / "docs" / "badges"
    assert sorted(path.name for path in badges.iterdir()) == ["es.svg", "pt-BR.svg"]
    assert "español: 100 % reviewed" in (badges / "es.svg").read_text("utf-8")
    before = {
        path: (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns) for path in badges.iterdir()
    }
    files = document(run, "--badge", "docs/badges")["files"]
    assert files == [
        {"path": "docs/badges/es.svg", "changed": False},
        {"path": "docs/badges/pt-BR.svg", "changed": False},
    ]
    assert stats(badges) == before


def stats(folder: Path) -> dict[Path, tuple[bytes, int, int]]:
    states = {path: path.stat() for path in folder.iterdir()}
    return {path: (path.read_bytes(), state.st_ino, state.st_mtime_ns) for path, state in states.items()}


def test_what_was_written_is_told_beside_the_result(run: Run) -> None:
    run("publish")
    plain = run("coverage")
    result = run("coverage", "--badge", "badges", "-l", "es", "--html", "report.html")
    assert result.stderr == "badges/es.svg: written\nreport.html: written\n"
    assert run("coverage", "--badge", "badges", "--html", "report.html").stdout == plain.stdout


@pytest.mark.parametrize("folder", ["..", "/", "../elsewhere", "link"])
def test_badges_stay_in_the_project(folder: str, project: Path, run: Run) -> None:
    run("publish")
    (project / "link").symlink_to(project.parent)
    before = sorted(project.parent.iterdir())
    result = run("coverage", "--badge", folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "leads out of the project" in result.stderr
    assert sorted(project.parent.iterdir()) == before


def test_a_badge_does_not_follow_a_link_out_of_the_project(
    project: Path, tmp_path_factory: pytest.TempPathFactory, run: Run
) -> None:
    run("publish")
    run("coverage", "--badge", "badges")
    outside = tmp_path_factory.mktemp("elsewhere") / "es.svg"
    badge = project / "badges" / "es.svg"
    badge.rename(outside)
    badge.symlink_to(outside)
    approve(SPANISH)
    result = run("coverage", "--badge", "badges")
    assert result.exit_code == 2
    assert "badges/es.svg: leads out of the project" in result.stderr
    assert "0 % reviewed" in outside.read_text("utf-8")


@pytest.mark.parametrize("option", ["--html=source/bread.md", "--badge=mine"])
def test_no_report_is_written_over_a_file_that_is_none(option: str, project: Path, run: Run) -> None:
    run("publish")
    (project / "mine").mkdir()
    (project / "mine" / "es.svg").write_text("<svg>by hand</svg>", "utf-8")
    before = (project / "source" / "bread.md").read_bytes()
    result = run("coverage", option)
    assert result.exit_code == 2
    assert "is no report of ours, and stays as it is" in result.stderr
    assert (project / "source" / "bread.md").read_bytes() == before
    assert (project / "mine" / "es.svg").read_text("utf-8") == "<svg>by hand</svg>"


def test_a_language_that_is_counted_in_part_gets_no_badge(project: Path, run: Run) -> None:
    run("publish")
    SPANISH.write_text('msgid "open\n', "utf-8")
    result = run("coverage", "--badge", "badges", "--html", "report.html")
    assert result.exit_code == 2
    assert [path.name for path in (project / "badges").iterdir()] == ["pt-BR.svg"]
    assert f"{SPANISH}:1: " in (project / "report.html").read_text("utf-8")


def test_the_page_lists_what_remains_at_its_line(project: Path, run: Run) -> None:
    run("publish")
    approve(SPANISH, but="Water and **salt**")
    run("coverage", "--html", "report.html", "-l", "es", "-l", "pt-BR")
    html = (project / "report.html").read_text("utf-8")
    numbers = [
        number
        for number, text in enumerate(SPANISH.read_text("utf-8").splitlines(), 1)
        if "Water and **salt**" in text and text.startswith("msgid")
    ]
    assert f"<code>{SPANISH}:{numbers[0]}</code>" in html
    assert html.count(f"<code>{SPANISH}:") == 1
    assert html.count("<code>locales/pt_BR/LC_MESSAGES/bread.po:") == 7


def test_without_a_catalog_the_page_lists_the_essay(project: Path, run: Run) -> None:
    run("extract")
    run("coverage", "--html", "report.html", "-l", "es")
    html = (project / "report.html").read_text("utf-8")
    assert "<code>source/bread.md</code>" in html
    assert "7 entries, 25 words" in html
