"""A canary for a key, and one in the text: through every engine and every fault, and then looked for in all
that is written. A server sees the key where it belongs, and nowhere else.
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from essaytool.cli.verbs import essaytool
from essaytool.engines import Answer, Unanswered
from essaytool.errors import EngineError
from tests.conftest import THOROUGH
from tests.engines.asking import HASTY, SERVED, ask, engine_of
from tests.engines.servers import Server, serving

KEY = "canary-key-7f3a"
TEXT = "A canary sings in the text."
ESSAY = f"# Birds\n\n{TEXT} It *is* [yellow](https://example.org/).\n"
VARIABLES = {
    "libre": "ESSAYTOOL_LIBRE_KEY",
    "deepl": "DEEPL_API_KEY",
    "microsoft": "MICROSOFT_API_KEY",
    "chat": "ESSAYTOOL_CHAT_KEY",
}
FAULTS = (
    "200 302 400 401 402 403 404 413 422 429 456 500 503 529".split()
    + "hang drip drop cut garbage empty endless nothing count".split()
    + ["quota", "language", "too long", "no key", "wrong key", "no form", "refusal", "talk", "added", "other"]
)
SLOW = ("drip", "hang", "endless")
"""What keeps an engine waiting until it gives up."""
A_FEW = SERVED[::3]
"""The engines that try every fault in a short run, since all have one door in common."""


def pairs(faults: Iterable[str], everywhere: Collection[str]) -> list[tuple[str, str]]:
    """Engines with faults: some faults with all engines, the others with a few, but in a thorough run."""
    return [
        (name, fault) for fault in faults for name in (SERVED if THOROUGH or fault in everywhere else A_FEW)
    ]


@pytest.fixture(params=SERVED)
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for variable in VARIABLES.values():
        monkeypatch.setenv(variable, KEY)
    with serving(request.param) as server:
        yield server


def is_clean(written: str) -> bool:
    return "canary" not in written and "sings" not in written


@pytest.mark.parametrize(("server", "fault"), pairs(FAULTS, {*FAULTS}.difference(SLOW)), indirect=["server"])
def test_no_message_holds_a_key_or_a_text(
    fault: str, server: Server, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    server.always = "" if fault == "200" else fault
    engine = engine_of(server, replace(HASTY, pauses=(0.01,)))
    with caplog.at_level(logging.INFO):
        told = [outcome(lambda: ask(engine, [TEXT, f"{TEXT} Again."])) for _ in range(2)]
    assert is_clean("\n".join(told))
    assert is_clean(repr(engine) + str(engine.limits) + engine.available())
    assert is_clean(caplog.text)
    assert is_clean("".join(capfd.readouterr()))


def outcome(asking: Callable[[], object]) -> str:
    """All that an engine tells of what went wrong, with what went wrong before that."""
    try:
        answers = asking()
    except EngineError as error:
        chain = []
        link: BaseException | None = error
        while link is not None:
            chain += [repr(link), str(link), repr(getattr(link, "hint", "")), repr(vars(link))]
            link = link.__cause__ or link.__context__
        return "\n".join([*chain, *traceback.format_exception(error)])
    assert isinstance(answers, list | tuple)
    return "\n".join(reason_of(answer) for answer in answers)


def reason_of(answer: Answer) -> str:
    return repr(answer) if isinstance(answer, Unanswered) else ""


def test_a_key_goes_where_it_belongs_and_nowhere_else(server: Server) -> None:
    ask(engine_of(server), [TEXT])
    (asked,) = server.requests
    in_headers = [name for name, value in asked.headers.items() if KEY in value]
    in_body = [name for name, value in asked.body.items() if value == KEY] if server.name == "libre" else []
    assert in_headers + in_body == {
        "libre": ["api_key"],
        "deepl": ["Authorization"],
        "microsoft": ["Ocp-Apim-Subscription-Key"],
        "chat": ["Authorization"],
    }.get(server.name, [])
    assert KEY not in asked.path + str(asked.query)


@pytest.mark.parametrize("name", VARIABLES)
def test_no_key_goes_to_a_host_that_a_project_names(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The host is this machine, taken for another one: so the key would arrive if it were sent."""
    monkeypatch.setenv(VARIABLES[name], KEY)
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr("essaytool.engines.keys.is_loopback", lambda _: False)
    with serving(name) as server:
        engine = engine_of(server)
        assert engine.key() == ""
        ask(engine, ["one"])
        (asked,) = server.requests
        assert KEY not in f"{asked}{asked.headers}{asked.body}"
        engine.hosted = True
        if engine.needs_key:
            with pytest.raises(EngineError, match=f"{name} needs a key: `127.0.0.1 = KEY` in "):
                ask(engine, ["one"])


@pytest.mark.parametrize(
    ("server", "fault"), pairs(["", "403", "429", "garbage", "drop"], {""}), indirect=["server"]
)
def test_nothing_that_a_run_writes_holds_a_key(
    fault: str, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engine_of(server)
    monkeypatch.setattr(type(engine), "patience", HASTY)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "birds.md").write_text(ESSAY, "utf-8")
    table = "\n".join(f"{key} = {json.dumps(value)}" for key, value in server.settings.items())
    (tmp_path / "essaytool.toml").write_text(
        f'languages = ["fr"]\nengine = "{server.name}"\n[engines.{server.name}]\n{table}\n', "utf-8"
    )
    server.always = fault
    for verb in ("extract", "update", "draft --dry-run", "draft", "draft --json", "check", "engines --json",
                 "publish --json", "build"):  # fmt: skip
        result = CliRunner().invoke(essaytool, verb.split())
        assert result.exception is None or isinstance(result.exception, SystemExit), verb
        assert KEY not in result.output
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) > 4
    assert [path for path in written if KEY.encode() in path.read_bytes()] == []
    assert server.requests


def test_there_is_no_option_for_a_key() -> None:
    for verb in ("draft", "engines", "publish"):
        assert "key" not in CliRunner().invoke(essaytool, [verb, "--help"]).output.lower()
