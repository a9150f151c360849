"""``import``: what a person sees who brings translations along."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from essaytool import parse_catalog
from essaytool.model import Catalog, State
from tests.catalog.samples import as_file

Run = Callable[..., Result]

SPANISH = Path("locales/es/LC_MESSAGES/bread.po")
LONG = "A loaf is not the worse for lying, said nobody who had ever cut into one on its third day."


def spanish(*blocks: str) -> bytes:
    """A catalog with these entries that says it is of Spain."""
    return as_file(*blocks).replace(b"Language: nl", b"Language: es_ES")


FOREIGN = spanish(
    'msgid "Why bread rises"\nmsgstr "Por qué sube el pan"\n',
    'msgid "Yeast eats sugar and _breathes out_ gas. Read [the longer story]{1}."\n'
    'msgstr "La levadura come azúcar y _exhala_ gas. Lee [la historia completa]{1}."\n',
    'msgid "- Flour\\n- Water and **salt**\\n"\nmsgstr "- Harina\\n- Agua y **sal**\\n"\n',
    'msgid "A small loaf"\nmsgstr "Una hogaza pequeña"\n',
    f'msgid "{LONG}"\nmsgstr "Nadie dijo que el pan duro es bueno."\n',
    'msgid "bread"\nmsgstr ""\n',
)


@pytest.fixture
def foreign(project: Path) -> Path:
    """A catalog that some other program made of the project's essay."""
    (project / "theirs.po").write_bytes(FOREIGN)
    return Path("theirs.po")


def catalog() -> Catalog:
    return parse_catalog(SPANISH.read_bytes())


def texts() -> dict[str, tuple[str, State]]:
    return {entry.msgid: (entry.msgstr, entry.state) for entry in catalog().entries if entry.msgstr}


def test_translations_come_in_as_they_are_and_close_ones_as_fuzzy(foreign: Path, run: Run) -> None:
    result = run("import", str(foreign), "-l", "es")
    assert result.exit_code == 0
    assert texts() == {
        "Why bread rises": ("Por qué sube el pan", State.REVIEWED),
        "Yeast eats sugar and *breathes out* gas. Read [the longer story](https://example.org/yeast).": (
            "La levadura come azúcar y _exhala_ gas. Lee [la historia completa](https://example.org/yeast).",
            State.REVIEWED,
        ),
        "A loaf": ("Una hogaza pequeña", State.STALE),
        "Flour": ("Harina", State.REVIEWED),
        "Water and **salt**": ("Agua y **sal**", State.REVIEWED),
    }
    assert {entry.msgid: entry.previous_msgid for entry in catalog().entries}["A loaf"] == "A small loaf"


def test_what_was_found_is_told_and_what_was_not_is_listed_short(foreign: Path, run: Run) -> None:
    result = run("import", str(foreign), "-l", "es")
    assert result.stdout == f"{SPANISH}: 5 entries filled\n"
    assert result.stderr.splitlines() == [
        "theirs.po:18: not found: A loaf is not the worse for lying, said nobody who had ever…",
        "1 exact, 3 normalised, 1 close, 1 not found",
    ]


def test_why_a_text_is_in_doubt_is_told(foreign: Path, run: Run) -> None:
    foreign.write_bytes(spanish('msgid "Water and **salt**"\nmsgstr "Agua y `sal`"\n'))
    result = run("import", str(foreign), "-l", "es")
    assert result.stderr.startswith(
        "theirs.po:6: comes in as fuzzy: the code `sal` is not in the source: Water and **salt**\n"
    )
    assert texts()["Water and **salt**"] == ("Agua y `sal`", State.STALE)


def test_json_is_one_document_and_nothing_else(foreign: Path, run: Run) -> None:
    result = run("import", str(foreign), "-l", "es", "--json")
    assert json.loads(result.stdout) == {
        "schema": 1,
        "catalogs": [
            {
                "essay": "bread",
                "language": "es",
                "path": SPANISH.as_posix(),
                "changed": True,
                "exact": 1,
                "normalised": 3,
                "close": 1,
                "filled": 5,
            }
        ],
        "doubtful": [],
        "not_found": [{"path": "theirs.po", "line": 18, "text": LONG}],
        "aligned": [],
        "errors": [],
    }
    assert result.stderr == ""


def test_a_dry_run_tells_the_same_and_writes_nothing(project: Path, foreign: Path, run: Run) -> None:
    before = sorted(project.rglob("*"))
    dry = run("import", str(foreign), "-l", "es", "--dry-run")
    assert sorted(project.rglob("*")) == before
    assert (dry.exit_code, dry.stderr) == (0, run("import", str(foreign), "-l", "es").stderr)


def test_a_second_import_writes_nothing(foreign: Path, run: Run) -> None:
    run("import", str(foreign), "-l", "es")
    before = SPANISH.stat()
    result = run("import", str(foreign), "-l", "es")
    assert result.stdout == f"{SPANISH}: no entries filled\n"
    assert (SPANISH.stat().st_ino, SPANISH.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_no_translation_that_is_there_is_replaced_nor_a_draft(foreign: Path, run: Run) -> None:
    run("publish", "-l", "es")
    before = texts()
    assert run("import", str(foreign), "-l", "es").exit_code == 0
    assert texts() == before


def test_a_language_may_be_new(foreign: Path, run: Run) -> None:
    foreign.write_bytes(FOREIGN.replace(b"es_ES", b"gl"))
    assert run("import", str(foreign), "-l", "gl").exit_code == 0
    assert "gl" in run("coverage", "-l", "gl").stdout


def test_the_essay_is_the_one_that_has_most_of_the_msgids(project: Path, foreign: Path, run: Run) -> None:
    (project / "source" / "cake.md").write_text("# Why bread rises\n\nFlour\n\nCake\n", "utf-8")
    foreign.write_bytes(spanish('msgid "Flour"\nmsgstr "Harina"\n', 'msgid "Cake"\nmsgstr "Tarta"\n'))
    assert (
        run("import", str(foreign), "-l", "es").stdout == "locales/es/LC_MESSAGES/cake.po: 2 entries filled\n"
    )
    named = run("import", str(foreign), "-l", "es", "bread")
    assert named.stdout == f"{SPANISH}: 1 entry filled\n"
    assert named.stderr.startswith("theirs.po:9: not found: Cake\n")


def test_one_catalog_may_serve_several_essays(project: Path, foreign: Path, run: Run) -> None:
    (project / "source" / "cake.md").write_text("Cake\n", "utf-8")
    foreign.write_bytes(spanish('msgid "Flour"\nmsgstr "Harina"\n', 'msgid "Cake"\nmsgstr "Tarta"\n'))
    result = run("import", str(foreign), "-l", "es", "source")
    assert result.stdout == f"{SPANISH}: 1 entry filled\nlocales/es/LC_MESSAGES/cake.po: 1 entry filled\n"
    assert result.stderr == "2 exact, 0 normalised, 0 close, 0 not found\n"


def test_a_file_is_meant_as_seen_from_the_current_folder(
    project: Path, foreign: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "source")
    result = run("import", f"../{foreign}", "-l", "es")
    assert result.exit_code == 0
    assert "not found" in result.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<xliff/>", "is XML of some other kind"),
        (b"\xde\x12\x04\x95" + b"msgid", "is a compiled catalog"),
        (b'msgid "open\n', "theirs.po:1: msgid is not closed"),
        (FOREIGN.replace(b"es_ES", b"de"), "says `Language: de`, which is not es"),
        (spanish('msgid "Flour"\nmsgstr ""\n'), "holds no translation"),
        (spanish('msgid "Rye"\nmsgstr "Centeno"\n'), "has no msgid of any essay as it stands"),
    ],
)
def test_a_file_that_cannot_be_meant_is_a_sentence_a_hint_and_a_2(
    content: bytes, said: str, project: Path, foreign: Path, run: Run
) -> None:
    foreign.write_bytes(content)
    result = run("import", str(foreign), "-l", "es")
    assert result.exit_code == 2
    assert said in result.stderr
    assert "hint: " in result.stderr
    assert result.stdout == ""
    assert not (project / "locales").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("missing.po -l es", "missing.po: cannot be read: no such file"),
        ("theirs.po", "Missing option '-l'"),
        ("-l es", "Missing argument 'FILE'"),
        ("theirs.po -l en", "en is the language that the essays are written in"),
        ("theirs.po -l es braed", "braed: is not an essay of this project"),
    ],
)
@pytest.mark.usefixtures("foreign")
def test_misuse_is_a_sentence_a_hint_and_a_2(arguments: str, said: str, run: Run) -> None:
    result = run("import", *arguments.split())
    assert result.exit_code == 2
    assert said in result.stderr
    assert "hint: " in result.stderr


@pytest.mark.usefixtures("project")
def test_update_brings_a_catalog_of_an_older_segmentation_along_and_says_so_in_its_header(run: Run) -> None:
    run("extract")
    SPANISH.parent.mkdir(parents=True)
    older = b'UTF-8\\n"\n"X-Essaytool-Schema: 0\\n'
    SPANISH.write_bytes(FOREIGN.replace(b"UTF-8\\n", older))
    result = run("update", "-l", "es")
    assert result.exit_code == 0
    assert {msgid: state for msgid, (_, state) in texts().items()} == {
        "Why bread rises": State.REVIEWED,
        "Yeast eats sugar and *breathes out* gas. Read [the longer story](https://example.org/yeast).": (
            State.REVIEWED
        ),
        "A loaf": State.STALE,
        "Flour": State.REVIEWED,
        "Water and **salt**": State.REVIEWED,
    }
    assert catalog().header["X-Essaytool-Schema"] == "1"
    assert run("update", "-l", "es").stderr == "1 catalog, nothing to write\n"


@pytest.mark.usefixtures("project")
def test_it_stands_among_the_verbs_and_tells_what_it_takes(run: Run) -> None:
    assert "\n  import " in run("--help").stdout
    assert run("import", "--help").stdout.startswith("Usage: essaytool import [OPTIONS] FILE")


def test_a_translation_memory_goes_out_and_comes_back(project: Path, run: Run) -> None:
    run("publish")
    catalog = project / "locales" / "es" / "LC_MESSAGES" / "bread.po"
    text = catalog.read_text("utf-8").replace("#, fuzzy\n", "")
    catalog.write_text(text, "utf-8")
    exported = run("export", "--tmx", "memory.tmx")
    assert exported.stdout == "memory.tmx: 7 texts, in es\n"
    catalog.unlink()
    imported = run("import", "memory.tmx", "-l", "es")
    assert imported.stderr.endswith("7 exact, 0 normalised, 0 close, 0 not found\n")
    reviewed = json.loads(run("coverage", "-l", "es", "--format", "json").stdout)["languages"][0]["entries"]
    assert reviewed == {"reviewed": 7, "draft": 0, "stale": 0, "missing": 0}


def test_no_file_but_a_memory_is_written_over(project: Path, run: Run) -> None:
    essay = (project / "source" / "bread.md").read_bytes()
    result = run("export", "--tmx", "source/bread.md")
    assert result.exit_code == 2
    assert result.stderr.startswith("source/bread.md: is no translation memory, and stays as it is\nhint: ")
    assert (project / "source" / "bread.md").read_bytes() == essay


def test_a_drawing_is_no_memory(project: Path, run: Run) -> None:
    (project / "logo.svg").write_text('<?xml version="1.0"?>\n<svg/>', "utf-8")
    assert run("export", "--tmx", "logo.svg").exit_code == 2


def test_a_memory_stays_as_it_is_where_a_catalog_cannot_be_read(project: Path, run: Run) -> None:
    run("publish")
    assert run("export", "--tmx", "memory.tmx").exit_code == 0
    before = (project / "memory.tmx").read_bytes()
    (project / SPANISH).write_text('msgid "open\n', "utf-8")
    assert run("export", "--tmx", "memory.tmx").exit_code == 2
    assert (project / "memory.tmx").read_bytes() == before


@pytest.mark.parametrize(
    ("there", "wanted", "is_taken"),
    [("es-ES", "es", True), ("zh-Hans", "zh-Hant", False), ("pt", "pt-BR", True), ("pt-PT", "pt-BR", False)],
)
def test_a_variety_is_taken_for_another_only_if_it_is_more_or_less_of_it(
    there: str, wanted: str, is_taken: bool, project: Path, run: Run
) -> None:
    pair = f'<tuv xml:lang="en"><seg>Flour</seg></tuv><tuv xml:lang="{there}"><seg>x</seg></tuv>'
    memory = f'<tmx version="1.4"><header/><body><tu>{pair}</tu></body></tmx>'
    (project / "memory.tmx").write_text(memory, "utf-8")
    result = run("import", "memory.tmx", "-l", wanted)
    assert result.exit_code == (0 if is_taken else 2)


def test_a_memory_of_other_languages_is_refused(project: Path, run: Run) -> None:
    (project / "memory.tmx").write_text('<tmx version="1.4"><header/><body/></tmx>', "utf-8")
    result = run("import", "memory.tmx", "-l", "es")
    assert result.exit_code == 2
    assert result.stderr.startswith("memory.tmx: holds no text in en and es\nhint: ")
