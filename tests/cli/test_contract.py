"""What every verb promises: exit codes, what goes to which stream, one JSON document, the same from any
folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from essaytool.engines.hosted import Hosted
from essaytool.engines.http import Patience

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("project")

VERBS = ("extract", "update", "draft", "check", "coverage", "build", "publish", "engines")
SPANISH = Path("locales/es/LC_MESSAGES/bread.po")


def approve(path: Path) -> None:
    """Clear all flags, as a person who approves every draft would."""
    path.write_text(path.read_text("utf-8").replace("#, fuzzy\n", ""), "utf-8")


def test_publish_does_all_of_it(project: Path, run: Run) -> None:
    result = run("publish")
    assert result.exit_code == 0
    assert [line.partition(":")[0] for line in result.stdout.splitlines()[:5]] == [
        "extract", "update", "draft", "check", "build"
    ]  # fmt: skip
    assert "next: review 14 drafts in locales" in result.stderr
    assert (project / "output" / "es" / "bread.html").exists()
    assert (project / "output" / "pt-BR" / "images" / "loaf.svg").exists()


@pytest.mark.parametrize("verb", VERBS)
def test_a_second_run_writes_no_file(verb: str, project: Path, run: Run) -> None:
    run("publish")
    before = stats(project)
    assert run(verb).exit_code == 0
    assert stats(project) == before


@pytest.mark.parametrize("verb", VERBS)
def test_verbs_work_from_any_subfolder(
    verb: str, project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("publish")
    monkeypatch.chdir(project / "source" / "images")
    assert run(verb).exit_code == 0


@pytest.mark.parametrize(
    ("verb", "keys"),
    [
        ("extract", {"templates", "errors"}),
        ("update", {"catalogs", "orphans", "errors"}),
        ("draft", {"planned", "drafted", "undrafted", "gave_up", "sent", "errors"}),
        ("build", {"files", "withheld", "not_shown", "lost_images", "errors"}),
        ("publish", {"extract", "update", "draft", "check", "build", "coverage"}),
        ("engines", {"engines", "choices", "errors"}),
    ],
)
def test_json_is_one_document_with_a_schema_and_nothing_else_on_stdout(
    verb: str, keys: set[str], run: Run
) -> None:
    run("extract")
    run("update")
    result = run(verb, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout).keys() == {"schema", *keys}
    assert json.loads(result.stdout)["schema"] == 1
    assert result.stderr == ""


def test_init_tells_in_json_what_it_made(run: Run) -> None:
    document = json.loads(run("init", "essays", "-l", "pt_br", "--json").stdout)
    made = ["essaytool.toml", ".gitignore", "source/.gitkeep"]
    assert document == {
        "schema": 1,
        "project": {
            "folder": "essays",
            "made": made,
            "languages": ["pt-BR"],
            "is_new": True,
            "settings": [],
        },
    }


def test_check_gives_findings_in_the_form_that_the_design_fixes(run: Run) -> None:
    run("publish")
    approve(SPANISH)
    before, _, after = SPANISH.read_text("utf-8").rpartition("(https://example.org/yeast)")
    SPANISH.write_text(before + after, "utf-8")
    said = run("check")
    assert said.exit_code == 1
    line = said.stdout.splitlines()[0]
    assert line.startswith(f"{SPANISH}:")
    assert line.endswith("[markup]")
    assert ": error: " in line
    document = json.loads(run("check", "--format", "json").stdout)
    assert document.keys() == {"schema", "findings"}
    finding = document["findings"][0]
    assert list(finding) == ["path", "line", "column", "severity", "check", "message"]
    assert finding["path"] == SPANISH.as_posix()
    assert finding["severity"] == "error"


def test_an_unreadable_catalog_is_a_finding_of_check(run: Run) -> None:
    run("publish")
    SPANISH.write_text('msgid "open\n', "utf-8")
    result = run("check", "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)["findings"]
    assert [(finding["path"], finding["line"], finding["check"]) for finding in found] == [
        (SPANISH.as_posix(), 1, "syntax")
    ]


def test_build_check_writes_nothing_and_answers_no_when_a_file_would_change(project: Path, run: Run) -> None:
    run("extract")
    assert run("build", "--check").exit_code == 1
    assert not (project / "output").exists()
    run("build")
    assert run("build", "--check").exit_code == 0
    (project / "output" / "en" / "bread.html").write_text("by hand", "utf-8")
    kept = run("build", "--check")
    assert (kept.exit_code, "changed by hand" in kept.stderr) == (0, True)


def test_drafts_can_be_left_out_of_one_build(project: Path, run: Run) -> None:
    run("publish")
    result = run("build", "--drafts", "exclude")
    assert result.exit_code == 0
    assert "es bread: not built: 0 % of it would be translated, publish_at is 80" in result.stderr
    assert not (project / "output" / "es").exists()


def test_a_build_of_one_format_leaves_the_other_alone(project: Path, run: Run) -> None:
    run("publish")
    before = stats(project / "output")
    assert run("build", "--to", "md").exit_code == 0
    assert stats(project / "output") == before
    assert "'pdf' is not one of md, html" in run("build", "--to", "md,pdf").stderr


def test_an_engine_that_stops_gives_3_and_publish_gives_the_gravest(project: Path, run: Run) -> None:
    run("extract")
    run("update")
    stopped = run("draft", "-l", "es", "-e", "bergamot")
    assert stopped.exit_code == 3
    assert stopped.stderr.startswith("no engine here translates from en into es")
    (project / "essaytool.toml").write_text('languages = ["es", "pt-BR"]\nengine = "bergamot"\n', "utf-8")
    assert run("publish", "-l", "es").exit_code == 3
    SPANISH.write_text('msgid "open\n', "utf-8")
    assert run("publish").exit_code == 2


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Google is a host that answers nobody, reached through a proxy that is not there."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setattr(Hosted, "patience", Patience(pauses=()))


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("form", ["--json", "--language=es"])
@pytest.mark.parametrize("verb", ["draft", "publish"])
def test_that_text_leaves_the_machine_is_told_in_every_form(
    verb: str, form: str, project: Path, run: Run
) -> None:
    (project / "essaytool.toml").write_text(
        'languages = ["es"]\nengine = "google"\n[engines.google]\nurl = "https://mirror.invalid/m"\n', "utf-8"
    )
    run("extract")
    run("update")
    result = run(verb, form)
    assert "text leaves this machine: google translates it on mirror.invalid\n" in result.stderr
    assert result.exit_code == 3


def test_publish_may_be_about_some_essays(project: Path, run: Run) -> None:
    (project / "source" / "cake.md").write_text("Cake\n", "utf-8")
    assert run("publish", "cake").exit_code == 0
    assert (project / "output" / "es" / "cake.html").exists()
    assert not (project / "locales" / "bread.pot").exists()
    assert not (project / "output" / "en" / "bread.html").exists()


def test_update_tells_in_json_how_like_the_texts_of_a_fuzzy_entry_are(project: Path, run: Run) -> None:
    run("publish")
    essay = project / "source" / "bread.md"
    essay.write_text(essay.read_text("utf-8").replace("- Flour", "- Flours"), "utf-8")
    run("extract")
    (catalog,) = json.loads(run("update", "-l", "es", "--json").stdout)["catalogs"]
    assert catalog["fuzzy"] == 1
    (change,) = catalog["changes"]
    assert (change["outcome"], change["text"], change["before"]) == ("fuzzy", "Flours", "Flour")
    assert 0.8 < change["ratio"] < 1


def test_an_update_that_is_tried_tells_every_change_word_by_word_and_writes_nothing(
    project: Path, run: Run
) -> None:
    run("publish")
    essay = project / "source" / "bread.md"
    text = essay.read_text("utf-8").replace("- Flour", "- Flour here")
    essay.write_text(f"{text}\nA new end.\n", "utf-8")
    run("extract")
    catalog = project / "locales" / "es" / "LC_MESSAGES" / "bread.po"
    before = catalog.read_bytes()
    result = run("update", "-l", "es", "--dry-run")
    assert "  fuzzy 0.67: Flour{+ here+}\n" in result.stdout
    assert "  new: A new end.\n" in result.stdout
    assert "1 would be written" in result.stderr
    assert catalog.read_bytes() == before


def test_publish_never_goes_elsewhere_by_itself(project: Path, run: Run) -> None:
    (project / "essaytool.toml").write_text('languages = ["ja"]\n', "utf-8")
    result = run("publish")
    assert result.exit_code == 0
    assert "ja: no engine on this machine drafts it" in result.stderr
    assert "text leaves this machine" not in result.stderr


def test_a_dry_run_tells_how_much_would_be_sent_where_and_sends_nothing(project: Path, run: Run) -> None:
    run("extract")
    run("update")
    before = stats(project)
    result = run("draft", "-l", "es", "-e", "google", "--dry-run")
    assert result.exit_code == 0
    told = "es: 7 entries by google on translate.google.com, 136 characters in 7 requests"
    assert result.stdout.startswith(told)
    assert stats(project) == before


def test_max_chars_holds_for_the_whole_run(run: Run) -> None:
    run("extract")
    run("update")
    planned = json.loads(run("draft", "--dry-run", "--max-chars", "40", "--json").stdout)["planned"]
    assert sum(plan["characters"] for plan in planned) <= 40
    assert sum(plan["entries"] + plan["postponed"] for plan in planned) == 14


def test_essays_are_meant_by_name_by_path_or_by_folder(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "source" / "cakes").mkdir()
    (project / "source" / "cakes" / "plain.md").write_text("A plain cake.\n", "utf-8")

    def extracted(*names: str) -> list[str]:
        return [item["essay"] for item in json.loads(run("extract", *names, "--json").stdout)["templates"]]

    assert extracted() == ["bread", "cakes/plain"]
    assert extracted("cakes/plain") == ["cakes/plain"]
    assert extracted("source/bread.md") == extracted("./source/bread") == ["bread"]
    monkeypatch.chdir(project / "source" / "cakes")
    assert extracted("plain.md") == extracted("./plain") == ["cakes/plain"]
    assert extracted(".") == ["cakes/plain"]
    missed = run("extract", "braed")
    assert missed.exit_code == 2
    assert missed.stderr == "braed: is not an essay of this project\nhint: did you mean bread?\n"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("biuld", "No such command 'biuld'. Did you mean 'build'?"),
        ("build --tow md", "No such option '--tow'. Did you mean"),
        ("coverage --fail-under lots", "'lots' is not a valid integer range"),
        ("check -l xx-YY", "'xx-YY' is not a language tag that we know"),
        ("check -l Spanish", "(for Spanish: es)"),
        ("check -l fr", "fr is not a language of this project"),
        ("draft -l en", "en is the language that the essays are written in"),
        ("draft -e gogle", "there is no engine `gogle`"),
        ("init", "there is a project here already"),
    ],
)
def test_misuse_is_a_sentence_a_hint_and_a_2(command: str, said: str, run: Run) -> None:
    run("extract")
    run("update")
    result = run(*command.split())
    assert result.exit_code == 2
    assert said in result.stderr
    assert "hint: " in result.stderr
    assert result.stdout == ""


def test_update_may_add_a_language_that_nobody_configured(run: Run) -> None:
    run("extract")
    assert run("update", "-l", "fr").exit_code == 0
    assert run("coverage", "-l", "fr").exit_code == 0


def test_without_a_verb_it_helps(run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    assert all(f"\n  {verb} " in result.stderr for verb in (*VERBS, "init"))


@pytest.mark.parametrize("verb", [*VERBS, "init"])
def test_every_verb_tells_what_it_takes(verb: str, run: Run) -> None:
    result = run(verb, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: essaytool {verb} [OPTIONS]")


def stats(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and modification time of every file but those of the cache."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".essaytool" not in path.parts)
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}
