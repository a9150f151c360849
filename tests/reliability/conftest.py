"""A project to be hurt, and the verbs that write into it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.reliability.verbs import VERBS, Verb, make_garden


@pytest.fixture(scope="session")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_garden(tmp_path_factory.mktemp("garden")).root


@pytest.fixture(params=VERBS)
def verb(request: pytest.FixtureRequest) -> Verb:
    return VERBS[request.param]


@pytest.fixture
def root(garden: Path, tmp_path: Path, verb: Verb) -> Path:
    """A copy of the project in which the verb has something to write."""
    copy = Path(shutil.copytree(garden, tmp_path / "garden"))
    verb.prepare(copy)
    return copy
