"""git's one door: a file as of a revision, git's own merge of texts, and a line of configuration.

What a user or a program gives as a revision is resolved to a commit before anything else is asked, behind
``--end-of-options``, so that it can never be read as an option (gitcli(7)).

What is asked runs no program that a repository's configuration could name: a project that came as an archive
brings its own ``.git``, and one that was cloned may hold a folder that git takes for a bare repository
(git-config(1), ``safe.bareRepository``).
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from essaytool.errors import GitError

if TYPE_CHECKING:
    from subprocess import CompletedProcess

_GUARDS = (
    *("-c", "safe.bareRepository=explicit"),
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
)
_ENVIRONMENT = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
"""Nothing is fetched: that runs what ``core.sshCommand``, a credential helper or a remote names."""
_INSTALL = "install git, or leave out what needs it"


def commit(folder: Path, revision: str) -> str:
    """The id of the commit that a revision names. Raises `GitError` for one that the repository of `folder`
    lacks, and where there is no repository.
    """
    command = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    found = _run(folder, *command)
    if found.returncode == 0:
        return found.stdout.decode().strip()
    if not is_repository(folder):
        hint = "give no revision, or run `git init` first"
        raise GitError("is not in a git repository", path=folder, hint=hint)
    hint = "`git log` lists the revisions; a clone may have to fetch more of them"
    raise GitError(f"there is no revision {revision!r}", hint=hint)


def merge_base(folder: Path, commit: str) -> str:
    """The commit from which a commit and the present one both come; itself if there is none."""
    found = _run(folder, "merge-base", "HEAD", commit)
    return found.stdout.decode().strip() or commit


def files_at(folder: Path, under: str, commit: str) -> dict[str, str]:
    """The files below a folder as of a commit: the ids of what they hold, by their paths in `folder`. Links
    are left out.

    Raises `GitError` for a commit that is not all here.
    """
    found = _run(folder, "ls-tree", "-r", "-z", commit, "--", f"{under}/")
    if found.returncode:
        raise _partial(commit)
    lines = (line.partition("\t") for line in found.stdout.decode("utf-8", "surrogateescape").split("\0"))
    return {path: said.rpartition(" ")[2] for said, _, path in lines if said.startswith("100")}


def id_of(content: bytes, like: str) -> str:
    """The id that git has for a file's bytes, of the kind that another id is (gitformat-pack(5)).

    It is counted here: were git asked what has changed, it would run the filters and the file system monitor
    that the repository's configuration names.
    """
    kind = "sha1" if len(like) == 40 else "sha256"
    return hashlib.new(kind, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def file_at(folder: Path, blob: str, commit: str) -> bytes:
    """What a file held as of a commit, by its id. Raises `GitError` if that is not here."""
    found = _run(folder, "cat-file", "blob", blob)
    if found.returncode:
        raise _partial(commit)
    return found.stdout


def _partial(commit: str) -> GitError:
    hint = "this clone was made with a filter: fetch the rest, or clone it whole"
    return GitError(f"the files of commit {commit[:10]} are not all here", hint=hint)


def is_repository(folder: Path) -> bool:
    return _run(folder, "rev-parse", "--git-dir").returncode == 0


def identity(folder: Path) -> str:
    """Who works here, as commits name them: ``Ada <ada@example.org>``; empty if git does not know."""
    try:
        name, email = (
            _run(folder, "config", key).stdout.decode().strip() for key in ("user.name", "user.email")
        )
    except GitError:
        return ""
    return f"{name} <{email}>" if name and email else ""


def merge_file(base: Path, ours: Path, theirs: Path) -> tuple[bytes, bool]:
    """What git makes of texts without us, line by line, and whether no conflict was left. Raises `GitError`
    for what is no text.
    """
    paths = (str(path.absolute()) for path in (ours, base, theirs))
    found = _run(ours.absolute().parent, "merge-file", "-p", *paths)
    if not 0 <= found.returncode < 128:
        raise GitError(f"git cannot merge it: {_reason(found)}", path=ours, hint="merge it by hand")
    return found.stdout, found.returncode == 0


def configure(folder: Path, key: str, value: str) -> None:
    """Set a key in the configuration of `folder`'s repository. Raises `GitError`."""
    found = _run(folder, "config", "--local", key, value)
    if found.returncode:
        raise GitError(
            f"git cannot be configured: {_reason(found)}", path=folder, hint="run `git init` first"
        )


def _run(folder: Path, *arguments: str) -> CompletedProcess[bytes]:
    """Raises `GitError` where git is not installed."""
    import subprocess

    command = ["git", "-C", str(folder), *_GUARDS, *arguments]
    environment = {**os.environ, **_ENVIRONMENT}
    try:
        return subprocess.run(
            command, capture_output=True, check=False, stdin=subprocess.DEVNULL, env=environment
        )
    except FileNotFoundError as error:
        raise GitError("git is not installed", hint=_INSTALL) from error


def _reason(found: CompletedProcess[bytes]) -> str:
    said = found.stderr.decode(errors="replace").strip().splitlines()
    return said[-1].removeprefix("error: ").removeprefix("fatal: ") if said else f"exit {found.returncode}"
