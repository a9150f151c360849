"""The pages around essays: lists, the choice of languages, the sitemap."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from essaytool.editions.cover import Cover, cover
from essaytool.editions.links import Site
from essaytool.editions.site import site_pages
from essaytool.errors import ProjectError
from essaytool.languages import Language
from tests.editions.samples import ARABIC, ENGLISH, SPANISH, SWAHILI, Page, source, translation

TEXT = "---\ntitle: {0}\ndescription: About {0}\ndate: 2026-11-16\n---\n\nText.\n"
EDITIONS = {"second/b": (ENGLISH, ARABIC), "a": (ENGLISH, ARABIC, SPANISH)}
XHTML = "{http://www.w3.org/1999/xhtml}link"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def covers() -> dict[tuple[str, Language], Cover]:
    texts = {"a": "ألف", "About a": "عن ألف"}
    return {
        (name, language): cover(
            source(TEXT.format(name)) if language == ENGLISH else translation(TEXT.format(name), texts),
            name,
            language,
            ENGLISH,
        )
        for name, languages in EDITIONS.items()
        for language in languages
    }


def pages(url: str = "") -> dict[str, Page]:
    built = site_pages(Site(ENGLISH, EDITIONS, url), covers())
    return {path: Page(content.decode()) for path, content in built.items()}


def test_every_language_has_its_list_and_all_share_one_choice() -> None:
    assert list(pages()) == ["ar/index.html", "en/index.html", "es/index.html", "index.html"]


def test_a_list_has_the_essays_of_its_language_in_reading_order() -> None:
    listed = {
        path: [link["href"] for link in page.all("a") if link.around[-1].tag == "h2"]
        for path, page in pages().items()
    }
    assert listed["en/index.html"] == ["second/b.html", "a.html"]
    assert listed["es/index.html"] == ["a.html"]


def test_a_list_shows_title_description_and_date_in_its_language() -> None:
    arabic = pages()["ar/index.html"]
    assert [heading.text for heading in arabic.all("h2")] == ["second/b", "ألف"]
    assert [heading["lang"] for heading in arabic.all("h2")] == ["en", ""]
    assert arabic.holding("عن ألف").tag == "p"
    assert {day.text for day in arabic.all("time")} == {"16 نوفمبر 2026"}


def test_a_list_in_a_language_without_furniture_says_that_its_title_is_english() -> None:
    site = Site(ENGLISH, {"a": (ENGLISH, SWAHILI)})
    built = site_pages(
        site, {("a", tongue): cover(source("x\n"), "a", tongue, ENGLISH) for tongue in site.languages}
    )
    assert Page(built["sw/index.html"].decode()).one("title")["lang"] == "en"


def test_a_list_leads_to_the_lists_of_other_languages() -> None:
    spanish = pages()["es/index.html"]
    assert [link["href"] for link in spanish.all("a", rel="alternate")] == [
        "../en/index.html",
        "../ar/index.html",
    ]
    assert spanish.one("span", aria_current="true").text == "español"


def test_the_choice_names_every_language_in_its_own_words_with_its_number_of_essays() -> None:
    choice = pages()["index.html"]
    items = [(item.text.split(), item["lang"], item["dir"]) for item in choice.all("li")]
    assert items == [
        (["English", "Essays:", "2"], "", ""),
        (["العربية", "عدد", "المقالات:", "2"], "ar", "rtl"),
        (["español", "Ensayos:", "1"], "es", "ltr"),
    ]
    assert [link["href"] for link in choice.all("a", hreflang="ar")] == ["ar/index.html"]


def test_lists_say_their_title_address_and_locales_to_those_who_show_links() -> None:
    listed = pages("https://x.example/")["ar/index.html"]
    properties = [(meta["property"], meta["content"]) for meta in listed.all("meta") if meta["property"]]
    assert properties == [
        ("og:type", "website"),
        ("og:title", "المقالات"),
        ("og:url", "https://x.example/ar/"),
        ("og:locale", "ar_EG"),
        ("og:locale:alternate", "en_US"),
        ("og:locale:alternate", "es_ES"),
    ]


def test_without_an_address_there_is_no_sitemap() -> None:
    assert "sitemap.xml" not in pages()


def test_the_sitemap_has_every_page_with_the_alternates_that_the_page_itself_has() -> None:
    url = "https://x.example/"
    built = site_pages(Site(ENGLISH, EDITIONS, url), covers())
    entries = ElementTree.fromstring(built["sitemap.xml"])
    listed = {
        entry.findtext(f"{SITEMAP}loc"): {
            link.get("hreflang"): link.get("href") for link in entry.findall(XHTML)
        }
        for entry in entries
    }
    assert set(listed) == {
        url,
        *(f"{url}{tag}/" for tag in ("en", "ar", "es")),
        *(f"{url}{tag}/a.html" for tag in ("en", "ar", "es")),
        *(f"{url}{tag}/second/b.html" for tag in ("en", "ar")),
    }
    spanish = Page(built["es/index.html"].decode())
    links = [link for link in spanish.all("link", rel="alternate") if link["hreflang"]]
    heads = {link["hreflang"]: link["href"] for link in links}
    assert listed[f"{url}es/"] == heads
    assert heads["x-default"] == url
    assert listed[f"{url}ar/second/b.html"] == {
        "en": f"{url}en/second/b.html",
        "ar": f"{url}ar/second/b.html",
        "x-default": f"{url}en/second/b.html",
    }


def test_names_are_encoded_in_addresses_and_escaped_in_xml() -> None:
    name = "a & <b> ü"
    built = site_pages(
        Site(ENGLISH, {name: (ENGLISH,)}, "https://x.example/?a=1&b=2/"),
        {(name, ENGLISH): cover(source("text\n"), name, ENGLISH, ENGLISH)},
    )
    locations = [entry.text for entry in ElementTree.fromstring(built["sitemap.xml"]).iter(f"{SITEMAP}loc")]
    assert "https://x.example/?a=1&b=2/en/a%20%26%20%3Cb%3E%20%C3%BC.html" in locations


def test_an_essay_cannot_take_the_place_of_a_list() -> None:
    site = Site(ENGLISH, {"index": (ENGLISH,)})
    with pytest.raises(ProjectError, match="cannot be called index"):
        site_pages(site, {("index", ENGLISH): cover(source("x\n"), "index", ENGLISH, ENGLISH)})
