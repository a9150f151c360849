"""``essaytool check``: its forms, and its repairs."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.provenance import sign
from essaytool.model import Catalog, State

Run = Callable[..., Result]
CATALOG = Path("locales/es/LC_MESSAGES/bread.po")
LINK = "Yeast eats sugar and *breathes out* gas. Read [the longer story](https://example.org/yeast)."
BROKEN = "La levadura come azúcar y *exhala* gas. Lea [la historia] (https://example.org/yeast)."
MENDED = BROKEN.replace("] (", "](")


@pytest.fixture
def written(project: Path, run: Run) -> Callable[..., Catalog]:
    """Writes msgstrs by their msgids into the Spanish catalog, as a person's or as drafts."""
    assert project.is_dir()
    run("extract")
    run("update", "-l", "es")

    def write(texts: dict[str, str], *, draft: bool = False) -> Catalog:
        catalog = parse_catalog(CATALOG.read_bytes())
        entries = [
            replace(catalog.index[(None, msgid)], msgstr=text, source=b"") for msgid, text in texts.items()
        ]
        if draft:
            entries = [sign(entry, "deepl", datetime.date(2026, 11, 23)) for entry in entries]
        CATALOG.write_bytes(serialize_catalog(catalog.with_entries(entries)))
        return parse_catalog(CATALOG.read_bytes())

    return write


def test_a_finding_points_into_the_msgstr(written: Callable[..., Catalog], run: Run) -> None:
    entry = written({LINK: BROKEN}).index[(None, LINK)]
    result = run("check", "-l", "es")
    assert result.exit_code == 1
    line = entry.line + 1
    column = len('msgstr "') + BROKEN.index("] (") + 1
    assert (
        f"{CATALOG}:{line}:{column}: error: a blank between ] and ( makes this no link [link-gap]"
        in result.stdout
    )


def test_fix_writes_what_it_says_and_only_that(written: Callable[..., Catalog], run: Run) -> None:
    before = written({LINK: BROKEN, "Flour": "Harina "})
    bytes_before = CATALOG.read_bytes()
    dry = run("check", "-l", "es", "--fix", "--dry-run")
    assert CATALOG.read_bytes() == bytes_before
    assert "Lea [la historia][- -](https://example.org/yeast). [link-gap]" in dry.stdout
    assert "2 repairs would be made" in dry.stderr
    result = run("check", "-l", "es", "--fix")
    assert "Harina[- -] [end-blank]" in result.stdout
    assert (result.exit_code, "2 repairs made, nothing wrong" in result.stderr) == (0, True)
    after = parse_catalog(CATALOG.read_bytes())
    assert after.index[(None, LINK)].msgstr == MENDED
    changed = [
        old.key for old, new in zip(before.entries, after.entries, strict=True) if old.source != new.source
    ]
    assert changed == [(None, LINK), (None, "Flour")]


def test_a_persons_text_stays_a_persons_and_a_draft_a_draft(
    written: Callable[..., Catalog], run: Run
) -> None:
    written({LINK: BROKEN}, draft=True)
    written({"Flour": "Harina "})
    run("check", "--fix")
    after = parse_catalog(CATALOG.read_bytes())
    assert after.index[(None, LINK)].state is State.DRAFT
    assert after.index[(None, LINK)].msgstr == MENDED
    assert (after.index[(None, "Flour")].state, after.index[(None, "Flour")].provenance) == (
        State.REVIEWED,
        None,
    )


def test_a_stale_entry_is_not_repaired(written: Callable[..., Catalog], run: Run) -> None:
    catalog = written({"Flour": "Harina "})
    stale = replace(catalog.index[(None, "Flour")], flags=("fuzzy",), source=b"")
    CATALOG.write_bytes(serialize_catalog(catalog.with_entries([stale])))
    run("check", "--fix")
    assert parse_catalog(CATALOG.read_bytes()).index[(None, "Flour")].msgstr == "Harina "


def test_a_second_repair_writes_no_file(written: Callable[..., Catalog], run: Run) -> None:
    written({"Flour": "Harina "})
    run("check", "--fix")
    before = CATALOG.stat()
    assert "repair" not in run("check", "--fix").stderr
    assert (CATALOG.stat().st_ino, CATALOG.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.usefixtures("project")
def test_dry_run_is_for_fix(run: Run) -> None:
    assert run("check", "--dry-run").exit_code == 2


def test_repairs_stand_in_the_document(written: Callable[..., Catalog], run: Run) -> None:
    written({"Flour": "Harina "})
    document = json.loads(run("check", "--fix", "--format", "json").stdout)
    assert document["findings"] == []
    assert [item["check"] for fixed in document["fixed"] for item in fixed["mended"]] == ["end-blank"]


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_no_control_character_reaches_the_terminal(
    written: Callable[..., Catalog], run: Run, form: str
) -> None:
    written({"Flour": "Hari\u202e\u2067\x1b[31mna"})
    result = run("check", "-l", "es", "--format", form)
    assert result.exit_code == 1
    assert not any(letter in result.stdout for letter in "\x1b\u202e\u2067")


def test_the_forms_of_others_name_files_by_their_place_in_the_repository(
    written: Callable[..., Catalog], run: Run, tmp_path: Path
) -> None:
    written({"Flour": "Harina "})
    (tmp_path.parent / ".git").mkdir()
    try:
        place = f"{tmp_path.name}/{CATALOG}"
        assert f"::warning file={place},line=" in run("check", "--format", "github").stdout
        log = json.loads(run("check", "--format", "sarif").stdout)
    finally:
        (tmp_path.parent / ".git").rmdir()
    location = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == place


def test_a_text_that_several_languages_fail_at_is_told_at_the_template(project: Path, run: Run) -> None:
    (project / "essaytool.toml").write_text('languages = ["es", "de", "fr"]\n', "utf-8")
    run("extract")
    run("update")
    for folder in ("es", "de", "fr"):
        path = project / "locales" / folder / "LC_MESSAGES" / "bread.po"
        catalog = parse_catalog(path.read_bytes())
        entry = replace(catalog.index[(None, "Flour")], msgstr="Abc ", source=b"")
        path.write_bytes(serialize_catalog(catalog.with_entries([entry])))
    said = "de, es, fr fail the check end-blank here: the source may be to blame [multiple-failures]"
    assert f"locales/bread.pot:44:1: warning: {said}" in run("check").stdout
