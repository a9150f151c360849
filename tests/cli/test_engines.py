"""What ``essaytool engines`` tells: what is ready, what each lacks, where text would go. It asks nobody."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from essaytool.engines import names

Run = Callable[..., Result]


def configure(project: Path, text: str) -> None:
    (project / "essaytool.toml").write_text(f'languages = ["es", "fr"]\n{text}', "utf-8")


def offers(run: Run) -> dict[str, dict[str, Any]]:
    listed = json.loads(run("engines", "--json").stdout)["engines"]
    return {offer["engine"]: offer for offer in listed}


@pytest.mark.usefixtures("project")
def test_every_engine_is_listed_with_what_it_lacks(run: Run) -> None:
    listed = offers(run)
    assert list(listed) == list(names())
    assert listed["deepl"]["destination"] == "api.deepl.com"
    assert listed["deepl"]["languages"] == ["es", "pt-BR"]
    assert listed["deepl"]["lacks"].startswith(
        "needs a key: ESSAYTOOL_DEEPL_KEY in the environment, or `api.d"
    )
    assert "the setting `engines.libre.url`" in listed["libre"]["lacks"]
    assert (listed["pseudo"]["lacks"], listed["pseudo"]["hosted"]) == ("", False)


def test_settings_and_keys_make_engines_ready(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(
        project,
        'engine = ["deepl", "chat"]\n[engines.deepl]\nprice_per_million = 20\n'
        '[engines.chat]\nurl = "http://127.0.0.1:11434/v1"\nmodel = "tiny"\n',
    )
    monkeypatch.setenv("DEEPL_API_KEY", "canary:fx")
    result = run("engines")
    lines = [line.split("  ") for line in result.stdout.splitlines()]
    rows = {row[0]: [cell.strip() for cell in row if cell.strip()] for row in lines}
    assert rows["engine"] == ["engine", "text goes to", "can draft", "model", "a million", "lacks"]
    assert rows["deepl"] == ["deepl", "api-free.deepl.com", "es, fr", "20"]
    assert rows["chat"] == ["chat", "this machine", "es, fr", "tiny/p1"]
    assert "fr: deepl, on api-free.deepl.com, then chat" in result.stdout
    assert "canary" not in result.output
    assert offers(run)["deepl"]["price_per_million"] == 20


def test_a_key_is_not_ready_for_a_host_that_a_project_names(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(project, '[engines.deepl]\nurl = "https://evil.example/"\n')
    monkeypatch.setenv("DEEPL_API_KEY", "canary")
    deepl = offers(run)["deepl"]
    assert (deepl["hosted"], deepl["destination"]) == (True, "evil.example")
    assert deepl["lacks"].startswith("needs a key: `evil.example = KEY` in ")


def test_an_engine_that_cannot_be_set_up_is_a_line_and_not_the_end(project: Path, run: Run) -> None:
    configure(project, '[engines.google]\nurl = "http://mirror.example/"\n')
    result = run("engines")
    assert result.exit_code == 0
    assert "`engines.google.url` is not an address that text may be sent to" in result.stdout


def test_an_unsafe_key_file_is_what_an_engine_lacks(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = project / "keys"
    keys.write_text("api.deepl.com = canary\n", "utf-8")
    keys.chmod(0o644)
    monkeypatch.setenv("ESSAYTOOL_KEYS", str(keys))
    assert offers(run)["deepl"]["lacks"] == "keys: can be read or written by others (chmod 600 keys)"
    keys.chmod(0o600)
    assert offers(run)["deepl"]["lacks"] == ""


@pytest.mark.usefixtures("project")
def test_nothing_that_could_ask_anybody_is_loaded() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "essaytool", "engines"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert imported & {"requests", "urllib3", "deep_translator", "bs4"} == set()
    assert "mymemory" in done.stdout
