"""LibreTranslate through deep-translator: text and key in the body, markup as HTML."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from essaytool.engines import Unanswered, load_engine
from essaytool.errors import EngineError
from tests.engines.asking import ask, engine_of
from tests.engines.servers import Server, serving


@pytest.fixture
def libre() -> Iterator[Server]:
    with serving("libre") as server:
        yield server


def test_text_and_key_go_in_the_body(libre: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESSAYTOOL_LIBRE_KEY", "canary")
    ask(engine_of(libre), ["one"])
    (asked,) = libre.requests
    assert (asked.method, asked.path, asked.query) == ("POST", "/translate", {})
    assert asked.body == {"q": "one", "source": "en", "target": "fr", "format": "html", "api_key": "canary"}


def test_no_key_is_sent_where_there_is_none(libre: Server) -> None:
    ask(engine_of(libre), ["one"])
    assert "api_key" not in libre.requests[0].body


def test_escapes_that_the_server_took_out_are_there_again(libre: Server) -> None:
    text = 'a &lt; b &amp; <g id="1">c</g><x id="2"/> &gt; d'
    assert ask(engine_of(libre), [text]) == ['A &lt; B &amp; <g id="1">C</g><x id="2"/> > D']


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("language", "does not have one of the languages"),
        ("pair", "does not translate between these languages"),
        ("no key", "wants a key, or another one"),
        ("wrong key", "wants a key, or another one"),
    ],
)
def test_what_no_other_text_would_change_stops_the_run(libre: Server, fault: str, reason: str) -> None:
    libre.always = fault
    with pytest.raises(EngineError, match=f"127.0.0.1 {reason}"):
        ask(engine_of(libre), ["one"])


def test_a_text_that_is_too_long_for_the_server_is_passed_over(libre: Server) -> None:
    libre.faults = ["too long"]
    assert ask(engine_of(libre), ["one", "two"]) == [Unanswered("127.0.0.1 finds the text too long"), "TWO"]


def test_it_needs_an_address_and_goes_nowhere_without() -> None:
    engine = load_engine("libre")
    assert engine.available() == "needs its server's address: the setting `engines.libre.url`"
    with pytest.raises(EngineError, match="libre needs its server's address"):
        ask(engine, ["one"])
