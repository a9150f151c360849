"""A translation beside its source: what stands where, and in which state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pytest

from essaytool.editions.bilingual import bilingual_path, render_bilingual
from essaytool.editions.links import Site
from essaytool.editions.localize import localize, source_edition
from essaytool.languages import Language
from essaytool.markdown.segment import segment
from essaytool.model import Catalog, Entry
from tests.conftest import ROOT
from tests.editions.samples import ARABIC, ENGLISH, SPANISH, Element, Page, translation
from tests.editions.test_epub import pseudo
from tests.editions.vectors import MARKDOWN, MARKUP


def both(
    text: str,
    texts: Mapping[str, str],
    language: Language = SPANISH,
    *,
    drafts: Iterable[str] = (),
    doubted: Iterable[str] = (),
    editions: Mapping[str, tuple[Language, ...]] | None = None,
    name: str = "essay",
) -> Page:
    """The page of an essay with these translations beside it."""
    essay = segment(text.encode(), path="source/essay.md")
    edition = translation(text, texts, drafts=drafts, doubted=doubted)
    site = Site(ENGLISH, editions or {name: (ENGLISH, language)})
    return Page(render_bilingual(source_edition(essay), edition, language, site, name))


def sides(page: Page) -> list[tuple[str, str, str]]:
    """Source, translation and state of every pair, in their order."""
    found = []
    for pair in page.all(class_="et-pair"):
        own, other = (part for part in page.elements if part.around and part.around[-1] is pair)
        state = next((name.removeprefix("et-is-") for name in other.classes if "et-is-" in name), "")
        found.append((" ".join(own.text.split()), " ".join(other.text.split()), state))
    return found


def test_every_passage_stands_beside_its_translation_with_its_state() -> None:
    text = "# Title\n\nReviewed.\n\nDrafted.\n\nOld.\n\nMissing.\n"
    texts = {"Title": "Título", "Reviewed.": "Leído.", "Drafted.": "Bosquejado.", "Old.": "Viejo."}
    page = both(text, texts, drafts=["Drafted."], doubted=["Old."])
    assert sides(page) == [
        ("Title", "Título", "reviewed"),
        ("Reviewed.", "Leído.", "reviewed"),
        ("Drafted.", "Borrador Bosquejado.", "draft"),
        ("Old.", "Desactualizado Viejo.", "stale"),
        ("Missing.", "Sin traducir", "missing"),
    ]
    legend = [item.text for item in page.all("li") if item.around[-1].classes == ["et-legend"]]
    assert legend == ["Revisado: 2", "Borrador: 1", "Desactualizado: 1", "Sin traducir: 1"]


def test_a_translation_that_would_break_the_essay_is_named_and_not_shown() -> None:
    page = both("One.\n", {"One.": "a\n\n# b"})
    assert ("One.", "Omitido", "refused") in sides(page)


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("- One\n- Two\n  - Three\n", {"One": "Uno", "Two": "Dos", "Three": "Tres"}),
        ("1. One\n\n   Two\n\n> Three\n", {"One": "Uno", "Two": "Dos", "Three": "Tres"}),
        ("| One | Two |\n|---|---|\n| Three | 4 |\n", {"One": "Uno", "Two": "Dos", "Three": "Tres"}),
        ("One\n: Two\n: Three\n", {"One": "Uno", "Two": "Dos", "Three": "Tres"}),
        (
            "<p>One</p>\n<ul><li>Two\nand</li>\n<li>Three</li></ul>\n",
            {"One": "Uno", "Two and": "Dos y", "Three": "Tres"},
        ),
        ("One[^n]\n\n[^n]: Two\n\n    Three\n", {"One[^n]": "Uno[^n]", "Two": "Dos", "Three": "Tres"}),
        ("- [x] One\n- [ ] Two\n\n> [!NOTE]\n> Three\n", {"One": "Uno", "Two": "Dos", "Three": "Tres"}),
    ],
)
def test_blocks_are_there_once_and_texts_twice(text: str, texts: dict[str, str]) -> None:
    page = both(text, texts)
    alone = Page(both(text, {}).html)
    for tag in ("li", "ol", "ul", "table", "tr", "th", "td", "dt", "dd", "blockquote", "input", "pre"):
        legend = sum(bool(item.around) and "et-legend" in item.around[-1].classes for item in page.all(tag))
        assert len(page.all(tag)) - legend == len(alone.all(tag)) - sum(
            bool(item.around) and "et-legend" in item.around[-1].classes for item in alone.all(tag)
        )
    for msgid, msgstr in texts.items():
        own = page.holding(re.sub(r"\[\^n\]", "", msgid).partition(" ")[0])
        other = page.holding(re.sub(r"\[\^n\]", "", msgstr).partition(" ")[0])
        assert (own.inherited("lang"), own.inherited("dir")) == ("en", "ltr")
        assert other.inherited("lang") == "es"


def test_code_and_what_is_not_translated_is_shown_once() -> None:
    page = both("```\ncode\n```\n\n123\n\nText.\n", {"Text.": "Texto."})
    assert len(page.all("pre")) == 1
    assert page.html.count("123") == 1


def test_an_image_is_shown_once_and_its_alternative_text_twice() -> None:
    page = both("![A loaf](i.png)\n", {"A loaf": "Un pan"})
    assert len(page.all("img")) == 1
    assert sides(page)[-1] == ("A loaf", "Un pan", "reviewed")


def test_headings_are_in_the_outline_once_and_no_id_is_given_twice() -> None:
    essay = segment((ROOT / "tests" / "editions" / "torture.md").read_bytes(), path="source/torture.md")
    page = Page(
        render_bilingual(source_edition(essay), pseudo(essay, "es"), SPANISH, Site(ENGLISH, {}), "torture")
    )
    levels = [element.tag for element in page.elements if re.fullmatch(r"h[1-6]", element.tag)]
    assert levels.count("h1") == 2  # the title, and one that the essay's HTML brings along
    given = [element["id"] for element in page.elements if element["id"]]
    twice = {name for name in given if given.count(name) > 1}
    assert twice <= {"twice"}  # this essay's own HTML gives it twice


def test_references_and_notes_lead_to_each_other() -> None:
    page = both("A[^n].\n\n[^n]: B.\n", {"A[^n].": "C[^n].", "B.": "D."})
    references = page.all("a", role="doc-noteref")
    assert [each["href"] for each in references] == ["#et-fn-n"] * 2
    assert [each["href"] for each in page.all("a", role="doc-backlink")] == [
        f"#{each['id']}" for each in references
    ]


def test_the_page_is_in_the_translations_language_and_asks_not_to_be_found() -> None:
    page = both("# T\n\nOne.\n", {"One.": "واحد."}, ARABIC)
    assert (page.one("html")["lang"], page.one("html")["dir"]) == ("ar", "rtl")
    assert page.one("meta", name="robots")["content"] == "noindex"
    assert not page.all("link", rel="alternate")
    assert not page.all("script")


def test_links_lead_to_the_pages_of_the_editions() -> None:
    editions = {"deep/a": (ENGLISH, SPANISH), "b": (ENGLISH,)}
    page = both("[x](../b.md#p) [y](#here)\n\n## Here\n", {}, editions=editions, name="deep/a")
    links = {link.text: link["href"] for link in page.all("a")}
    assert links["x"] == "../../../en/b.html#p"
    assert links["y"] == "#here"
    assert links["español"] == "../../../es/deep/a.html"
    assert bilingual_path("deep/a", SPANISH) == "bilingual/es/deep/a.html"


def test_front_matter_has_its_states_too() -> None:
    text = "---\ntitle: One\nsubtitle: Two\n---\n\nThree\n"
    assert sides(both(text, {"One": "Uno"}))[:2] == [
        ("One", "Uno", "reviewed"),
        ("Two", "Sin traducir", "missing"),
    ]


@pytest.mark.parametrize("vector", [*MARKUP, *MARKDOWN])
def test_nobody_makes_the_page_run_anything(vector: str) -> None:
    text = f"# T\n\n{vector}\n\nOne.\n\n<p>Two</p>\n"
    essay = segment(text.encode(), path="source/essay.md")
    entries = tuple(Entry(unit.msgid, vector) for unit in {unit.key: unit for unit in essay.units}.values())
    edition = localize(essay, Catalog("essay.po", entries), stale="mark")
    page = Page(render_bilingual(source_edition(essay), edition, SPANISH, Site(ENGLISH, {}), "essay"))
    assert not page.all("script")
    for element in page.elements:
        assert not [name for name in element.attributes if name.startswith("on")]
        for url in (element["href"], element["src"]):
            assert not re.match(r"(?:javascript|data|vbscript):", re.sub(r"[\x00-\x20]", "", url.lower()))


def test_shipped_essays_pair_every_unit() -> None:
    for name in ("open-models", "reading-across-languages"):
        essay = segment((ROOT / "source" / f"{name}.md").read_bytes(), path=f"source/{name}.md")
        page = Page(
            render_bilingual(source_edition(essay), pseudo(essay, "ar"), ARABIC, Site(ENGLISH, {}), name)
        )
        assert "missing" not in {state for _, _, state in sides(page)}
        assert elements_of(page, "et-pair") > len(essay.units) - 12


def elements_of(page: Page, name: str) -> int:
    found: list[Element] = page.all(class_=name)
    return len(found)
