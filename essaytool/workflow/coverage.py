"""``coverage``: how much is translated, counted in the catalogs. Reads only.

It also tells which files lag behind what they are made from, since the numbers of those are of
yesterday's essay.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from essaytool.languages import Language
from essaytool.project import Project
from essaytool.reports.count import Count, count
from essaytool.reports.coverage import EssayCoverage, LanguageCoverage, Remaining
from essaytool.workflow.jobs import ALONE, Crew
from essaytool.workflow.results import Compared, Failure, Lag, Progress
from essaytool.workflow.steps import read_catalog, read_essays
from essaytool.workflow.survey import LookAtEdition, LookForLag, LookForRest, Survey, readable

if TYPE_CHECKING:
    from essaytool.workflow.past import Past

Result: TypeAlias = LanguageCoverage | Compared | Lag | Progress | Failure
_Place = tuple[str, Language]


def coverage(
    project: Project,
    languages: Sequence[Language],
    essays: Sequence[str],
    *,
    since: str = "",
    listed: bool = False,
    crew: Crew = ALONE,
) -> Iterator[Result]:
    """Count every language; a catalog that cannot be read is left out of the count, and is a failure.

    With `since`, a revision of git, it also tells what was counted where the present work left that revision;
    with `listed`, each entry that nobody has reviewed. Raises `GitError` for a revision that there is not.
    """
    began = ""
    if since:
        from essaytool.workflow.past import beginning

        began = beginning(project, since)
        yield Compared(since, began)
    current = yield from _current(project, essays, crew)
    places = [(name, language) for name in current for language in languages]
    past = (yield from _past(project, began, current)) if since else None
    surveys = yield from crew.gather([LookAtEdition(project, *place) for place in places], "catalogs")
    rests = [LookForRest(project, *place) for place in places if listed]
    rest = yield from crew.gather(rests, "entries")
    work = _Work(project, essays, current, surveys, rest, past)
    for language in languages:
        yield from _sum(work, language)


def _current(
    project: Project, essays: Sequence[str], crew: Crew
) -> Generator[Lag | Failure, None, Mapping[str, bool]]:
    """The essays that can be read, and whether the template of each is today's: if so, its catalogs can lag
    behind that.
    """
    found = {}
    names = yield from readable(project, essays, crew)
    for job, lags in crew.perform(LookForLag(project, name) for name in names):
        found[job.essay] = not (isinstance(lags, Failure) or lags)
        yield from [lags] if isinstance(lags, Failure) else lags
    return found


@dataclass(frozen=True)
class _Work:
    """What is known when languages are summed up."""

    project: Project
    wanted: Sequence[str]
    current: Mapping[str, bool]
    surveys: Mapping[_Place, Survey | Failure]
    rest: Mapping[_Place, tuple[Remaining, ...] | Failure]
    past: _PastCounts | None


def _sum(work: _Work, language: Language) -> Iterator[Result]:
    project, counted = work.project, []
    for name in work.current:
        survey, rest = work.surveys[name, language], work.rest.get((name, language), ())
        if isinstance(survey, Failure):
            yield survey
            continue
        if isinstance(rest, Failure):
            yield rest
            continue
        if survey.is_behind and work.current[name]:
            behind = project.relative(project.template_path(name))
            yield Lag(project.relative(project.catalog_path(name, language)), behind, "update")
        before = work.past.count(name, language) if work.past else None
        counted.append(EssayCoverage(name, survey.count, survey.share, before, rest))
    names = {item.essay for item in counted}
    yield LanguageCoverage(
        tuple(counted),
        language.tag,
        project.settings_for(language).publish_at,
        tuple(name for name in work.wanted if name not in names),
    )


def _past(project: Project, began: str, essays: Mapping[str, bool]) -> Generator[Failure, None, _PastCounts]:
    from essaytool.workflow.past import Past

    found = yield from read_essays(project, list(essays))
    return _PastCounts(project, Past(project, began, found))


class _PastCounts:
    """What would have been counted then: an essay that had no catalog is its template."""

    def __init__(self, project: Project, past: Past) -> None:
        self.project = project
        self.past = past
        self.untranslated: dict[str, Count] = {}

    def count(self, name: str, language: Language) -> Count:
        now = read_catalog(self.project, self.project.catalog_path(name, language))
        catalog = self.past.catalog_of(name, language, now)
        return self._untranslated(name) if catalog is None else count(catalog, self.project.source_language)

    def _untranslated(self, name: str) -> Count:
        if name not in self.untranslated:
            template = self.past.template_of(name)
            nothing = Count()
            self.untranslated[name] = count(template, self.project.source_language) if template else nothing
        return self.untranslated[name]
