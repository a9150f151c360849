"""``engines``: what can draft here, what each engine needs, and where text would go. Asks nobody."""

from __future__ import annotations

from collections.abc import Iterator

from essaytool.engines import BUILT_IN, candidates, load_engine
from essaytool.errors import EngineError
from essaytool.languages import Language
from essaytool.project import Project
from essaytool.workflow.results import Choice, Offer


def engines(project: Project) -> Iterator[Offer | Choice]:
    """Every engine, then the one that `draft` would take for each language of the project."""
    languages = project.languages()
    for name in BUILT_IN:
        yield _offer(project, name, languages)
    for language in languages:
        yield _choice(project, language)


def _offer(project: Project, name: str, languages: tuple[Language, ...]) -> Offer:
    engine = load_engine(name, project.for_engine.get(name))
    spoken = (language.tag for language in languages if engine.speaks(project.source_language, language))
    return Offer(name, engine.available(), engine.hosted, engine.destination, tuple(spoken))


def _choice(project: Project, language: Language) -> Choice:
    names = project.settings_for(language).engine
    try:
        engine, *_ = candidates(
            names, project.source_language, language, allow_hosted=True, for_engine=project.for_engine
        )
    except EngineError:
        return Choice(language.tag, "", "")
    return Choice(language.tag, engine.name, engine.destination)
