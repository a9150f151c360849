"""A project that was cloned from a stranger reads and writes nothing outside of itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from essaytool.cli.verbs import essaytool


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one essay, and beside it a file that is none of its business."""
    root = tmp_path / "project"
    (root / "source").mkdir(parents=True)
    (root / "locales").mkdir()
    (root / "essaytool.toml").write_text('languages = ["es"]\n', encoding="utf-8")
    (root / "source" / "bread.md").write_text("Flour.\n", encoding="utf-8")
    (tmp_path / "precious").write_text("# precious\n", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> Result:
    return CliRunner().invoke(essaytool, arguments)


@pytest.mark.parametrize(
    "link",
    ["locales/bread.pot", "locales/es/LC_MESSAGES/bread.po", "output/en/bread.md", ".essaytool/.gitignore"],
)
def test_no_write_follows_a_link_out_of_the_project(project: Path, link: str) -> None:
    precious = project.parent / "precious"
    (project / link).parent.mkdir(parents=True, exist_ok=True)
    (project / link).symlink_to(precious)
    name = Path(link).name
    assert any(name in line for line in run("publish").stderr.splitlines())
    assert precious.read_text(encoding="utf-8") == "# precious\n"


def test_a_folder_that_is_a_link_out_of_the_project_is_not_written_to(project: Path) -> None:
    elsewhere = project.parent / "elsewhere"
    elsewhere.mkdir()
    (project / "locales").rmdir()
    (project / "locales").symlink_to(elsewhere)
    assert "leads out of the project" in run("extract").stderr
    assert list(elsewhere.iterdir()) == []


def test_no_essay_is_read_through_a_link_out_of_the_project(project: Path) -> None:
    (project / "source" / "secret.md").symlink_to(project.parent / "precious")
    done = run("publish")
    assert done.exit_code == 2
    assert "source/secret.md: leads out of the project" in done.stderr
    assert not any("precious" in path.read_text("utf-8") for path in (project / "output").rglob("*.html"))


def test_a_link_within_the_project_stays_a_link(project: Path) -> None:
    (project / "locales" / "real.pot").write_bytes(b"")
    (project / "locales" / "bread.pot").symlink_to("real.pot")
    assert run("extract").exit_code == 0
    assert (project / "locales" / "bread.pot").is_symlink()
    assert b"Flour." in (project / "locales" / "real.pot").read_bytes()


def test_a_template_by_another_program_is_not_overwritten(project: Path) -> None:
    theirs = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "theirs"\nmsgstr ""\n'
    (project / "locales" / "bread.pot").write_text(theirs, encoding="utf-8")
    done = run("extract")
    assert (done.exit_code, "is a template by another program" in done.stderr) == (2, True)
    assert (project / "locales" / "bread.pot").read_text(encoding="utf-8") == theirs


def test_an_essay_cannot_take_the_name_of_a_list_of_essays(project: Path) -> None:
    (project / "source" / "index.md").write_text("x\n", encoding="utf-8")
    done = run("extract")
    assert (done.exit_code, "index.md: cannot be an essay" in done.stderr) == (2, True)


def test_an_emptied_catalog_is_made_anew(project: Path) -> None:
    run("extract")
    run("update")
    catalog = project / "locales" / "es" / "LC_MESSAGES" / "bread.po"
    whole = catalog.read_bytes()
    catalog.write_bytes(b"")
    run("update")
    assert catalog.read_bytes() == whole


def test_front_matter_that_is_never_closed_is_an_error(project: Path) -> None:
    (project / "source" / "bread.md").write_text("---\ntitle: Bread\n\nFlour.\n", encoding="utf-8")
    done = run("extract")
    assert (done.exit_code, "bread.md:1: the front matter is never closed" in done.stderr) == (2, True)


def test_build_names_the_translations_that_it_cannot_show(project: Path) -> None:
    run("extract")
    run("update")
    catalog = project / "locales" / "es" / "LC_MESSAGES" / "bread.po"
    text = catalog.read_text(encoding="utf-8").replace(
        'msgid "Flour."\nmsgstr ""', 'msgid "Flour."\nmsgstr "a\\n\\nb"'
    )
    catalog.write_text(text, encoding="utf-8")
    (project / "essaytool.toml").write_text('languages = ["es"]\npublish_at = 0\n', encoding="utf-8")
    done = run("build")
    assert done.exit_code == 0
    assert "the msgstr for the paragraph of the essay's line 1 cannot stand there" in done.stderr
