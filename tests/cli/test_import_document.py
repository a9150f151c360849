"""``import`` of a translated document: what becomes an entry, what is fuzzy, what is listed."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import Result
from docx import Document

from essaytool import parse_catalog
from essaytool.model import State

Run = Callable[..., Result]

CATALOG = Path("locales/es/LC_MESSAGES/bread.po")
ESSAY = """\
---
title: Why bread rises
---

Yeast eats sugar and *breathes out* gas. Read [the longer story](https://example.org/yeast).

## What it takes

You need very little, and most of it is in the house already.

- flour
- water and **salt**

The oven should be as hot as it gets, 250 degrees or more.

Let the loaf cool down before you cut it. Hardly anybody can wait.

## Who found out

Nobody knows; in Egypt they baked it 4000 years ago.
"""
SPANISH = """\
# Por qué sube el pan

La levadura come azúcar y *exhala* gas. Lee [la historia completa](https://example.org/yeast).

## Qué hace falta

Se necesita muy poco, y casi todo ya está en casa.

- harina
- agua y **sal**

El horno debe estar tan caliente como se pueda, 250 grados o más.

Deja enfriar la hogaza antes de cortarla.

Casi nadie puede esperar.

## Quién lo descubrió

Nadie lo sabe; en Egipto ya lo horneaban hace 4000 años.

Traducido por una vecina que prefiere no dar su nombre.
"""


@pytest.fixture
def spanish(project: Path) -> Path:
    """The translation of the project's essay, as a neighbour made it once."""
    (project / "source" / "bread.md").write_text(ESSAY, "utf-8")
    (project / "pan.md").write_text(SPANISH, "utf-8")
    return Path("pan.md")


def states() -> dict[str, tuple[str, State]]:
    return {entry.msgid: (entry.msgstr, entry.state) for entry in parse_catalog(CATALOG.read_bytes()).entries}


def test_certain_pairs_are_entries_and_doubtful_ones_fuzzy(spanish: Path, run: Run) -> None:
    result = run("import", str(spanish), "-l", "es", "--essay", "bread")
    assert (result.exit_code, result.stdout) == (0, f"{CATALOG}: 10 entries filled\n")
    found = states()
    assert found["Why bread rises"] == ("Por qué sube el pan", State.REVIEWED)
    assert found["water and **salt**"] == ("agua y **sal**", State.REVIEWED)
    assert found["Let the loaf cool down before you cut it. Hardly anybody can wait."] == (
        "Deja enfriar la hogaza antes de cortarla. Casi nadie puede esperar.",
        State.STALE,
    )
    assert (
        sum(state is State.REVIEWED for _, state in found.values()) == 7
    )  # not what stands beside the split and the added one


def test_what_is_in_doubt_and_what_is_left_is_listed_with_its_line(spanish: Path, run: Run) -> None:
    lines = run("import", str(spanish), "-l", "es").stderr.splitlines()
    assert [line.split(": ", 2)[:2] for line in lines[:3]] == [
        ["pan.md:12", "comes in as fuzzy (94% certain)"],
        ["pan.md:14", "comes in as fuzzy (65% certain)"],
        ["pan.md:20", "comes in as fuzzy (63% certain)"],
    ]
    assert "it is two texts in the translation; it may belong elsewhere: Deja enfriar" in lines[1]
    assert lines[3:] == [
        f"pan.md:22: translates nothing that was found: {SPANISH.splitlines()[-1]}",
        "7 taken as they are, 3 fuzzy, 1 without a pair",
    ]


def test_a_lost_link_makes_a_pair_doubtful(spanish: Path, run: Run) -> None:
    spanish.write_text(
        SPANISH.replace("[la historia completa](https://example.org/yeast)", "la historia"), "utf-8"
    )
    assert "the link to https://example.org/yeast is lost" in run("import", str(spanish), "-l", "es").stderr
    assert [state for text, (_, state) in states().items() if text.startswith("Yeast")] == [State.STALE]


def test_a_text_that_was_left_in_the_source_language_is_no_translation(spanish: Path, run: Run) -> None:
    left = "You need very little, and most of it is in the house already."
    spanish.write_text(SPANISH.replace("Se necesita muy poco, y casi todo ya está en casa.", left), "utf-8")
    assert f"it is the source's own text: {left[:40]}" in run("import", str(spanish), "-l", "es").stderr
    assert states()[left] == ("", State.MISSING)


def test_json_tells_every_pair_and_how_certain_it_is(spanish: Path, run: Run) -> None:
    (aligned,) = json.loads(run("import", str(spanish), "-l", "es", "--json").stdout)["aligned"]
    assert (aligned["filled"], aligned["changed"]) == (10, True)
    pairs = aligned["pairs"]
    assert [pair["outcome"] for pair in pairs] == [
        *["entry"] * 6,
        *["fuzzy"] * 2,
        *["entry", "fuzzy", "alone"],
    ]
    assert pairs[0]["lines"] == [2]
    assert pairs[0]["translated_lines"] == [1]
    assert all(pair["confidence"] >= 0.95 for pair in pairs if pair["outcome"] == "entry")


def test_a_page_shows_the_pairs_side_by_side(project: Path, spanish: Path, run: Run) -> None:
    spanish.write_text(SPANISH.replace("muy poco", "muy poco <script>alert(1)</script>"), "utf-8")
    assert run("import", str(spanish), "-l", "es", "--html", "pairs.html").exit_code == 0
    page = (project / "pairs.html").read_text("utf-8")
    assert '<td lang="es" dir="ltr"><p>Por qué sube el pan</p></td>' in page
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    (project / "mine.html").write_text("<p>mine</p>", "utf-8")
    refused = run("import", str(spanish), "-l", "es", "--html", "mine.html")
    assert (refused.exit_code, (project / "mine.html").read_text("utf-8")) == (2, "<p>mine</p>")


def test_a_dry_run_tells_the_same_and_writes_nothing(project: Path, spanish: Path, run: Run) -> None:
    before = sorted(project.rglob("*"))
    dry = run("import", str(spanish), "-l", "es", "--dry-run")
    assert sorted(project.rglob("*")) == before
    assert dry.stderr == run("import", str(spanish), "-l", "es").stderr


def test_no_translation_that_is_there_is_replaced(spanish: Path, run: Run) -> None:
    run("import", str(spanish), "-l", "es")
    before = CATALOG.read_bytes()
    spanish.write_text(SPANISH.replace("harina", "HARINA"), "utf-8")
    again = run("import", str(spanish), "-l", "es")
    assert again.stdout == f"{CATALOG}: no entries filled\n"
    assert again.stderr.endswith("10 there already, 1 without a pair\n")
    assert CATALOG.read_bytes() == before


@pytest.mark.usefixtures("spanish")
def test_text_html_and_word_files_are_aligned_as_well(project: Path, run: Run) -> None:
    word = Document()
    page = ["<html lang=es><body><nav>Inicio</nav><main>"]
    for line in filter(None, SPANISH.replace("*", "").splitlines()):
        level, _, text = line.rpartition("# ") if line.startswith("#") else ("", "", line)
        if line.startswith("#"):
            word.add_heading(text, len(level))
            page.append(f"<h{len(level) + 1}>{text}</h{len(level) + 1}>")
        else:
            word.add_paragraph(text.removeprefix("- "), "List Bullet" if text.startswith("- ") else None)
            page.append(f"<ul><li>{text[2:]}</li></ul>" if text.startswith("- ") else f"<p>{text}</p>")
    saved = BytesIO()
    word.save(saved)
    text = SPANISH.replace("#", "").replace("*", "").replace("\n\n", "\n")
    for name, content in (
        ("pan.txt", text.encode("cp1252")),
        ("pan.html", "".join(page).encode()),
        ("pan.docx", saved.getvalue()),
    ):
        (project / name).write_bytes(content)
        CATALOG.unlink(missing_ok=True)
        assert run("import", name, "-l", "es").exit_code == 0
        assert states()["Why bread rises"][0] == "Por qué sube el pan"
        assert (
            states()["You need very little, and most of it is in the house already."][1] is State.REVIEWED
        ), name


def test_the_one_essay_has_to_be_named(project: Path, spanish: Path, run: Run) -> None:
    (project / "source" / "cake.md").write_text("Cake.\n", "utf-8")
    result = run("import", str(spanish), "-l", "es")
    assert result.exit_code == 2
    assert result.stderr == (
        "pan.md: is the translation of one essay\nhint: name it: --essay bread; there are bread, cake\n"
    )
    assert run("import", str(spanish), "-l", "es", "--essay", "bread").exit_code == 0
    assert run("import", str(spanish), "-l", "es", "--essay", "braed").exit_code == 2


@pytest.mark.usefixtures("spanish")
def test_a_page_in_another_language_is_refused(project: Path, run: Run) -> None:
    (project / "pan.html").write_text('<html lang="pt"><body><main><p>Pão.</p></main></body></html>', "utf-8")
    result = run("import", "pan.html", "-l", "es")
    assert result.stderr.startswith("pan.html: says that it is in pt, which is not es\nhint: ")
