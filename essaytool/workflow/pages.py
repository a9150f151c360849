"""What belongs into the output folder, as bytes by path: essays as Markdown and HTML, the lists that name
them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from essaytool.editions.cover import cover
from essaytool.editions.dates import source_date_epoch
from essaytool.editions.links import Site, index_path, markdown_path, page_path
from essaytool.editions.notices import has_drafts
from essaytool.editions.page import render_html
from essaytool.editions.record import record, record_path
from essaytool.editions.site import site_pages
from essaytool.editions.templating import OWN_FOLDER, Look
from essaytool.errors import EssaytoolError, FileError
from essaytool.files import read, require_inside, shown, walk
from essaytool.languages import Language
from essaytool.model import Edition
from essaytool.project import Project
from essaytool.workflow.images import Images, sizes_in
from essaytool.workflow.scope import Scope

Place = tuple[str, Language]
"""An essay by name, and the language of its edition."""


@dataclass(frozen=True)
class Plan:
    """All editions, before any is written."""

    editions: Mapping[Place, Edition]
    held: Mapping[Place, Edition]
    """Editions that an earlier build made
    and that cannot be made now, since their catalog cannot be read. The source's edition stands for them
    where others name them.
    """
    whole: bool
    """Whether every essay and catalog could be read."""
    listable: bool
    """Whether lists would name every essay that readers can open: not so if the page of one that cannot
    be read is still there.
    """


def site_of(project: Project, plan: Plan, is_there: Callable[[str], bool]) -> Site:
    """What readers will find: the essays in reading order, each with its languages, the source's first.

    `is_there` tells whether a path in the output folder is made now or was before: pages point at nothing
    else.
    """
    languages: dict[str, list[Language]] = {}
    places = sorted((*plan.editions, *plan.held), key=lambda place: place[1].tag)
    for name, language in places:
        if is_there(page_path(name, language)):
            languages.setdefault(name, []).append(language)
    source = project.source_language
    return Site(
        source_language=source,
        editions={
            name: tuple(sorted(languages[name], key=lambda language: language != source))
            for name in project.essays()
            if name in languages
        },
        url=project.settings.site_url,
        unlisted=frozenset(
            place
            for place, edition in plan.editions.items()
            if project.settings_for(place[1]).noindex_drafts and place[1] != source and has_drafts(edition)
        ),
        epoch=source_date_epoch(os.environ),
        look=look_of(project),
        without_markdown=frozenset(place for place in places if not is_there(markdown_path(*place))),
    )


def look_of(project: Project) -> Look:
    """The project's own templates and stylesheets. Raises `FileError` for one that cannot be read."""
    folder = project.root / OWN_FOLDER
    require_inside(folder, project.root)
    paths = [*walk(folder, ".jinja"), *walk(folder, ".css")] if folder.is_dir() else []
    return Look({path.relative_to(folder).as_posix(): _text(project, path) for path in paths})


def _text(project: Project, path: Path) -> str:
    require_inside(path, project.root)
    try:
        return read(path).decode()
    except UnicodeDecodeError as error:
        raise FileError("is not UTF-8", path=shown(path), hint="save it as UTF-8") from error


def essay_pages(
    project: Project, plan: Plan, site: Site, scope: Scope, images: Images
) -> Iterator[tuple[str, bytes]]:
    """The essays' pages within the scope. `images` are the local ones."""
    for (name, language), edition in plan.editions.items():
        page = page_path(name, language)
        markdown = markdown_path(name, language)
        noindex = project.settings_for(language).noindex_drafts
        if scope.makes("md") and scope.covers(markdown):
            yield markdown, edition.markdown
        if scope.covers(beside := record_path(name, language)):
            yield beside, record(edition, name, language, site.source_language)
        if scope.makes("html") and scope.covers(page):
            sizes = sizes_in(images, language)
            with _of(edition):
                html = render_html(edition, language, site, name, noindex_drafts=noindex, sizes=sizes)
            yield page, html.encode()


@contextmanager
def _of(edition: Edition) -> Iterator[None]:
    """An error that is about no file is about the essay of this edition."""
    try:
        yield
    except EssaytoolError as error:
        error.path = error.path or edition.essay.path
        raise


def image_files(
    shown: Mapping[Place, Sequence[str]], images: Images, scope: Scope
) -> Iterator[tuple[str, bytes]]:
    """The images beside the editions that show them, so that their links hold."""
    if not (scope.makes("md") or scope.makes("html")):
        return
    for (_, language), paths in shown.items():
        for image in paths:
            path = f"{language.tag}/{image}"
            if (image, language) in images and scope.covers(path):
                yield path, images[image, language]


def list_pages(plan: Plan, site: Site, scope: Scope) -> Iterator[tuple[str, bytes]]:
    """The lists of essays and of languages, and the sitemap, but for lists with an edition that cannot be
    made now.
    """
    if not (plan.listable and site.editions and scope.makes("html")):
        return
    covers = {
        (name, language): cover(edition, name, language, site.source_language)
        for (name, language), edition in {**plan.editions, **plan.held}.items()
    }
    stale = {index_path(language) for _, language in plan.held}
    for path, content in site_pages(site, covers).items():
        if path not in stale and scope.covers(path):
            yield path, content
