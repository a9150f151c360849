"""Apertium's command line, really run; and which pairs are found without running anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from essaytool.engines.apertium import Apertium
from essaytool.engines.protocol import NOTHING, Unanswered
from essaytool.errors import EngineError
from essaytool.languages import parse_tag
from tests.engines.asking import ask

ENGLISH, SPANISH = parse_tag("en"), parse_tag("es")
MODES = (
    "eng-spa spa-eng spa-eng_US en-eo en-eo-bytecode eng-cat eng-cat_valencia eng-cat_valencia_uni"
    " spa-por_BR spa-por nno-nob eng-hbs_HR eng-hbs_SR"
).split()


@pytest.fixture
def modes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("APERTIUM_DATADIR", str(tmp_path))
    (tmp_path / "modes").mkdir()
    for mode in MODES:
        (tmp_path / "modes" / f"{mode}.mode").touch()


@pytest.fixture
def engine(program: Callable[[str], str]) -> Apertium:
    """Apertium with its Spanish."""
    program("apertium")
    engine = Apertium({})
    if not engine.speaks(ENGLISH, SPANISH):
        pytest.skip("apertium's pair eng-spa is not installed")
    return engine


@pytest.mark.usefixtures("modes")
@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("en", "es"),
        ("en-GB", "es-MX"),
        ("es", "en-US"),
        ("en", "eo"),
        ("en", "ca"),
        ("en", "ca-ES-valencia"),
        ("es", "pt-BR"),
        ("es", "pt"),
        ("nn", "nb"),
        ("en", "hr"),
        ("en", "sr-Latn"),
    ],
)
def test_pairs_are_found_by_the_names_of_their_files(source: str, target: str) -> None:
    assert Apertium({}).speaks(parse_tag(source), parse_tag(target))


@pytest.mark.usefixtures("modes")
@pytest.mark.parametrize(("source", "target"), [("en", "ja"), ("en", "sr"), ("es", "eo"), ("en", "en")])
def test_other_pairs_are_not(source: str, target: str) -> None:
    assert not Apertium({}).speaks(parse_tag(source), parse_tag(target))


def test_without_its_data_it_speaks_nothing(
    program: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program("apertium")
    monkeypatch.setenv("APERTIUM_DATADIR", str(tmp_path / "missing"))
    assert not Apertium({}).speaks(ENGLISH, SPANISH)
    assert Apertium({}).available() == "needs a language pair's package, such as apertium-eng-spa"


@pytest.mark.usefixtures("modes")
def test_without_the_program_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "needs the program `apertium`" in Apertium({}).available()
    with pytest.raises(EngineError, match="the program `apertium` is not installed"):
        list(ask(Apertium({}), ["A house."], ENGLISH, SPANISH))


def test_one_translation_a_text(engine: Apertium) -> None:
    texts = ["The old house is big.", "Yes", "Who reads books?", "title without a full stop", "a\nline"]
    assert list(ask(engine, texts, ENGLISH, SPANISH)) == [
        "La casa vieja es grande.",
        "Sí",
        "Quién lee libros?",
        "título sin un punto y aparte",
        "una línea",
    ]


def test_first_letters_and_full_stops_are_as_in_the_text(engine: Apertium) -> None:
    text = "the result will be fluent, and that is the difficulty."
    (answer,) = ask(engine, [text], ENGLISH, SPANISH)
    assert answer == "el resultado será fluido, y aquello es la dificultad."


def test_signs_that_its_formats_use_go_through(engine: Apertium) -> None:
    text = "[x] ^y$ {z} /@/ <b> \\ 100 % ~ # “q” — 🎉 \x0b ­ é"
    (answer,) = ask(engine, [text], ENGLISH, SPANISH)
    assert isinstance(answer, str)
    assert [sign for sign in "[]^${}/@<>\\%~#“”—🎉" if sign not in answer] == []


def test_texts_that_come_back_as_more_or_fewer_paragraphs_stay_apart(engine: Apertium) -> None:
    texts = ["An old house.", "A house.\u2029Another.", " ", "A house.\x00", "A big house."]
    answers = list(ask(engine, texts, ENGLISH, SPANISH))
    assert len(answers) == len(texts)
    assert answers[0] == "Una casa vieja."
    assert answers[2] == NOTHING
    assert answers[4] == "Una casa grande."


def test_a_pair_that_is_not_there_stops_the_run(engine: Apertium) -> None:
    with pytest.raises(EngineError, match="no pair from en into ja"):
        list(ask(engine, ["A house."], ENGLISH, parse_tag("ja")))


# --- a program that does not do as it should ----------------------------------------------------------------


@pytest.fixture
def fake(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest
) -> Callable[[str], Apertium]:
    """Apertium as a shell script."""
    request.getfixturevalue("modes")

    def make(script: str) -> Apertium:
        (tmp_path / "apertium").write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (tmp_path / "apertium").chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        return Apertium({})

    return make


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("kill -TERM $$; sleep 5", "apertium eng-spa was ended by signal 15"),
        ("kill -9 $$", "apertium eng-spa was ended by signal 9"),
        ("echo 'Error: no mode' >&2; echo more >&2; exit 3", "apertium eng-spa failed: Error: no mode"),
        ("exit 1", "apertium eng-spa failed: exit code 1"),
    ],
)
def test_a_program_that_fails_stops_the_run_in_one_sentence(
    script: str, sentence: str, fake: Callable[[str], Apertium]
) -> None:
    with pytest.raises(EngineError) as error:
        ask(fake(script), ["A house."], ENGLISH, SPANISH)
    assert error.value.sentence == sentence


def test_a_program_that_is_none_stops_the_run(
    fake: Callable[[str], Apertium], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = fake("")
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "apertium").write_bytes(b"\x7fELF")
    with pytest.raises(EngineError, match="is not installed, or does not start"):
        ask(engine, ["A house."], ENGLISH, SPANISH)


def test_a_program_that_does_not_end_is_ended_with_all_that_it_started(
    fake: Callable[[str], Apertium], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("essaytool.engines.apertium._SECONDS", 1)
    monkeypatch.setattr("essaytool.engines.apertium._SECONDS_PER_TEXT", 0)
    engine = fake(f'sleep 60 & echo $! > "{tmp_path}/child"; echo "$TMPDIR" > "{tmp_path}/folder"; wait')
    with pytest.raises(EngineError, match=r"apertium eng-spa did not end within 1 seconds"):
        ask(engine, ["A house."], ENGLISH, SPANISH)
    child = Path("/proc", (tmp_path / "child").read_text("utf-8").strip(), "cmdline")
    assert not child.exists() or b"sleep" not in child.read_bytes()
    assert not Path((tmp_path / "folder").read_text("utf-8").strip()).exists()


@pytest.mark.parametrize(
    ("script", "answer"),
    [
        ("cat", "A house."),
        ("cat > /dev/null", Unanswered("apertium gave nothing back")),
        ("cat > /dev/null; echo '  '", Unanswered("apertium gave nothing back")),
        (r"cat > /dev/null; printf 'casa \377'", Unanswered("apertium's answer is not UTF-8")),
        ("cat > /dev/null; printf 'Una\n\ncasa'", "Una casa"),
    ],
)
def test_odd_output_is_no_translation_or_is_joined(
    script: str, answer: str | Unanswered, fake: Callable[[str], Apertium]
) -> None:
    assert ask(fake(script), ["A house."], ENGLISH, SPANISH) == [answer]


def test_a_program_that_drops_texts_is_asked_for_fewer_at_a_time(fake: Callable[[str], Apertium]) -> None:
    """Here it gives back no more than one paragraph."""
    engine = fake("awk 'NR == 1'")
    assert ask(engine, ["One.", "Two.", "Three."], ENGLISH, SPANISH) == ["One.", "Two.", "Three."]
