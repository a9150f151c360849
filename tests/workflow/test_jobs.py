"""Jobs: the same comes of them whoever does them and whatever was known before; none is done twice."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from essaytool.languages import parse_tag
from essaytool.project import find_project
from essaytool.workflow.build import build
from essaytool.workflow.check import check
from essaytool.workflow.coverage import coverage
from essaytool.workflow.extract import extract
from essaytool.workflow.init import init
from essaytool.workflow.jobs import ALONE, Crew, Job, workers
from essaytool.workflow.jobs.state import State, open_state
from essaytool.workflow.jobs.workers import Chunk, Done, Workers, processes
from essaytool.workflow.publish import publish
from essaytool.workflow.results import Failure, Progress
from essaytool.workflow.scope import Scope
from essaytool.workflow.survey import LookAtEssay, Original, ReadEssay
from essaytool.workflow.update import update
from tests.conftest import SWEEP

SPANISH, ARABIC = parse_tag("es"), parse_tag("ar")
ESSAYS = {
    "bread": "---\ntitle: Bread\n---\n\nYeast eats *sugar*.\n\n[Water](water.md#wet) ![a loaf](loaf.png)\n",
    "water": "# Water {#water}\n\n## Wet\n\nWater is wet, and [bread](bread.md) is not.\n",
    "deep/salt": "# Salt\n\nSalt slows yeast down.\n\nWater is wet.\n",
}
PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000020000000108000000005d6a4f3a")


def garden(root: Path) -> Path:
    """A project that was published."""
    root.mkdir()
    init(root, [SPANISH, ARABIC])
    with (root / "essaytool.toml").open("a", encoding="utf-8") as file:
        file.write('publish_at = 0\nsite_url = "https://example.org/"\nengine = "pseudo"\n')
    for name, text in ESSAYS.items():
        path = root / "source" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    (root / "source" / "loaf.png").write_bytes(PICTURE)
    return root


def run_all(root: Path, crew: Crew = ALONE) -> list[object]:
    """Everything that `publish` does, and what it tells."""
    stages = publish(find_project(root), (), (), crew)
    told = [(name, [step for step in steps if not isinstance(step, Progress)]) for name, steps in stages]
    return [[name, *map(repr, steps)] for name, steps in told]


class Idle(Workers):
    """Workers that are not to be given any work."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    def do(self, chunks: Sequence[Chunk]) -> Iterator[Done]:
        self.given += [job.name for chunk in chunks for job in chunk if isinstance(job, Job)]
        yield from super().do(chunks)


def with_state(root: Path) -> tuple[Crew, Idle]:
    idle = Idle()
    return Crew(idle, open_state(root, os.environ)), idle


def files(root: Path) -> dict[str, bytes]:
    """All files but the state, which has its own times."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".essaytool" not in path.relative_to(root).parts
    }


def again(root: Path) -> list[str]:
    """The jobs that a run with the state does."""
    crew, idle = with_state(root)
    run_all(root, crew)
    crew.close()
    return idle.given


def test_what_did_not_change_is_not_done_again(tmp_path: Path) -> None:
    root = garden(tmp_path / "garden")
    assert again(root)
    again(root)
    assert again(root) == []


def test_only_what_an_edit_touches_is_done_again(tmp_path: Path) -> None:
    root = garden(tmp_path / "garden")
    for _ in range(3):
        again(root)
    (root / "source" / "deep" / "salt.md").write_text("# Salt\n\nSalt is white.\n", "utf-8")
    done = again(root)
    assert done
    assert not [job for job in done if job.split()[1] not in ("deep/salt", "bread", "water")]
    assert {job.split()[1] for job in done if job.startswith("MakePages")} == {"deep/salt"}


def test_a_state_that_another_user_made_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = garden(tmp_path / "garden")
    for _ in range(3):
        again(root)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "somebody else"))
    assert again(root)


def test_without_a_folder_for_the_secret_nothing_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = garden(tmp_path / "garden")
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert not open_state(root, os.environ).remembers


def test_a_state_that_a_link_leads_to_is_left_alone(tmp_path: Path) -> None:
    root = garden(tmp_path / "garden")
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    (root / ".essaytool").mkdir()
    (root / ".essaytool" / "state.sqlite").symlink_to(precious)
    assert not open_state(root, os.environ).remembers
    assert precious.read_bytes() == b"mine"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW done AS WITH RECURSIVE n(name) AS (SELECT 1 UNION ALL SELECT * FROM n) SELECT * FROM n",
        "CREATE TABLE more (name TEXT)",
        "CREATE TRIGGER t AFTER INSERT ON files BEGIN DELETE FROM done; END",
    ],
)
def test_a_state_with_anything_of_a_strangers_is_begun_anew(statement: str, tmp_path: Path) -> None:
    root = garden(tmp_path / "garden")
    again(root)
    with closing(sqlite3.connect(root / ".essaytool" / "state.sqlite")) as connection, connection:
        if "VIEW" in statement:
            connection.execute("DROP TABLE done")
        connection.execute(statement)
    assert again(root)
    with closing(sqlite3.connect(root / ".essaytool" / "state.sqlite")) as connection:
        names = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE sql IS NOT NULL")
        }
    assert names == {"done", "files"}


def damaged(content: bytes, chance: random.Random) -> bytes:
    match chance.randrange(4):
        case 0:
            return b""
        case 1:
            return content[: chance.randrange(len(content))]
        case 2:
            return chance.randbytes(5000)
        case _:
            bad = bytearray(content)
            for _ in range(20):
                bad[chance.randrange(len(bad))] = chance.randrange(256)
            return bytes(bad)


@pytest.mark.parametrize("seed", range(100 if SWEEP else 12))
def test_a_damaged_state_is_no_state(seed: int, tmp_path: Path) -> None:
    root = garden(tmp_path / "garden")
    again(root)
    path, chance = root / ".essaytool" / "state.sqlite", random.Random(seed)
    path.write_bytes(damaged(path.read_bytes(), chance))
    shutil.copytree(root, tmp_path / "without", ignore=shutil.ignore_patterns(".essaytool"))
    crew, _ = with_state(root)
    told = run_all(root, crew)
    crew.close()
    assert told == run_all(tmp_path / "without")
    assert files(root) == files(tmp_path / "without")


Edit = Callable[[Path, random.Random], None]


def essay(root: Path, chance: random.Random) -> Path:
    return chance.choice(sorted((root / "source").rglob("*.md")))


def catalog(root: Path, chance: random.Random) -> Path | None:
    found = sorted((root / "locales").rglob("*.po"))
    return chance.choice(found) if found else None


def an_essay_grows(root: Path, chance: random.Random) -> None:
    path = essay(root, chance)
    path.write_bytes(path.read_bytes() + f"\nA line of {chance.randrange(5)}.\n".encode())


def an_essay_links(root: Path, chance: random.Random) -> None:
    path = essay(root, chance)
    target = chance.choice(["bread.md", "water.md#wet", "water.md#dry", "gone.md", "deep/salt.md#salt"])
    path.write_bytes(path.read_bytes() + f"\nSee [there]({target}).\n".encode())


def an_essay_breaks(root: Path, chance: random.Random) -> None:
    essay(root, chance).write_bytes(b"<!-- i18n:skip-start -->\n\nfor ever\n")


def an_essay_comes(root: Path, chance: random.Random) -> None:
    (root / "source" / f"new-{chance.randrange(3)}.md").write_bytes(b"# New\n\nWater is wet.\n")


def an_essay_goes(root: Path, chance: random.Random) -> None:
    if len(list((root / "source").rglob("*.md"))) > 1:
        essay(root, chance).unlink()


def an_essay_is_renamed(root: Path, chance: random.Random) -> None:
    path = essay(root, chance)
    path.rename(path.with_stem(f"{path.stem}-{chance.randrange(9)}"))


def a_draft_is_approved(root: Path, chance: random.Random) -> None:
    if path := catalog(root, chance):
        path.write_bytes(path.read_bytes().replace(b"#, fuzzy\n", b"", chance.randrange(3)))


def a_translation_changes(root: Path, chance: random.Random) -> None:
    if path := catalog(root, chance):
        new = f'msgstr "changed {chance.randrange(9)} [x](gone.md) '.encode()
        path.write_bytes(new.join(path.read_bytes().rsplit(b'msgstr "', 1)))


def a_catalog_breaks(root: Path, chance: random.Random) -> None:
    if path := catalog(root, chance):
        path.write_bytes(path.read_bytes() + b'msgid "open\n')


def a_catalog_goes(root: Path, chance: random.Random) -> None:
    if path := catalog(root, chance):
        path.unlink()


def a_page_is_edited(root: Path, chance: random.Random) -> None:
    if found := sorted((root / "output").rglob("*.*")):
        chance.choice(found).write_bytes(b"by hand")


def a_page_goes(root: Path, chance: random.Random) -> None:
    if found := sorted((root / "output").rglob("*.html")):
        chance.choice(found).unlink()


def the_picture_changes(root: Path, chance: random.Random) -> None:
    (root / "source" / "loaf.png").write_bytes(PICTURE + bytes([chance.randrange(9)]))


def a_picture_in_spanish_comes(root: Path, _: random.Random) -> None:
    (root / "source" / "loaf.es.png").write_bytes(PICTURE + b"es")


def a_setting_changes(root: Path, chance: random.Random) -> None:
    path = root / "essaytool.toml"
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("publish_at")]
    path.write_text("\n".join([*lines, f"publish_at = {chance.choice([0, 50, 100])}\n"]), "utf-8")


def the_style_changes(root: Path, chance: random.Random) -> None:
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates" / "extra.css").write_text(f"p {{ margin: {chance.randrange(9)}em }}", "utf-8")


def the_glossary_changes(root: Path, chance: random.Random) -> None:
    (root / "locales" / "glossary.csv").write_text(f"term,es\nyeast,levadura{chance.randrange(3)}\n", "utf-8")


def a_template_is_edited(root: Path, _: random.Random) -> None:
    for path in sorted((root / "locales").glob("*.pot"))[:1]:
        path.write_bytes(path.read_bytes().replace(b"wet", b"dry"))


EDITS: Sequence[Edit] = (
    *(an_essay_grows, an_essay_links, an_essay_breaks, an_essay_comes, an_essay_goes, an_essay_is_renamed),
    *(a_draft_is_approved, a_translation_changes, a_catalog_breaks, a_catalog_goes),
    *(a_page_is_edited, a_page_goes, the_picture_changes, a_picture_in_spanish_comes),
    *(a_setting_changes, the_style_changes, the_glossary_changes, a_template_is_edited),
)


@pytest.mark.parametrize("seed", range(200 if SWEEP else 16))
def test_after_any_edits_a_state_changes_nothing_of_what_comes_out(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    root = garden(tmp_path / "garden")
    for _ in range(5):
        before = tmp_path / "before"
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(root, before, symlinks=True, ignore=shutil.ignore_patterns(".essaytool"))
        monkeypatch.chdir(root)
        crew, _ = with_state(root)
        told = run_all(root, crew)
        crew.close()
        monkeypatch.chdir(before)
        assert told == run_all(before)
        assert files(root) == files(before)
        for edit in chance.sample(EDITS, chance.randrange(3)):
            edit(root, chance)


def test_a_file_that_changed_at_once_and_looks_the_same_is_read_again(tmp_path: Path) -> None:
    root = garden(tmp_path / "garden")
    path = root / "source" / "water.md"
    for word in (b"wet", b"dry", b"hot"):
        path.write_bytes(b"Water is " + word + b".\n")
        crew, _ = with_state(root)
        list(extract(find_project(root), ["water"], crew))
        crew.close()
        assert b"Water is " + word in (root / "locales" / "water.pot").read_bytes()


@pytest.fixture
def two_at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[Crew]:
    """Two processes that begin to work at once."""
    monkeypatch.setattr(workers, "_ALONE_SECONDS", 0.0)
    crew = Crew(Workers(2, processes), State())
    yield crew
    crew.close()


def test_two_processes_do_what_one_does(
    two_at_once: Crew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = garden(tmp_path / "one"), garden(tmp_path / "two")
    (one / "source" / "broken.md").write_bytes(b"\xff")
    (two / "source" / "broken.md").write_bytes(b"\xff")
    monkeypatch.chdir(one)
    told = run_all(one)
    monkeypatch.chdir(two)
    assert run_all(two, two_at_once) == told
    assert files(one) == files(two)


def test_what_nobody_waited_for_is_not_taken_for_what_comes_next(two_at_once: Crew, tmp_path: Path) -> None:
    """A stage of `publish` that ends in an error leaves work of its own under way."""
    project = find_project(garden(tmp_path / "garden"))
    left = two_at_once.perform(ReadEssay(project, name) for name in project.essays())
    assert next(left)[1] is True
    found = {job.essay: made for job, made in two_at_once.perform(map(partial(LookAtEssay, project), ESSAYS))}
    assert [type(made) for made in found.values()] == [Original] * 3
    left.close()


def test_an_error_in_one_essay_stops_no_other_and_names_its_file_as_seen_from_here(
    two_at_once: Crew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = garden(tmp_path / "garden")
    monkeypatch.chdir(root / "source")
    (root / "source" / "broken.md").write_bytes(b"# \xff\n")
    project = find_project(root)
    results = list(extract(project, project.essays(), two_at_once))
    errors = [str(result.error) for result in results if isinstance(result, Failure)]
    assert errors == ["broken.md:1: is not UTF-8"]
    assert len(results) == len(project.essays()) == 4


IN_TWO_PROCESSES = """
from pathlib import Path
from essaytool.project import find_project
from essaytool.workflow.extract import extract
from essaytool.workflow.jobs import crew_for, workers

if __name__ == "__main__":
    workers._ALONE_SECONDS = 0.0
    project = find_project(Path.cwd())
    with crew_for(project, 2) as crew:
        print(len(list(extract(project, project.essays(), crew))))
"""


def test_processes_import_nothing_from_a_strangers_project(tmp_path: Path) -> None:
    root = garden(tmp_path / "garden")
    for module in ("multiprocessing", "socket", "selectors", "signal", "json", "babel"):
        (root / f"{module}.py").write_text("open('ran', 'w').close()\n", "utf-8")
    (tmp_path / "elsewhere").mkdir()
    program = tmp_path / "elsewhere" / "program.py"  # as the command: Python does not look into the project
    program.write_text(IN_TWO_PROCESSES, "utf-8")
    command = [sys.executable, str(program)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "3\n"
    assert not (root / "ran").exists()


def test_verbs_take_a_crew_or_do_without(tmp_path: Path) -> None:
    root = garden(tmp_path / "garden")
    project = find_project(root)
    essays, languages = project.essays(), project.languages()
    list(extract(project, essays))
    list(update(project, languages, essays))
    list(build(project, Scope()))
    assert not [step for step in check(project, languages, essays) if isinstance(step, Failure)]
    assert json.dumps([repr(step) for step in coverage(project, languages, essays)])
    assert not (root / ".essaytool" / "state.sqlite").exists()
