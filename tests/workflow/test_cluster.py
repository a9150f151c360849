"""A cluster: a real Dask scheduler and two workers on loopback do what one process does, byte for byte."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from essaytool.errors import ConfigError
from essaytool.project import find_project
from essaytool.workflow.jobs import crew_for
from tests.workflow.test_jobs import files, garden, run_all

pytest.importorskip("distributed")
PATIENCE = 120
"""Seconds until a server is up on a busy machine."""


@dataclass(frozen=True)
class Cluster:
    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers of one thread each, as a person would start them."""
    folder = tmp_path_factory.mktemp("cluster")
    contact = folder / "scheduler.json"
    with ExitStack() as stack:
        scheduling = [
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--scheduler-file",
            str(contact),
        ]
        stack.callback(end, started("scheduler", [*scheduling, "--scheduler-file", str(contact)], folder))
        address = address_in(contact)
        workers = []
        for number in range(2):
            own = ["--no-nanny", "--no-dashboard", "--local-directory", str(folder / str(number))]
            worker = started("worker", [address, "--nthreads", "1", *own], folder)
            stack.callback(end, worker)
            workers.append(worker)
        yield Cluster(address, tuple(workers))


def started(kind: str, arguments: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)


def address_in(contact: Path) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if contact.exists() and (text := contact.read_text("utf-8")):
            return str(json.loads(text)["address"])
        time.sleep(0.1)
    pytest.fail("no scheduler came up")


def end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def crowded(root: Path) -> Path:
    """A garden with enough essays to keep two workers busy, one of which cannot be read."""
    garden(root)
    for number in range(12):
        text = "\n\n".join(f"Paragraph {number} {line} of [bread](bread.md)." for line in range(20))
        (root / "source" / f"more-{number}.md").write_text(f"# More\n\n{text}\n", "utf-8")
    (root / "source" / "broken.md").write_bytes(b"# \xff\n")
    return root


def test_a_cluster_makes_what_one_process_makes(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, many = crowded(tmp_path / "one"), crowded(tmp_path / "many")
    monkeypatch.chdir(one)
    told = run_all(one)
    monkeypatch.chdir(many)
    with crew_for(find_project(many), scheduler=cluster.address) as crew:
        assert run_all(many, crew) == told
    assert files(many) == files(one)


def test_a_worker_that_is_killed_in_the_middle_changes_nothing(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, many = crowded(tmp_path / "one"), crowded(tmp_path / "many")
    monkeypatch.chdir(one)
    run_all(one)
    monkeypatch.chdir(many)
    command = [sys.executable, "-m", "essaytool", "publish", "--scheduler", cluster.address]
    run = subprocess.Popen(command, cwd=many, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    until = time.monotonic() + PATIENCE
    while not (many / "locales" / "bread.pot").exists() and time.monotonic() < until:
        time.sleep(0.01)
    cluster.workers[0].kill()
    output, _ = run.communicate(timeout=PATIENCE)
    assert run.returncode == 2, output.decode()
    assert b"broken.md:1: is not UTF-8" in output
    assert files(many) == files(one)


def test_where_no_scheduler_is_one_sentence_says_so(tmp_path: Path) -> None:
    project = find_project(garden(tmp_path / "garden"))
    with (
        pytest.raises(ConfigError, match="no Dask worker can be reached"),
        crew_for(project, scheduler="tcp://127.0.0.1:1"),
    ):
        pytest.fail("it was reached")
