"""Google through deep-translator, against a server that answers as google does."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.engines.google_page import GooglePage, google_page

from essaytool.engines.deep import Google, Patience, google_code
from essaytool.engines.protocol import THIS_MACHINE, Answer, Unanswered
from essaytool.errors import ConfigError, EngineError
from essaytool.languages import parse_tag
from tests.engines.asking import ask

ENGLISH, FRENCH = parse_tag("en"), parse_tag("fr")
HASTY = Patience(connect=1, read=0.2, pauses=(0.01, 0.01), longest=1)


@pytest.fixture
def page() -> Iterator[GooglePage]:
    with google_page() as page:
        yield page


def google(page: GooglePage, patience: Patience = HASTY) -> Google:
    return Google({"url": page.url}, patience)


def translated(page: GooglePage, *texts: str) -> list[Answer]:
    return list(ask(google(page), texts, ENGLISH, FRENCH))


def test_one_answer_a_text_over_one_connection(page: GooglePage) -> None:
    texts = [f"an old house no. {number} & <more>" for number in range(20)]
    assert translated(page, *texts) == [text.upper() for text in texts]
    assert len(page.connections) == 1
    assert {(request["sl"], request["tl"]) for request in page.requests} == {("en", "fr")}


def test_letters_of_every_script_arrive_and_come_back(page: GooglePage) -> None:
    assert translated(page, "‘ünïcödé’ — 中文 🎉") == ["‘ÜNÏCÖDÉ’ — 中文 🎉"]


def test_line_breaks_are_not_sent(page: GooglePage) -> None:
    assert translated(page, "a line\nand  another") == ["A LINE AND ANOTHER"]


def test_threads_do_not_get_each_others_answers(page: GooglePage) -> None:
    engine = google(page, Patience(pauses=(0.01,)))
    texts = [f"text {number}" for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda text: ask(engine, [text], ENGLISH, FRENCH)[0], texts))
    assert answers == [text.upper() for text in texts]


@pytest.mark.parametrize("fault", ["429", "500", "503", "hang"])
def test_a_passing_fault_costs_another_attempt(page: GooglePage, fault: str) -> None:
    page.faults = [fault]
    assert translated(page, "one", "two") == ["ONE", "TWO"]
    assert len(page.requests) == 3


def test_waits_as_long_as_the_server_asks(page: GooglePage) -> None:
    page.faults, page.retry_after = ["429"], "1"
    begun = time.monotonic()
    assert translated(page, "one") == ["ONE"]
    assert time.monotonic() - begun >= 1


@pytest.mark.parametrize(
    "retry_after",
    ["3600", format_datetime(datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1), usegmt=True)],
    ids=["seconds", "date"],
)
def test_stops_when_the_server_asks_to_wait_too_long(page: GooglePage, retry_after: str) -> None:
    page.always, page.retry_after = "429", retry_after
    with pytest.raises(
        EngineError, match=r"127\.0\.0\.1 takes no more requests for now, and asks to wait 3\d+ s"
    ):
        translated(page, "one")
    assert len(page.requests) == 1


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("429", "takes no more requests for now"),
        ("hang", "does not answer"),
        ("302", r"turns us away \(302\)"),
        ("403", r"turns us away \(403\)"),
    ],
)
def test_a_lasting_fault_stops_the_run(page: GooglePage, fault: str, sentence: str) -> None:
    page.faults = [""]
    page.always = fault
    engine = google(page)
    assert ask(engine, ["one"], ENGLISH, FRENCH) == ["ONE"]
    with pytest.raises(EngineError, match=sentence) as error:
        ask(engine, ["two"], ENGLISH, FRENCH)
    assert error.value.exit_code == 3


def test_a_redirect_is_not_followed(page: GooglePage) -> None:
    page.always = "302"
    with pytest.raises(EngineError):
        translated(page, "one")
    assert len(page.requests) == 1


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("empty", "gave no translation"),
        ("no body", "cannot be read"),
        ("error page", "cannot be read"),
        ("400", "answers 400"),
    ],
)
def test_what_goes_wrong_with_one_text_is_its_answer_alone(page: GooglePage, fault: str, reason: str) -> None:
    page.faults = [fault]
    wrong, right = translated(page, "a secret text", "two")
    assert isinstance(wrong, Unanswered)
    assert reason in wrong.reason
    assert "secret" not in wrong.reason
    assert right == "TWO"


def test_a_text_that_the_server_fails_on_is_passed_over_but_not_three_in_a_row(page: GooglePage) -> None:
    page.always = "500"
    engine = google(page)
    assert ask(engine, ["one", "two"], ENGLISH, FRENCH) == [Unanswered("127.0.0.1 answers 500")] * 2
    with pytest.raises(EngineError, match="answers 500"):
        ask(engine, ["three"], ENGLISH, FRENCH)


def test_a_server_that_is_not_there_stops_the_run_in_one_sentence() -> None:
    engine = Google({"url": "http://127.0.0.1:9/m"}, HASTY)
    with pytest.raises(EngineError, match=r"^127\.0\.0\.1 cannot be reached$"):
        list(ask(engine, ["one"], ENGLISH, FRENCH))


@pytest.mark.parametrize("name", ["127.0.0.1", "me:secret@127.0.0.1"])
def test_no_credentials_go_to_a_host_that_a_project_names(
    name: str, page: GooglePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("default login me password secret\n", "utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    page.url = page.url.replace("127.0.0.1", name)
    engine = google(page)
    engine.hosted = True  # as it is for a host elsewhere, for which the environment's proxies are used
    assert list(ask(engine, ["one"], ENGLISH, FRENCH)) == ["ONE"]
    assert page.credentials == [None]


def test_says_where_text_goes(page: GooglePage) -> None:
    assert (Google({}).hosted, Google({}).destination) == (True, "translate.google.com")
    assert (google(page).hosted, google(page).destination) == (False, THIS_MACHINE)
    elsewhere = Google({"url": "https://mirror.example/m"})
    assert (elsewhere.hosted, elsewhere.destination) == (True, "mirror.example")


@pytest.mark.parametrize(
    "url", ["http://mirror.example/m", "ftp://127.0.0.1/", "translate", "https://", "http://[::1"]
)
def test_text_goes_nowhere_unencrypted(url: str) -> None:
    with pytest.raises(ConfigError, match=r"engines\.google\.url"):
        Google({"url": url})


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("he", "iw"),
        ("jv", "jw"),
        ("nb", "no"),
        ("fil", "tl"),
        ("zh", "zh-CN"),
        ("zh-Hans", "zh-CN"),
        ("zh-TW", "zh-TW"),
        ("zh-Hant", "zh-TW"),
        ("pt-BR", "pt"),
        ("es-419", "es"),
        ("sr", "sr"),
        ("sr-Latn", ""),
        ("hsb", ""),
    ],
)
def test_languages_by_googles_names(tag: str, code: str) -> None:
    assert google_code(parse_tag(tag)) == code
