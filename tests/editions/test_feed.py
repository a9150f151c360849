"""A language's feed: its times, ids and words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from essaytool.editions.cover import cover
from essaytool.editions.dates import latest, revision, source_date_epoch
from essaytool.editions.feed import feed
from essaytool.editions.links import Site
from essaytool.editions.localize import localize
from essaytool.errors import ConfigError
from essaytool.languages import Language
from essaytool.markdown.segment import segment
from essaytool.model import Catalog, Edition, Entry
from tests.editions.samples import ENGLISH, SPANISH, Page, page, source

ATOM = "{http://www.w3.org/2005/Atom}"
DATED = "---\ntitle: One\ndescription: About one\ndate: 2026-11-16\n---\n\nText.\n"
UNDATED = "---\ntitle: Two\n---\n\nText.\n"


def spanish(text: str, revised: str = "", title: str = "Uno") -> Edition:
    entries = (Entry("One", title), Entry("Two", "Dos"), Entry("Text.", "Texto."))
    header = {"PO-Revision-Date": revised} if revised else {}
    return localize(segment(text.encode(), path="source/x.md"), Catalog("x.po", entries, header))


def read(
    editions: Mapping[tuple[str, Language], Edition], language: Language, epoch: datetime | None = None
) -> ElementTree.Element | None:
    names = dict.fromkeys(name for name, _ in editions)
    tongues = {name: tuple(other for each, other in editions if each == name) for name in names}
    site = Site(ENGLISH, tongues, "https://x.example/", epoch=epoch)
    covers = {
        (name, other): cover(edition, name, other, ENGLISH) for (name, other), edition in editions.items()
    }
    text = feed(site, language, covers)
    return ElementTree.fromstring(text) if text else None


def said(element: ElementTree.Element | None, name: str) -> list[str | None]:
    assert element is not None
    return [each.text for each in element.iter(f"{ATOM}{name}")]


def test_a_feed_has_the_essays_of_its_language_the_last_one_first() -> None:
    later = DATED.replace("One", "Later").replace("16", "20")
    made = {("a", ENGLISH): source(DATED), ("b", ENGLISH): source(later), ("a", SPANISH): spanish(DATED)}
    assert said(read(made, ENGLISH), "title") == ["Essays", "Later", "One"]
    assert said(read(made, SPANISH), "title") == ["Ensayos", "Uno"]
    assert said(read(made, ENGLISH), "updated") == ["2026-11-20T00:00:00Z"] * 2 + ["2026-11-16T00:00:00Z"]


@pytest.mark.parametrize(
    ("revised", "updated"),
    [
        ("", "2026-11-16T00:00:00Z"),
        ("2026-11-15 12:00+0000", "2026-11-16T00:00:00Z"),
        ("2026-11-23 01:30+0200", "2026-11-22T23:30:00Z"),
        ("2026-11-23 09:05-0330", "2026-11-23T12:35:00Z"),
        ("YEAR-MO-DA HO:MI+ZONE", "2026-11-16T00:00:00Z"),
        ("soon", "2026-11-16T00:00:00Z"),
    ],
)
def test_an_edition_is_updated_with_its_essay_or_its_catalog_whichever_is_later(
    revised: str, updated: str
) -> None:
    made = {("a", ENGLISH): source(DATED), ("a", SPANISH): spanish(DATED, revised)}
    assert said(read(made, SPANISH), "updated") == [updated] * 2
    assert said(read(made, ENGLISH), "updated") == ["2026-11-16T00:00:00Z"] * 2


def test_an_id_is_the_pages_address_whatever_its_text_says() -> None:
    first, second = (
        read({("a", SPANISH): spanish(DATED, title=title)}, SPANISH) for title in ("Uno", "Otro")
    )
    assert (
        said(first, "id")
        == said(second, "id")
        == [
            "https://x.example/es/feed.xml",
            "https://x.example/es/a.html",
        ]
    )


def test_a_feed_says_where_it_is_itself_and_where_its_list_is() -> None:
    found = read({("a", SPANISH): spanish(DATED)}, SPANISH)
    assert found is not None
    links = {link.get("rel"): link.get("href") for link in found.findall(f"{ATOM}link")}
    assert links == {"self": "https://x.example/es/feed.xml", "alternate": "https://x.example/es/"}


def test_the_first_link_of_an_entry_is_its_own_page() -> None:
    found = read({("a", ENGLISH): source(DATED), ("a", SPANISH): spanish(DATED)}, SPANISH)
    assert found is not None
    links = [link.get("hreflang") for link in found.findall(f"{ATOM}entry/{ATOM}link")]
    assert links == ["es", "en", "x-default"]


def test_an_essay_that_says_no_time_is_in_no_feed_unless_the_build_names_one() -> None:
    made = {("a", ENGLISH): source(UNDATED)}
    assert read(made, ENGLISH) is None
    assert (
        said(read(made, ENGLISH, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)), "updated")
        == ["2026-01-02T03:04:05Z"] * 2
    )


def test_a_title_that_is_not_translated_says_in_which_language_it_is() -> None:
    edition = localize(segment(DATED.encode(), path="x.md"), Catalog("x.po", (Entry("Text.", "Texto."),)))
    found = read({("a", ENGLISH): source(DATED), ("a", SPANISH): edition}, SPANISH)
    assert found is not None
    tongue = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [each.get(tongue) for each in found.iter(f"{ATOM}title")] == [None, "en"]
    assert [each.get(tongue) for each in found.iter(f"{ATOM}summary")] == ["en"]


def test_characters_that_xml_cannot_hold_do_not_break_a_feed() -> None:
    text = DATED.replace("title: One", 'title: "a\\x01\\uFFFE<b>&"')
    assert said(read({("a", ENGLISH): source(text)}, ENGLISH), "title") == ["Essays", "a\ufffd\ufffd<b>&"]


def test_pages_point_at_the_feed_that_they_stand_in_and_at_no_other() -> None:
    def pointers(shown: Page) -> list[str]:
        return [link["href"] for link in shown.all("link", type="application/atom+xml")]

    assert pointers(page(source(DATED), url="https://x.example/")) == ["feed.xml"]
    assert pointers(page(source(DATED))) == []
    assert pointers(page(source(UNDATED), url="https://x.example/")) == []


def test_the_epoch_of_a_build_is_seconds_in_utc() -> None:
    assert source_date_epoch({}) is None
    assert source_date_epoch({"SOURCE_DATE_EPOCH": "0"}) == datetime(1970, 1, 1, tzinfo=UTC)
    assert latest(None, None, source_date_epoch({"SOURCE_DATE_EPOCH": "86400"})) == datetime(
        1970, 1, 2, tzinfo=UTC
    )


@pytest.mark.parametrize("value", ["soon", "1e9", "99999999999999999999"])
def test_an_epoch_that_is_none_is_said(value: str) -> None:
    with pytest.raises(ConfigError, match="SOURCE_DATE_EPOCH is"):
        source_date_epoch({"SOURCE_DATE_EPOCH": value})


def test_a_revision_is_none_where_a_catalog_says_nothing() -> None:
    assert revision(Catalog("x.po", ())) is None
