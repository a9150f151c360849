"""Web pages: the article without its site, nothing that runs, and no text that turns into markup."""

from __future__ import annotations

import html
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.errors import IngestError
from essaytool.ingest.document import DEFAULTS, Document, Options
from essaytool.ingest.html import from_html
from essaytool.markdown.frontmatter import peel
from essaytool.markdown.parser import reference_html
from essaytool.markdown.reading import labels_of, reading
from essaytool.markdown.segment import segment
from tests.ingest.test_text import oracle, squeezed, text_of
from tests.updating.damage import ROOT

NAV = '<ul><li><a href="/">Home</a></li><li><a href="/about">About this site</a></li></ul>'
RELATED = '<h3>Related articles</h3><ul><li><a href="/b">Why the sea is salt</a></li></ul>'
AFTER = (
    '<section id="comments"><h3>Leave a comment</h3><p>Thanks for sharing!</p></section>'
    '<div class="cookie-banner"><p>We use cookies. <button>Accept all</button></p></div>'
)
FURNITURE = ("About this site", "Related articles", "sea is salt", "Leave a comment", "Thanks for", "cookies")
SIDE = f'<div class="sidebar">{RELATED}</div>'
SITES = {
    "article": f"<nav>{NAV}</nav><main><article>{{}}</article></main><aside>{RELATED}</aside>{AFTER}",
    "main": f'<div class="nav">{NAV}</div><main>{{}}</main>{SIDE}{AFTER}',
    "classes": f'<div id="menu">{NAV}</div><div class="post">{{}}</div>{SIDE}{AFTER}',
}


def page(body: str, site: str = "article") -> str:
    return f'<!doctype html><html lang="en"><title>x</title><body>{SITES[site].format(body)}</body></html>'


def brought_in(body: str, options: Options = DEFAULTS) -> Document:
    return from_html(body, "page.html", "en", options)


def plain(msgid: str) -> str:
    parts = reading(msgid, labels_of(msgid))
    return re.sub(r"\W+", "", "".join(str(part[1]) for part in parts if part[0] in ("Text", "Code")))


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("essay", ["open-models", "reading-across-languages"])
def test_an_essay_is_found_in_its_page_and_the_site_is_left_behind(site: str, essay: str) -> None:
    source = peel((ROOT / "source" / f"{essay}.md").read_bytes())[1].decode()
    source = re.sub(r"^\[\^.*?(?=\n\n|\Z)|\[\^\w+\]|<!--.*?-->", "", source, flags=re.DOTALL | re.MULTILINE)
    document = brought_in(page(f"<h1>The title</h1>{reference_html(source)}", site))
    wanted = Counter(plain(unit.msgid) for unit in segment(source.encode()).units)
    found = Counter(plain(unit.msgid) for unit in segment(document.body.encode()).units)
    assert document.title == "The title"
    assert (wanted & found).total() >= 0.95 * wanted.total()
    assert [words for words in FURNITURE if words in document.body] == []


@pytest.mark.parametrize(
    "link",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "java%0Ascript:alert(1)"),
        *(" javascript:x", "vbscript:x", "data:text/html,<script>alert(1)</script>", "http://[bad"),
        *(
            "file:///etc/passwd",
            "/etc/passwd",
            "../../etc/passwd",
            "a/../../b",
            "//evil.example/x",
            "\\\\a\\b",
        ),
    ],
)
def test_no_link_or_picture_leads_anywhere_unsafe(link: str) -> None:
    quoted = html.escape(link)
    document = brought_in(
        f'<p>Some <a href="{quoted}">words</a> and <img src="{quoted}" alt="seen"> more.</p>'
    )
    assert document.body.split() == ["Some", "words", "and", "more."]
    assert document.counts.dropped == 2


@pytest.mark.parametrize(
    "body",
    [
        "<p>a<script>alert(1)</script>b</p>",
        '<p onclick="alert(1)">ab</p>',
        "<p>a<style>p{}</style>b</p>",
        "<p>a<iframe src='https://example.org'></iframe>b</p>",
        "<p>a<!-- i18n:skip-start -->b</p>",
        "<p>a<span style='display: none'>hidden</span>b</p>",
        "<p>a<svg onload=alert(1)></svg>b</p>",
    ],
)
def test_what_runs_or_hides_is_gone(body: str) -> None:
    assert brought_in(body).body == "ab\n"


TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40)
AROUND = (
    "<p>{}</p>",
    "<ul><li>{}</li></ul>",
    "<h2>{}</h2><p>x</p>",
    "<blockquote>{}</blockquote>",
    "<div>{}</div>",
)


@given(TEXTS, st.sampled_from(AROUND))
def test_a_text_shows_as_it_did_and_is_no_markup(text: str, around: str) -> None:
    if not squeezed(text):
        return
    body = brought_in(f"<p>before</p>{around.format(html.escape(text))}", Options(tidy=False)).body
    shown = squeezed("".join(text_of(oracle().parse(body))))
    assert shown.removeprefix("before").removesuffix("x" if "h2" in around else "") == squeezed(text)


def test_relative_links_start_where_the_page_says_it_lies() -> None:
    base = '<html><head><base href="https://example.org/a/"></head><body>'
    assert brought_in(f'{base}<p>See <a href="b?c=1">this</a>.</p></body></html>').body == (
        "See [this](https://example.org/a/b?c=1).\n"
    )


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(IngestError, match="holds no article"):
        brought_in("<html><body><nav>Home</nav></body></html>")
