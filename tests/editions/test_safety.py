"""Text from strangers: whatever an author or a translator writes, a page runs and fetches nothing."""

from __future__ import annotations

import json
import re

import pytest

from essaytool.editions.cover import cover
from essaytool.editions.links import Site
from essaytool.editions.sanitize import sanitize
from essaytool.editions.site import site_pages
from tests.editions.samples import ARABIC, ENGLISH, Page, page, source, translation
from tests.editions.vectors import MARKDOWN, MARKUP, PLAIN

ALL = (*MARKUP, *MARKDOWN, *PLAIN)
HARMLESS = set(
    "a article aside b bdi blockquote body br code dd del details div dl dt em footer h1 h2 h3 h4 h5 h6 head"
    " header hr html i img input label li link main meta nav ol p pre script section span strong style sub"
    " summary"
    " sup table tbody td th thead time title tr ul".split()
)
ATTRIBUTES = set(
    "alt aria-current aria-label aria-labelledby charset checked class content data-state datetime dir"
    " disabled for height href hreflang http-equiv id lang loading name open property rel role scope src"
    " start tabindex title type width".split()
)


def assert_harmless(document: str) -> None:
    """What a browser could run, load or submit is not there, by name and by scheme."""
    parsed = Page(document)
    assert {element.tag for element in parsed.elements} <= HARMLESS
    assert {name for element in parsed.elements for name in element.attributes} <= ATTRIBUTES
    assert [meta["http-equiv"] for meta in parsed.all("meta") if meta["http-equiv"]] == [
        "Content-Security-Policy"
    ]
    assert {link["rel"] for link in parsed.all("link")} <= {"alternate", "canonical"}
    assert len(parsed.all("style")) == 1
    assert [script.attributes for script in parsed.all("script")] in ([], [{"type": "application/ld+json"}])
    assert all(json.loads(script.text) for script in parsed.all("script"))
    assert {box["type"] for box in parsed.all("input")} <= {"checkbox"}
    for element in parsed.elements:
        for url in (element["href"], element["src"]):
            scheme = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", url.lower()))
            assert scheme is None or scheme[1] in {"http", "https", "mailto", "tel"}
    assert [element["id"] for element in parsed.elements].count("et-main") == 1


AUTHORED = """\
---
title: {quoted}
subtitle: {quoted}
description: {quoted}
author: {quoted}
---

{vector}

- {vector}

<div>
{vector}
</div>
"""


@pytest.mark.parametrize("vector", ALL)
def test_an_author_cannot_make_a_page_run_anything(vector: str) -> None:
    essay = AUTHORED.format(quoted=json.dumps(vector), vector=vector)
    assert_harmless(page(source(essay)).html)


TRANSLATED = """\
---
title: "Title"
subtitle: 'Sub'
description: Text
---

# Head

Paragraph

- item

| cell |
|---|

![alt](i.png)

[x][r] and a note[^n]

<p title="attribute">words</p>

[r]: u "link title"

[^n]: note
"""
UNITS = (
    "Title",
    "Sub",
    "Text",
    "Head",
    "Paragraph",
    "item",
    "cell",
    "alt",
    "attribute",
    "words",
    "link title",
)


@pytest.mark.parametrize("vector", ALL)
def test_a_translator_cannot_make_a_page_run_anything(vector: str) -> None:
    texts = {**dict.fromkeys((*UNITS, "note"), vector), "[x][r] and a note[^n]": f"[x][r] {vector}[^n]"}
    assert_harmless(page(translation(TRANSLATED, texts), ARABIC).html)


@pytest.mark.parametrize("vector", ALL)
def test_a_title_cannot_make_a_list_of_essays_run_anything(vector: str) -> None:
    edition = source(f"---\ntitle: {json.dumps(vector)}\ndescription: {json.dumps(vector)}\n---\n")
    site = Site(ENGLISH, {"essay": (ENGLISH,)})
    pages = site_pages(site, {("essay", ENGLISH): cover(edition, "essay", ENGLISH, ENGLISH)})
    assert_harmless(pages["en/index.html"].decode())


@pytest.mark.parametrize(
    "name", ['a"onload="x', "a'b", "javascript:alert(1)", "<script>", "a b/ü&c", "a%00b"]
)
def test_a_file_name_cannot_make_a_page_run_anything(name: str) -> None:
    built = page(
        source("text\n"), languages=(ENGLISH, ARABIC), name=name, url="https://x.example/'\"><script>"
    )
    assert_harmless(built.html)
    site = Site(ENGLISH, {name: (ENGLISH,)}, "https://x.example/")
    pages = site_pages(site, {(name, ENGLISH): cover(source("text\n"), name, ENGLISH, ENGLISH)})
    assert_harmless(pages["en/index.html"].decode())


def test_an_essay_cannot_pass_for_the_page_around_it() -> None:
    text = (
        '<p id="et-main" class="et-notice plain" data-state="draft">A</p>\n\n## et main\n\n'
        "A[^main].\n\n[^main]: B\n\n<p id=\"own\" class='own'>C</p>\n"
    )
    built = page(source(text))
    forged = built.holding("A")
    assert built.one(id="own").classes == ["own"]
    assert [element["id"] for element in built.elements].count("et-main") == 1
    assert "et-notice" not in {name for element in built.elements for name in element.classes}
    assert forged["data-state"] == ""


def test_an_image_from_elsewhere_is_allowed_only_where_the_essay_shows_one() -> None:
    local, remote, plain = (
        page(source(f"![x]({url})\n")) for url in ("i.png", "https://x.example/i.png", "//y.example/i")
    )
    policies = [
        built.one("meta", http_equiv="Content-Security-Policy")["content"] for built in (local, remote, plain)
    ]
    allowed = [policy.split("img-src ")[1].split(";")[0] for policy in policies]
    assert allowed == ["'self'", "'self' https://x.example", "'self' y.example"]


def test_an_image_from_elsewhere_may_stand_in_a_footnote() -> None:
    shown = page(source("A[^n].\n\n[^n]: ![a > b](https://x.example/i.png)\n"))
    assert "https:" in shown.one("meta", http_equiv="Content-Security-Policy")["content"]


def test_a_page_fetches_nothing_but_images() -> None:
    policy = page(source("text\n")).one("meta", http_equiv="Content-Security-Policy")["content"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("style-src").startswith("'sha256-")
    assert rules.pop("script-src").startswith("'sha256-")
    assert rules == {
        "default-src": "'none'",
        "img-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_what_is_added_to_a_tag_stands_in_one_order() -> None:
    """Else two builds of one essay would differ."""
    made = {sanitize("<input checked><input title='a>b'>", "seal") for _ in range(50)}
    assert made == {
        '<input checked="" disabled="" type="checkbox"><input disabled="" title="a&gt;b" type="checkbox">'
    }
