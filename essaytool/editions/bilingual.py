"""A translation beside its source, passage by passage, for reviewers and for those who learn a language.

The two editions have the same blocks (law "Splice"), so that both are walked at once: blocks are written
once, from the source, and each text in them twice. What is no text is shown once. The page is nobody's to
find: no other page links to it, and search engines are told to leave it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from babel.numbers import format_decimal
from markupsafe import Markup

from essaytool.editions.cover import Cover, Phrase, cover
from essaytool.editions.furniture import Furniture, furniture
from essaytool.editions.links import Site, beside, local_parts, local_path, page_path, relative, resolve
from essaytool.editions.page import NO_SIZES
from essaytool.editions.pairs import Pair, render_pairs
from essaytool.editions.sanitize import sanitize, seal
from essaytool.editions.states import DRAFT, MISSING, REFUSED, REVIEWED, STALE, names, state_of
from essaytool.editions.templating import BILINGUAL, ESSAY, STATE, dress, fill
from essaytool.editions.writer import Setting
from essaytool.languages import Language
from essaytool.model import Edition

FOLDER = "bilingual"
"""The folder of these pages in the output folder: it is no language's."""
_STATES = (REVIEWED, DRAFT, STALE, REFUSED, MISSING)


def bilingual_path(name: str, language: Language) -> str:
    """The path of a bilingual page."""
    return f"{FOLDER}/{language.tag}/{name}.html"


def render_bilingual(
    source: Edition,
    edition: Edition,
    language: Language,
    site: Site,
    name: str,
    *,
    sizes: Mapping[str, tuple[int, int]] = NO_SIZES,
) -> str:
    """The page of the essay `name` with its edition in `language` beside the source's."""
    here, say = bilingual_path(name, language), furniture(language)
    sealed = seal(source.markdown + edition.markdown)
    theirs_front = cover(source, name, site.source_language, site.source_language)
    own_front = cover(edition, name, language, site.source_language)
    own = Setting(
        language=language,
        source_language=site.source_language,
        say=say,
        seal=sealed,
        resolve=lambda target: _resolve(target, name, here, language, site),
        size_of=lambda target: sizes.get(local_path(target, name)),
        title=own_front.title.text,
        keeps_ids=False,
    )
    theirs = replace(own, language=site.source_language, title=theirs_front.title.text, keeps_ids=True)
    title, body, notes = (
        sanitize(part, sealed) for part in render_pairs(Pair(source, edition, theirs, own, names(say)))
    )
    return fill(
        "bilingual.html.jinja",
        look=site.look,
        language=language,
        original=site.source_language,
        say=say,
        **dress(ESSAY, STATE, BILINGUAL, language=language, fragment=title + body + notes, look=site.look),
        title=own_front.title,
        canonical="",
        feed="",
        properties=[],
        alternates=[],
        noindex=True,
        heading=Markup(title),
        phrases=_phrases(theirs_front, own_front, names(say)),
        links=_links(name, language, here, site),
        states=_legend(edition, language, say),
        body=Markup(body),
        notes=Markup(notes),
    )


def _resolve(
    target: str, name: str, here: str, language: Language, site: Site
) -> tuple[str, Language | None]:
    """A link to another essay leads to its page, which is not beside this one."""
    url, there = resolve(target, name, language, site)
    parts = local_parts(url)
    if url == target or parts is None:
        return target, None
    path = beside(f"{language.tag}/{name}", parts.path)
    return relative(here, path) + parts._replace(path="").geturl(), there


def _phrases(
    theirs: Cover, own: Cover, labels: Mapping[str, Markup]
) -> list[tuple[Phrase, Phrase, str, Markup]]:
    """Title, subtitle and description, where the essay has them: the source, the translation, its state and
    name.
    """
    pairs = [
        (theirs.title, own.title),
        (theirs.subtitle, own.subtitle),
        (theirs.description, own.description),
    ]
    return [(one, other, state, labels[state]) for one, other in pairs if one for state in (_state(other),)]


def _state(phrase: Phrase) -> str:
    return MISSING if phrase.state == "source" else phrase.state


def _links(name: str, language: Language, here: str, site: Site) -> list[tuple[Language, str]]:
    """The two editions, as far as they are published."""
    tongues = site.editions.get(name, ())
    both = (site.source_language, language)
    return [(tongue, relative(here, page_path(name, tongue))) for tongue in both if tongue in tongues]


def _legend(edition: Edition, language: Language, say: Furniture) -> list[tuple[str, Markup, str]]:
    """How many passages are in which state, in the order of readiness."""
    counts = Counter(state_of(placed) for placed in edition.placed if placed.unit.translatable)
    labels = names(say)
    return [(state, labels[state], _number(counts[state], language)) for state in _STATES if counts[state]]


def _number(count: int, language: Language) -> str:
    """A number as readers of this language write it, in their own digits where those are the custom."""
    return format_decimal(count, locale=language.locale, numbering_system="default")
