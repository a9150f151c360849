"""The programs that judge pages, each as a function; a test without its program is skipped with its name."""

from __future__ import annotations

import functools
import json
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

ORACLES = Path(__file__).parent / "oracles"
NU = ORACLES / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
Program = Callable[[str], str]


def require(package: str) -> None:
    """Skip the test if a package of ``tests/editions/oracles`` is not installed (``npm ci`` there)."""
    if not (ORACLES / "node_modules" / package).is_dir():
        pytest.skip(f"{package} is not installed (npm ci in tests/editions/oracles)")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of this folder's files, on loopback."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Silent, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def nu(folder: Path, program: Program, pattern: str = "*.html") -> dict[str, list[str]]:
    """What the Nu HTML checker says of each page of a folder: errors, warnings, all.

    It fetches the pages, because images of a page that is a file do not match the policy's ``'self'``.
    """
    require("vnu-jar")
    pages = sorted(path.relative_to(folder).as_posix() for path in folder.rglob(pattern))
    with served(folder) as address:
        allowed = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
        command = [
            program("java"),
            allowed,
            "-jar",
            str(NU),
            "--Werror",
            "--exit-zero-always",
            "--format",
            "json",
        ]
        done = subprocess.run(
            [*command, *(address + page for page in pages)], capture_output=True, text=True, check=True
        )
    found: dict[str, list[str]] = {page: [] for page in pages}
    for message in json.loads(done.stderr)["messages"]:
        found[message["url"].removeprefix(address)].append(message["message"])
    return found


def relax_ng(schema: Path, paths: Sequence[Path], program: Program) -> str:
    """What jing, which comes with Nu, says of XML files by a RELAX NG schema in compact syntax."""
    require("vnu-jar")
    driver = "nu.validator.vendor.thaiopensource.relaxng.util.Driver"
    command = [program("java"), "-cp", str(NU), driver, "-c", str(schema), *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def ask(script: str, plan: dict[str, Any], program: Program) -> Any:
    """The answer of one of the scripts beside the oracles, which drive chromium, to a plan."""
    require("playwright-core")
    require("axe-core")
    command = [program("node"), str(ORACLES / script)]
    plan = {"chromium": program("chromium"), **plan}
    done = subprocess.run(command, input=json.dumps(plan), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
