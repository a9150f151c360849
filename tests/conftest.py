"""What every test may ask for: outside programs, real corpora, and how hard hypothesis tries.

A test whose program or corpus is not on this machine is skipped with its name. ``REQUIRE_ALL=1`` says that
this machine has everything, and makes each skip a failure; it takes more samples where they are slow.
``SWEEP=1`` takes many more.

A test that tries many samples says how many, ``figures("faults survived", 120)``. The sums stand at the end
of the run: `make sweep` prints what docs/reliability.md tells.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TypeVar

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent
SWEEP = os.environ.get("SWEEP") == "1"
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
THOROUGH = SWEEP or REQUIRE_ALL
"""Whether tests that keep a browser or a checker busy for long take all that CI takes, or a few of it."""

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

FIGURE = "figure: "
"""What the name of a property begins with that is a figure; properties come home from xdist's workers."""

hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True, database=None)
hypothesis.settings.register_profile("sweep", deadline=None, max_examples=5000)
hypothesis.settings.load_profile("sweep" if SWEEP else "ci" if os.environ.get("CI") else "local")


@pytest.fixture(autouse=True)
def cache_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's cache of drafts."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """``program("msgfmt")`` is the path of an outside program; without it the test is skipped."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            pytest.skip(f"{name} is not installed")
        return path

    return find


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real essays, books and catalogs beside this checkout; without it the test is skipped."""
    folder = ROOT.parent / "shared" / "corpora"
    if not folder.is_dir():
        pytest.skip("the corpora are not beside this checkout")
    return folder


@pytest.fixture(autouse=True)
def keyless(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test uses a key of the user's."""
    for variable in [
        name for name in os.environ if re.fullmatch(r"(ESSAYTOOL_)?[A-Z]+_(API_|AUTH_)?KEY", name)
    ]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("ESSAYTOOL_KEYS", os.devnull + ".missing")


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """``figures("kills survived", 200)``, in a test that passes, adds to a sum at the end of the run."""

    def add(name: str, number: int) -> None:
        record_property(FIGURE + name, number)

    return add


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    sums: Counter[str] = Counter()
    for report in terminalreporter.stats.get("passed", []):
        for name, number in report.user_properties:
            if name.startswith(FIGURE):
                sums[name.removeprefix(FIGURE)] += number
    if sums:
        terminalreporter.section("figures")
    for name, number in sorted(sums.items()):
        terminalreporter.write_line(f"{number:>12,}  {name}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return without_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return without_skip((yield))


def without_skip(report: Report) -> Report:
    """The report, with a skip made a failure where nothing may be skipped; an expected failure is no skip."""
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{reason} (and REQUIRE_ALL=1 allows no skip)"
    return report
