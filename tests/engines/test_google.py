"""Google through deep-translator, against a page that answers as google's does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from essaytool.engines import Unanswered, load_engine
from tests.engines.asking import ask, engine_of
from tests.engines.servers import Server, serving


@pytest.fixture
def page() -> Iterator[Server]:
    with serving("google") as server:
        yield server


def test_languages_go_by_googles_names(page: Server) -> None:
    ask(engine_of(page), ["one"])
    assert page.requests[0].query == {"sl": "en", "tl": "fr", "q": "one"}


def test_line_breaks_are_not_sent(page: Server) -> None:
    assert ask(engine_of(page), ["a line\nand  another"]) == ["A LINE AND ANOTHER"]


def test_what_the_page_escapes_comes_back_as_it_was(page: Server) -> None:
    assert ask(engine_of(page), ["a & b < c &amp; \"d\" 'e'"]) == ["A & B < C &amp; \"D\" 'E'"]


@pytest.mark.parametrize(("fault", "reason"), [("nothing", "gave no translation"), ("error page", "be read")])
def test_what_goes_wrong_with_one_text_is_its_answer_alone(page: Server, fault: str, reason: str) -> None:
    page.faults = [fault]
    wrong, right = ask(engine_of(page), ["one", "two"])
    assert isinstance(wrong, Unanswered)
    assert reason in wrong.reason
    assert right == "TWO"


def test_an_echo_is_handed_on_for_others_to_judge(page: Server) -> None:
    page.always = "echo"
    assert ask(engine_of(page), ["one", "* * *"]) == ["one", Unanswered("google gave no translation")]


def test_a_request_is_a_url_and_has_its_length() -> None:
    engine = load_engine("google")
    assert engine.measure("x" * 4_999) == engine.limits.text
    assert engine.measure("x" * 5_000) > engine.limits.text
    assert engine.measure("日" * 1_666) <= engine.limits.text < engine.measure("日" * 1_667)


def test_the_longest_text_arrives(page: Server) -> None:
    for text in ("x" * 4_999, "日" * 1_666):
        assert ask(engine_of(page), [text]) == [text.upper()]


def test_a_server_of_ones_own_gets_more_requests_at_once(page: Server) -> None:
    assert (engine_of(page).limits.at_once, load_engine("google").limits.at_once) == (16, 4)
