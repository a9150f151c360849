"""A project to be hurt, the verbs that write into it, and processes that run them."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.reliability.runs import Nursery, nursery_in
from tests.reliability.verbs import VERBS, Verb, make_garden


@pytest.fixture(scope="session")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_garden(tmp_path_factory.mktemp("garden")).root


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with nursery_in(tmp_path_factory.mktemp("nursery")) as nursery:
        yield nursery


@pytest.fixture(params=VERBS)
def verb(request: pytest.FixtureRequest) -> Verb:
    return VERBS[request.param]


@pytest.fixture
def root(garden: Path, tmp_path: Path, verb: Verb) -> Path:
    """A copy of the project in which the verb has something to write."""
    copy = Path(shutil.copytree(garden, tmp_path / "garden"))
    verb.prepare(copy)
    return copy


@pytest.fixture
def copied(root: Path, tmp_path: Path) -> Callable[[], Path]:
    """Another copy of it, each time, at a place that is called the same."""
    numbers = itertools.count()
    return lambda: Path(shutil.copytree(root, tmp_path / f"copy{next(numbers)}" / root.name, symlinks=True))
