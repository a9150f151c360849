"""The other forms of an edition, each made only if it is asked for: trees for site generators, books, and
pages that show a translation beside its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from essaytool.editions.bilingual import FOLDER as BILINGUAL
from essaytool.editions.links import Site, local_images
from essaytool.editions.localize import localize, source_edition
from essaytool.model import Edition
from essaytool.project import Project
from essaytool.workflow.images import Images, sizes_in
from essaytool.workflow.pages import Files, MakePages, Pages, PagesJob, Plan, around, image_files, images_of
from essaytool.workflow.scope import Scope
from essaytool.workflow.steps import fresh_template, read_catalog, read_essay

_BOOK = ".epub"


def is_orphan(path: str, plan: Plan, scope: Scope) -> bool:
    """Whether a book or a bilingual page is of an edition or essay that there is no more; whole builds
    ask.
    """
    tag, _, rest = path.partition("/")
    if not scope.is_everything:
        return False
    if tag == BILINGUAL and rest.endswith(".html"):
        name = rest.partition("/")[2].removesuffix(".html")
        return name not in {essay for essay, _ in plan.outlines}
    editions = {f"{language.tag}/{name}" for name, language in plan.outlines}
    return path.endswith(_BOOK) and path.removesuffix(_BOOK) not in editions


def tree(job: MakePages, edition: Edition, images: Images) -> Files:
    """The Markdown of an edition in the tree of a site generator, with its images. Raises `LanguageError` for
    a layout without the language's code.
    """
    from essaytool.editions.layouts import LAYOUTS, Page, markdown_for

    layout, source = LAYOUTS[job.layout], job.project.source_language
    page = Page(job.essay, job.language, source, layout, job.published)
    yield layout.markdown_path(job.essay, job.language), markdown_for(edition, page)
    for (image, language), content in images.items():
        yield layout.image_path(image, language, source), content


def tree_lists(plan: Plan, scope: Scope) -> Files:
    """The files of a tree that name its editions. Raises `LanguageError` for a layout without the code of a
    language.
    """
    from essaytool.editions.layouts import LAYOUTS, generated_lists, require_codes

    layout = LAYOUTS[scope.layout]
    languages = tuple(dict.fromkeys(language for _, language in plan.outlines))
    require_codes(layout, languages)
    covers = {place: outline.cover for place, outline in plan.outlines.items()}
    spoken = tuple(language for language in languages if not scope.languages or language in scope.languages)
    yield from generated_lists(layout, covers, spoken)


def book(job: MakePages, edition: Edition, images: Images) -> Files:
    """An edition as a book."""
    from essaytool.editions.credits import Credits, credits_of
    from essaytool.editions.epub import book_path, make_book

    catalog = read_catalog(job.project, job.project.catalog_path(*job.place))
    own = {path: content for (path, _), content in images.items()}
    makers = credits_of(catalog) if catalog else Credits()
    content = make_book(edition, job.language, job.site, job.essay, makers=makers, images=own)
    yield book_path(job.essay, job.language), content


@dataclass(frozen=True)
class MakePair(PagesJob):
    """Make the page that shows a translation beside its source, drafts and stale texts shown, however little
    it is.
    """

    site: Site

    def __call__(self) -> Pages:
        from essaytool.editions.bilingual import bilingual_path, render_bilingual

        place = self.essay, self.language
        essay = read_essay(self.project, self.essay)
        catalog = read_catalog(self.project, self.project.catalog_path(*place))
        known = catalog or fresh_template(self.project, essay)
        edition = localize(essay, known, drafts="mark", stale="mark")
        images, lost = images_of(self.project, place, local_images(edition, self.essay))
        html = render_bilingual(
            *(source_edition(essay), edition, self.language, self.site, self.essay),
            sizes=sizes_in(images, self.language),
        )
        files = dict(image_files(f"{BILINGUAL}/{self.language.tag}", images))
        return Pages(files | {bilingual_path(*place): html.encode()}, lost)


def pair_jobs(project: Project, plan: Plan, site: Site, scope: Scope) -> Iterator[MakePair]:
    """The work that makes the bilingual pages that are asked for."""
    originals = [
        (name, outline)
        for (name, spoken), outline in plan.outlines.items()
        if spoken == project.source_language
    ]
    for name, outline in originals:
        for language in scope.bilingual:
            if not scope.essays or name in scope.essays:
                yield MakePair(project, name, language, around(site, name, outline.links))
