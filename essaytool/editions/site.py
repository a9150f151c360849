"""The pages around essays: each language's list, the choice of languages, the sitemap.

All are functions of frozen values, so that the same essays make the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping

from essaytool.editions.cover import Cover
from essaytool.editions.feed import feed
from essaytool.editions.furniture import furniture
from essaytool.editions.links import CHOOSER, Site, feed_path, index_path, page_path, relative
from essaytool.editions.metadata import graph_of_tongues
from essaytool.editions.page import essay_alternates, has_time, written_day
from essaytool.editions.templating import LIST, STATE, dress, fill
from essaytool.errors import ProjectError
from essaytool.languages import Language

SITEMAP = "sitemap.xml"


def site_pages(site: Site, covers: Mapping[tuple[str, Language], Cover]) -> dict[str, bytes]:
    """Every page that is not an essay, by its path in the output folder.

    `covers` are those of all editions, by the essay's name and the language. Raises `ProjectError` for an
    essay whose page would stand in the place of a list.
    """
    if "index" in site.editions:
        raise ProjectError(
            "an essay cannot be called index", hint="rename it: index.html is the list of a language's essays"
        )
    pages = {index_path(language): _index(site, language, covers) for language in site.languages}
    pages[CHOOSER] = _chooser(site)
    if site.url:
        pages[SITEMAP] = _sitemap(site)
        pages |= {feed_path(language): feed(site, language, covers) for language in site.languages}
    return {path: text.encode() for path, text in sorted(pages.items()) if text}


def _index(site: Site, language: Language, covers: Mapping[tuple[str, Language], Cover]) -> str:
    here = index_path(language)
    names = [name for name, languages in site.editions.items() if language in languages]
    listed = [(name, covers[name, language]) for name in names]
    timed = any(has_time(front, site) for _, front in listed)
    return fill(
        "index.html.jinja",
        look=site.look,
        language=language,
        say=furniture(language),
        **dress(LIST, STATE, language=language, look=site.look),
        properties=_properties(here, language, site),
        feed=relative(here, feed_path(language)) if timed else "",
        canonical=site.absolute(here) if site.url else "",
        alternates=_index_alternates(site, here),
        noindex=False,
        tongues=[(other, relative(here, index_path(other))) for other in site.languages],
        chooser=relative(here, CHOOSER),
        essays=[
            (relative(here, page_path(name, language)), front, written_day(front, language))
            for name, front in listed
        ],
    )


def _chooser(site: Site) -> str:
    """The page of all languages; each is listed in its own words, with how many essays it has."""
    rows = []
    for language in site.languages:
        count = sum(language in languages for languages in site.editions.values())
        rows.append(
            (
                language,
                relative(CHOOSER, index_path(language)),
                furniture(language)("Essays: {count}", count=language.number(count)),
            )
        )
    spoken = "".join(f' lang="{language.tag}"' for language in site.languages)
    return fill(
        "chooser.html.jinja",
        look=site.look,
        language=site.source_language,
        say=furniture(site.source_language),
        **dress(LIST, language=site.source_language, fragment=spoken, look=site.look),
        properties=_properties(CHOOSER, site.source_language, site),
        feed="",
        canonical=site.absolute(CHOOSER) if site.url else "",
        alternates=_index_alternates(site, CHOOSER),
        noindex=False,
        tongues=rows,
    )


def _sitemap(site: Site) -> str:
    indexes = [(site.absolute(index_path(language)), _index_alternates(site)) for language in site.languages]
    essays = [
        (site.absolute(page_path(name, language)), essay_alternates(site, name, language))
        for name in site.editions
        for language in site.listed(name)
    ]
    return fill(
        "sitemap.xml.jinja",
        look=site.look,
        pages=[(site.absolute(CHOOSER), _index_alternates(site)), *indexes, *essays],
    )


def _properties(here: str, language: Language, site: Site) -> list[tuple[str, str]]:
    """The Open Graph properties of a list."""
    title = furniture(language).plain("Choose a language" if here == CHOOSER else "Essays")
    found = [("og:type", "website"), ("og:title", title)]
    return [*found, *graph_of_tongues(here, language, site.languages, site)]


def _index_alternates(site: Site, here: str = "") -> list[tuple[str, str]]:
    """The hreflang links of the lists, with the choice of languages for readers of none of these."""
    links = [(language.tag, site.link(here, index_path(language))) for language in site.languages]
    return [*links, ("x-default", site.link(here, CHOOSER))] if len(links) > 1 else []
