"""``add`` and ``new``: essays on their way into the source folder, and out of it as editions."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from essaytool.cli.verbs import essaytool

Run = Callable[..., Result]

PASTED = """\
Small tools, long lives
For years we were told that software , like milk , goes off .
Why they last
They do one thing, and their authors said no more often than yes. ✔ Readable ✔ Small ✔ Old
"""
MARKDOWN = """\
---
title: "Small tools, long lives"
---

For years we were told that software, like milk, goes off.

## Why they last

They do one thing, and their authors said no more often than yes.

- ✔ Readable
- ✔ Small
- ✔ Old
"""
ESSAY = Path("source/tools.md")


@pytest.fixture
def pasted(project: Path) -> Path:
    """A text that somebody pasted into a file."""
    (project / "tools.txt").write_text(PASTED, "utf-8")
    return Path("tools.txt")


def test_a_pasted_text_becomes_an_essay_and_what_was_done_is_told(pasted: Path, run: Run) -> None:
    result = run("add", str(pasted))
    assert (result.exit_code, result.stdout) == (0, "source/tools.md\n")
    assert result.stderr == (
        "tools (text, utf-8): 2 paragraphs, 1 heading, 3 list items; "
        "1 heading guessed; 1 list rebuilt; 3 blanks mended\n"
    )
    assert ESSAY.read_text("utf-8") == MARKDOWN


def test_a_dry_run_prints_the_markdown_and_writes_nothing(project: Path, pasted: Path, run: Run) -> None:
    before = sorted(project.rglob("*"))
    result = run("add", str(pasted), "--dry-run")
    assert (result.exit_code, result.stdout) == (0, MARKDOWN)
    assert sorted(project.rglob("*")) == before


def test_every_guess_can_be_turned_off(pasted: Path, run: Run) -> None:
    plain = run("add", str(pasted), "--dry-run", "--no-headings", "--no-lists", "--no-tidy").stdout
    assert plain.startswith("---\ntitle: Tools\n---\n\nSmall tools, long lives\n\nFor years we were told")
    assert "software , like milk , goes off ." in plain
    assert "than yes. ✔ Readable ✔ Small ✔ Old\n" in plain
    assert "## " not in plain


def test_nothing_is_replaced_without_force(pasted: Path, run: Run) -> None:
    ESSAY.write_text("Mine.\n", "utf-8")
    refused = run("add", str(pasted))
    assert refused.exit_code == 2
    assert refused.stderr.startswith("source/tools.md: there is an essay of this name already\nhint: --force")
    assert ESSAY.read_text("utf-8") == "Mine.\n"
    assert run("add", str(pasted), "--force").exit_code == 0
    assert ESSAY.read_text("utf-8") == MARKDOWN


def test_adding_the_same_again_writes_nothing(pasted: Path, run: Run) -> None:
    run("add", str(pasted))
    before = ESSAY.stat()
    assert run("add", str(pasted), "--force").stdout == ""
    assert (ESSAY.stat().st_ino, ESSAY.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.usefixtures("project")
def test_standard_input_is_a_file_too() -> None:
    result = CliRunner().invoke(
        essaytool, ["add", "-", "--slug", "notes/tools"], input=PASTED.encode("cp1252", "replace")
    )
    assert result.exit_code == 0
    assert result.stdout == "source/notes/tools.md\n"


@pytest.mark.usefixtures("project")
def test_a_text_from_a_pipe_is_called_as_its_title() -> None:
    result = CliRunner().invoke(essaytool, ["add", "-"], input=PASTED.encode())
    assert result.stdout == "source/small-tools-long-lives.md\n"


def test_a_title_that_is_given_leaves_the_first_line_in_the_text(pasted: Path, run: Run) -> None:
    shown = run("add", str(pasted), "--dry-run", "--title", "On tools").stdout
    assert shown.startswith("---\ntitle: On tools\n---\n\n## Small tools, long lives\n\nFor years")


def test_several_files_come_in_and_one_that_cannot_stops_no_other(
    project: Path, pasted: Path, run: Run
) -> None:
    (project / "empty.txt").write_text("", "utf-8")
    result = run("add", "empty.txt", str(pasted))
    assert (result.exit_code, result.stdout) == (2, "source/tools.md\n")
    assert result.stderr.startswith("empty.txt: is empty\nhint: ")


def test_json_is_one_document(pasted: Path, run: Run) -> None:
    document = json.loads(run("add", str(pasted), "--json").stdout)
    assert document["errors"] == []
    assert document["essays"] == [
        {
            "essay": "tools",
            "path": "source/tools.md",
            "title": "Small tools, long lives",
            "form": "text",
            "encoding": "utf-8",
            "changed": True,
            "paragraphs": 2,
            "headings": 1,
            "items": 3,
            "guessed": 1,
            "rebuilt": 1,
            "mended": 3,
            "dropped": 0,
            "markdown": "",
        }
    ]


@pytest.mark.parametrize(
    "slug",
    [
        *("../tools", "/tmp/tools", "a/../../tools", ".", "..", "a//b", "a\\b", "C:/tools", "x:y"),
        *(".hidden", "CON", "nul.x", "a/com1", "tools.", " tools", "index", "a\nb", "to\u202eols", "a" * 300),
    ],
)
def test_a_name_leads_nowhere_else_and_can_be_held_everywhere(
    slug: str, project: Path, pasted: Path, run: Run
) -> None:
    before = sorted(project.parent.rglob("*.md"))
    for arguments in (("add", str(pasted), "--slug", slug), ("new", "--", slug)):
        result = run(*arguments)
        assert result.exit_code == 2
        assert "cannot be an essay's name" in result.stderr
        assert "hint: " in result.stderr
    assert sorted(project.parent.rglob("*.md")) == before


def test_twins_that_some_file_systems_cannot_tell_apart_are_refused(pasted: Path, run: Run) -> None:
    result = run("add", str(pasted), "--slug", "Bread", "--force")
    assert result.exit_code == 2
    assert result.stderr.startswith("source/Bread.md: there is an essay bread already\nhint: ")


def test_no_link_leads_out_of_the_source_folder(project: Path, pasted: Path, run: Run) -> None:
    (project / "elsewhere").mkdir()
    (project / "source" / "out").symlink_to(project / "elsewhere")
    (project / "source" / "gone.md").symlink_to(project / "elsewhere" / "gone.md")
    assert run("add", str(pasted), "--slug", "out/tools").exit_code == 2
    assert run("add", str(pasted), "--slug", "gone", "--force").exit_code == 2
    assert list((project / "elsewhere").iterdir()) == []


def test_a_language_that_is_not_the_essays_own_is_refused(pasted: Path, run: Run) -> None:
    result = run("add", str(pasted), "--lang", "de")
    assert result.exit_code == 2
    assert result.stderr.startswith("is in de, and the essays here are written in en\nhint: ")
    assert run("add", str(pasted), "--lang", "en-GB").exit_code == 0


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Über alte Werkzeuge\nEs geht um Öl, Eisen und „Geduld“ – und um sonst nichts.\n"),
        ("utf-8-sig", "Über alte Werkzeuge\nEs geht um Öl, Eisen und „Geduld“ – und um sonst nichts.\n"),
        ("utf-16", "Über alte Werkzeuge\nEs geht um Öl, Eisen und „Geduld“ – und um sonst nichts.\n"),
        ("utf-16-le", "Über alte Werkzeuge\nEs geht um Öl, Eisen und „Geduld“ – und um sonst nichts.\n"),
        ("cp1252", "Über alte Werkzeuge\nEs geht um Öl, Eisen und „Geduld“ – und um sonst nichts.\n"),
        ("gb18030", "为什么我又开始走路\n三个星期以前，我的自行车坏了，只好每天走路去上班，这样也很好。\n"),
        (
            "shift_jis",
            "日曜日にパンを焼く\n毎週、今週こそは焼かないと決めている。それでも台所は粉だらけになる。\n",
        ),
        ("utf-16-be", "为什么我又开始走路\n三个星期以前，我的自行车坏了，只好每天走路去上班，这样也很好。\n"),
    ],
)
def test_whatever_it_is_encoded_in(encoding: str, text: str, project: Path, run: Run) -> None:
    (project / "essay.txt").write_bytes(text.encode(encoding))
    title, paragraph = text.splitlines()
    assert run("add", "essay.txt", "--dry-run").stdout == f"---\ntitle: {title}\n---\n\n{paragraph}\n"


def test_a_page_says_its_encoding(project: Path, run: Run) -> None:
    head = '<html><head><meta charset="iso-8859-2"><title>x</title></head>'
    page = f"{head}<body><h1>Žluťoučký</h1><p>kůň</p></body></html>"
    (project / "page.html").write_bytes(page.encode("iso-8859-2"))
    assert run("add", "page.html", "--dry-run").stdout == "---\ntitle: Žluťoučký\n---\n\nkůň\n"


def test_an_encoding_can_be_given(project: Path, run: Run) -> None:
    (project / "essay.txt").write_bytes("Łódź\nW Łodzi nie ma wielu łodzi, a szkoda.\n".encode("cp1250"))
    assert "W Łodzi nie ma" in run("add", "essay.txt", "--encoding", "cp1250", "--dry-run").stdout
    wrong = run("add", "essay.txt", "--encoding", "utf-8", "--dry-run")
    assert (wrong.exit_code, wrong.stderr.split("\n")[0]) == (2, "essay.txt: cannot be read as utf-8")
    assert run("add", "essay.txt", "--encoding", "klingon").exit_code == 2


def test_a_file_of_a_hundred_megabytes_is_refused_before_it_is_read(project: Path, run: Run) -> None:
    with (project / "large.txt").open("wb") as file:
        os.truncate(file.fileno(), 100_000_000)
    result = run("add", "large.txt")
    assert (result.exit_code, result.stderr.split("\n")[0]) == (2, "large.txt: is too large: 100 MB")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("add", "Missing argument 'FILE...'"),
        ("add missing.txt", "missing.txt: cannot be read: no such file"),
        ("add source", "source: is not a regular file"),
        ("add tools.txt tools.txt --slug x", "--slug and --title are of one essay"),
        ("add tools.txt --lang klingon", "'klingon' is not a language tag"),
        ("add tools.txt --from pdf", "'pdf' is not one of"),
        ("new", "Missing argument 'SLUG'"),
        ("new bread", "source/bread.md: there is an essay of this name already"),
    ],
)
@pytest.mark.usefixtures("pasted")
def test_misuse_is_a_sentence_a_hint_and_a_2(arguments: str, said: str, run: Run) -> None:
    result = run(*arguments.split())
    assert result.exit_code == 2
    assert said in result.stderr
    assert "hint: " in result.stderr


def test_without_the_extra_a_sentence_names_it(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "page.html").write_text("<p>Hello, this is a page.</p>", "utf-8")
    monkeypatch.setitem(__import__("sys").modules, "lxml.html", None)
    result = run("add", "page.html")
    assert result.exit_code == 2
    assert 'hint: pip install "essaytool[ingest]"\n' in result.stderr


def test_markdown_keeps_every_byte(project: Path, run: Run) -> None:
    text = "---\ntitle: Mine\n---\n\n*  loose   list\n\n[ref]: /x\n\nText  \nbroken.\n"
    (project / "mine.md").write_text(text, "utf-8")
    assert run("add", "mine.md").exit_code == 0
    assert Path("source/mine.md").read_text("utf-8") == text
    other = run("add", "mine.md", "--slug", "other", "--title", "Yours")
    assert other.stderr.startswith("mine.md: has a title of its own, 'Mine'\nhint: ")


@pytest.mark.usefixtures("project")
def test_a_new_essay_has_front_matter_and_room(run: Run) -> None:
    result = run("new", "letters/first-snow")
    assert result.stdout == "source/letters/first-snow.md\n"
    lines = Path("source/letters/first-snow.md").read_text("utf-8").splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["---", "title:", "date:", "---", ""]
    assert lines[1] == "title: First snow"
    assert (
        json.loads(run("new", "x", "--title", "It's: new", "--json").stdout)["essay"]["path"] == "source/x.md"
    )
    assert 'title: "It\'s: new"' in Path("source/x.md").read_text("utf-8")


def test_from_a_pasted_text_to_editions(project: Path, pasted: Path, run: Run) -> None:
    assert run("add", str(pasted)).exit_code == 0
    assert run("publish").exit_code == 0
    page = (project / "output" / "en" / "tools.html").read_text("utf-8")
    assert "<h1>Small tools, long lives</h1>" in page
    assert re.search(r"<h2[^>]*>Why they last</h2>", page)
    assert page.count("<li>✔ ") == 3
    catalog = (project / "locales" / "es" / "LC_MESSAGES" / "tools.po").read_text("utf-8")
    assert catalog.count('\nmsgid "') == 7  # the title, 2 paragraphs, a heading, 3 items
    assert (project / "output" / "es" / "tools.html").exists()
