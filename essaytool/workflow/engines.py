"""``engines``: what can draft here, what each engine needs, and where text would go. Asks nobody."""

from __future__ import annotations

from collections.abc import Iterator

from essaytool.engines import candidates, load_engine, names
from essaytool.errors import ConfigError, EngineError, EssaytoolError
from essaytool.languages import Language
from essaytool.project import Project
from essaytool.workflow.results import Choice, Offer


def engines(project: Project) -> Iterator[Offer | Choice]:
    """Every engine, then those that `draft` would take for each language of the project."""
    languages = project.languages()
    for name in names():
        yield _offer(project, name, languages)
    for language in languages:
        yield _choice(project, language)


def _offer(project: Project, name: str, languages: tuple[Language, ...]) -> Offer:
    """What an engine offers; one that cannot be set up lacks what its error says."""
    try:
        engine = load_engine(name, project.for_engine.get(name))
    except EssaytoolError as error:
        return Offer(name, str(error), hosted=True, destination="", languages=())
    spoken = tuple(language.tag for language in languages if engine.speaks(project.source_language, language))
    return Offer(
        name,
        engine.available(),
        engine.hosted,
        engine.destination,
        spoken,
        engine.model,
        engine.price_per_million,
    )


def _choice(project: Project, language: Language) -> Choice:
    chain = project.settings_for(language).engine
    try:
        first, *others = candidates(
            chain, project.source_language, language, allow_hosted=True, for_engine=project.for_engine
        )
    except (ConfigError, EngineError):
        return Choice(language.tag, "", "")
    return Choice(language.tag, first.name, first.destination, tuple(engine.name for engine in others))
