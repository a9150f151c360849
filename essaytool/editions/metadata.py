"""What a page says of itself to programs: Open Graph for those that show links, JSON-LD for search engines.

Nothing is claimed that the edition does not know: a text in the source's language says so, and what only an
absolute address can say is left out where the project has none.
"""

from __future__ import annotations

import json
from typing import Any

from babel.core import get_global
from markupsafe import Markup

from essaytool.editions.cover import Cover, Phrase
from essaytool.editions.links import Site, page_path
from essaytool.editions.marks import DRAFT
from essaytool.editions.notices import shown_shares
from essaytool.languages import Language
from essaytool.model import Edition

_UNSAFE = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}
"""What could end the element that the data stands in, or a line of a script."""
_ALL_BY_MACHINE = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
_PARTLY_BY_MACHINE = "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"
"""Schema.org's DigitalSourceTypeEnumeration, after the IPTC's vocabulary."""


def open_graph(front: Cover, name: str, language: Language, site: Site) -> list[tuple[str, str]]:
    """The Open Graph properties of an essay's page (ogp.me), in the order in which they are to stand."""
    found = [("og:type", "article"), ("og:title", front.title.text)]
    found += [("og:description", front.description.text)] if front.description else []
    found += [("article:published_time", front.date.isoformat())] if front.date else []
    return [*found, *graph_of_tongues(page_path(name, language), language, site.editions[name], site)]


def graph_of_tongues(
    here: str, language: Language, tongues: tuple[Language, ...], site: Site
) -> list[tuple[str, str]]:
    """The page's address and locale, and the locales of the editions beside it."""
    own = graph_locale(language)
    others = dict.fromkeys(locale for tongue in tongues if (locale := graph_locale(tongue)) != own)
    address = [("og:url", site.absolute(here))] if site.url else []
    return [*address, ("og:locale", own), *(("og:locale:alternate", other) for other in others)]


def graph_locale(language: Language) -> str:
    """A language as Open Graph writes it, ``language_TERRITORY``; CLDR knows the likely territory."""
    locale = language.locale
    likely = get_global("likely_subtags")
    asked = (f"{locale.language}_{locale.script}", locale.language)
    full = next((likely[key] for key in asked if key in likely), "")
    territory = locale.territory or full.rpartition("_")[2]
    return f"{locale.language}_{territory}" if territory else locale.language


def json_ld(edition: Edition, front: Cover, name: str, language: Language, site: Site) -> Markup:
    """The page as JSON-LD in schema.org's words; safe to stand in a ``script`` element."""
    facts: dict[str, Any] = {"@context": "https://schema.org", "@type": "Article"}
    if site.url:
        facts["@id"] = site.absolute(page_path(name, language))
    facts["headline"] = _said(front.title, language)
    if front.subtitle:
        facts["alternativeHeadline"] = _said(front.subtitle, language)
    if front.description:
        facts["description"] = _said(front.description, language)
    facts["inLanguage"] = language.tag
    if front.authors:
        facts["author"] = [{"@type": "Person", "name": author} for author in front.authors]
    if front.date:
        facts["datePublished"] = front.date.isoformat()
    if front.updated and front.updated.date() != front.date:
        facts["dateModified"] = front.updated.strftime("%Y-%m-%dT%H:%M:%SZ")
    if source := digital_source(edition, language, site.source_language):
        facts["digitalSourceType"] = source
    facts |= _translations(name, language, site)
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))


def digital_source(edition: Edition, language: Language, source_language: Language) -> str:
    """Schema.org's name for a text of which a machine wrote all or some, unreviewed; else empty."""
    share = 0.0 if language == source_language else shown_shares(edition).get(DRAFT, 0.0)
    return "" if share == 0 else _ALL_BY_MACHINE if share == 1 else _PARTLY_BY_MACHINE


def _said(phrase: Phrase, language: Language) -> object:
    """A text; in another language than its page's, it says in which (JSON-LD 1.1, 4.2.4)."""
    if phrase.language == language:
        return phrase.text
    return {"@value": phrase.text, "@language": phrase.language.tag}


def _translations(name: str, language: Language, site: Site) -> dict[str, Any]:
    """How this edition and the others belong together; each says of the other what that says of it."""
    original = site.original(name)
    if not site.url or original != site.source_language:
        return {}
    if language != original:
        return {"translationOfWork": {"@id": site.absolute(page_path(name, original))}}
    others = [other for other in site.editions[name] if other != original]
    works = [{"@id": site.absolute(page_path(name, other)), "inLanguage": other.tag} for other in others]
    return {"workTranslation": works} if works else {}
