"""The page for reviewers: nothing in a text becomes markup, hides, or turns its surroundings round."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.languages import parse_tag
from essaytool.memory.index import Match
from essaytool.model import Term
from essaytool.reports.diff import pieces
from essaytool.review.page import MARK, Card, page, shown
from tests.review.samples import items

ENGLISH = parse_tag("en")
HOSTILE = '"><script>alert(1)</script><img src=x onerror=y>&amp;\u202eoxet\u2066\x07\x1b'


def html(*cards: Card) -> str:
    return page(cards, ENGLISH).decode()


def everywhere(text: str) -> Card:
    """A card with this text in all of its places."""
    _, second, _ = items(("before " + text, text), (text, text), ("after " + text, text))
    match, term = Match(text, text, 0.9, text), Term(text, text + "x", text)
    return Card(second, tuple(pieces("old " + text, text)), [match], [(term, False)])


def test_what_a_text_holds_is_text() -> None:
    written = html(everywhere(HOSTILE))
    assert "<script" not in written
    assert "<img" not in written
    assert written.count("&lt;script&gt;") > 8
    assert not re.search("[\u202e\u2066\x07\x1b]", written)
    assert written.count("U+202E") == written.count("U+2066") > 8


@given(st.text())
def test_no_text_hides_or_opens_a_tag(text: str) -> None:
    written = str(shown(text))
    assert "<" not in written.replace('<span class="et-hidden-one">', "").replace("</span>", "")
    assert not re.search("[\u200b\u200e-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", written)


def test_a_page_runs_and_fetches_nothing() -> None:
    written = html(everywhere("plain"))
    assert "default-src &#39;none&#39;" in written
    assert (
        re.findall(r"<(script|link|img|iframe|form|object)\b|\s(?:src|on\w+|style)=|https?:", written) == []
    )
    assert MARK in written


def test_each_text_says_its_language_and_is_isolated() -> None:
    (item,) = items(("One <b>loaf</b>.", "رغيف"))
    written = html(Card(item))
    assert '<bdi lang="ar" dir="rtl">رغيف</bdi>' in written
    assert '<bdi lang="en" dir="ltr">One &lt;b&gt;loaf&lt;/b&gt;.</bdi>' in written


def test_findings_changes_neighbours_memory_and_terms_are_shown() -> None:
    (first, second) = items(("One <b>loaf</b>.", "رغيف"), ("Two loaves.", "رغيفان"))
    assert first.faults
    match, terms = Match("Two loafs.", "اثنان", 0.876, "more.po"), [(Term("loaf", "خبز", "bread"), False)]
    written = html(Card(first), Card(second, tuple(pieces("Two loafs.", "Two loaves.")), [match], terms))
    assert first.faults[0].replace("<", "&lt;").replace(">", "&gt;") in written
    assert "Two <del>loafs</del><ins>loaves</ins>." in written
    assert "87 %" in written
    assert "<strong>not followed</strong>" in written
    assert written.count("رغيفان") == 2


def test_a_page_may_be_empty() -> None:
    assert "Nothing waits." in html()


@pytest.mark.parametrize("tag", ["ar", "de"])
def test_the_page_is_valid_for_every_essay_and_language(tag: str) -> None:
    card = everywhere(tag)
    written = html(card, card)
    assert written.count('<section aria-labelledby="et-1">') == 1
    assert written.count("<article") == written.count("</article>") == 2
