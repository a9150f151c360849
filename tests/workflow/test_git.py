"""With git: several people and a bot in one repository, and what was there before."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.provenance import sign
from essaytool.cli.gate import DONE, NO
from essaytool.errors import GitError
from essaytool.git import commit
from essaytool.languages import parse_tag
from essaytool.model import State
from essaytool.project import Project
from essaytool.workflow.check import check
from essaytool.workflow.extract import extract
from essaytool.workflow.init import Services, init
from essaytool.workflow.results import Checked
from essaytool.workflow.update import update

SPANISH = parse_tag("es")
ESSAY = "# Bread\n\nYeast eats sugar.\n\nSalt slows it down.\n\nThe oven stops it.\n"
Git = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def git(project: Project, program: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> Git:
    """Git in the project's repository, whose first commit holds an essay and its catalog."""
    executables = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{executables}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    path = program("git")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [path, *arguments], cwd=project.root, capture_output=True, text=True, check=False
        )

    run("init", "--initial-branch=main")
    run("config", "user.name", "Ada")
    run("config", "user.email", "ada@example.org")
    project.source_path("water").unlink()
    write(project, ESSAY)
    carry(project)
    translate(project, "Yeast eats sugar.", "La levadura come azúcar.", fuzzy=True)
    translate(project, "Salt slows it down.", "La sal la frena.")
    save(run, "the essay")
    return run


def write(project: Project, essay: str) -> None:
    project.source_path("bread").write_text(essay, "utf-8")


def carry(project: Project) -> None:
    """What a bot does after the essay changed."""
    list(extract(project, project.essays()))
    list(update(project, [SPANISH], project.essays()))


def catalog_file(project: Project) -> Path:
    return project.catalog_path("bread", SPANISH)


def translate(project: Project, msgid: str, msgstr: str, *, fuzzy: bool = False) -> None:
    """What a translator types."""
    path = catalog_file(project)
    blocks = path.read_text("utf-8").split("\n\n")
    for place, block in enumerate(blocks):
        if f'\nmsgid "{msgid}"' in block:
            lines = [line for line in block.rstrip("\n").split("\n") if line != "#, fuzzy"]
            lines[-1] = f'msgstr "{msgstr}"'
            at = next(at for at, line in enumerate(lines) if not line.startswith(("#.", "#:", "# ")))
            blocks[place] = "\n".join([*lines[:at], *(["#, fuzzy"] if fuzzy else []), *lines[at:]])
    path.write_text("\n\n".join(blocks).rstrip("\n") + "\n", "utf-8")


def save(git: Git, message: str) -> None:
    git("add", "--all")
    assert git("commit", "--message", message).returncode == 0


def on_branch(git: Git, name: str) -> None:
    assert git("checkout", "--quiet", "-b", name, "main").returncode == 0


def test_a_bot_and_a_translator_do_not_meet_when_lines_shift(project: Project, git: Git) -> None:
    on_branch(git, "bot")
    write(project, "\n\n" + ESSAY.replace("eats sugar", "eats\nsugar"))
    carry(project)
    assert catalog_file(project).as_posix() not in git("status", "--short").stdout
    save(git, "lines shift")
    on_branch(git, "translator")
    translate(project, "Yeast eats sugar.", "La levadura come azúcar.")
    save(git, "approve")
    merged = git("merge", "bot")
    assert merged.returncode == 0, merged.stdout
    assert "fuzzy" not in catalog_file(project).read_text("utf-8")


def test_a_bot_and_a_translator_in_neighbouring_entries(project: Project, git: Git) -> None:
    init(project.root, [], Services(git=True))
    save(git, "the merge driver")
    on_branch(git, "bot")
    write(project, ESSAY.replace("slows it down", "slows it down a lot"))
    carry(project)
    save(git, "an edit")
    on_branch(git, "translator")
    translate(project, "Yeast eats sugar.", "La levadura come azúcar.")
    translate(project, "Salt slows it down.", "La sal frena la levadura.")
    translate(project, "The oven stops it.", "El horno la detiene.")
    save(git, "translations")
    merged = git("merge", "bot")
    assert merged.returncode == 0, merged.stdout
    entries = {entry.msgid: entry for entry in parse_catalog(catalog_file(project).read_bytes()).all_entries}
    assert entries["Yeast eats sugar."].state is State.REVIEWED
    assert entries["The oven stops it."].state is State.REVIEWED
    moved = entries["Salt slows it down a lot."]
    assert (moved.msgstr, moved.state) == ("La sal frena la levadura.", State.STALE)


def test_two_translators_of_one_entry_are_asked(project: Project, git: Git) -> None:
    init(project.root, [], Services(git=True))
    save(git, "the merge driver")
    on_branch(git, "one")
    translate(project, "The oven stops it.", "El horno la detiene.")
    save(git, "one")
    on_branch(git, "two")
    translate(project, "The oven stops it.", "El horno la para.")
    save(git, "two")
    merged = git("merge", "one")
    assert merged.returncode == NO
    assert "both sides changed the translation of: The oven stops it." in merged.stderr
    text = catalog_file(project).read_text("utf-8")
    assert "# theirs: El horno la detiene.\n" in text
    assert 'msgstr "El horno la para."' in text
    assert "<<<<<<<" not in text


def test_a_version_that_is_no_catalog_is_merged_by_git(project: Project, git: Git) -> None:
    init(project.root, [], Services(git=True))
    save(git, "the merge driver")
    on_branch(git, "broken")
    path = catalog_file(project)
    path.write_text(path.read_text("utf-8") + '\nmsgid "open\n', "utf-8")
    save(git, "broken")
    on_branch(git, "whole")
    translate(project, "Yeast eats sugar.", "La levadura come azúcar.")
    save(git, "whole")
    merged = git("merge", "broken")
    assert merged.returncode == DONE
    assert "msgid is not closed" in merged.stderr
    assert path.read_text("utf-8").endswith('msgid "open\n')
    assert "fuzzy" not in path.read_text("utf-8")


def test_setting_git_up_twice_changes_nothing_more(project: Project, git: Git) -> None:
    (project.root / ".gitattributes").write_text("*.svg text", "utf-8")
    assert init(project.root, [], Services(git=True)).made == (".gitattributes",)
    assert init(project.root, [], Services(git=True)).made == ()
    attributes = (project.root / ".gitattributes").read_text("utf-8")
    assert attributes == "*.svg text\nlocales/**/*.po merge=essaytool\n"
    name = catalog_file(project).relative_to(project.root)
    assert git("check-attr", "merge", str(name)).stdout.endswith("merge: essaytool\n")


def test_without_a_repository_nothing_is_set_up(tmp_path: Path, program: Callable[[str], str]) -> None:
    program("git")
    with pytest.raises(GitError, match="is not in a git repository"):
        init(tmp_path / "new", [], Services(git=True))
    assert not (tmp_path / "new").exists()


# --- what was there before


def lost(project: Project, since: str = "main") -> list[tuple[str, str]]:
    (checked,) = check(project, [SPANISH], ["bread"], since=since)
    assert isinstance(checked, Checked)
    return [(finding.check, finding.message) for finding in checked.findings]


@pytest.mark.usefixtures("git")
def test_a_translation_that_was_wiped_is_found(project: Project) -> None:
    assert lost(project) == []
    translate(project, "Salt slows it down.", "")
    assert lost(project) == [("wiped", 'the translation of "Salt slows it down." is gone')]


def test_a_draft_that_is_gone_is_no_loss(project: Project, git: Git) -> None:
    path = catalog_file(project)
    catalog = parse_catalog(path.read_bytes())
    oven = next(entry for entry in catalog.entries if entry.msgid == "The oven stops it.")
    signed = sign(replace(oven, msgstr="El horno la para."), "machine", dt.date(2026, 11, 23))
    path.write_bytes(serialize_catalog(catalog.with_entries([signed])))
    save(git, "a draft")
    path.write_bytes(serialize_catalog(catalog))
    assert lost(project) == []


@pytest.mark.usefixtures("git")
def test_an_entry_that_is_gone_with_its_translation_is_found(project: Project) -> None:
    path = catalog_file(project)
    blocks = path.read_text("utf-8").split("\n\n")
    path.write_text("\n\n".join(block for block in blocks if "Salt" not in block), "utf-8")
    assert ("wiped", 'the translation of "Salt slows it down." is gone') in lost(project)


@pytest.mark.usefixtures("git")
def test_a_translation_that_moved_or_became_obsolete_is_not_gone(project: Project) -> None:
    write(project, "# Bread\n\nSalt slows it down a lot.\n")
    carry(project)
    assert lost(project) == []


@pytest.mark.usefixtures("git")
def test_a_translation_that_was_brought_up_to_an_edited_text_is_not_gone(project: Project) -> None:
    write(project, ESSAY.replace("slows it down", "slows it down a lot"))
    carry(project)
    translate(project, "Salt slows it down a lot.", "La sal la frena mucho.")
    assert lost(project) == []


def test_what_others_did_since_is_no_loss_of_ours(project: Project, git: Git) -> None:
    on_branch(git, "mine")
    git("checkout", "--quiet", "main")
    translate(project, "The oven stops it.", "El horno la detiene.")
    save(git, "theirs")
    git("checkout", "--quiet", "mine")
    assert lost(project, "main") == []


def test_a_rename_hides_no_loss(project: Project, git: Git) -> None:
    git("mv", "source/bread.md", "source/loaf.md")
    carry(project)
    new = project.catalog_path("loaf", SPANISH)
    new.write_text(new.read_text("utf-8").replace('msgstr "La sal la frena."', 'msgstr ""'), "utf-8")
    (checked,) = check(project, [SPANISH], ["loaf"], since="HEAD")
    assert isinstance(checked, Checked)
    assert [finding.message for finding in checked.findings] == [
        'the translation of "Salt slows it down." is gone'
    ]


def test_a_new_chapter_that_moves_all_others_on_loses_nothing(project: Project, git: Git) -> None:
    git("mv", "source/bread.md", "source/loaf.md")
    write(project, "Another text, which nobody has translated yet.\n")
    carry(project)
    assert "La sal la frena." in project.catalog_path("loaf", SPANISH).read_text("utf-8")
    results = list(check(project, [SPANISH], ["bread", "loaf"], since="HEAD"))
    assert [finding for each in results if isinstance(each, Checked) for finding in each.findings] == []


def test_a_draft_that_went_stale_may_be_emptied(project: Project, git: Git) -> None:
    path = catalog_file(project)
    catalog = parse_catalog(path.read_bytes())
    oven = next(entry for entry in catalog.entries if entry.msgid == "The oven stops it.")
    signed = sign(replace(oven, msgstr="El horno la para."), "machine", dt.date(2026, 11, 23))
    path.write_bytes(serialize_catalog(catalog.with_entries([signed])))
    write(project, ESSAY.replace("oven stops", "hot oven stops"))
    carry(project)
    save(git, "stale")
    translate(project, "The hot oven stops it.", "")
    assert lost(project) == []


@pytest.mark.usefixtures("git")
def test_the_note_of_a_conflict_may_go(project: Project, git: Git) -> None:
    path = catalog_file(project)
    text = path.read_text("utf-8")
    path.write_text(text.replace("#. paragraph", "# theirs: Otra.\n#. paragraph", 1), "utf-8")
    save(git, "a conflict")
    path.write_text(text, "utf-8")
    assert lost(project) == []


def test_a_note_that_is_gone_is_found(project: Project, git: Git) -> None:
    path = catalog_file(project)
    text = path.read_text("utf-8")
    path.write_text(text.replace("#. paragraph", "# the tone?\n#. paragraph", 1), "utf-8")
    save(git, "a note")
    path.write_text(text, "utf-8")
    assert lost(project) == [("note-lost", 'the note "the tone?" on "Yeast eats sugar." is gone')]


@pytest.mark.usefixtures("git")
def test_a_catalog_that_is_gone_is_found(project: Project) -> None:
    catalog_file(project).unlink()
    assert lost(project) == [("wiped", "the catalog is gone")]


@pytest.mark.parametrize("revision", ["--help", "--output=x", "-1", "nowhere", "main:source", ""])
@pytest.mark.usefixtures("git")
def test_a_revision_is_never_an_option(project: Project, revision: str) -> None:
    with pytest.raises(GitError, match="there is no revision"):
        commit(project.root, revision)
    assert not (project.root / "x").exists()
