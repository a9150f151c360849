"""MyMemory through deep-translator: what it says in place of a translation is none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from essaytool.engines import Unanswered, load_engine
from essaytool.errors import EngineError
from essaytool.languages import parse_tag
from tests.engines.asking import ENGLISH, ask, engine_of
from tests.engines.servers import Server, serving


@pytest.fixture
def memory() -> Iterator[Server]:
    with serving("mymemory") as server:
        yield server


def test_asks_with_regions_and_with_an_address_to_write_to(memory: Server) -> None:
    ask(engine_of(memory, email="me@example.org"), ["one"], ENGLISH, parse_tag("pt"))
    assert memory.requests[0].query == {"q": "one", "langpair": "en-US|pt-BR", "de": "me@example.org"}
    ask(engine_of(memory), ["one"])
    assert "de" not in memory.requests[1].query


@pytest.mark.parametrize("fault", ["quota", "quota 429"])
def test_the_daily_warning_stops_the_run(memory: Server, fault: str) -> None:
    memory.faults = ["", fault]
    engine = engine_of(memory)
    assert ask(engine, ["one"]) == ["ONE"]
    with pytest.raises(EngineError, match="has no more translations for us today") as error:
        ask(engine, ["two"])
    assert error.value.exit_code == 3
    assert len(memory.requests) == 2


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("language", "does not know one of the languages"),
        ("too long", "finds the text too long"),
        ("other", "does not take the text"),
        ("other text", "knows the translation of another text only"),
        ("nothing", "has no translation of the text"),
    ],
)
def test_what_is_no_translation_of_the_text_is_none(memory: Server, fault: str, reason: str) -> None:
    memory.faults = [fault]
    assert ask(engine_of(memory), ["one", "two"]) == [Unanswered(f"127.0.0.1 {reason}"), "TWO"]


def test_escapes_that_the_text_did_not_have_are_undone(memory: Server) -> None:
    memory.translate = lambda text: text.replace("'", "&#39;")
    assert ask(engine_of(memory), ["it's", "it's &#39;"]) == ["it's", "it&#39;s &#39;"]


def test_its_usual_address_is_encrypted_and_a_text_has_few_bytes() -> None:
    engine = load_engine("mymemory")
    assert (engine.hosted, engine.destination) == (True, "api.mymemory.translated.net")
    assert engine.measure("ж" * 225) == engine.limits.text == 450
