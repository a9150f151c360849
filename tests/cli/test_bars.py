"""Bars on a terminal: their lengths, and where there are none."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from essaytool.cli.bars import Bars, fitting
from tests.cli.test_streams import on_terminal

COLOURS = re.compile(r"\x1b\[[0-9;]*3[0-9][0-9;]*m")
SEQUENCES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


@pytest.mark.parametrize(
    ("parts", "drawn"),
    [
        ((1, 0, 0, 0), "██████████"),
        ((0, 0, 0, 7), "··········"),
        ((1, 1, 1, 1), "██▒▒▒░░···"),
        ((999, 0, 0, 1), "█████████·"),
        ((0, 1, 0, 999), "··········"),
        ((0, 0, 0, 0), ""),
    ],
)
def test_a_bar_is_full_only_if_all_of_it_is_there(parts: tuple[int, ...], drawn: str) -> None:
    assert Bars(10, "█▒░·").draw(parts).plain == drawn


@given(st.lists(st.integers(0, 10_000), min_size=4, max_size=4), st.integers(8, 40))
def test_a_bar_is_as_wide_as_all_bars(parts: list[int], width: int) -> None:
    drawn = Bars(width, "#=-.").draw(parts).plain
    assert len(drawn) == (width if sum(parts) else 0)
    assert re.fullmatch("#*=*-*[.]*", drawn)


def test_a_stream_that_has_no_blocks_gets_other_marks() -> None:
    for encoding, blocks in (("utf-8", "█▒░·"), ("ascii", "#=-."), ("latin-1", "#=-.")):
        bars = fitting(100, encoding)
        assert bars is not None
        assert bars.blocks == blocks
    assert fitting(7, "utf-8") is None


@pytest.mark.usefixtures("project")
def test_a_terminal_shows_bars_with_their_key_below(run: Callable[..., Result]) -> None:
    run("publish")
    shown = on_terminal("coverage", "-l", "es")
    assert COLOURS.search(shown)
    _, *rows, key = SEQUENCES.sub("", shown.partition("words/entries")[2]).splitlines()
    assert {len(row.rstrip()) for row in rows} <= {*range(60, 81)}
    assert all(row.rstrip().endswith("▒" * 8) for row in rows)
    assert key.rstrip() == "█ reviewed  ▒ draft  ░ stale  · missing"


@pytest.mark.usefixtures("project")
def test_without_colours_the_blocks_tell_states_apart(run: Callable[..., Result]) -> None:
    run("publish")
    shown = on_terminal("coverage", "-l", "es", COLUMNS="100", NO_COLOR="1")
    assert not COLOURS.search(shown)
    assert "▒▒▒▒▒▒▒▒" in shown


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("environ", [{"COLUMNS": "40"}, {"TERM": "dumb"}])
def test_a_narrow_or_dumb_terminal_gets_no_bars(environ: dict[str, str], run: Callable[..., Result]) -> None:
    run("publish")
    shown = on_terminal("coverage", "-l", "es", **environ)
    assert "0/0" in shown
    assert not set(shown) & set("█▒░")


@pytest.mark.usefixtures("project")
def test_a_terminal_of_an_old_encoding_gets_bars_in_ascii(run: Callable[..., Result]) -> None:
    run("publish")
    shown = on_terminal("coverage", "-l", "es", COLUMNS="100", PYTHONIOENCODING="ascii")
    assert "========" in shown
