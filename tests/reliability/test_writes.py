"""The order of every write, as the system sees it: at any moment a user's file is the old one or the new one.

Temporary file in the same folder, write, fsync, replace, fsync of the folder (Pillai et al., OSDI 2014).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.reliability.tracing import Call, trace
from tests.reliability.verbs import Verb, files


def test_a_file_is_written_beside_synced_and_then_put_in_place(
    verb: Verb, root: Path, tmp_path: Path, program: Callable[[str], str]
) -> None:
    program("strace")
    before = files(root)
    traced = trace(verb.command, root, tmp_path / "log")
    assert traced.code == 0, traced.output
    calls = traced.about(root)
    replaced = [call for call in calls if call.name.startswith("rename")]
    assert {Path(call.paths[1]).relative_to(root).as_posix() for call in replaced} == {
        name for name, content in files(root).items() if before.get(name) != content
    }
    for call in replaced:
        written = ["write"] if Path(call.paths[1]).stat().st_size else []
        assert steps(calls, call) == ["open", *written, "fsync", "close", "rename", "fsync folder"]


def test_no_file_of_a_user_is_opened_to_be_written(
    verb: Verb, root: Path, tmp_path: Path, program: Callable[[str], str]
) -> None:
    program("strace")
    before = {str(root / name) for name in files(root)}
    traced = trace(verb.command, root, tmp_path / "log")
    opened = [call for call in traced.calls if call.name == "openat" and before & set(call.paths)]
    assert opened
    assert [call for call in opened if not call.flags.startswith(", O_RDONLY")] == []


def steps(calls: list[Call], replaced: Call) -> list[str]:
    """What happens to one temporary file, in order, until its folder is synced."""
    temporary, target = replaced.paths
    assert Path(temporary).parent == Path(target).parent
    found: list[str] = []
    for call in calls:
        if temporary in call.paths:
            name = "open" if call.name == "openat" else call.name
            found += [name] if found[-1:] != [name] else []
            if name == "open":
                assert "O_CREAT|O_EXCL" in call.flags
        elif found[-1:] == ["rename"] and call.name == "fsync" and str(Path(target).parent) in call.paths:
            return [*found, "fsync folder"]
    return found
