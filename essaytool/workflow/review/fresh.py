"""A fresh draft beside a stale text: by an engine on this machine, for nothing, and only when asked for."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from essaytool.catalog.provenance import clear, sign
from essaytool.drafting.budget import Budget
from essaytool.drafting.cache import Cache
from essaytool.drafting.plan import plan_leg
from essaytool.drafting.run import Drafted, Refused, Run
from essaytool.drafting.tasks import find_tasks
from essaytool.engines import candidates
from essaytool.errors import EngineError
from essaytool.languages import parse_tag
from essaytool.model import Catalog, Entry
from essaytool.project import Project
from essaytool.review.queue import ToReview, accepted
from essaytool.workflow.steps import read_essay


@dataclass(frozen=True)
class Fresh:
    """A draft of today's source."""

    engine: str
    text: str

    def taken(self, entry: Entry) -> Entry:
        """The entry with this draft, approved."""
        today = datetime.datetime.now(datetime.UTC).date()
        return accepted(sign(replace(entry, msgstr=self.text), self.engine, today))


def fresh_draft(project: Project, item: ToReview) -> Fresh:
    """What the first engine on this machine that can makes of an entry's source.

    No text leaves the machine, whatever engines are configured. Raises `EngineError`, also where there is no
    such engine, or it has no draft.
    """
    source, target = project.source_language, parse_tag(item.language)
    names = (*project.settings_for(target).engine, "auto")
    chosen = candidates(names, source, target, allow_hosted=False, for_engine=project.for_engine)
    engine = next((engine for engine in chosen if not engine.hosted), None)
    if engine is None:
        sentence = f"no engine on this machine translates from {source.tag} into {target.tag}"
        raise EngineError(sentence, hint="`essaytool engines` lists what each engine needs")
    tasks = find_tasks(item.essay, read_essay(project, item.essay), Catalog("", (clear(item.entry),)))
    budget, cache = Budget(None, None), Cache(None)
    results: list[Drafted | Refused] = []
    run = Run(source, target, budget, cache, results.append)
    for _ in run.carry_out(plan_leg(tasks, engine, source, target, budget=budget, cache=cache)):
        pass
    found = next((result for result in results if isinstance(result, Drafted)), None)
    if found is None:
        reasons = [str(run.stopped)] if run.stopped else [left.reason for left in run.left]
        raise EngineError(f"{engine.name} has no draft of it: {'; '.join(reasons) or 'nothing to translate'}")
    return Fresh(engine.name, found.msgstr)
