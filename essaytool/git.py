"""git's one door: a file as of a revision, git's own merge of texts, and a line of configuration.

What a user or a program gives as a revision is resolved to a commit before anything else is asked, behind
``--end-of-options``, so that it can never be read as an option (gitcli(7)).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from essaytool.errors import GitError

if TYPE_CHECKING:
    from subprocess import CompletedProcess

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


def files_at(folder: Path, under: str, commit: str) -> list[str]:
    """The files below a folder as of a commit, by their paths in `folder`."""
    found = _run(folder, "ls-tree", "-r", "-z", "--name-only", commit, "--", f"{under}/")
    return [name for name in found.stdout.decode("utf-8", "surrogateescape").split("\0") if name]


def unchanged_since(folder: Path, under: str, commit: str) -> set[str]:
    """The files below a folder that are now as they were as of a commit, by their paths in `folder`."""
    found = _run(folder, "diff", "--name-only", "--relative", "-z", commit, "--", f"{under}/")
    if found.returncode:
        return set()
    changed = found.stdout.decode("utf-8", "surrogateescape").split("\0")
    return set(files_at(folder, under, commit)).difference(changed)


def file_at(folder: Path, path: str, commit: str) -> bytes | None:
    """A file as of a commit, by its path in `folder`; None if the commit has no such file."""
    found = _run(folder, "cat-file", "blob", f"{commit}:./{path}")
    return found.stdout if found.returncode == 0 else None


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
    import subprocess

    try:
        return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except FileNotFoundError as error:
        raise GitError("git is not installed", hint=_INSTALL) from error


def _reason(found: CompletedProcess[bytes]) -> str:
    said = found.stderr.decode(errors="replace").strip().splitlines()
    return said[-1].removeprefix("error: ").removeprefix("fatal: ") if said else f"exit {found.returncode}"
