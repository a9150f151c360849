"""``build``: the editions, ``output/``. Only this verb writes there.

An essay or catalog that cannot be read does not stop the rest: its pages stay as an earlier build made
them, so do the lists that name them, and nothing is removed until all can be read again.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import nullcontext
from dataclasses import replace
from functools import partial

from essaytool.editions.links import local_images, page_path
from essaytool.editions.localize import source_edition
from essaytool.editions.targets import Targets, dead_links
from essaytool.locks import lock
from essaytool.model import Edition, Essay
from essaytool.project import Project
from essaytool.reports.coverage import share
from essaytool.workflow.forms import bilingual_editions, is_orphan, other_forms
from essaytool.workflow.images import read_images
from essaytool.workflow.output import Lines, compare, made_before, settle
from essaytool.workflow.pages import Place, Plan, essay_pages, image_files, list_pages, site_of
from essaytool.workflow.results import Built, Checked, Failure, Lost, Unplaced, Withheld
from essaytool.workflow.scope import Scope
from essaytool.workflow.steps import (
    each,
    edition_of,
    fresh_template,
    read_catalog,
    read_essays,
    targets_of,
)


def build(
    project: Project, scope: Scope, *, writes: bool = True
) -> Iterator[Built | Checked | Withheld | Unplaced | Lost | Failure]:
    """Make the output folder hold the editions that are translated well enough, and nothing of ours besides.

    A link of an essay that leads nowhere is an error finding; the pages are built all the same, for its
    author to look at. Without `writes`, only tell what would change. Raises `LockError`, `ProjectError`,
    `ConfigError` for a `SOURCE_DATE_EPOCH` that is none, and `FileError` for a manifest that cannot be
    understood.
    """
    with lock(project.root) if writes else nullcontext():
        before = made_before(project.output_folder)
        plan = yield from _plan(project, before)
        yield from _dead_links(project, plan, scope)
        site = site_of(project, plan, lambda path: _will_be(path, scope, before))
        pairs = bilingual_editions(project, plan, scope)
        everything = {**plan.editions, **pairs}
        shown = {place: local_images(edition, place[0]) for place, edition in everything.items()}
        images = yield from read_images(project, shown)
        made = dict(image_files({place: shown[place] for place in plan.editions}, images, scope))
        made |= essay_pages(project, plan, site, scope, images)
        made |= list_pages(plan, site, scope)
        made |= other_forms(project, plan, site, scope, images, pairs)
        gone = (lambda path: scope.covers(path) or is_orphan(path, plan, scope)) if plan.whole else _nothing
        changes = compare(project.output_folder, made, gone)
        for result in settle(project, made, changes) if writes else changes:
            yield _from_root(project, result) if isinstance(result, Built) else result


def _will_be(path: str, scope: Scope, before: Lines) -> bool:
    """Whether a page or its Markdown is there after the build."""
    return scope.makes(path.rpartition(".")[2]) if scope.covers(path) else path in before


def _dead_links(project: Project, plan: Plan, scope: Scope) -> Iterator[Checked]:
    """The essays in which a link leads nowhere."""
    targets, language = targets_of(project), project.source_language
    for (name, spoken), edition in plan.editions.items():
        judged = spoken == language and (not scope.essays or name in scope.essays)
        if judged and (found := dead_links(edition.essay, name, targets)):
            yield Checked(name, language.tag, edition.essay.path, tuple(found))


def _from_root(project: Project, built: Built) -> Built:
    return replace(built, path=project.relative(project.output_folder / built.path))


def _nothing(_: str) -> bool:
    return False


def with_drafts(project: Project, drafts: str) -> Project:
    """The project with this setting of ``drafts``, whatever its configuration says."""
    return replace(
        project,
        settings=replace(project.settings, drafts=drafts),
        for_language={tag: replace(own, drafts=drafts) for tag, own in project.for_language.items()},
    )


def with_layout(project: Project, layout: str) -> Project:
    """The project with this setting of ``layout``, whatever its configuration says."""
    return replace(project, settings=replace(project.settings, layout=layout))


def _plan(project: Project, before: Lines) -> Generator[Withheld | Unplaced | Failure, None, Plan]:
    """All editions; `before` are the files that an earlier build made."""
    names = project.essays()
    languages = (project.source_language, *project.languages())
    essays = yield from read_essays(project, names)
    editions: dict[Place, Edition] = {}
    unread: list[Place] = []
    places = [(name, language) for name in essays for language in languages]
    targets = targets_of(project)
    results = each(places, lambda place: _edition(project, essays[place[0]], place, targets))
    for place, result in zip(places, results, strict=True):
        if isinstance(result, Failure):
            unread.append(place)
            yield result
            continue
        edition, withheld = result
        yield from (Unplaced(item.path, item.line, item.message) for item in edition.findings)
        if withheld:
            yield withheld
        else:
            editions[place] = edition
    hidden = [(name, language) for name in names if name not in essays for language in languages]
    return Plan(
        editions=editions,
        held={place: source_edition(essays[place[0]]) for place in unread if page_path(*place) in before},
        whole=not (unread or hidden),
        listable=not any(page_path(*place) in before for place in hidden),
    )


def _edition(
    project: Project, essay: Essay, place: Place, targets: Targets
) -> tuple[Edition, Withheld | None]:
    """An edition, and why it is not built if it is not."""
    name, language = place
    if language == project.source_language:
        return source_edition(essay), None
    settings = project.settings_for(language)
    fresh = fresh_template(project, essay)
    catalog = read_catalog(project, project.catalog_path(name, language)) or fresh
    edition = edition_of(project, essay, catalog, language, partial(targets.refuse, name))
    shown = share(edition, settings.publish_at, project.source_language)
    if shown.enough:
        return edition, None
    behind = catalog.index.keys() != fresh.index.keys()
    return edition, Withheld(name, language.tag, shown.shown, shown.publish_at, behind)
