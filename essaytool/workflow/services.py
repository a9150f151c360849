"""What other programs need to know of a project: git, Weblate, Crowdin.

git's merge driver is told in two places, by git's own rules (gitattributes(5)): the attribute comes with the
repository, but what it runs stands in the configuration of each clone, for nobody's repository may name
programs that run elsewhere.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from essaytool.errors import GitError
from essaytool.files import read_if_there, write_if_changed
from essaytool.git import configure, is_repository
from essaytool.languages import Language
from essaytool.project import Project

ATTRIBUTES = ".gitattributes"
_ARGUMENTS = "merge-driver %O %A %B %P"
_CROWDIN_IDS = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "sr-Latn": "sr-CS"}
"""Crowdin's names of languages that it does not call by their BCP 47 tag."""

_WEBLATE = """\
# Weblate: the add-on "Component discovery" makes a component of each essay, with these settings.
match: {locales}/(?P<language>[^/]*)/LC_MESSAGES/(?P<component>.*)\\.po
file_format: po
name_template: "{{{{ component }}}}"
base_file_template: ""
new_base_template: "{locales}/{{{{ component }}}}.pot"
language_regex: "^[^.]+$"

# Set on each component: Markdown is checked, and a save changes no other lines.
check_flags: md-text
file_format_params:
  po_line_wrap: 65535

# Leave the add-on "Update PO files to match POT" off: `essaytool update` does it, and keeps more.
# The components, should you want to make them by hand:
"""
_CROWDIN = """\
# crowdin.yml
preserve_hierarchy: true
files:
  - source: /{locales}/**/*.pot
    translation: /{locales}/%two_letters_code%/LC_MESSAGES/**/%file_name%.po
    update_option: update_as_unapproved
"""


def require_repository(root: Path) -> None:
    """Raise `GitError` unless `root`, which need not be there yet, lies in a git repository."""
    folder = next(folder for folder in (root, *root.parents) if folder.is_dir())
    if not is_repository(folder):
        raise GitError("is not in a git repository", path=root, hint="run `git init` first")


def set_up_git(project: Project) -> tuple[str, ...]:
    """Have git merge catalogs by `merge-driver`; the files that this changed. Raises `GitError` and
    `FileError`.
    """
    configure(project.root, "merge.essaytool.name", "gettext catalogs, entry by entry")
    configure(project.root, "merge.essaytool.driver", f"{_program()} {_ARGUMENTS}")
    path = project.root / ATTRIBUTES
    there = read_if_there(path)
    content = there or b""
    line = f"{_pattern(project.settings.locales)} merge=essaytool".encode()
    if line in content.splitlines():
        return ()
    ended = content + b"\n" if content and not content.endswith(b"\n") else content
    write_if_changed(path, ended + line + b"\n", project.root, seen=there)
    return (ATTRIBUTES,)


def _pattern(locales: str) -> str:
    """What matches the catalogs in ``.gitattributes``: quoted as in C where a line would end or mean another
    thing (gitattributes(5)).
    """
    plain = re.sub(r"([\[\]*?\\]|^!)", r"\\\1", locales) + "/**/*.po"
    if not re.search(r'[\s"\\]|^[#!]', plain):
        return plain
    quoted = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def _program() -> str:
    """How git can call us: by name, if that is found where programs are, or else as we run now, but so that
    Python imports nothing from the folder that git is in.
    """
    if shutil.which("essaytool"):
        return "essaytool"
    return f"{shlex.quote(sys.executable)} -P -m essaytool"


def weblate(project: Project) -> str:
    """The settings of a Weblate project, as YAML."""
    locales = project.settings.locales
    components = (
        f"#   filemask: {locales}/*/LC_MESSAGES/{essay}.po, new_base: {locales}/{essay}.pot\n"
        for essay in project.essays()
    )
    return "".join([_WEBLATE.format(locales=locales), *components])


def crowdin(project: Project) -> str:
    """A ``crowdin.yml``."""
    mapped = list(_crowdin_mapping(project.languages()))
    mapping = ["    languages_mapping:\n      two_letters_code:\n", *mapped] if mapped else []
    return "".join([_CROWDIN.format(locales=project.settings.locales), *mapping])


def _crowdin_mapping(languages: tuple[Language, ...]) -> Iterator[str]:
    """The folders of languages that are more than their two letters."""
    for language in languages:
        if "_" in language.folder:
            yield f"        {_CROWDIN_IDS.get(language.tag, language.tag)}: {language.folder}\n"
