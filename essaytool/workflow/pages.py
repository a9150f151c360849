"""What belongs into the output folder, as bytes by path: the files of each edition, and the lists that name
them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from essaytool.editions.dates import source_date_epoch
from essaytool.editions.links import Site, index_path, markdown_path, page_path
from essaytool.editions.localize import source_edition
from essaytool.editions.page import render_html
from essaytool.editions.record import record, record_path
from essaytool.editions.site import site_pages
from essaytool.editions.templating import OWN_FOLDER, Look
from essaytool.errors import EssaytoolError, FileError
from essaytool.files import read, read_within, walk
from essaytool.languages import Language
from essaytool.model import Edition
from essaytool.paths import require_inside, shown
from essaytool.project import Project
from essaytool.traces import digest
from essaytool.workflow import recent
from essaytool.workflow.images import Images, read_images, sizes_in
from essaytool.workflow.jobs import EditionJob
from essaytool.workflow.results import Lost
from essaytool.workflow.scope import Scope
from essaytool.workflow.steps import fresh_template, read_catalog, read_essay
from essaytool.workflow.survey import Outline, edition_in

Place = tuple[str, Language]
"""An essay by name, and the language of its edition."""
Files = Iterator[tuple[str, bytes]]

MARKDOWN, PAGE, RECORD, IMAGES, TREE, BOOK = "md", "html", "json", "images", "tree", "epub"
"""The forms of an edition: its files in the output folder, by what they are."""


@dataclass(frozen=True)
class Plan:
    """All editions, before any is made."""

    outlines: Mapping[Place, Outline]
    """The editions that are published."""
    held: Mapping[Place, Outline]
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

    @cached_property
    def languages(self) -> Mapping[str, tuple[Language, ...]]:
        """The languages that each essay is published in."""
        found: dict[str, tuple[Language, ...]] = {}
        for name, language in self.outlines:
            found[name] = (*found.get(name, ()), language)
        return found


def site_of(project: Project, plan: Plan, is_there: Callable[[str], bool]) -> Site:
    """What readers will find: the essays in reading order, each with its languages, the source's first.

    `is_there` tells whether a path in the output folder is made now or was before: pages point at nothing
    else.
    """
    languages: dict[str, list[Language]] = {}
    places = sorted((*plan.outlines, *plan.held), key=lambda place: place[1].tag)
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
            for place, outline in plan.outlines.items()
            if project.settings_for(place[1]).noindex_drafts and outline.has_drafts
        ),
        epoch=source_date_epoch(os.environ),
        look=look_of(project),
        without_markdown=frozenset(place for place in places if not is_there(markdown_path(*place))),
    )


def around(site: Site, name: str, links: Collection[str]) -> Site:
    """What a page of the essay `name` tells of the site: itself, and the essays that it links to."""
    own = [(name, language) for language in site.editions.get(name, ())]
    return replace(
        site,
        editions=_some(site.editions, {name, *links}),
        unlisted=frozenset(place for place in own if place in site.unlisted),
        without_markdown=frozenset(place for place in own if place in site.without_markdown),
    )


def _some(
    languages: Mapping[str, tuple[Language, ...]], names: Collection[str]
) -> dict[str, tuple[Language, ...]]:
    return {name: languages[name] for name in sorted(names) if name in languages}


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


@dataclass(frozen=True)
class Pages:
    """The files of an edition, by path in the output folder, and the images that cannot come along."""

    files: Mapping[str, bytes]
    lost: tuple[Lost, ...] = ()


@dataclass(frozen=True)
class Lines:
    """The same, with the SHA-256 of each file in place of its content."""

    files: dict[str, str]
    lost: tuple[Lost, ...] = ()


class PagesJob(EditionJob[Pages]):
    """Make files of an edition. Raises as `read_essay` and `read_catalog` do, and `ProjectError` for a
    project's own template that fails.
    """

    kept: ClassVar = Lines

    def keep(self, made: Pages) -> Lines:
        return Lines({path: digest(content) for path, content in made.files.items()}, made.lost)


@dataclass(frozen=True)
class MakePages(PagesJob):
    """Make an edition that is published."""

    forms: tuple[str, ...]
    images: tuple[str, ...]
    """The files that it shows, relative to the folder of essays."""
    site: Site
    published: Mapping[str, tuple[Language, ...]]
    """The languages of the essay and of those that it links to, whether they have pages or not."""
    layout: str

    @property
    def name(self) -> str:
        return f"{super().name} {self.layout} {' '.join(self.forms)}"

    def __call__(self) -> Pages:
        edition = self._edition()
        images, lost = images_of(self.project, self.place, self.images)
        files: dict[str, bytes] = {}
        if IMAGES in self.forms:
            files |= image_files(self.language.tag, images)
        files |= self._texts(edition, images)
        if TREE in self.forms or BOOK in self.forms:
            from essaytool.workflow import forms

            files |= forms.tree(self, edition, images) if TREE in self.forms else ()
            files |= forms.book(self, edition, images) if BOOK in self.forms else ()
        return Pages(files, lost)

    @property
    def place(self) -> Place:
        return self.essay, self.language

    def _edition(self) -> Edition:
        essay = read_essay(self.project, self.essay)
        if self.language == self.project.source_language:
            return source_edition(essay)
        path = self.project.catalog_path(*self.place)
        content = read_within(path, self.project.root)
        known = None if content is None else recent.recall(self.project, essay, content, self.language)
        if known:
            return known
        catalog = read_catalog(self.project, path) or fresh_template(self.project, essay)
        return edition_in(self.project, self.essay, essay, catalog, self.language)

    def _texts(self, edition: Edition, images: Images) -> Files:
        name, language = self.place
        if MARKDOWN in self.forms:
            yield markdown_path(name, language), edition.markdown
        if RECORD in self.forms:
            yield record_path(name, language), record(edition, name, language, self.site.source_language)
        if PAGE in self.forms:
            noindex = self.project.settings_for(language).noindex_drafts
            sizes = sizes_in(images, language)
            with _of(edition):
                html = render_html(edition, language, self.site, name, noindex_drafts=noindex, sizes=sizes)
            yield page_path(name, language), html.encode()


@contextmanager
def _of(edition: Edition) -> Iterator[None]:
    """An error that is about no file is about the essay of this edition."""
    try:
        yield
    except EssaytoolError as error:
        error.path = error.path or edition.essay.path
        raise


def images_of(project: Project, place: Place, paths: Sequence[str]) -> tuple[Images, tuple[Lost, ...]]:
    """The local images that an edition shows, and those that cannot come along."""
    reading = read_images(project, {place: paths})
    lost = []
    while True:
        try:
            lost.append(next(reading))
        except StopIteration as end:
            images: Images = end.value
            return images, tuple(lost)


def image_files(folder: str, images: Images) -> Files:
    """The images beside what shows them, so that links hold."""
    return ((f"{folder}/{image}", content) for (image, _), content in images.items())


def forms_of(scope: Scope, place: Place, outline: Outline) -> tuple[str, ...]:
    """What a build makes of an edition that is published."""
    usual = scope.makes(MARKDOWN), scope.makes(PAGE)
    wanted = {
        IMAGES: any(usual) and bool(outline.images) and scope.covers(f"{place[1].tag}/image.png"),
        MARKDOWN: scope.makes(MARKDOWN) and scope.covers(markdown_path(*place)),
        PAGE: scope.makes(PAGE) and scope.covers(page_path(*place)),
        RECORD: scope.covers(record_path(*place)),
        TREE: scope.makes(TREE) and scope.has(*place),
        BOOK: scope.makes(BOOK) and scope.has(*place),
    }
    return tuple(form for form, is_wanted in wanted.items() if is_wanted)


def page_jobs(project: Project, plan: Plan, site: Site, scope: Scope) -> Iterator[MakePages]:
    """The work that makes the files of all editions within the scope."""
    for (name, language), outline in plan.outlines.items():
        forms = forms_of(scope, (name, language), outline)
        if forms:
            near = around(site, name, outline.links)
            published = _some(plan.languages, {name, *outline.links}) if TREE in forms else {}
            yield MakePages(project, name, language, forms, outline.images, near, published, scope.layout)


def list_pages(plan: Plan, site: Site, scope: Scope) -> Files:
    """The lists of essays and of languages, and the sitemap, but for lists with an edition that cannot be
    made now.
    """
    if not (plan.listable and site.editions and scope.makes(PAGE)):
        return
    covers = {place: outline.cover for place, outline in (*plan.outlines.items(), *plan.held.items())}
    stale = {index_path(language) for _, language in plan.held}
    for path, content in site_pages(site, covers).items():
        if path not in stale and scope.covers(path):
            yield path, content


def lines_of(files: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """The SHA-256 of each file's content."""
    return {path: digest(content) for path, content in files}
