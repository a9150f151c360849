"""What holds for every engine behind a server, whatever its protocol: each is asked through a real one."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from email.utils import format_datetime
from pathlib import Path

import pytest

from essaytool.engines import THIS_MACHINE, Unanswered, load_engine
from essaytool.engines.http import Patience
from essaytool.errors import ConfigError, EngineError
from tests.engines.asking import SERVED, ask, engine_of
from tests.engines.servers import Server, serving

LONG = "a text that goes on for some time, as a paragraph of an essay does, and then ends"


@pytest.fixture(params=SERVED)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with serving(request.param) as server:
        yield server


@pytest.fixture
def google() -> Iterator[Server]:
    with serving("google") as server:
        yield server


def test_one_answer_a_text_over_one_connection(server: Server) -> None:
    engine = engine_of(server)
    texts = [f"an old house no. {number}" for number in range(20)]
    assert [answer for text in texts for answer in ask(engine, [text])] == [text.upper() for text in texts]
    assert server.texts == texts
    assert server.connections == 1


def test_letters_of_every_script_arrive_and_come_back(server: Server) -> None:
    assert ask(engine_of(server), ["‘ünïcödé’ — 中文 🎉 עברית"]) == ["‘ÜNÏCÖDÉ’ — 中文 🎉 עברית"]


def test_blank_texts_are_not_sent(server: Server) -> None:
    first, *others = ask(engine_of(server), ["one", "", " \n "])
    assert first == "ONE"
    assert others == [Unanswered("there is nothing to translate")] * 2
    assert server.texts == ["one"]


def test_threads_do_not_get_each_others_answers(server: Server) -> None:
    engine = engine_of(server, Patience(pauses=(0.01,)))
    texts = [f"text {number}" for number in range(100)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda text: ask(engine, [text])[0], texts))
    assert answers == [text.upper() for text in texts]
    assert server.connections <= 8


@pytest.mark.parametrize("fault", ["429", "500", "503", "408", "hang", "drop", "cut", "drip", "drip head"])
def test_a_passing_fault_costs_another_attempt(server: Server, fault: str) -> None:
    server.faults = [fault]
    assert ask(engine_of(server), ["one"]) == ["ONE"]
    assert [asked.fault for asked in server.requests] == [fault, ""]


@pytest.mark.parametrize("fault", ["429", "500", "drop"])
def test_nothing_is_sent_again_that_the_budget_does_not_allow(server: Server, fault: str) -> None:
    server.always = fault
    (answer,) = ask(engine_of(server), ["one"], may_repeat=lambda: False)
    assert isinstance(answer, Unanswered)
    assert "the budget allows no further attempt" in answer.reason
    assert len(server.requests) == 1


def test_the_budget_is_asked_before_each_repetition_and_no_oftener(server: Server) -> None:
    asked = []
    server.always = "500"
    ask(engine_of(server), ["one"], may_repeat=lambda: not asked.append(len(server.requests)))
    assert asked == [1, 2]
    assert len(server.requests) == 3 == engine_of(server).limits.attempts


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("429", "takes no more requests for now"),
        ("drop", "cannot be reached"),
        ("302", r"turns us away \(302\)"),
        ("401", r"turns us away \(401\)"),
        ("404", "nothing at this address|does not know the model"),
    ],
)
def test_a_lasting_fault_stops_the_run(server: Server, fault: str, sentence: str) -> None:
    server.always = fault
    with pytest.raises(EngineError, match=rf"^127\.0\.0\.1 .*({sentence})") as error:
        ask(engine_of(server), [LONG])
    assert error.value.exit_code == 3
    assert error.value.hint


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [("hang", "does not answer"), ("drip", "does not answer"), ("endless", "answers without end")],
)
def test_no_answer_is_waited_for_without_end(server: Server, fault: str, sentence: str) -> None:
    server.always = fault
    whole = 60 if fault == "endless" else 1.5
    with pytest.raises(EngineError, match=sentence):
        ask(engine_of(server, Patience(read=1, whole=whole, pauses=())), [LONG])


def test_a_redirect_is_not_followed(server: Server) -> None:
    server.always = "302"
    with pytest.raises(EngineError):
        ask(engine_of(server), ["one"])
    assert len(server.requests) == 1


@pytest.mark.parametrize("fault", ["empty", "garbage", "nothing", "400", "422"])
def test_what_cannot_be_used_is_no_translation(server: Server, fault: str) -> None:
    server.faults = [fault]
    engine = engine_of(server)
    (answer,) = ask(engine, [LONG])
    assert isinstance(answer, Unanswered)
    assert "for some time" not in answer.reason
    assert ask(engine, ["one"]) == ["ONE"]


def test_texts_that_the_server_fails_on_are_passed_over_but_not_three_times_in_a_row(server: Server) -> None:
    server.always = "500"
    engine = engine_of(server)
    for text in ("one", "two"):
        assert ask(engine, [text]) == [Unanswered("127.0.0.1 answers 500")]
    with pytest.raises(EngineError, match="answers 500"):
        ask(engine, ["three"])


def test_a_server_that_is_not_there_stops_the_run_in_one_sentence(server: Server) -> None:
    server.url = "http://127.0.0.1:9/"
    with pytest.raises(EngineError, match=r"^127\.0\.0\.1 cannot be reached$"):
        ask(engine_of(server), ["one"])


# --- waiting ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["429", "503"])
def test_waits_as_long_as_the_server_asks(google: Server, fault: str) -> None:
    google.faults, google.retry_after = [fault], "1"
    assert ask(engine_of(google), ["one"]) == ["ONE"]
    first, second = google.requests
    assert second.at - first.at >= 1


def test_a_busy_server_is_left_alone_by_all_threads(google: Server) -> None:
    google.faults, google.retry_after, google.latency = ["429"], "1", 0.02
    engine = engine_of(google, at_once=4)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: ask(engine, [f"text {number}"]), range(40)))
    times = [asked.at for asked in google.requests]
    refused = next(asked.at for asked in google.requests if asked.fault)
    assert [at for at in times if refused + 0.1 < at < refused + 0.9] == []
    assert len(google.answered) == 40


def in_an_hour() -> str:
    now = datetime.datetime.now(datetime.UTC)
    return format_datetime(now + datetime.timedelta(hours=1), usegmt=True)


@pytest.mark.parametrize("retry_after", [lambda: "3600", in_an_hour], ids=["seconds", "date"])
def test_stops_when_the_server_asks_to_wait_too_long(google: Server, retry_after: Callable[[], str]) -> None:
    google.always, google.retry_after = "429", retry_after()
    with pytest.raises(
        EngineError, match=r"127\.0\.0\.1 takes no more requests for now, and asks to wait 3\d+ s"
    ):
        ask(engine_of(google), ["one"])
    assert len(google.requests) == 1


@pytest.mark.parametrize(
    "retry_after", ["soon", "-5", "1e9", "²", "Wed, 99 Foo 2026", "Wed, 01 Jan 1990 00:00:00 GMT"]
)
def test_an_odd_retry_after_is_passed_over(google: Server, retry_after: str) -> None:
    google.faults, google.retry_after = ["503"], retry_after
    assert ask(engine_of(google), ["one"]) == ["ONE"]


def test_fewer_requests_are_under_way_when_the_server_takes_fewer(google: Server) -> None:
    google.allowed, google.latency = 3, 0.02
    engine = engine_of(google, Patience(pauses=(0.05,) * 8), at_once=16)
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda number: ask(engine, [f"text {number}"])[0], range(100)))
    assert answers == [f"TEXT {number}" for number in range(100)]
    assert google.at_once > 3
    assert engine.connection.throttle.limit < 16


# --- where text and credentials go --------------------------------------------------------------------------


@pytest.mark.parametrize("name", SERVED)
@pytest.mark.parametrize(
    "url",
    ["http://mirror.example/m", "ftp://127.0.0.1/", "translate", "https://", "http://[::1", "http://10.0.0.1/",
     "https://me:secret@mirror.example/", "http://localhost.example/", "http://127.0.0.1@mirror.example/"],
)  # fmt: skip
def test_text_goes_nowhere_unencrypted_and_no_password_goes_along(name: str, url: str) -> None:
    with pytest.raises(ConfigError, match=rf"engines\.{name}\.url") as error:
        load_engine(name, {"url": url})
    assert "secret" not in str(error.value)


def test_what_an_address_asks_for_stays_there(server: Server) -> None:
    assert ask(engine_of(server, url=f"{server.url}?by=us"), ["one"]) == ["ONE"]
    assert server.requests[0].query["by"] == "us"


@pytest.mark.parametrize("name", SERVED)
def test_says_where_text_goes(name: str) -> None:
    here = load_engine(name, {"url": "http://[::1]:8000/"})
    assert (here.hosted, here.destination) == (False, THIS_MACHINE)
    there = load_engine(name, {"url": "https://Mirror.example:8443/m?key=secret"})
    assert (there.hosted, there.destination) == (True, "mirror.example")


def test_no_credentials_come_from_netrc(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("default login me password secret\n", "utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    engine = engine_of(server)
    engine.connection._hosted = True  # as it is for a host elsewhere, for which the environment counts
    assert ask(engine, ["one"]) == ["ONE"]
    assert "Authorization" not in server.requests[0].headers


def test_a_server_on_this_machine_is_asked_without_a_proxy(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    assert ask(engine_of(server), ["one"]) == ["ONE"]


# --- settings -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SERVED)
def test_settings_set_how_much_at_once_and_at_what_price(name: str) -> None:
    engine = load_engine(name, {"at_once": 7, "price_per_million": 20})
    assert (engine.limits.at_once, engine.price_per_million) == (7, 20.0)
    assert load_engine(name).price_per_million == 0


def test_the_limits_say_how_often_a_batch_is_sent(google: Server) -> None:
    assert engine_of(google).limits.attempts == 3
    assert engine_of(google, Patience()).limits.attempts == 4
