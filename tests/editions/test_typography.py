"""How pages look in a browser: what each script asks for, and that directions do not run into each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from essaytool.editions.links import Site
from essaytool.editions.page import render_html
from essaytool.languages import parse_tag
from essaytool.model import Edition
from tests.editions.judges import ask, served
from tests.editions.samples import ENGLISH, source, translation

ESSAY = """\
First *word* and <q>quoted</q>.

Second.

1. one

```text
code
```
"""
SPOKEN = {"First *word* and <q>quoted</q>.": "Ἀ *λ* <q>ω</q>.", "Second.": "", "one": "ἕν"}
Program = Callable[[str], str]


@pytest.fixture
def measure(tmp_path: Path, program: Program) -> Callable[..., dict[str, Any]]:
    """What a browser says of an edition's page."""

    def look(edition: Edition, tag: str, asks: dict[str, str], media: str = "screen") -> dict[str, Any]:
        language = parse_tag(tag)
        html = render_html(edition, language, Site(ENGLISH, {"x": (ENGLISH, language)}), "x")
        (tmp_path / "page.html").write_text(html, "utf-8")
        with served(tmp_path) as address:
            plan = {"url": f"{address}page.html", "media": media, "asks": asks}
            found: dict[str, Any] = ask("measure.mjs", plan, program)
        return found

    return look


@pytest.mark.parametrize(
    ("tag", "slant", "weight", "leading", "quotes"),
    [
        ("en", "italic", "400", 1.6, "“"),
        ("de", "italic", "400", 1.6, "„"),
        ("ru", "italic", "400", 1.6, "«"),
        ("ar", "normal", "600", 1.8, "«"),
        ("he", "normal", "600", 1.8, "”"),
        ("ur", "normal", "600", 2.3, "”"),
        ("hi", "normal", "600", 1.8, "“"),
        ("th", "normal", "600", 1.8, "“"),
        ("ja", "normal", "600", 1.8, "「"),
        ("ko", "normal", "600", 1.8, "“"),
        ("zh-Hans", "normal", "600", 1.8, "“"),
        ("zh-Hant", "normal", "600", 1.8, "「"),
    ],
)
def test_each_script_has_its_emphasis_its_leading_and_its_quotation_marks(
    tag: str, slant: str, weight: str, leading: float, quotes: str, measure: Callable[..., dict[str, Any]]
) -> None:
    edition = source(ESSAY) if tag == "en" else translation(ESSAY, SPOKEN)
    found = measure(
        edition,
        tag,
        {
            "slant": "style('em', 'fontStyle')",
            "weight": "style('em', 'fontWeight')",
            "leading": "parseFloat(style('p', 'lineHeight')) / parseFloat(style('p', 'fontSize'))",
            "quotes": "style('q', 'quotes')",
            "spacing": "style('article > p', 'letterSpacing')",
            "synthesis": "style('em', 'fontSynthesisStyle')",
            "code": "style('pre', 'direction')",
        },
    )
    assert (found["slant"], found["weight"]) == (slant, weight)
    assert round(found["leading"], 1) == leading
    assert found["quotes"].startswith(f'"{quotes}"')
    assert (found["spacing"], found["synthesis"], found["code"]) == ("normal", "none", "ltr")


def test_a_passage_in_the_sources_language_looks_as_that_language_does(
    measure: Callable[..., dict[str, Any]],
) -> None:
    text = "One *a*.\n\nTwo *b* <q>c</q>.\n"
    edition = translation(text, {"One *a*.": "一 *甲*。"})
    asks = {
        "own": "style('article > p:not([lang]) em', 'fontStyle')",
        "foreign": "style('p[lang=en] em', 'fontStyle')",
        "quotes": "style('p[lang=en] q', 'quotes')",
    }
    assert measure(edition, "ja", asks) == {
        "own": "normal",
        "foreign": "italic",
        "quotes": '"“" "”" "‘" "’"',
    }


def test_a_quotation_in_another_language_keeps_the_marks_of_the_text_around_it(
    measure: Callable[..., dict[str, Any]],
) -> None:
    edition = source('A <q lang="fr">mot</q> and a <span lang="fr"><q>mot</q></span>.\n')
    asks = {"quoted": "style('q[lang]', 'quotes')[1]", "inside": "style('span q', 'quotes')[1]"}
    assert measure(edition, "en", asks) == {"quoted": "“", "inside": "«"}


def test_code_in_an_arabic_sentence_leaves_the_full_stop_at_the_sentences_end(
    measure: Callable[..., dict[str, Any]],
) -> None:
    text = "Call `run(x)`.\n"
    edition = translation(text, {"Call `run(x)`.": "نادِ `run(x)`."})
    places = measure(edition, "ar", {name: f"place('article > p', {name!r})" for name in ("run", ")", ".")})
    assert places["run"][0] < places[")"][0]
    assert places["."][1] <= places["run"][0]


def test_an_authors_name_in_an_arabic_line_does_not_move_the_date(
    measure: Callable[..., dict[str, Any]],
) -> None:
    edition = translation("---\nauthor: Ana (ed.)\ndate: 2026-11-16\n---\n\nText.\n", {"Text.": "نص."})
    places = measure(edition, "ar", {name: f"place('.et-by', {name!r})" for name in ("Ana", "(ed.)", "16")})
    assert places["Ana"][0] < places["(ed.)"][0]
    assert places["16"][1] < places["Ana"][0]


def test_paper_shows_the_essay_and_where_its_links_lead(measure: Callable[..., dict[str, Any]]) -> None:
    asks = {
        "bar": "style('.et-bar', 'display')",
        "foot": "style('.et-foot', 'display')",
        "link": "style('article a', 'content', '::after')",
    }
    assert measure(source("[x](https://x.example/)\n"), "en", asks, "print") == {
        "bar": "none",
        "foot": "none",
        "link": '" <https://x.example/>"',
    }
