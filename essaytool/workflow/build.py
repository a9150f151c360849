"""``build``: the editions, ``output/``. Only this verb writes there.

An essay or catalog that cannot be read does not stop the rest: its pages stay as an earlier build made
them, so do the lists that name them, and nothing is removed until all can be read again.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import cache

from essaytool.editions.cover import cover
from essaytool.editions.links import page_path
from essaytool.editions.localize import source_edition
from essaytool.languages import Language
from essaytool.locks import lock
from essaytool.project import Project
from essaytool.workflow.forms import is_orphan, pair_jobs, tree_lists
from essaytool.workflow.jobs import ALONE, Crew
from essaytool.workflow.output import Lines as ManifestLines
from essaytool.workflow.output import Output
from essaytool.workflow.pages import TREE, Lines, Pages, Plan, lines_of, list_pages, page_jobs, site_of
from essaytool.workflow.results import Built, Checked, Failure, Lost, Progress, Unplaced, Withheld
from essaytool.workflow.scope import Scope
from essaytool.workflow.steps import read_essay
from essaytool.workflow.survey import LookAtEdition, LookAtEssay, Original, Outline, Survey

Result = Built | Checked | Withheld | Unplaced | Lost | Progress | Failure


def build(project: Project, scope: Scope, *, writes: bool = True, crew: Crew = ALONE) -> Iterator[Result]:
    """Make the output folder hold the editions that are translated well enough, and nothing of ours besides.

    A link of an essay that leads nowhere is an error finding; the pages are built all the same, for its
    author to look at. Without `writes`, only tell what would change. Raises `LockError`, `ProjectError`,
    `ConfigError` for a `SOURCE_DATE_EPOCH` that is none, and `FileError` for a manifest that cannot be
    understood.
    """
    with lock(project.root) if writes else nullcontext():
        output = Output(project, crew.state, writes=writes)
        plan = yield from _plan(project, scope, output.lines, crew)
        for result in _make(project, plan, scope, output, crew):
            yield _from_root(project, result) if isinstance(result, Built) else result


def _make(project: Project, plan: Plan, scope: Scope, output: Output, crew: Crew) -> Iterator[Result]:
    """Make the files, write those that change, and remove those that are made no more."""
    site = site_of(project, plan, lambda path: _will_be(path, scope, output.lines))
    lists = cache(lambda: {**dict(_tree_lists(plan, scope)), **dict(list_pages(plan, site, scope))})
    told = site, list(plan.outlines.items()), list(plan.held.items()), scope, plan.listable
    kept = crew.recall(project, "lists", told, dict[str, str], lambda: lines_of(lists().items()))
    jobs = [*page_jobs(project, plan, site, scope), *pair_jobs(project, plan, site, scope)]
    lost: dict[str, Lost] = {}
    failed = False
    made = crew.perform(jobs, lambda before: output.holds(before.files))
    for done, (_, pages) in enumerate(made, 1):
        if isinstance(pages, Failure):
            failed = True
            yield pages
        else:
            lost |= {item.path: item for item in pages.lost if item.path not in lost}
            yield from _take(output, pages)
        yield from crew.tell("editions", done, len(jobs))
    yield from _take(output, Lines(kept) if output.holds(kept) else Pages(lists()))
    yield from (lost[path] for path in sorted(lost))
    yield from output.finish(_gone(plan, scope) if plan.whole and not failed else _nothing)


def _take(output: Output, pages: Pages | Lines) -> Iterator[Built | Failure]:
    if isinstance(pages, Lines):
        output.keep(pages.files)
    else:
        yield from output.take(pages.files)


def _tree_lists(plan: Plan, scope: Scope) -> Iterator[tuple[str, bytes]]:
    if scope.makes(TREE):
        yield from tree_lists(plan, scope)


def _gone(plan: Plan, scope: Scope) -> Callable[[str], bool]:
    """Whether a file of ours is to be removed if this build does not make it."""
    return lambda path: scope.covers(path) or is_orphan(path, plan, scope)


def _will_be(path: str, scope: Scope, before: ManifestLines) -> bool:
    """Whether a page or its Markdown is there after the build."""
    return scope.makes(path.rpartition(".")[2]) if scope.covers(path) else path in before


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


def _plan(project: Project, scope: Scope, before: ManifestLines, crew: Crew) -> Generator[Result, None, Plan]:
    """All editions that are published; `before` are the files that an earlier build made."""
    names, languages = project.essays(), project.languages()
    originals: dict[str, Original] = {}
    surveys: dict[tuple[str, Language], Survey | Failure] = {}
    jobs = [job for name in names for job in _looks(project, name, languages)]
    for done, (job, found) in enumerate(crew.perform(jobs), 1):
        if isinstance(job, LookAtEdition):
            surveys[job.essay, job.language] = found
        elif isinstance(found, Failure):
            yield found
        else:
            originals[job.essay] = found
        yield from crew.tell("catalogs", done, len(jobs))
    outlines: dict[tuple[str, Language], Outline] = {}
    held: dict[tuple[str, Language], Outline] = {}
    whole = len(originals) == len(names)
    for name, original in originals.items():
        outlines[name, project.source_language] = original.outline
        for language in languages:
            survey = surveys[name, language]
            if isinstance(survey, Failure):
                whole = False
                if page_path(name, language) in before:
                    held[name, language] = _held(project, name, language)
                yield survey
            else:
                yield from _told_of(survey, name, language)
                if survey.share.enough:
                    outlines[name, language] = survey.outline
    yield from _dead_links(project, originals, scope)
    hidden = [name for name in names if name not in originals]
    spoken = (project.source_language, *languages)
    listable = not any(page_path(name, language) in before for name in hidden for language in spoken)
    return Plan(outlines, held, whole, listable)


def _looks(
    project: Project, name: str, languages: Sequence[Language]
) -> Iterator[LookAtEssay | LookAtEdition]:
    """What is to be known of an essay and of its editions, side by side, so that it is read once for all."""
    yield LookAtEssay(project, name)
    yield from (LookAtEdition(project, name, language) for language in languages)


def _told_of(survey: Survey, name: str, language: Language) -> Iterator[Unplaced | Withheld]:
    yield from (Unplaced(item.path, item.line, item.message) for item in survey.refused)
    share = survey.share
    if not share.enough:
        yield Withheld(name, language.tag, share.shown, share.publish_at, survey.is_behind)


def _held(project: Project, name: str, language: Language) -> Outline:
    """What lists say of an edition whose catalog cannot be read."""
    edition = source_edition(read_essay(project, name))
    return Outline(cover(edition, name, language, project.source_language), (), ())


def _dead_links(project: Project, originals: Mapping[str, Original], scope: Scope) -> Iterator[Checked]:
    """The essays in which a link leads nowhere."""
    for name, original in originals.items():
        if original.dead_links and (not scope.essays or name in scope.essays):
            path = project.relative(project.source_path(name))
            yield Checked(name, project.source_language.tag, path, original.dead_links)
