"""What pages say to programs: hreflang, canonical, Open Graph, JSON-LD, and that all of it agrees."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.editions.cover import cover
from essaytool.editions.links import Site, page_path
from essaytool.editions.metadata import graph_locale
from essaytool.editions.page import render_html
from essaytool.editions.site import site_pages
from essaytool.languages import Language, parse_tag
from essaytool.model import Edition
from tests.editions.samples import ARABIC, ENGLISH, SPANISH, Page, page, source, translation

URL = "https://x.example/e/"
ESSAY = "---\ntitle: A title\nsubtitle: Under it\nauthor: Ana\ndate: 2026-11-16\n---\n\nFirst.\n\nSecond.\n"
TEXTS = {"A title": "Un título", "Under it": "Debajo", "First.": "Primero.", "Second.": "Segundo."}
TONGUES = tuple(map(parse_tag, ("en", "ar", "es", "pt-BR", "sr-Latn", "zh-Hans", "zh-Hant")))


def facts(shown: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shown.one("script", type="application/ld+json").text)
    return found


def spanish(edition: Edition, url: str = URL) -> Page:
    return page(edition, SPANISH, (ENGLISH, ARABIC, SPANISH), url=url)


# --- Open Graph -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("en", "en_US"),
        ("en-GB", "en_GB"),
        ("de", "de_DE"),
        ("pt-BR", "pt_BR"),
        ("zh-Hans", "zh_CN"),
        ("zh-Hant", "zh_TW"),
        ("sr-Latn", "sr_RS"),
        ("he", "he_IL"),
        ("ja", "ja_JP"),
        ("eo", "eo_001"),
    ],
)
def test_open_graph_takes_a_language_with_its_territory(tag: str, locale: str) -> None:
    assert graph_locale(parse_tag(tag)) == locale


def test_a_page_says_its_title_address_and_locales_to_those_who_show_links() -> None:
    shown = spanish(translation(ESSAY, TEXTS))
    properties = [(meta["property"], meta["content"]) for meta in shown.all("meta") if meta["property"]]
    assert properties == [
        ("og:type", "article"),
        ("og:title", "Un título"),
        ("article:published_time", "2026-11-16"),
        ("og:url", "https://x.example/e/es/essay.html"),
        ("og:locale", "es_ES"),
        ("og:locale:alternate", "en_US"),
        ("og:locale:alternate", "ar_EG"),
    ]


# --- JSON-LD ----------------------------------------------------------------------------------------------


def test_a_translation_names_its_original_and_that_names_its_translations() -> None:
    translated, original = (
        facts(page(edition, language, (ENGLISH, ARABIC, SPANISH), url=URL))
        for edition, language in ((translation(ESSAY, TEXTS), SPANISH), (source(ESSAY), ENGLISH))
    )
    assert translated["translationOfWork"] == {"@id": original["@id"]}
    assert {"@id": translated["@id"], "inLanguage": "es"} in original["workTranslation"]
    assert [work["inLanguage"] for work in original["workTranslation"]] == ["ar", "es"]
    assert "workTranslation" not in translated
    assert "translationOfWork" not in original


def test_the_facts_of_a_page() -> None:
    assert facts(spanish(translation(ESSAY, TEXTS), url="")) == {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": "Un título",
        "alternativeHeadline": "Debajo",
        "inLanguage": "es",
        "author": [{"@type": "Person", "name": "Ana"}],
        "datePublished": "2026-11-16",
    }


def test_a_text_of_the_source_says_so_in_the_facts_as_well() -> None:
    texts = {msgid: msgstr for msgid, msgstr in TEXTS.items() if msgid != "A title"}
    assert facts(spanish(translation(ESSAY, texts)))["headline"] == {"@value": "A title", "@language": "en"}


MACHINE = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
PARTLY = "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"


@pytest.mark.parametrize(("drafts", "mark"), [((), None), (("First.",), PARTLY), (tuple(TEXTS), MACHINE)])
def test_machines_can_read_what_a_machine_wrote(drafts: tuple[str, ...], mark: str | None) -> None:
    assert facts(spanish(translation(ESSAY, TEXTS, drafts=drafts))).get("digitalSourceType") == mark


def test_the_original_is_by_no_machine() -> None:
    assert "digitalSourceType" not in facts(page(source(ESSAY)))


@given(
    st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from("<>&\"'\u2028\u2029\\/"), min_size=1)
)
def test_whatever_a_title_says_the_facts_are_json_and_stay_where_they_are(title: str) -> None:
    shown = spanish(translation(ESSAY, {**TEXTS, "A title": title}))
    said = facts(shown)["headline"]
    text = shown.one("script", type="application/ld+json").text
    assert said in (shown.one("title").text, {"@value": "A title", "@language": "en"})
    assert not set("<>&\u2028\u2029") & set(text)


# --- all of it agrees -------------------------------------------------------------------------------------


@given(
    st.dictionaries(
        st.sampled_from(("a", "b/c", "d ü")),
        st.lists(st.sampled_from(TONGUES), min_size=1, unique=True).map(tuple),
        min_size=1,
    ),
    st.frozensets(st.tuples(st.sampled_from(("a", "b/c", "d ü")), st.sampled_from(TONGUES))),
)
def test_heads_sitemap_and_feeds_name_the_same_pages_for_any_set_of_editions(
    editions: dict[str, tuple[Language, ...]], unlisted: frozenset[tuple[str, Language]]
) -> None:
    """But for those that search engines are asked to leave out, which nothing names."""
    site = Site(ENGLISH, editions, URL, unlisted=unlisted)
    made = {
        (name, language): source(ESSAY) if language == ENGLISH else translation(ESSAY, TEXTS)
        for name, languages in editions.items()
        for language in languages
    }
    heads = {}
    for (name, language), edition in made.items():
        shown = Page(render_html(edition, language, site, name))
        address = site.absolute(page_path(name, language))
        assert shown.one("link", rel="canonical")["href"] == address
        heads[address] = alternates_of_page(shown)
    assert_symmetric(heads)
    covers = {
        (name, tongue): cover(edition, name, tongue, ENGLISH) for (name, tongue), edition in made.items()
    }
    others = site_pages(site, covers)
    hidden = {site.absolute(page_path(name, tongue)) for name, tongue in unlisted}
    assert not hidden & {url for alternates in heads.values() for url in alternates.values()}
    listed = alternates_in_sitemap(others["sitemap.xml"])
    assert {url: alternates for url, alternates in listed.items() if url in heads} == {
        url: alternates for url, alternates in heads.items() if url not in hidden
    }
    in_feeds = {}
    for language in site.languages:
        in_feeds |= alternates_in_feed(others[f"{language.tag}/feed.xml"])
    assert {url: alternates or {} for url, alternates in heads.items()} == {
        url: found if len(found) > 1 else {} for url, found in in_feeds.items()
    }


def assert_symmetric(heads: dict[str, dict[str, str]]) -> None:
    """Each page lists itself and all that list it, one for every other language, by whole addresses."""
    for url, alternates in heads.items():
        assert not alternates or url in alternates.values()
        assert list(alternates).count("x-default") == bool(alternates)
        for other in alternates.values():
            assert other.startswith(URL)
            assert heads[other] == alternates


def alternates_of_page(shown: Page) -> dict[str, str]:
    links = [link for link in shown.all("link", rel="alternate") if link["hreflang"]]
    assert len({link["hreflang"] for link in links}) == len(links)
    return {link["hreflang"]: link["href"] for link in links}


def alternates_in_sitemap(content: bytes) -> dict[str, dict[str, str]]:
    place, link = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}link"
    return {
        str(entry.findtext(f"{place}loc")): {
            str(each.get("hreflang")): str(each.get("href")) for each in entry.findall(link)
        }
        for entry in ElementTree.fromstring(content)
    }


def alternates_in_feed(content: bytes) -> dict[str, dict[str, str]]:
    atom = "{http://www.w3.org/2005/Atom}"
    return {
        str(entry.findtext(f"{atom}id")): {
            str(link.get("hreflang")): str(link.get("href")) for link in entry.findall(f"{atom}link")
        }
        for entry in ElementTree.fromstring(content).findall(f"{atom}entry")
    }
