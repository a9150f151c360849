"""The page about engines says what there is: every engine, key and setting; and its example is an engine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from essaytool.engines import BUILT_IN, SETTINGS, Batch, Engine, Limits, Text, Unanswered, load_engine
from essaytool.engines.keys import VARIABLES
from tests.engines.asking import ENGLISH, FRENCH

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "engines.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip()[1:-1].split("|")] for line in PAGE.splitlines() if line[:1] == "|"
]


def rows(first: str) -> list[list[str]]:
    """The table rows that begin with this cell."""
    return [row for row in ROWS if row[0] == first]


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_engine_is_there_with_where_its_text_goes(name: str) -> None:
    engine = load_engine(name)
    about = rows(f"`{name}`")[0]
    assert engine.destination.replace("this machine", "stays on this machine") in about[2]


@pytest.mark.parametrize("name", VARIABLES)
def test_every_variable_is_there_with_the_hosts_of_its_key(name: str) -> None:
    for variable in VARIABLES[name]:
        (row,) = [row for row in ROWS if f"`{variable.name}`" in row[1]]
        for host in variable.hosts:
            first, dot, domain = host.partition(".")
            assert host in row[2] or (re.search(rf"\b{first}\b", row[2]) and dot + domain in row[2])


def test_every_setting_is_there_and_no_other() -> None:
    listed = [row[0].strip("`") for row in ROWS[[row[0] for row in ROWS].index("key") + 2 :]]
    settings = {key for name in BUILT_IN for key in SETTINGS[name] or ()}
    assert settings == set(listed[: len(settings)])


@pytest.mark.parametrize("name", [name for name in BUILT_IN if name != "pseudo"])
def test_every_limit_is_there(name: str) -> None:
    limits = load_engine(name).limits
    told = " ".join(rows(f"`{name}`")[-1])
    assert f"{limits.text:,}" in told
    assert re.search(rf"\b{limits.texts} texts?", told)
    assert limits.batch is None or f"{limits.batch:,}" in told
    assert told.partition("; ")[0].endswith(f" {limits.at_once}")


def test_the_example_is_an_engine() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, type[Engine]] = {}
    exec(code, names)
    engine = names["Shout"]({"mark": "?"})  # type: ignore[call-arg]
    assert [member for member in Engine.__annotations__ if not hasattr(engine, member)] == []
    batch = Batch((Text("one"), Text(" ")), ENGLISH, FRENCH)
    assert engine.translate(batch) == ["ONE?", Unanswered("there is nothing to translate")]
    assert isinstance(engine.limits, Limits)
