"""A project to be hurt, the verbs that write into it, and processes that run them."""

from __future__ import annotations

import itertools
import random
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import THOROUGH
from tests.reliability.runs import Nursery, nursery_in
from tests.reliability.verbs import VERBS, Verb, make_garden

HERE = Path(__file__).parent
CASES = 6
"""Of each test, as many cases as `make test` takes."""


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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of each test here that has many cases, `make test` takes a few, always the same; CI takes all."""
    if THOROUGH:
        return
    cases: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item.path.parent == HERE:
            cases[item.nodeid.partition("[")[0]].append(item)
    left_out = {
        item
        for name, found in cases.items()
        for item in random.Random(name).sample(found, max(0, len(found) - CASES))
    }
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = [item for item in items if item not in left_out]
