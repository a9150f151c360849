"""The memory of a project: its reviewed entries in all essays, then the files that `memory` names."""

from __future__ import annotations

from pathlib import Path

import pytest

from essaytool.languages import parse_tag
from essaytool.memory.index import Memory
from essaytool.memory.tmx import Translated, serialize_tmx
from essaytool.project import Project, find_project
from essaytool.workflow.extract import extract
from essaytool.workflow.memory import read_memory
from essaytool.workflow.results import Failure
from essaytool.workflow.update import update

SPANISH = parse_tag("es")


def remembered(project: Project) -> tuple[Memory, list[str]]:
    """The memory in Spanish, and what could not be read."""
    said, steps = [], read_memory(project, SPANISH)
    while True:
        try:
            failure = next(steps)
        except StopIteration as end:
            return end.value, said
        assert isinstance(failure, Failure)
        said.append(str(failure.error))


@pytest.fixture
def translated(project: Project) -> Project:
    """The project with one sentence of each essay translated into Spanish, one of them fuzzy."""
    list(extract(project, project.essays()))
    list(update(project, [SPANISH], project.essays()))
    for essay, msgid, msgstr, flag in (
        ("bread", "Yeast eats sugar.", "La levadura come azúcar.", ""),
        ("water", "Water is wet.", "El agua moja.", "#, fuzzy\n"),
    ):
        path = project.catalog_path(essay, SPANISH)
        text = path.read_text("utf-8")
        before = f'msgid "{msgid}"\nmsgstr ""'
        path.write_text(text.replace(before, f'{flag}msgid "{msgid}"\nmsgstr "{msgstr}"'), "utf-8")
    return project


def configured(project: Project, *memory: str) -> Project:
    names = ", ".join(f'"{name}"' for name in memory)
    (project.root / "essaytool.toml").write_text(f"memory = [{names}]\n", "utf-8")
    return find_project(project.root)


def test_what_is_reviewed_in_any_essay_is_remembered(translated: Project) -> None:
    memory, said = remembered(translated)
    assert (len(memory), said) == (1, [])
    match = memory.exact(None, "Yeast eats sugar.")
    assert match
    assert (match.msgstr, match.where) == ("La levadura come azúcar.", "locales/es/LC_MESSAGES/bread.po")


def test_a_tmx_file_comes_after_the_catalogs(translated: Project) -> None:
    units = [
        Translated({"en": "Yeast eats sugar.", "es": "otra"}),
        Translated({"en": "Water is wet.", "es": "Moja el agua."}),
    ]
    (translated.root / "shared.tmx").write_bytes(serialize_tmx(units, "en"))
    memory, said = remembered(configured(translated, "shared.tmx"))
    assert said == []
    found = [memory.exact(None, text) for text in ("Yeast eats sugar.", "Water is wet.")]
    assert [(match.msgstr, match.where) for match in found if match] == [
        ("La levadura come azúcar.", "locales/es/LC_MESSAGES/bread.po"),
        ("Moja el agua.", "shared.tmx"),
    ]


def test_a_file_that_cannot_be_read_is_one_sentence_and_stops_nothing(
    translated: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("client") / "secret.tmx"
    elsewhere.write_bytes(serialize_tmx([Translated({"en": "Water is wet.", "es": "secreto"})], "en"))
    (translated.root / "linked.tmx").symlink_to(elsewhere)
    (translated.root / "none.tmx").write_text("# no XML\n", "utf-8")
    memory, said = remembered(configured(translated, "missing.tmx", "linked.tmx", "none.tmx"))
    assert said == [
        "missing.tmx: cannot be read: no such file or directory",
        "linked.tmx: leads out of the project",
        "none.tmx:1: is no XML: not well-formed (invalid token)",
    ]
    assert len(memory) == 1


def test_a_catalog_that_cannot_be_read_is_left_out(translated: Project) -> None:
    path: Path = translated.catalog_path("water", SPANISH)
    path.write_text('msgid "never closed\n', "utf-8")
    memory, said = remembered(translated)
    assert (len(memory), said) == (1, [])
