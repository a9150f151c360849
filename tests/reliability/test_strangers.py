"""A project from a stranger: it runs no program, sends no key elsewhere, and reads and writes nothing out of
its folder, whatever links, pipes, settings and git configuration it comes with.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from requests import PreparedRequest, RequestException

from essaytool.cli.verbs import essaytool
from essaytool.engines.addresses import host_of, is_loopback, safe_url
from essaytool.engines.keys import VARIABLES, find_key, key_file
from essaytool.errors import ConfigError
from tests.reliability.verbs import CATALOG

SECRET = "the-neighbour-s-secret"
NEIGHBOUR = (
    f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Bread"\nmsgstr "{SECRET}"\n'
)
READERS = ("check", "coverage", "publish", "glossary suggest", "review --list")


@pytest.fixture
def clone(garden: Path, tmp_path: Path) -> Path:
    """A project, beside a file and a folder that are none of its business."""
    (tmp_path / "neighbour.po").write_text(NEIGHBOUR, "utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "inner.md").write_text(f"# {SECRET}\n", "utf-8")
    return Path(shutil.copytree(garden, tmp_path / "clone"))


@pytest.fixture(autouse=True)
def impatience() -> Iterator[None]:
    """What waits for ever fails."""
    signal.alarm(120)
    yield
    signal.alarm(0)


def run(root: Path, command: str) -> Result:
    """A command line run in the project. No error may be unforeseen."""
    here = Path.cwd()
    os.chdir(root)
    try:
        done = CliRunner().invoke(essaytool, command.split())
    finally:
        os.chdir(here)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert "mistake of essaytool's own" not in done.stderr
    return done


def replace_by_link(path: Path, target: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def around(root: Path) -> dict[str, bytes]:
    """All that lies beside the project."""
    return {
        path.relative_to(root.parent).as_posix(): path.read_bytes()
        for path in root.parent.rglob("*")
        if path.is_file() and not path.is_relative_to(root)
    }


def written(root: Path) -> str:
    """All that lies in the project, links left out."""
    found = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return "\n".join(path.read_text("utf-8", "replace") for path in found)


LINKED_FILES = (
    "essaytool.toml",
    "source/bread.md",
    CATALOG,
    "locales/bread.pot",
    "locales/glossary.csv",
    "output/manifest.json",
    "output/es/bread.html",
    "output/es/bread.md",
    "templates/extra.css",
    "templates/essay.html.jinja",
    ".essaytool/lock",
    ".essaytool/.gitignore",
)
LINKED_FOLDERS = ("source", "locales", "locales/es", "locales/es/LC_MESSAGES", "output", "output/es")


@pytest.mark.parametrize("link", LINKED_FILES)
def test_no_link_to_a_file_out_of_the_project_is_followed(link: str, clone: Path) -> None:
    replace_by_link(clone / link, clone.parent / "neighbour.po")
    before = around(clone)
    for command in READERS:
        done = run(clone, command)
        assert SECRET not in done.stdout + done.stderr
    assert around(clone) == before
    assert SECRET not in written(clone)
    told = run(clone, "publish")
    if not link.startswith("output/es"):  # that was changed by a hand, and stays
        assert (told.exit_code, Path(link).name in told.stderr) == (2, True)


@pytest.mark.parametrize("link", [*LINKED_FOLDERS, "templates", ".essaytool"])
def test_no_link_to_a_folder_out_of_the_project_is_followed(link: str, clone: Path) -> None:
    replace_by_link(clone / link, clone.parent / "elsewhere")
    before = around(clone)
    for command in READERS:
        run(clone, command)
    assert around(clone) == before
    assert SECRET not in written(clone)
    assert run(clone, "publish").exit_code == 2


def test_a_folder_that_leads_to_all_of_the_disk_is_not_walked(clone: Path) -> None:
    for folder in ("source", "locales", "templates"):
        aside = clone / f"{folder}.aside"
        if (clone / folder).exists():
            (clone / folder).rename(aside)
        (clone / folder).symlink_to("/")
        done = run(clone, "publish")
        assert f"{folder}: leads out of the project" in done.stderr
        (clone / folder).unlink()
        if aside.exists():
            aside.rename(clone / folder)


@pytest.mark.parametrize("name", ["source/round.md", CATALOG, "locales/bread.pot", "output/es/bread.html"])
def test_a_link_to_itself_is_one_sentence(name: str, clone: Path) -> None:
    replace_by_link(clone / name, Path(name).name)  # type: ignore[arg-type]
    done = run(clone, "publish")
    assert done.exit_code == 2
    assert f"{name}: cannot be read: too many levels of symbolic links" in done.stderr


def test_links_into_the_repository_of_git_are_not_followed(clone: Path) -> None:
    hooks = clone / ".git" / "hooks"
    hooks.mkdir(parents=True)
    (clone / ".git" / "config").write_text(f"# {SECRET}\n", "utf-8")
    (clone / "source" / "config.md").symlink_to("../.git/config")
    replace_by_link(clone / "locales" / "bread.pot", Path("../.git/hooks/post-checkout"))
    done = run(clone, "publish")
    assert "source/config.md: leads out of the project" in done.stderr
    assert "locales/bread.pot: leads out of the project" in done.stderr
    assert list(hooks.iterdir()) == []
    assert SECRET not in "".join(path.read_text("utf-8") for path in (clone / "output").rglob("*.html"))


def pipe(path: Path) -> None:
    os.mkfifo(path)


def listening(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket may have 108 bytes
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


def folder(path: Path) -> None:
    path.mkdir()


SPECIAL = ("source/extra.md", *LINKED_FILES)


@pytest.mark.parametrize("make", [pipe, listening, folder])
@pytest.mark.parametrize("name", SPECIAL)
def test_nothing_waits_for_a_pipe_a_socket_or_a_folder(
    name: str, make: Callable[[Path], None], clone: Path
) -> None:
    path = clone / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    make(path)
    for command in ("publish", "review --list"):
        done = run(clone, command)
        told = [line for line in done.stderr.splitlines() if line.startswith(f"{name}: ")]
        assert len(told) <= 1
        assert not told or done.exit_code == 2


# --- git ----------------------------------------------------------------------------------------------------


def traps(mark: Path) -> str:
    """A configuration of git that runs a program wherever git allows one."""
    run = f"touch {mark}"
    keys = {
        "core": ("fsmonitor", "pager", "editor", "sshCommand", "askPass", "alternateRefsCommand"),
        "diff": ("external",),
        'diff "po"': ("textconv", "command"),
        'filter "po"': ("clean", "smudge", "process"),
        'merge "po"': ("driver",),
        "pager": ("diff", "show", "log"),
        "credential": ("helper",),
        "uploadpack": ("packObjectsHook",),
        'remote "origin"': ("uploadpack", "vcs"),
        "gpg": ("program",),
    }
    lines = [
        f"[{section}]\n" + "".join(f"\t{key} = {run}\n" for key in names) for section, names in keys.items()
    ]
    return "".join([*lines, f'[remote "origin"]\n\turl = ext::sh -c "{run}"\n\tpromisor = true\n'])


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


GITTY = (
    "check --since HEAD",
    "coverage --since HEAD",
    "coverage --since HEAD~1",
    "update",
    "extract",
    "publish",
    "review --all",
)


def test_a_repository_cannot_name_a_program_that_git_runs_for_us(
    clone: Path, program: Callable[[str], str], tmp_path: Path
) -> None:
    """An archive may bring its own ``.git``, with a configuration, hooks and attributes."""
    program("git")
    git(clone, "init")
    git(clone, "add", ".")
    git(clone, "commit", "-m", "one")
    git(clone, "commit", "--allow-empty", "-m", "two")
    mark = tmp_path / "ran"
    (clone / ".gitattributes").write_text("* filter=po diff=po merge=po\n", "utf-8")
    with (clone / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write(traps(mark))
    for hook in ("post-checkout", "post-index-change", "pre-auto-gc", "reference-transaction"):
        path = clone / ".git" / "hooks" / hook
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\ntouch {mark}\n", "utf-8")
        path.chmod(0o755)
    catalog = clone / CATALOG
    catalog.write_text(catalog.read_text("utf-8") + "\n# changed\n", "utf-8")
    for command in GITTY:
        run(clone, command)
        assert not mark.exists(), command
    assert run(clone, "coverage --since HEAD").exit_code == 0


def test_a_folder_that_git_takes_for_a_bare_repository_is_none(
    clone: Path, program: Callable[[str], str], tmp_path: Path
) -> None:
    """Such a folder can be cloned, configuration and all."""
    program("git")
    mark = tmp_path / "ran"
    git(clone, "init", "--bare", ".")
    with (clone / "config").open("a", encoding="utf-8") as config:
        config.write(f"{traps(mark)}[core]\n\tworktree = {clone}\n")
    for command in GITTY:
        run(clone, command)
    assert "is not in a git repository" in run(clone, "coverage --since HEAD").stderr
    assert not mark.exists()


def test_the_driver_that_git_is_told_imports_nothing_from_the_repository(
    clone: Path, program: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git runs a merge driver in the top folder, and there may be a ``click.py``."""
    program("git")
    git(clone, "init")
    mark = tmp_path / "ran"
    for module in ("click", "essaytool", "polib", "sitecustomize"):
        (clone / f"{module}.py").write_text(f"open({str(mark)!r}, 'w')\n", "utf-8")
    only_git = tmp_path / "bin"
    only_git.mkdir()
    (only_git / "git").symlink_to(program("git"))
    monkeypatch.setenv("PATH", str(only_git))
    run(clone, "init . --git")
    monkeypatch.undo()
    told = subprocess.run(
        ["git", "-C", str(clone), "config", "merge.essaytool.driver"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    command = told.strip().partition(" merge-driver")[0]
    done = subprocess.run(
        ["sh", "-c", f"{command} --version"], cwd=clone, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("essaytool ")
    assert not mark.exists()


def test_nothing_is_fetched_and_a_partial_clone_is_told_to(
    clone: Path, program: Callable[[str], str], tmp_path: Path
) -> None:
    program("git")
    git(clone, "init")
    git(clone, "config", "uploadpack.allowFilter", "true")
    git(clone, "add", ".")
    git(clone, "commit", "-m", "one")
    catalog = clone / CATALOG
    catalog.write_text(catalog.read_text("utf-8") + "\n# changed\n", "utf-8")
    git(clone, "commit", "-am", "two")
    partial = tmp_path / "partial"
    git(tmp_path, "clone", "--filter=blob:none", f"file://{clone}", str(partial))
    assert run(partial, "coverage --since HEAD").exit_code == 0
    done = run(partial, "coverage --since HEAD~1")
    assert done.exit_code == 2
    assert "are not all here" in done.stderr
    assert "this clone was made with a filter" in done.stderr


# --- keys ---------------------------------------------------------------------------------------------------

_ODD = st.sampled_from(
    ["@", "\\", "/", "?", "#", ":", "\t", "\n", " ", "%40", "%2e", ".", "。", ";", "[", "]", "\x00", "\u00ad"]
)
_HOST = st.sampled_from(
    ["api.openai.com", "api.deepl.com", "127.0.0.1", "localhost", "[::1]", "evil.example"]
)
_URLS = st.lists(st.one_of(_HOST, _ODD), min_size=1, max_size=7).map("".join)


@given(st.sampled_from(["https://", "http://", "HTTPS://", "https:", "//"]), _URLS)
def test_what_is_told_as_a_host_is_where_a_request_goes(scheme: str, rest: str) -> None:
    """Two parsers read a URL: that which allows a key, and that which sends it."""
    environ = {variable.name: "canary" for rows in VARIABLES.values() for variable in rows}
    url = scheme + rest
    try:
        safe_url("url", url)
        key = any(
            find_key(engine, url, {**environ, "ESSAYTOOL_KEYS": os.devnull + ".missing"})
            for engine in VARIABLES
        )
        request = PreparedRequest()
        request.prepare_url(url, {})
    except (ConfigError, RequestException, ValueError):
        return
    if key or is_loopback(url):
        from urllib3.util import parse_url

        sent_to = (parse_url(request.url or "").host or "").strip("[]")
        assert sent_to == host_of(url)


def test_who_has_no_home_has_no_key_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container a user may have neither HOME nor a line in passwd(5)."""

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    assert not key_file({}).exists()
    assert find_key("deepl", "https://api.deepl.com", {}) == ""
