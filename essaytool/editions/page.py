"""An essay's page in one language, as a whole HTML document."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from babel.dates import format_date
from babel.lists import format_list
from markupsafe import Markup

from essaytool.editions.cover import Cover, cover
from essaytool.editions.furniture import furniture
from essaytool.editions.links import (
    Site,
    feed_path,
    index_path,
    lead_on,
    local_path,
    markdown_path,
    page_path,
    relative,
    resolve,
)
from essaytool.editions.marks import REVIEWED
from essaytool.editions.metadata import json_ld, open_graph
from essaytool.editions.notices import has_drafts, notices, shown_shares
from essaytool.editions.render import render
from essaytool.editions.sanitize import sanitize, seal
from essaytool.editions.templating import ESSAY, STATE, dress, fill
from essaytool.editions.writer import Setting
from essaytool.languages import Language
from essaytool.model import Edition

NO_SIZES: Mapping[str, tuple[int, int]] = MappingProxyType({})


def render_html(
    edition: Edition,
    language: Language,
    site: Site,
    name: str,
    *,
    noindex_drafts: bool = False,
    sizes: Mapping[str, tuple[int, int]] = NO_SIZES,
) -> str:
    """The page of the essay `name` in this edition, which is in `language`.

    `site` says which editions there are beside it: the picker, hreflang and links between essays follow it.
    `sizes` are widths and heights of local images in CSS pixels, by their path in the source folder. With
    `noindex_drafts`, a page with unreviewed drafts asks search engines to leave it out.
    """
    here = page_path(name, language)
    front = cover(edition, name, language, site.source_language)
    sealed = seal(edition.markdown)
    setting = Setting(
        language=language,
        source_language=site.source_language,
        say=furniture(language),
        seal=sealed,
        resolve=lambda target: resolve(target, name, language, site),
        size_of=lambda target: sizes.get(local_path(target, name)),
        title=front.title.text,
    )
    rendered = render(edition, setting)
    body, notes = (
        lead_on(sanitize(html, sealed), name, language, site) for html in (rendered.body, rendered.notes)
    )
    foreign = language != site.source_language
    state = (STATE,) if foreign and set(shown_shares(edition)) - {REVIEWED} else ()
    facts = json_ld(edition, front, name, language, site)
    told = notices(edition, language, setting.say, _original(here, name, site)) if foreign else []
    return fill(
        "essay.html.jinja",
        look=site.look,
        language=language,
        say=setting.say,
        **dress(ESSAY, *state, language=language, fragment=body + notes, look=site.look, script=facts),
        canonical=site.absolute(here) if site.url else "",
        alternates=essay_alternates(site, name, language, here),
        properties=open_graph(front, name, language, site),
        facts=facts,
        feed=relative(here, feed_path(language)) if has_time(front, site) else "",
        noindex=noindex_drafts and has_drafts(edition),
        tongues=[(other, relative(here, page_path(name, other))) for other in site.editions[name]],
        index=relative(here, index_path(language)),
        markdown=_markdown(here, name, language, site),
        cover=front,
        byline=byline(front, language, site.source_language),
        heading=Markup(sanitize(rendered.title, sealed)),
        notices=told,
        body=Markup(body),
        notes=Markup(notes),
    )


def essay_alternates(site: Site, name: str, language: Language, here: str = "") -> list[tuple[str, str]]:
    """The hreflang links of an essay's page in this language: all listed editions, and the original for
    readers of other languages.
    """
    listed = site.listed(name)
    if language not in listed or len(listed) == 1:
        return []
    original = site.original(name)
    pages = [(other.tag, other) for other in listed]
    pages.append(("x-default", original if original in listed else listed[0]))
    return [(tag, site.link(here, page_path(name, other))) for tag, other in pages]


def has_time(front: Cover, site: Site) -> bool:
    """Whether this essay stands in its language's feed."""
    return bool(site.url and (front.updated or site.epoch))


def written_day(front: Cover, language: Language) -> str:
    """The cover's date as readers of this language write it."""
    return format_date(front.date, "long", language.locale) if front.date else ""


def byline(front: Cover, language: Language, source_language: Language) -> Markup:
    """Who wrote the essay, and when. Names stay as they are, whatever direction the text around them has."""
    mark = Markup(' lang="{}"').format(source_language.tag) if language != source_language else ""
    names = [Markup("<bdi{}>{}</bdi>").format(mark, author) for author in front.authors]
    day = Markup('<time datetime="{}">{}</time>').format(front.date, written_day(front, language))
    parts = [Markup(format_list(names, locale=language.locale))] if names else []
    return Markup(" · ").join([*parts, day] if front.date else parts)


def _markdown(here: str, name: str, language: Language, site: Site) -> str:
    """The link to the page's Markdown; empty where there is none."""
    is_there = (name, language) not in site.without_markdown
    return relative(here, markdown_path(name, language)) if is_there else ""


def _original(here: str, name: str, site: Site) -> Markup:
    """A link to the source's edition; empty where that is not published."""
    language = site.original(name)
    if language != site.source_language:
        return Markup()
    link = Markup('<a href="{}" hreflang="{}" lang="{}" dir="{}">{}</a>')
    url = relative(here, page_path(name, language))
    return link.format(url, language.tag, language.tag, language.direction, language.native_name)
