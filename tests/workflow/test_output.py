"""The output folder: what a hand changed stays, what is ours comes and goes, whatever moment a run is
killed at.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.errors import FileError
from essaytool.project import Project, Settings
from essaytool.workflow.jobs.state import State
from essaytool.workflow.output import MANIFEST, Output, made_before
from essaytool.workflow.results import Built, Change, Failure


def everything(_: str) -> bool:
    return True


def make(root: Path, made: Mapping[str, bytes]) -> dict[str, Change]:
    """Make the output folder hold these files; what became of each."""
    return {result.path: result.change for result in run(root, made) if isinstance(result, Built)}


def run(root: Path, made: Mapping[str, bytes]) -> Generator[Built | Failure, None, None]:
    """The steps of that, as they are told."""
    output = Output(Project(root, Settings()), State())
    yield from output.take(made)
    yield from output.finish(everything)


def test_the_manifest_lists_what_was_made_sorted_and_nothing_that_changes(tmp_path: Path) -> None:
    make(tmp_path, {"es/b.md": b"b", "es/a.md": b"a"})
    text = (tmp_path / "output" / MANIFEST).read_text("utf-8")
    document = json.loads(text)
    assert list(document["files"]) == ["es/a.md", "es/b.md"]
    assert document["files"]["es/a.md"].startswith("ca978112ca1bbdca")
    assert document.keys() == {"schema", "files"}
    assert make(tmp_path, {"es/b.md": b"b", "es/a.md": b"a"}) == {"es/a.md": "same", "es/b.md": "same"}
    assert (tmp_path / "output" / MANIFEST).read_text("utf-8") == text


def test_what_is_made_no_more_is_removed_with_its_empty_folders(tmp_path: Path) -> None:
    make(tmp_path, {"es/deep/a.md": b"a", "es/b.md": b"b"})
    assert make(tmp_path, {"es/b.md": b"b"}) == {"es/b.md": "same", "es/deep/a.md": "removed"}
    assert not (tmp_path / "output" / "es" / "deep").exists()


def test_what_a_hand_changed_is_kept_until_it_is_deleted(tmp_path: Path) -> None:
    make(tmp_path, {"es/a.md": b"a", "es/b.md": b"b"})
    for name in ("a", "b"):
        (tmp_path / "output" / "es" / f"{name}.md").write_bytes(b"by hand")
    assert make(tmp_path, {"es/a.md": b"new"}) == {"es/a.md": "kept", "es/b.md": "kept"}
    assert (tmp_path / "output" / "es" / "a.md").read_bytes() == b"by hand"
    (tmp_path / "output" / "es" / "a.md").unlink()
    (tmp_path / "output" / "es" / "b.md").unlink()
    assert make(tmp_path, {"es/a.md": b"new"}) == {"es/a.md": "written"}


def test_a_file_that_was_there_before_us_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "index.html").write_bytes(b"my own site")
    assert make(tmp_path, {"index.html": b"ours"}) == {"index.html": "kept"}
    assert (tmp_path / "output" / "index.html").read_bytes() == b"my own site"


def test_a_hand_may_write_what_we_would_have(tmp_path: Path) -> None:
    make(tmp_path, {"a.md": b"a"})
    (tmp_path / "output" / "a.md").write_bytes(b"new")
    assert make(tmp_path, {"a.md": b"new"}) == {"a.md": "same"}
    assert make(tmp_path, {"a.md": b"newer"}) == {"a.md": "written"}


NAMES = st.sampled_from(["a.md", "es/a.md", "es/b.html", "index.html"])
CONTENTS = st.dictionaries(NAMES, st.binary(max_size=2))


@given(CONTENTS, CONTENTS, CONTENTS, st.integers(min_value=0, max_value=5))
def test_a_run_that_was_killed_leaves_only_files_that_are_known_to_be_ours(
    tmp_path_factory: pytest.TempPathFactory,
    first: dict[str, bytes],
    second: dict[str, bytes],
    third: dict[str, bytes],
    killed_after: int,
) -> None:
    root = tmp_path_factory.mktemp("project")
    make(root, first)
    steps = run(root, second)
    for _ in zip(range(killed_after), steps, strict=False):
        pass
    steps.close()
    assert Change.KEPT not in make(root, third).values()
    folder = root / "output"
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there - {MANIFEST} == third.keys()


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    root = tmp_path / "project"
    (root / "output").mkdir(parents=True)
    (root / "output" / "es").symlink_to(outside)
    results = list(run(root, {"es/a.md": b"a", "index.html": b"i"}))
    assert [type(result) for result in results] == [Failure, Built]
    assert list(outside.iterdir()) == []


def test_an_output_folder_outside_of_the_project_is_refused(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "output").symlink_to(tmp_path)
    with pytest.raises(FileError, match="leads out of the project"):
        make(tmp_path / "project", {"a.md": b"a"})


def test_a_manifest_cannot_make_us_remove_what_lies_outside(tmp_path: Path) -> None:
    make(tmp_path, {"a.md": b"a"})
    (tmp_path / "precious.txt").write_bytes(b"a")
    manifest = tmp_path / "output" / MANIFEST
    manifest.write_text(manifest.read_text("utf-8").replace('"a.md"', '"../precious.txt"'), "utf-8")
    make(tmp_path, {})
    assert (tmp_path / "precious.txt").exists()


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"files": []}', b'{"files": {"a": 1}}', b"\xff", b"[" * 99_999]
)
def test_a_manifest_that_is_none_is_an_error_with_a_way_out(content: bytes, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(content)
    with pytest.raises(FileError, match="is not a manifest of ours") as raised:
        made_before(tmp_path)
    assert "delete it, then build" in raised.value.hint
