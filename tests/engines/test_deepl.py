"""DeepL through deep-translator, as DeepL wants to be asked today."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from essaytool.engines import Batch, Text, Unanswered, load_engine
from essaytool.errors import EngineError
from essaytool.languages import parse_tag
from tests.engines.asking import ENGLISH, FRENCH, ask, engine_of
from tests.engines.servers import Server, serving


@pytest.fixture
def deepl() -> Iterator[Server]:
    with serving("deepl") as server:
        yield server


def test_the_key_is_in_a_header_and_all_texts_in_one_request(
    deepl: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEEPL_API_KEY", "canary")
    texts = [f"text {number}" for number in range(50)]
    assert ask(engine_of(deepl), texts) == [text.upper() for text in texts]
    (asked,) = deepl.requests
    assert (asked.method, asked.path, asked.query) == ("POST", "/v2/translate", {})
    assert asked.headers["Authorization"] == "DeepL-Auth-Key canary"
    assert asked.body == {
        "text": texts,
        "source_lang": "EN",
        "target_lang": "FR",
        "tag_handling": "xml",
        "tag_handling_version": "v2",
        "split_sentences": "nonewlines",
    }


def test_what_stands_around_is_read_and_not_translated(deepl: Server) -> None:
    texts = (Text("one", before="zero", after="two"), Text("two", before="one", after="three"))
    engine_of(deepl).translate(Batch(texts, ENGLISH, FRENCH, title="Numbers"))
    assert deepl.requests[0].body["context"] == "Numbers\n\nzero\n\ntwo\n\none\n\nthree"
    assert deepl.texts == ["one", "two"]


def test_a_text_that_is_no_xml_does_not_spoil_the_others(deepl: Server) -> None:
    answers = ask(engine_of(deepl), ["one", "a < b", "two\x01", '<g id="1">three</g>', "a &lt; b &amp; c"])
    refused = Unanswered("is not XML that deepl would take")
    assert answers == ["ONE", refused, refused, '<g id="1">THREE</g>', "A &lt; B &amp; C"]


def test_without_tag_handling_plain_texts_go_as_they_are(deepl: Server) -> None:
    """DeepL translates into Hebrew, but handles no tags there."""
    answers = ask(engine_of(deepl), ["a &lt; b", '<x id="1"/> c &amp;'], ENGLISH, parse_tag("he"))
    assert answers == ["A &lt; B", '<x id="1"/> C &amp;']
    texts = ["a < b", '<x id="1"/> c &amp;']
    assert deepl.requests[0].body == {"text": texts, "source_lang": "EN", "target_lang": "HE"}


@pytest.mark.parametrize(
    ("source", "target", "sent"),
    [
        ("en", "pt", ("EN", "PT-BR")),
        ("en-GB", "pt-AO", ("EN", "PT-PT")),
        ("pt-BR", "en", ("PT", "EN-US")),
        ("de", "en-AU", ("DE", "EN-GB")),
        ("en", "zh", ("EN", "ZH-HANS")),
        ("zh-TW", "es-MX", ("ZH", "ES-419")),
        ("nb", "zh-HK", ("NB", "ZH-HANT")),
    ],
)
def test_languages_go_by_deepls_names(source: str, target: str, sent: tuple[str, str], deepl: Server) -> None:
    engine = engine_of(deepl)
    assert engine.speaks(parse_tag(source), parse_tag(target))
    ask(engine, ["one"], parse_tag(source), parse_tag(target))
    assert (deepl.requests[0].body["source_lang"], deepl.requests[0].body["target_lang"]) == sent


@pytest.mark.parametrize(("source", "target"), [("en-US", "en-GB"), ("zh-Hans", "zh-Hant"), ("en", "hsb")])
def test_variants_of_a_language_and_unknown_ones_are_not_spoken(source: str, target: str) -> None:
    assert not load_engine("deepl").speaks(parse_tag(source), parse_tag(target))


def test_the_quota_stops_the_run_at_once(deepl: Server) -> None:
    deepl.always = "456"
    with pytest.raises(EngineError, match=r"^127\.0\.0\.1 says that the quota is used up$") as error:
        ask(engine_of(deepl), ["one"])
    assert error.value.exit_code == 3
    assert len(deepl.requests) == 1


@pytest.mark.parametrize(
    ("fault", "reason"),
    [("count", "deepl gave 1 answers to 2 texts"), ("413", "127.0.0.1 finds the request too long")],
)
def test_answers_that_cannot_be_told_apart_are_none(deepl: Server, fault: str, reason: str) -> None:
    deepl.faults = [fault]
    assert ask(engine_of(deepl), ["one", "two"]) == [Unanswered(reason)] * 2


def test_a_batch_that_keeps_the_limits_fits_into_a_request(deepl: Server) -> None:
    """128 KiB are what a request may have."""
    engine = engine_of(deepl)
    for letter in ("x", "ж", "日", "🎉", '"'):
        text = letter * (engine.limits.text // (engine.measure(letter * 2) - engine.measure(letter)) - 4)
        assert engine.measure(text) <= engine.limits.text
        count = (engine.limits.batch or 0) // engine.measure(text)
        around = Text(text, before="日" * 5_000)
        engine.translate(Batch((around,) * count, ENGLISH, FRENCH))
        assert int(deepl.requests[-1].headers["Content-Length"]) <= 128 * 1024


@pytest.mark.parametrize(
    ("key", "host"), [("abc:fx", "api-free.deepl.com"), ("abc", "api.deepl.com"), ("", "api.deepl.com")]
)
def test_a_key_of_the_free_api_goes_to_its_host(key: str, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESSAYTOOL_DEEPL_KEY", key)
    engine = load_engine("deepl")
    assert (engine.hosted, engine.destination) == (True, host)
    assert bool(engine.available()) == (not key)
