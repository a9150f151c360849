"""``init``: a new project, ready for its first essay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from essaytool.errors import LanguageError, ProjectError
from essaytool.files import read_if_there, write_if_changed
from essaytool.languages import Language
from essaytool.paths import shown
from essaytool.project import CONFIG_FILE, Settings, find_project
from essaytool.workflow import services
from essaytool.workflow.results import Started

_CONFIGURATION = """\
# The settings of an essaytool project. A line that begins with # shows a default, or an example.

source_language = "{source_language}"   # what the essays are written in
languages = [{languages}]   # what they are translated into: BCP 47 tags, such as "pt-BR" or "zh-Hans"

# source = "source"     # the essays, in Markdown
# locales = "locales"   # the catalogs: one .po file for each essay and language
# output = "output"     # the editions

# site_url = "https://example.org/"   # where the editions will be read: gives a sitemap and canonical links
# publish_at = 80       # an edition that shows less than this percentage of its words translated is not built
# drafts = "mark"       # machine drafts are shown, and marked; "exclude" shows the source in their place
# engine = "auto"       # what drafts: `essaytool engines` lists the choice
# order = []            # essays by name, the first to be read first

# [language.fr]         # what differs for one language
# publish_at = 95
"""

_IGNORED = ".essaytool/\n*.mo\n*~\n"
"""Our cache, compiled catalogs, and the copies that gettext and editors leave behind."""


@dataclass(frozen=True, slots=True)
class Services:
    """The other programs that a project is to be made known to."""

    git: bool = False
    weblate: bool = False
    crowdin: bool = False


def init(root: Path, languages: Sequence[Language], wanted: Services = Services()) -> Started:
    """Scaffold a project in `root`; whatever is there already stays as it is.

    Raises `ProjectError` if `root` is a project and no service is wanted, `LanguageError` for the source
    language, `FileError`, `GitError`.
    """
    if wanted.git:
        services.require_repository(root)
    is_new = not _is_project(root)
    if not is_new and wanted == Services():
        raise ProjectError("there is a project here already", path=shown(root), hint=f"see its {CONFIG_FILE}")
    if not is_new and languages:
        hint = f"`essaytool update -l {languages[0].tag}` adds a language"
        raise ProjectError("there is a project here already", path=shown(root), hint=hint)
    tags, made = _scaffold(root, languages) if is_new else ((), ())
    project = find_project(root)
    made += services.set_up_git(project) if wanted.git else ()
    settings = (
        *([services.weblate(project)] if wanted.weblate else []),
        *([services.crowdin(project)] if wanted.crowdin else []),
    )
    return Started(shown(root), made, tags, is_new, settings)


def _scaffold(root: Path, languages: Sequence[Language]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tags of the new project's languages, and the files that were made."""
    source_language = Settings().source_language
    if any(language.tag == source_language for language in languages):
        raise LanguageError(
            f"{source_language} is the language that the essays are written in",
            hint=f"leave it out; `source_language` in {CONFIG_FILE} can be changed afterwards",
        )
    tags = tuple(dict.fromkeys(language.tag for language in languages))
    quoted = ", ".join(f'"{tag}"' for tag in tags)
    contents = {
        CONFIG_FILE: _CONFIGURATION.format(source_language=source_language, languages=quoted),
        ".gitignore": _IGNORED,
    }
    if not (root / Settings().source).is_dir():
        contents[f"{Settings().source}/.gitkeep"] = ""
    return tags, tuple(name for name, content in contents.items() if _make(root, name, content))


def _is_project(root: Path) -> bool:
    try:
        return find_project(root).root == root
    except ProjectError:
        return False


def _make(root: Path, name: str, content: str) -> bool:
    return read_if_there(root / name) is None and write_if_changed(
        root / name, content.encode(), root, seen=None
    )
