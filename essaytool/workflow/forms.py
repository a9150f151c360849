"""The other forms of an edition, each made only if it is asked for: trees for site generators, books, and
pages that show a translation beside its source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from essaytool.editions.bilingual import FOLDER as BILINGUAL
from essaytool.editions.links import Site, local_images
from essaytool.editions.localize import localize, source_edition
from essaytool.errors import EssaytoolError
from essaytool.languages import Language
from essaytool.model import Edition
from essaytool.project import Project
from essaytool.workflow.images import Images, sizes_in
from essaytool.workflow.pages import Place, Plan
from essaytool.workflow.scope import Scope
from essaytool.workflow.steps import fresh_template, read_catalog

_BOOK = ".epub"
Files = Iterator[tuple[str, bytes]]


def other_forms(
    project: Project,
    plan: Plan,
    site: Site,
    scope: Scope,
    images: Images,
    pairs: Mapping[Place, Edition],
) -> Files:
    """The files of every form that is asked for. Raises `LanguageError` for a layout without a language's
    code.
    """
    if scope.makes("tree"):
        yield from _tree(project, plan, scope, images)
    if scope.makes("epub"):
        yield from _books(project, plan, site, scope, images)
    yield from _pairs(site, images, pairs)


def is_orphan(path: str, plan: Plan, scope: Scope) -> bool:
    """Whether a book or a bilingual page is of an edition or essay that there is no more; whole builds
    ask.
    """
    tag, _, rest = path.partition("/")
    if not scope.is_everything:
        return False
    if tag == BILINGUAL and rest.endswith(".html"):
        name = rest.partition("/")[2].removesuffix(".html")
        return name not in {essay for essay, _ in plan.editions}
    editions = {f"{language.tag}/{name}" for name, language in plan.editions}
    return path.endswith(_BOOK) and path.removesuffix(_BOOK) not in editions


def _tree(project: Project, plan: Plan, scope: Scope, images: Images) -> Files:
    from essaytool.editions.cover import cover
    from essaytool.editions.layouts import LAYOUTS, Page, generated_lists, markdown_for, require_codes

    layout, source = LAYOUTS[scope.layout], project.source_language
    languages = tuple(dict.fromkeys(language for _, language in plan.editions))
    require_codes(layout, languages)
    editions: dict[str, tuple[Language, ...]] = {}
    for name, language in plan.editions:
        editions[name] = (*editions.get(name, ()), language)
    within = {place: edition for place, edition in plan.editions.items() if scope.has(*place)}
    for (name, language), edition in within.items():
        page = Page(name, language, source, layout, editions)
        yield layout.markdown_path(name, language), markdown_for(edition, page)
        for image in local_images(edition, name):
            if (image, language) in images:
                yield layout.image_path(image, language, source), images[image, language]
    covers = {place: cover(edition, place[0], place[1], source) for place, edition in plan.editions.items()}
    spoken = tuple(language for language in languages if not scope.languages or language in scope.languages)
    yield from generated_lists(layout, covers, spoken)


def _books(project: Project, plan: Plan, site: Site, scope: Scope, images: Images) -> Files:
    from essaytool.editions.credits import Credits, credits_of
    from essaytool.editions.epub import book_path, make_book

    for (name, language), edition in plan.editions.items():
        if scope.has(name, language):
            catalog = read_catalog(project, project.catalog_path(name, language))
            own = {path: content for (path, spoken), content in images.items() if spoken == language}
            makers = credits_of(catalog) if catalog else Credits()
            yield (
                book_path(name, language),
                make_book(edition, language, site, name, makers=makers, images=own),
            )


def bilingual_editions(project: Project, plan: Plan, scope: Scope) -> dict[Place, Edition]:
    """Every translation that a bilingual page is asked for, drafts and stale texts shown, however little it
    is.

    What cannot be read is left out; the plan has told it.
    """
    source = project.source_language
    essays = {
        name: edition.essay for (name, language), edition in plan.editions.items() if language == source
    }
    places = [
        (name, language)
        for language in scope.bilingual
        for name in essays
        if not scope.essays or name in scope.essays
    ]
    found = {}
    for name, language in places:
        with suppress(EssaytoolError):
            catalog = read_catalog(project, project.catalog_path(name, language))
            known = catalog or fresh_template(project, essays[name])
            found[name, language] = localize(essays[name], known, drafts="mark", stale="mark")
    return found


def _pairs(site: Site, images: Images, pairs: Mapping[Place, Edition]) -> Files:
    from essaytool.editions.bilingual import bilingual_path, render_bilingual

    for (name, language), edition in pairs.items():
        source = source_edition(edition.essay)
        path = bilingual_path(name, language)
        html = render_bilingual(source, edition, language, site, name, sizes=sizes_in(images, language))
        yield path, html.encode()
        for image in local_images(edition, name):
            if (image, language) in images:
                yield f"{BILINGUAL}/{language.tag}/{image}", images[image, language]
