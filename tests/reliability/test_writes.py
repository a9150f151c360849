"""The order of every write, as the system sees it: at any moment a user's file is the old one or the new one.

Temporary file in the same folder, write, fsync, the comparison with what was read, replace, fsync of the
folder (Pillai et al., OSDI 2014).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.reliability.runs import Nursery
from tests.reliability.tracing import REPLACING, Call, trace
from tests.reliability.verbs import Verb, files

ORDER = ["open", "write", "fsync", "close", "compare", "rename", "fsync folder"]


def test_a_file_is_written_beside_synced_compared_and_then_put_in_place(
    verb: Verb, root: Path, nursery: Nursery, program: Callable[[str], str]
) -> None:
    program("strace")
    before = files(root)
    traced = trace(nursery, verb.arguments, root)
    assert traced.code == 0, traced.output
    calls = traced.about(root)
    replaced = [call for call in calls if call.name in REPLACING]
    changed = {name for name, content in files(root).items() if before.get(name) != content}
    assert changed
    assert changed <= {Path(call.paths[1]).relative_to(root).as_posix() for call in replaced}
    for call in replaced:
        is_empty = Path(call.paths[1]).is_file() and not Path(call.paths[1]).stat().st_size
        assert steps(calls, call) == [step for step in ORDER if step != "write" or not is_empty]
    assert_nothing_else_is_written(traced.about(root), {str(root / name) for name in before}, root)


def assert_nothing_else_is_written(calls: list[Call], users: set[str], root: Path) -> None:
    """No file of a user's is opened to be written, cut short or linked, or removed while it is still made."""
    for call in calls:
        mine = users & set(call.paths)
        assert not (mine and call.writes), call
        assert not (mine and call.name in ("truncate", "ftruncate", "fallocate", "link", "linkat")), call
        if mine and call.name in ("unlink", "unlinkat"):
            name = Path(call.paths[0]).relative_to(root).as_posix()
            assert name.startswith("output/") or name == "locales/es/LC_MESSAGES/bread.po", call


def steps(calls: list[Call], replaced: Call) -> list[str]:
    """What happens to one temporary file and to its target, in order, until its folder is synced."""
    temporary, target = replaced.paths
    assert Path(temporary).parent == Path(target).parent
    found: list[str] = []
    begun = next(place for place, call in enumerate(calls) if temporary in call.paths)
    for call in calls[begun:]:
        if temporary in call.paths:
            name = "open" if call.name == "openat" else call.name
            found += [name] if found[-1:] != [name] else []
            if name == "open":
                assert "O_CREAT|O_EXCL" in call.flags
        elif target in call.paths and call.name == "openat":
            assert call.flags.startswith(", O_RDONLY")
            found.append("compare")
        elif found[-1:] == ["rename"] and call.name == "fsync" and str(Path(target).parent) in call.paths:
            return [*found, "fsync folder"]
    return found
