"""What all verbs share: which essays and languages are meant, reading them, and going on after an error
in one of them.

What reads essays and catalogs is imported when it first does: a run that knows from before what comes of them
has no need of it.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from essaytool.errors import EssaytoolError, LanguageError, ProjectError
from essaytool.files import read, read_within
from essaytool.languages import Language
from essaytool.model import Catalog, Edition, Essay, Unit
from essaytool.paths import real, require_inside, shown
from essaytool.project import Project
from essaytool.workflow.results import Failure, Lag

if TYPE_CHECKING:
    from essaytool.editions.targets import Targets

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def each(items: Iterable[_Item], step: Callable[[_Item], _Result]) -> Iterator[_Result | Failure]:
    """The step's result on every item, or the error that it ended with."""
    for item in items:
        try:
            result: _Result | Failure = step(item)
        except EssaytoolError as error:
            result = Failure(error)
        yield result


def choose_languages(
    project: Project, wanted: Sequence[Language], *, new: bool = False, source: bool = False
) -> tuple[Language, ...]:
    """The target languages that were asked for, or all of them, by tag.

    Raises `LanguageError` for the source language unless that may be asked for, too, and for one that the
    project does not have unless it may be `new`.
    """
    known = project.languages()
    for language in wanted:
        if language == project.source_language and not source:
            raise LanguageError(
                f"{language.tag} is the language that the essays are written in", hint="leave it out"
            )
        if language not in (*known, project.source_language) and not new:
            raise LanguageError(
                f"{language.tag} is not a language of this project",
                hint=f"`essaytool update -l {language.tag}` adds it{_known(known)}",
            )
    return tuple(sorted(set(wanted or known), key=lambda language: language.tag))


def _known(languages: Sequence[Language]) -> str:
    return f"; there are {', '.join(language.tag for language in languages)}" if languages else ""


def choose_essays(project: Project, wanted: Sequence[str], folder: Path) -> tuple[str, ...]:
    """The essays that were asked for, or all of them, in the project's order.

    An essay is meant by its name (``a/b``), by its file, with or without suffix, or by a folder that it
    lies in; paths are relative to `folder`. Raises `ProjectError` for a name that is no essay, and when
    there are none at all.
    """
    essays = project.essays()
    if not essays:
        raise ProjectError(
            "there is no essay yet",
            path=shown(project.source_folder),
            hint=f"write one, for example {shown(project.source_folder / 'first.md')}",
        )
    meant = {essay for name in wanted for essay in _meant(project, essays, name, folder)}
    return tuple(essay for essay in essays if essay in meant) if wanted else essays


def _meant(project: Project, essays: Sequence[str], name: str, folder: Path) -> list[str]:
    if name in essays:
        return [name]
    path = real(folder / name)
    found = [
        essay
        for essay in essays
        if path in ((source := real(project.source_path(essay))).with_suffix(""), source, *source.parents)
    ]
    if not found:
        close = difflib.get_close_matches(name, essays, n=1)
        hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(essays)}"
        raise ProjectError("is not an essay of this project", path=name, hint=hint)
    return found


_Text = tuple[bytes, str, tuple[str, ...], str]
"""An essay's bytes, its path from the root, and the settings by which it is segmented."""


def read_essay(project: Project, essay: str) -> Essay:
    """The essay's units and verbatim text.

    Raises `FileError`, and `SourceError` for what `segment` refuses and for broken front matter: as Markdown,
    which it would be otherwise, nobody can mean it.
    """
    with _seen_from_here(project.source_path(essay)):
        return _segmented(*_read_text(project, essay))


def _read_text(project: Project, essay: str) -> _Text:
    from essaytool.markdown.segment import MOST_BYTES

    path, settings = project.source_path(essay), project.settings
    require_inside(path, project.root)
    return read(path, MOST_BYTES), project.relative(path), settings.front_matter, settings.code


_REMEMBERED_BYTES = 30_000
"""The largest essay that is remembered: in memory, an essay is some thirty times its size."""


def _segmented(source: bytes, path: str, front_matter: tuple[str, ...], code: str) -> Essay:
    """Remembered, since an essay is asked for by the jobs of all its languages, and by what links to it."""
    read_anew = _remembered if len(source) <= _REMEMBERED_BYTES else _remembered.__wrapped__
    return read_anew(source, path, front_matter, code)


@lru_cache(maxsize=128)
def _remembered(source: bytes, path: str, front_matter: tuple[str, ...], code: str) -> Essay:
    from essaytool.markdown.frontmatter import require_front_matter
    from essaytool.markdown.segment import segment

    require_front_matter(source, path)
    return segment(source, path=path, front_matter=front_matter, code=code)


def edition_of(
    project: Project, essay: Essay, catalog: Catalog, language: Language, refuse: Callable[[Unit, str], None]
) -> Edition:
    """The edition that this catalog gives, as the settings of its language have it.

    `refuse` raises `Refusal` for a msgstr that must not be shown.
    """
    from essaytool.editions.localize import localize

    settings = project.settings_for(language)
    return localize(essay, catalog, drafts=settings.drafts, stale=settings.stale, refuse=refuse)


def targets_of(project: Project) -> Targets:
    """What links between the essays can lead to. An essay is looked for, and read, when somebody asks."""
    from essaytool.editions.targets import Targets

    def places_of(name: str) -> frozenset[str] | None:
        try:
            return _places(*_read_text(project, name), project.source_language)
        except EssaytoolError:
            return None

    return Targets(project.has_essay, places_of)


@lru_cache(maxsize=256)
def _places(
    source: bytes, path: str, front_matter: tuple[str, ...], code: str, language: Language
) -> frozenset[str]:
    """Remembered, since essays link to the same few again and again."""
    from essaytool.editions.targets import places

    return places(_segmented(source, path, front_matter, code), language)


def read_essays(project: Project, essays: Sequence[str]) -> Generator[Failure, None, dict[str, Essay]]:
    """The essays by name; yields a failure for each that cannot be read."""
    found = {}
    for essay in essays:
        try:
            found[essay] = read_essay(project, essay)
        except EssaytoolError as error:
            yield Failure(error)
    return found


def fresh_template(project: Project, essay: Essay) -> Catalog:
    """The template as `extract` would write it now."""
    from essaytool.catalog.template import template

    return template(essay, source_language=project.source_language.tag)


def template_lag(project: Project, name: str, fresh: Catalog) -> Lag | None:
    """Whether an essay's template holds other texts than a fresh one. Raises as `read_catalog` does."""
    path = project.template_path(name)
    kept = read_catalog(project, path)
    if kept and kept.index.keys() == fresh.index.keys():
        return None
    return Lag(project.relative(path), project.relative(project.source_path(name)), "extract")


def read_catalog(project: Project, path: Path) -> Catalog | None:
    """The catalog or template at `path`, or None where there is no such file. Raises `FileError` and
    `CatalogError`.
    """
    from essaytool.catalog.po import parse_catalog

    content = read_within(path, project.root)
    with _seen_from_here(path):
        return None if content is None else parse_catalog(content, path=project.relative(path))


@contextmanager
def _seen_from_here(path: Path) -> Iterator[None]:
    """An error of this file names it as it is reached from the current folder, for people and editors to
    jump to.
    """
    try:
        yield
    except EssaytoolError as error:
        error.path = shown(path)
        raise
