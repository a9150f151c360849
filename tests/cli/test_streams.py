"""The command line as a process: closed pipes, plain terminals, old encodings, interrupts."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from essaytool.locks import lock


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "essaytool", *arguments]


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(*arguments), capture_output=True, env={**os.environ, **environ}, check=False, timeout=60
    )


def on_terminal(*arguments: str, **environ: str) -> str:
    """What a terminal of 80 columns is sent by a command."""
    main, other = pty.openpty()
    env = {"TERM": "xterm", "COLUMNS": "80", **os.environ, **environ}
    process = subprocess.Popen(command(*arguments), stdout=other, stderr=other, stdin=other, env=env)
    os.close(other)
    seen = b""
    while True:
        try:
            block = os.read(main, 65536)
        except OSError:  # Linux tells so that the other side was closed
            break
        if not block:
            break
        seen += block
    os.close(main)
    assert process.wait(timeout=60) == 0
    return seen.decode()


@pytest.mark.usefixtures("drafted")
@pytest.mark.parametrize("arguments", [("publish",), ("coverage",), ("engines",), ("build", "--json")])
def test_a_closed_pipe_ends_the_printing_and_not_the_work(arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(command(*arguments), stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert process.returncode == 0
    assert b"Traceback" not in process.stderr
    assert b"BrokenPipe" not in process.stderr


def test_a_closed_pipe_does_not_stop_publish_half_way(project: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    assert subprocess.run(command("publish"), stdout=writing, stderr=writing, check=False).returncode == 0
    os.close(writing)
    assert (project / "output" / "es" / "bread.html").exists()


@pytest.mark.usefixtures("project")
def test_streams_that_are_closed_from_the_start_are_no_error() -> None:
    assert run("extract").returncode == 0
    closed = subprocess.run(
        ["sh", "-c", '"$@" >&- 2>&-', "sh", *command("coverage")], check=False, timeout=60
    )
    assert closed.returncode == 0


@pytest.mark.usefixtures("project")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_under_stdout_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(command("coverage"), stdout=full, stderr=subprocess.PIPE, check=False)
    assert process.returncode == 2
    assert process.stderr.splitlines()[-1] == b"no space left on device"


@pytest.mark.parametrize("locale", ["C", "POSIX"])
@pytest.mark.parametrize("encoding", ["", "ascii"])
def test_any_locale_and_encoding_will_do(locale: str, encoding: str, project: Path) -> None:
    (project / "source" / "パン.md").write_text("# 酵母\n", "utf-8")
    for verb in ("publish", "build", "coverage"):
        process = run(verb, LC_ALL=locale, PYTHONIOENCODING=encoding)
        assert process.returncode == 0, process.stderr
        assert b"Traceback" not in process.stderr
    shown = process.stdout.decode("utf-8")
    assert ("パン" if not encoding else r"\u30d1\u30f3") in shown


@pytest.mark.usefixtures("drafted")
def test_a_terminal_gets_colour_and_progress_unless_it_says_otherwise() -> None:
    assert "\x1b[1m" in on_terminal("coverage")
    assert "\x1b[1m" not in on_terminal("coverage", NO_COLOR="1", TERM="dumb")
    dumb = on_terminal("publish", TERM="dumb")
    assert "\x1b" not in dumb
    assert "\r" not in dumb.replace("\r\n", "\n")


@pytest.mark.usefixtures("drafted")
def test_a_narrow_terminal_loses_no_number() -> None:
    cells = run("coverage").stdout.decode().split()
    shown = on_terminal("coverage", COLUMNS="20")
    assert [cell for cell in cells if cell not in shown] == []


@pytest.mark.usefixtures("drafted")
def test_a_pipe_gets_no_colour_and_no_progress() -> None:
    for verb in ("publish", "coverage", "engines", "draft"):
        process = run(verb, FORCE_COLOR="1", TERM="xterm")
        assert b"\x1b" not in process.stdout + process.stderr


def test_an_interrupt_ends_with_130_and_one_sentence(project: Path) -> None:
    with lock(project):  # so that the command waits, and is there to be interrupted
        process = subprocess.Popen(command("extract"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        printed, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert printed == b""
    assert told.decode().strip().startswith("interrupted: ")
    assert len(told.decode().strip().splitlines()) == 1
