"""Engines that other packages bring: really installed, as far as an entry point goes."""

from __future__ import annotations

import importlib
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from essaytool.engines import SETTINGS, candidates, foreign, load_engine, names
from essaytool.errors import ConfigError, EngineError
from tests.engines.asking import ENGLISH, FRENCH, ask

Install = Callable[..., None]

ENGINE = """
from essaytool.engines import Limits

class Engine:
    name, model, hosted, destination = "loud", "v2", False, "this machine"
    address = ""
    carriers, garbles, reads_context, takes_terms = ("token",), None, False, False
    cached = False
    limits, price_per_million = Limits(text=100), 0.0

    def __init__(self, settings):
        self.mark = settings.get("mark", "!")

    def available(self):
        return ""

    def speaks(self, source, target):
        return True

    def measure(self, text):
        return len(text)

    def translate(self, batch):
        return [item.text + self.mark for item in batch.texts]
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a package of one module with an engine."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def make(name: str, code: str = ENGINE, *, package: str = "loud", what: str = "Engine") -> None:
        (tmp_path / f"{package}_engine.py").write_text(textwrap.dedent(code), "utf-8")
        about = tmp_path / f"{package}-1.0.dist-info"
        about.mkdir(exist_ok=True)
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", "utf-8")
        (about / "entry_points.txt").write_text(
            f"[essaytool.engines]\n{name} = {package}_engine:{what}\n", "utf-8"
        )
        monkeypatch.delitem(sys.modules, f"{package}_engine", raising=False)
        importlib.invalidate_caches()
        foreign.found.cache_clear()

    yield make
    foreign.found.cache_clear()


def test_an_engine_of_another_package_is_one_of_the_engines(install: Install) -> None:
    install("loud")
    assert names()[-1] == "loud"
    assert SETTINGS["loud"] is None
    (engine,) = candidates(("loud",), ENGLISH, FRENCH, allow_hosted=False, for_engine={"loud": {"mark": "?"}})
    assert (engine.name, engine.model, engine.limits.text) == ("loud", "v2", 100)
    assert ask(engine, ["one"]) == ["one?"]


@pytest.mark.parametrize("name", ["deepl", "pseudo", "auto"])
def test_a_name_of_ours_is_not_taken_over(name: str, install: Install) -> None:
    install(name)
    assert names().count(name) == (name != "auto")
    if name != "auto":
        assert load_engine(name).model == ""


def test_a_broken_one_breaks_nothing_else(install: Install) -> None:
    install("broken", "raise RuntimeError('out of cheese\\nand more')")
    assert load_engine("pseudo").name == "pseudo"
    with pytest.raises(ConfigError) as error:
        load_engine("broken")
    assert error.value.sentence == (
        "the engine `broken` of the package loud cannot be set up: RuntimeError: out of cheese"
    )


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("import missing_module", "cannot be set up: ModuleNotFoundError: No module named 'missing_module'"),
        ("x = 1", "cannot be set up: AttributeError"),
        ("class Engine: pass", "cannot be set up: TypeError: Engine() takes no arguments"),
        ("class Engine:\n  def __init__(self, settings): self.name = ''", "has no `model`"),
        (f"{ENGINE}\ndel Engine.translate", "has no `translate`"),
    ],
)
def test_one_that_is_no_engine_is_one_sentence(code: str, sentence: str, install: Install) -> None:
    install("odd", code)
    with pytest.raises(ConfigError, match="the engine `odd` of the package loud ") as error:
        load_engine("odd")
    assert sentence in error.value.sentence


def test_what_it_raises_while_it_works_stops_the_run_in_one_sentence(install: Install) -> None:
    code = ENGINE.replace("return [item.text + self.mark for item in batch.texts]", "1 / 0")
    code = code.replace("return True", "raise KeyError(source)")
    install("loud", code)
    engine = load_engine("loud")
    assert not engine.speaks(ENGLISH, FRENCH)
    with pytest.raises(EngineError, match=r"^the engine `loud` failed: ZeroDivisionError$"):
        ask(engine, ["one"])


def test_of_two_packages_with_one_name_the_first_is_taken_whatever_their_order(install: Install) -> None:
    install("loud", ENGINE.replace("v2", "of zebra"), package="zebra")
    install("loud", ENGINE.replace("v2", "of aardvark"), package="aardvark")
    assert load_engine("loud").model == "of aardvark"
