"""An essay's page: its language, its cover, its notice, and how it points at the other editions."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from essaytool.editions.links import Site
from essaytool.editions.localize import source_edition
from essaytool.editions.page import render_html
from essaytool.languages import Language, parse_tag
from essaytool.markdown.frontmatter import peel
from essaytool.markdown.segment import segment
from tests.conftest import ROOT
from tests.editions.samples import (
    ARABIC,
    ENGLISH,
    JAPANESE,
    SPANISH,
    SWAHILI,
    Page,
    page,
    source,
    translation,
)

ESSAY = """\
---
title: A title
subtitle: A subtitle
description: What it is about
author: Ana Pérez
date: 2026-11-16
---

First words here.

Last words here.
"""
SPOKEN = {
    "A title": "Un título",
    "A subtitle": "Un subtítulo",
    "What it is about": "De qué trata",
    "First words here.": "Primeras palabras aquí.",
    "Last words here.": "Últimas palabras aquí.",
}
ALL = (ENGLISH, ARABIC, SPANISH)


def spanish(
    *, drafts: tuple[str, ...] = (), without: tuple[str, ...] = (), doubted: tuple[str, ...] = ()
) -> Page:
    texts = {msgid: msgstr for msgid, msgstr in SPOKEN.items() if msgid not in without}
    return page(translation(ESSAY, texts, drafts=drafts, doubted=doubted), SPANISH, ALL)


# --- language and cover -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "direction"), [(ENGLISH, "ltr"), (ARABIC, "rtl"), (JAPANESE, "ltr")])
def test_a_page_says_its_language_and_direction(language: Language, direction: str) -> None:
    root = page(translation(ESSAY, {}), language).one("html")
    assert (root["lang"], root["dir"]) == (language.tag, direction)


def test_the_cover_is_in_the_pages_language_with_the_date_as_its_readers_write_it() -> None:
    shown = spanish()
    assert shown.one("title").text == shown.one("h1").text == "Un título"
    assert shown.one("p", class_="et-sub").text == "Un subtítulo"
    assert shown.one("meta", name="description")["content"] == "De qué trata"
    assert shown.one("time").text == "16 de noviembre de 2026"
    assert shown.one("time")["datetime"] == "2026-11-16"


@pytest.mark.parametrize(
    ("tag", "date"),
    [
        ("en", "November 16, 2026"),
        ("de", "16. November 2026"),
        ("ja", "2026年11月16日"),
        ("ar", "16 نوفمبر 2026"),
    ],
)
def test_dates_are_written_as_in_the_pages_language(tag: str, date: str) -> None:
    assert page(translation(ESSAY, {}), parse_tag(tag)).one("time").text == date


def test_an_authors_name_is_kept_apart_from_the_direction_of_the_text_around_it() -> None:
    name = page(translation(ESSAY, {}), ARABIC).one("bdi")
    assert (name.text, name["lang"]) == ("Ana Pérez", "en")


def test_several_authors_are_listed_as_the_pages_language_lists_them() -> None:
    text = "---\ntitle: T\nauthors: [Ana, Bo, Chen]\n---\n"
    assert page(translation(text, {}), SPANISH).one("p", class_="et-by").text == "Ana, Bo y Chen"


def test_a_cover_that_is_not_translated_says_so_and_describes_no_page_in_another_language() -> None:
    shown = spanish(without=("A title", "A subtitle", "What it is about"))
    for element in (shown.one("title"), shown.one("h1"), shown.one("p", class_="et-sub")):
        assert (element["lang"], element["dir"]) == ("en", "ltr")
    assert shown.all("meta", name="description") == []


def test_a_first_heading_that_is_not_translated_gives_a_title_that_says_so() -> None:
    shown = page(translation("# Head\n\nText.\n", {"Text.": "Texto."}), SPANISH)
    assert (shown.one("title")["lang"], shown.one("h1")["lang"]) == ("en", "en")


def test_a_cover_that_there_is_nothing_to_translate_in_is_not_missing() -> None:
    shown = page(translation("---\ntitle: '1984'\n---\n\nText.\n", {"Text.": "Texto."}), SPANISH)
    assert shown.one("h1").attributes == {"lang": "en", "dir": "ltr"}
    assert notice(shown) == ""


def test_a_cover_that_nobody_reviewed_is_marked_like_any_other_text() -> None:
    shown = spanish(drafts=("A title",))
    assert shown.one("h1").classes == ["et-draft"]
    assert shown.one("h1")["data-state"] == "draft"


def test_without_front_matter_the_first_heading_is_the_title_once() -> None:
    shown = page(source("# My *title*\n\nText.\n"))
    assert shown.one("title").text == "My title"
    assert shown.one("h1").text == "My title"
    assert [element.tag for element in shown.one("em").around][-2:] == ["header", "h1"]


def test_a_heading_that_says_what_the_title_says_is_not_shown_twice() -> None:
    shown = page(source("---\ntitle: Same\n---\n\n# Same\n\n# Other\n"))
    assert [heading.text for heading in shown.all("h1")] == ["Same"]
    assert shown.one("h2").text == "Other"


def test_without_any_title_the_page_is_called_by_the_essays_name() -> None:
    assert page(source("Text.\n"), name="deep/some-name").one("title").text == "some-name"


# --- the notice -------------------------------------------------------------------------------------------


def notice(shown: Page) -> str:
    return " ".join(element.text for element in shown.all("aside", class_="et-notice"))


def test_a_page_that_is_all_reviewed_has_no_notice() -> None:
    assert notice(spanish()) == ""


def test_the_source_has_no_notice() -> None:
    assert notice(page(source(ESSAY))) == ""


def test_a_notice_says_what_share_of_the_page_nobody_has_reviewed() -> None:
    drafts = ("First words here.",)
    letters = sum(map(len, SPOKEN))
    share = round(100 * len("First words here.") / letters)
    assert f"El {share} % de esta página" in notice(spanish(drafts=drafts)).replace("\xa0", " ")


def test_the_share_is_never_rounded_to_none_or_all() -> None:
    text = "---\ntitle: T\n---\n\nx\n\n" + "long " * 300 + "\n"
    long = ("long " * 300).strip()
    few = page(translation(text, {"T": "T", "x": "equis", long: "l"}, drafts=["x"]), SPANISH)
    most = page(translation(text, {"T": "T", "x": "equis", long: "l"}, drafts=["T", long]), SPANISH)
    assert "1\xa0%" in notice(few)
    assert "99\xa0%" in notice(most)


def test_a_notice_says_that_all_of_the_page_is_a_draft() -> None:
    assert "nadie la ha revisado" in notice(spanish(drafts=tuple(SPOKEN)))


def test_a_notice_says_that_passages_are_not_translated() -> None:
    shown = notice(spanish(without=("First words here.",)))
    assert "aún no se han traducido" in shown
    assert "máquina" not in shown


def test_a_notice_says_that_passages_follow_an_earlier_original() -> None:
    assert "versión anterior" in notice(spanish(doubted=("First words here.",)))


def test_a_notice_leads_to_the_original_in_its_own_name() -> None:
    shown = spanish(drafts=("First words here.",))
    (link,) = [
        link
        for link in shown.all("a")
        if "et-notice" in {c for around in link.around for c in around.classes}
    ]
    assert (link.text, link["href"], link["lang"], link["dir"]) == (
        "English",
        "../en/essay.html",
        "en",
        "ltr",
    )


def test_a_draft_in_front_matter_that_no_page_shows_is_no_reason_for_a_notice() -> None:
    text = "---\ntitle: T\ntags: [one]\n---\n\nText.\n"
    edition = translation(text, {"T": "Te", "one": "uno", "Text.": "Texto."}, drafts=["one"])
    assert notice(page(edition, SPANISH)) == ""


def test_drafts_are_kept_from_search_engines_only_where_that_is_asked_for() -> None:
    draft = translation(ESSAY, SPOKEN, drafts=["First words here."])
    assert page(draft, SPANISH).all("meta", name="robots") == []
    assert page(draft, SPANISH, noindex_drafts=True).one("meta", name="robots")["content"] == "noindex"
    reviewed = translation(ESSAY, SPOKEN)
    assert page(reviewed, SPANISH, noindex_drafts=True).all("meta", name="robots") == []


# --- other editions -----------------------------------------------------------------------------------------


def alternates(shown: Page) -> dict[str, str]:
    return {link["hreflang"]: link["href"] for link in shown.all("link", rel="alternate") if link["hreflang"]}


def test_the_picker_lists_the_languages_that_the_essay_has_in_their_own_names() -> None:
    items = spanish().all("nav")[0]
    links = [link for link in spanish().all("a") if link["hreflang"]]
    assert items["aria-labelledby"] == "et-languages"
    assert [(link.text, link["lang"], link["dir"]) for link in links] == [
        ("English", "en", "ltr"),
        ("العربية", "ar", "rtl"),
    ]
    assert spanish().one("span", aria_current="true").text == "español"


def test_an_essay_in_one_language_has_no_picker_and_no_alternates() -> None:
    alone = page(source(ESSAY))
    assert alone.all("nav") == []
    assert alternates(alone) == {}


def test_without_an_address_alternates_are_relative_and_there_is_no_canonical() -> None:
    shown = page(source(ESSAY), languages=ALL, name="deep/essay")
    assert alternates(shown) == {
        "en": "essay.html",
        "ar": "../../ar/deep/essay.html",
        "es": "../../es/deep/essay.html",
        "x-default": "essay.html",
    }
    assert shown.all("link", rel="canonical") == []


def test_with_an_address_every_edition_lists_itself_and_all_others_alike() -> None:
    pages = [page(translation(ESSAY, {}), language, ALL, url="https://x.example/e/") for language in ALL]
    listed = [alternates(shown) for shown in pages]
    assert listed[0] == listed[1] == listed[2]
    assert listed[0] == {
        **{language.tag: f"https://x.example/e/{language.tag}/essay.html" for language in ALL},
        "x-default": "https://x.example/e/en/essay.html",
    }
    canonical = [shown.one("link", rel="canonical")["href"] for shown in pages]
    assert canonical == [listed[0][language.tag] for language in ALL]


def test_a_page_leads_to_its_markdown_and_to_the_list_of_essays() -> None:
    shown = page(source(ESSAY), name="deep/essay")
    assert shown.one("a", type="text/markdown")["href"] == "essay.md"
    assert shown.one("link", type="text/markdown")["href"] == "essay.md"
    assert shown.one("a", href="../index.html").text == "Essays"


def test_a_link_to_another_essay_leads_to_its_page_and_says_when_that_is_in_another_language() -> None:
    text = "[a](other.md#part) [b](lost.md) [c](https://x.example/y.md) [d](deep/far.md)\n"
    others = {"other": (ENGLISH, SPANISH), "deep/far": (ENGLISH,)}
    shown = page(translation(text, {}), SPANISH, ALL, others=others)
    links = {link.text: (link["href"], link["hreflang"]) for link in shown.all("a") if len(link.text) == 1}
    assert links == {
        "a": ("other.html#part", ""),
        "b": ("lost.md", ""),
        "c": ("https://x.example/y.md", ""),
        "d": ("../en/deep/far.html", "en"),
    }


def test_a_link_that_is_written_as_a_tag_leads_where_one_in_markdown_does() -> None:
    text = (
        '<p><a title="t" href="other.md#part">a</a> <a href=deep/far.md>d</a>'
        ' <a hreflang="en" href="deep/far.md">e</a> <a href="lost.md">b</a> <a href="https://x.example/y.md">c</a></p>\n'
    )
    others = {"other": (ENGLISH, SPANISH), "deep/far": (ENGLISH,)}
    shown = page(translation(text, {}), SPANISH, ALL, others=others)
    links = {link.text: (link["href"], link["hreflang"]) for link in shown.all("a") if len(link.text) == 1}
    assert links == {
        "a": ("other.html#part", ""),
        "d": ("../en/deep/far.html", "en"),
        "e": ("../en/deep/far.html", "en"),
        "b": ("lost.md", ""),
        "c": ("https://x.example/y.md", ""),
    }


def test_the_way_back_from_a_note_is_in_the_pages_language_also_where_the_note_is_not() -> None:
    shown = page(translation("Text[^n].\n\n[^n]: Note.\n", {"Text[^n].": "Texto[^n]."}), SPANISH)
    back = shown.one("a", role="doc-backlink")
    assert back.around[-1]["lang"] == "en"
    assert (back["lang"], back["dir"]) == ("es", "ltr")


def test_words_of_the_page_that_its_language_lacks_are_marked_as_english() -> None:
    shown = page(translation(ESSAY, {}), SWAHILI)
    assert shown.holding("Skip to content")["lang"] == "en"
    assert shown.holding("Essays")["lang"] == "en"


# --- same in, same out --------------------------------------------------------------------------------------

BUILD = """
import sys
from essaytool.editions.links import Site
from essaytool.editions.localize import source_edition
from essaytool.editions.page import render_html
from essaytool.languages import parse_tag
from tests.editions.samples import translation
from tests.editions.test_page import ESSAY
tags = [parse_tag(tag) for tag in ("en", "ar", "es", "ja")]
edition = translation(ESSAY + "\\n[^a] [^b]\\n\\n[^b]: B\\n\\n[^a]: A\\n", {})
html = render_html(edition, tags[1], Site(tags[0], {"essay": tuple(tags)}), "essay")
sys.stdout.buffer.write(html.encode())
"""


def test_the_same_edition_makes_the_same_bytes_whatever_the_environment() -> None:
    root = Path(__file__).resolve().parents[2]
    worlds = (
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    )
    built = [
        subprocess.run(
            [sys.executable, "-c", BUILD], cwd=root, env=os.environ | world, capture_output=True, check=True
        )
        for world in worlds
    ]
    assert built[0].stdout == built[1].stdout
    assert b"</html>" in built[0].stdout


def test_pages_do_not_know_what_day_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    today = page(source(ESSAY)).html
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert page(source(ESSAY)).html == today


@pytest.mark.parametrize("url", ["", "https://essays.example/"])
@pytest.mark.parametrize(
    "tags", ["en", "en ar es", "en ar de es fa fr he hi it ja ko pt-BR ru sr-Latn th tr uk zh-Hans"]
)
def test_the_page_around_an_essay_is_light(tags: str, url: str) -> None:
    tongues = tuple(map(parse_tag, tags.split()))
    text = "---\ntitle: T\nsubtitle: S\n---\n"
    for edition, tongue in (
        (source(text), ENGLISH),
        (translation(text, {"T": "Te"}, drafts=["T"]), tongues[-1]),
    ):
        empty = render_html(edition, tongue, Site(ENGLISH, {"x": tongues}, url), "x")
        assert len(empty.encode()) < (6 + 0.4 * len(tongues)) * 1024


@pytest.mark.parametrize("tag", ["ar", "de", "en", "ja", "zh-Hans"])
def test_an_essay_of_two_thousand_words_is_light_on_the_wire(tag: str) -> None:
    """The two shipped essays one after the other, with ten languages and an address."""
    language, tongues = parse_tag(tag), tuple(map(parse_tag, "en ar de es fr hi ja pt-BR ru zh-Hans".split()))
    texts = [
        (ROOT / "output" / tag / f"{name}.md").read_bytes()
        for name in ("open-models", "reading-across-languages")
    ]
    whole = texts[0] + b"\n\n" + peel(texts[1])[1]
    words = (ROOT / "output" / "en" / "open-models.md").read_text("utf-8").split()
    assert len(words) + len(texts[1].split()) > (1500 if language.counts_characters else 2000)
    edition = source_edition(segment(whole, path="source/x.md"))
    html = render_html(edition, language, Site(language, {"x": tongues}, "https://essays.example/"), "x")
    assert len(gzip.compress(html.encode(), mtime=0)) < 14 * 1024
