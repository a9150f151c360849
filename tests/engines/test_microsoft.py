"""Microsoft through deep-translator: many texts a request, and no request but for texts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from essaytool.engines import Unanswered, load_engine
from essaytool.errors import EngineError
from essaytool.languages import parse_tag
from tests.engines.asking import ENGLISH, ask, engine_of
from tests.engines.servers import Server, serving


@pytest.fixture
def microsoft() -> Iterator[Server]:
    with serving("microsoft") as server:
        yield server


def test_key_and_region_are_in_headers_and_all_texts_in_one_request(
    microsoft: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESSAYTOOL_MICROSOFT_KEY", "canary")
    texts = [f"text {number}" for number in range(100)]
    answers = ask(engine_of(microsoft, region="westeurope"), texts, ENGLISH, parse_tag("sr-Latn"))
    assert answers == [text.upper() for text in texts]
    (asked,) = microsoft.requests
    assert (asked.method, asked.path) == ("POST", "/translate")
    assert asked.query == {"api-version": "3.0", "from": "en", "to": "sr-Latn", "textType": "html"}
    assert asked.headers["Ocp-Apim-Subscription-Key"] == "canary"
    assert asked.headers["Ocp-Apim-Subscription-Region"] == "westeurope"


def test_no_region_is_sent_where_there_is_none(microsoft: Server) -> None:
    ask(engine_of(microsoft), ["one"])
    assert "Ocp-Apim-Subscription-Region" not in microsoft.requests[0].headers
    assert "Ocp-Apim-Subscription-Key" not in microsoft.requests[0].headers


@pytest.mark.parametrize(
    ("fault", "reason"),
    [("quota", "says that the quota is used up"), ("language", "does not have one of the languages")],
)
def test_what_no_other_text_would_change_stops_the_run(microsoft: Server, fault: str, reason: str) -> None:
    microsoft.always = fault
    with pytest.raises(EngineError, match=f"127.0.0.1 {reason}"):
        ask(engine_of(microsoft), ["one"])
    assert len(microsoft.requests) == 1


@pytest.mark.parametrize(
    ("fault", "reason"),
    [("count", "microsoft gave 1 answers to 2 texts"), ("too long", "127.0.0.1 finds the request too long")],
)
def test_answers_that_cannot_be_told_apart_are_none(microsoft: Server, fault: str, reason: str) -> None:
    microsoft.faults = [fault]
    assert ask(engine_of(microsoft), ["one", "two"]) == [Unanswered(reason)] * 2


def test_it_needs_a_key() -> None:
    assert load_engine("microsoft").available().startswith("needs a key: ESSAYTOOL_MICROSOFT_KEY in the")
