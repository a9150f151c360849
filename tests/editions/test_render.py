"""The text of a page: what the parser's own renderer writes, and what ours adds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from essaytool.editions.furniture import furniture
from essaytool.editions.render import Rendered, render
from essaytool.editions.sanitize import sanitize
from essaytool.editions.writer import Setting
from essaytool.languages import Language
from essaytool.markdown.frontmatter import peel
from essaytool.markdown.parser import reference_html
from essaytool.model import Edition
from tests.editions.comparable import comparable
from tests.editions.samples import ARABIC, ENGLISH, Page, source, translation

EVERYTHING = """\
# Title *with* `code`

A [link](/u "t"), <u:v>, <a@b.c>, an ![image *of*
`it`](i.png "t"), ~~gone~~, **strong**,\\
hard and
soft &amp; <b>raw</b>.

> quoted
> > twice

- tight
  - nested

  1) loose

  2) items

7. seven

| a | b | c | d |
|:--|:-:|--:|---|
| 1 | *2* | `3` |

term
: definition

: another

    indented
      code

```rust no_run
fn main() { "a" < 'b'; }
```

<div class="x">
raw &copy; text
</div>

***
"""

TOKENS = (
    *(
        "a",
        "b c",
        "é",
        "字",
        "ع",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n> ",
        "\n- ",
        "\n1. ",
        "\n    ",
        "\n# ",
        "\n---\n",
    ),
    *(
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "[x]",
        "[x](y)",
        "![x](y 'z')",
        "<https://x.y>",
        "<b>",
        "</b>",
        "<br>",
    ),
    *(
        "\n\n<div>\n",
        "\n</div>\n\n",
        "<!-- c -->",
        "&lt;",
        "\\",
        "\\\n",
        "| a | b |\n|:-|-:|\n| c | d |\n",
        "\n: d\n",
    ),
    *("- [ ] t\n", "- [x] t\n", "\n\n[x]: /u 'T'\n\n", '"', "'", "%20", "%", "\t"),
)


def plain(edition: Edition, language: Language = ENGLISH, title: str = "") -> Rendered:
    return render(edition, Setting(language, ENGLISH, furniture(language), title=title))


def body(text: str) -> str:
    return plain(source(text)).body


@given(st.lists(st.sampled_from(TOKENS), max_size=20).map("".join))
@example(EVERYTHING)
def test_our_rendering_is_the_parsers_but_for_what_we_add(text: str) -> None:
    text = peel(text.encode())[1].decode()
    assert comparable(body(text)) == comparable(reference_html(text))


@pytest.mark.parametrize("examples", ["commonmark.json", "gfm_spec.json"])
def test_all_examples_of_the_specifications_render_as_the_parser_renders_them(
    examples: str, corpora: Path
) -> None:
    texts = [item["markdown"] for item in json.loads((corpora / "specs" / examples).read_text())]
    bodies = [peel(text.encode())[1].decode() for text in texts]
    different = [text for text in bodies if comparable(body(text)) != comparable(reference_html(text))]
    assert len(texts) > 600
    assert different == []


def test_real_essays_render_as_the_parser_renders_them(corpora: Path) -> None:
    texts = [peel(path.read_bytes())[1].decode() for path in sorted(corpora.rglob("*.md"))]
    without_notes = [text for text in texts if "[^" not in text]
    different = [
        text[:80] for text in without_notes if comparable(body(text)) != comparable(reference_html(text))
    ]
    assert len(without_notes) > 200
    assert different == []


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("<p>a</p>", "<p>b</p>"), ("<em>a</em>", "<strong>a</strong>"), ("<p>a</p>", "a"), ("<ul>", "<ol>")],
)
def test_the_comparison_sees_differences(ours: str, theirs: str) -> None:
    assert comparable(ours) != comparable(theirs)


@given(st.lists(st.sampled_from(TOKENS), max_size=12).map("".join))
def test_sanitising_takes_nothing_from_harmless_text(text: str) -> None:
    text = peel(text.encode())[1].decode()
    ours, theirs = (sanitize(html, "et-") for html in (body(text), reference_html(text)))
    assert [token for token in comparable(ours) if token[0] == ""] == [
        token for token in comparable(theirs) if token[0] == ""
    ]


# --- headings --------------------------------------------------------------------------------------------


def heading_ids(edition: Edition, language: Language = ENGLISH) -> list[str]:
    return [element["id"] for element in Page(plain(edition, language).body).elements if element["id"]]


HEADINGS = "## One *two* `three`!\n\n## One two three\n\n## 字 हिन्दी 🎉\n\n## !!\n\n##\n\nSetext\n---\n"


def test_heading_ids_are_slugs_of_the_source_each_once() -> None:
    expected = ["one-two-three", "one-two-three-1", "字-हिन्दी-", "section", "section-1", "setext"]
    assert heading_ids(source(HEADINGS)) == expected


def test_heading_ids_are_the_same_in_every_language() -> None:
    texts = {"One *two* `three`!": "واحد", "One two three": "اثنان", "Setext": "عنوان"}
    assert heading_ids(translation(HEADINGS, texts), ARABIC) == heading_ids(source(HEADINGS))


def test_heading_ids_keep_clear_of_ids_that_the_essay_gives_itself_and_of_the_pages_own() -> None:
    text = "A <a id=\"one\"></a> b.\n\n<p id='two'>\n\n## One\n\n## Two\n\n## et main\n"
    assert heading_ids(source(text)) == ["one", "two", "one-1", "two-1", "h-et-main"]


def test_a_first_heading_that_is_the_title_stands_for_it_and_later_ones_move_down() -> None:
    rendered = plain(source("# My *title*\n\n# Part\n\n###### Deep\n"), title="My title")
    assert rendered.title == '<h1 id="my-title">My <em>title</em></h1>\n'
    assert rendered.body == '<h2 id="part">Part</h2>\n<h6 id="deep">Deep</h6>\n'


def test_headings_keep_their_level_where_no_other_takes_the_titles() -> None:
    rendered = plain(source("## Part\n"), title="My title")
    assert (rendered.title, rendered.body) == ("", '<h2 id="part">Part</h2>\n')


# --- footnotes -------------------------------------------------------------------------------------------

NOTES = """\
A[^long name] b[^b] c[^b].

[^b]: See[^deep].

[^long name]: First.

[^lost]: Lost.

[^deep]: Deep.
"""


def test_footnotes_are_numbered_by_their_first_reference_and_gathered_in_that_order() -> None:
    rendered = plain(source(NOTES))
    references = [link.text for link in Page(rendered.body).all("a", role="doc-noteref")]
    items = [item.text.split()[0] for item in Page(rendered.notes).all("li")]
    assert references == ["1", "2", "2"]
    assert items == ["First.", "See3.", "Deep.", "Lost."]
    assert "First" not in rendered.body


def test_every_reference_leads_to_its_note_and_every_note_back_to_each_reference() -> None:
    rendered = plain(source(NOTES))
    whole = Page(rendered.body + rendered.notes)
    ids = [element["id"] for element in whole.elements if element["id"]]
    targets = [link["href"].removeprefix("#") for link in whole.all("a")]
    assert len(ids) == len(set(ids))
    assert set(targets) <= set(ids)
    back = [link["href"] for link in Page(rendered.notes).all("a", role="doc-backlink")]
    assert back == ["#et-ref-long-name", "#et-ref-b", "#et-ref-b.2", "#et-ref-deep"]


def test_each_way_back_has_a_label_of_its_own() -> None:
    labels = [link.text for link in Page(plain(source(NOTES)).notes).all("a", role="doc-backlink")]
    assert labels == [f"Back to reference {number}" for number in ("1", "2", "2.2", "3")]


def test_footnote_anchors_follow_labels_so_that_they_are_the_same_where_a_translation_changes_the_order() -> (
    None
):
    text = "A[^x] b[^y].\n\n[^x]: X.\n\n[^y]: Y.\n"
    turned = plain(translation(text, {"A[^x] b[^y].": "ب[^y] أ[^x]."}), ARABIC)
    assert [item["id"] for item in Page(turned.notes).all("li")] == ["et-fn-y", "et-fn-x"]


def test_notes_that_refer_to_each_other_are_written_once() -> None:
    notes = plain(source("A[^a].\n\n[^a]: To b[^b].\n\n[^b]: To a[^a].\n")).notes
    assert [item["id"] for item in Page(notes).all("li")] == ["et-fn-a", "et-fn-b"]


def test_a_note_that_ends_in_code_has_its_way_back_below_it() -> None:
    notes = plain(source("A[^a].\n\n[^a]: X\n\n    ```\n    code\n    ```\n")).notes
    assert "</pre>\n<p> <a" in notes


# --- lists, tables, code, alerts, images -----------------------------------------------------------------


def test_a_task_is_a_disabled_box_in_the_label_that_its_text_is() -> None:
    tasks = Page(body("- [x] done *well*\n- [ ] open\n\n  - deeper\n"))
    boxes = tasks.all("input")
    assert [box.around[-1].tag for box in boxes] == ["label", "label"]
    assert [label.text.strip() for label in tasks.all("label")] == ["done well", "open"]
    assert ["checked" in box.attributes for box in boxes] == [True, False]
    assert all("disabled" in box.attributes for box in boxes)


def test_table_cells_have_classes_for_their_alignment_and_headings_a_scope() -> None:
    table = Page(body("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n"))
    assert [cell["class"] for cell in table.all("td")] == ["et-start", "et-center", "et-end"]
    assert {cell["scope"] for cell in table.all("th")} == {"col"}
    assert "style" not in {name for element in table.elements for name in element.attributes}


def test_code_runs_from_left_to_right_whatever_is_around_it() -> None:
    code = Page(plain(translation("Run `x`.\n\n```\ny\n```\n", {"Run `x`.": "شغّل `x`."}), ARABIC).body)
    assert code.one("pre")["dir"] == "ltr"
    assert {element.inherited("dir") for element in code.all("code")} == {"ltr"}


def test_an_alert_has_a_title_in_the_pages_language() -> None:
    alert = Page(plain(translation("> [!WARNING]\n> Hot.\n", {"Hot.": "ساخن."}), ARABIC).body)
    assert alert.one(class_="et-alert-title").text == "تحذير"
    assert alert.one("div", role="note").classes == ["et-alert", "et-warning"]


def test_images_load_late_and_know_their_size_where_it_is_known() -> None:
    setting = Setting(ENGLISH, ENGLISH, furniture(ENGLISH), size_of={"a.png": (3, 4)}.get)
    images = Page(render(source("![A](a.png) ![B](b.png)\n"), setting).body).all("img")
    assert [(image["width"], image["height"]) for image in images] == [("3", "4"), ("", "")]
    assert {image["loading"] for image in images} == {"lazy"}


# --- language and state ----------------------------------------------------------------------------------

MIXED = """\
# Head

Paragraph.

- tight
  - nested
- [ ] task

| cell |
|---|
| row |

term
: meaning

<details>
<summary>Sum</summary>
</details>

> quote

![alt](i.png)

A[^n].

[^n]: note
"""
UNITS = (
    "Head",
    "Paragraph.",
    "tight",
    "nested",
    "task",
    "cell",
    "row",
    "term",
    "meaning",
    "Sum",
    "quote",
    "note",
)


@pytest.mark.parametrize("text", UNITS)
def test_a_text_shown_in_the_sources_language_says_so_whatever_block_it_is_in(text: str) -> None:
    rendered = plain(translation(MIXED, {}), ARABIC)
    element = Page(rendered.body + rendered.notes).holding(text)
    assert (element["lang"], element["dir"], element["data-state"]) == ("en", "ltr", "et-source")
    assert "et-source" in element.classes


@pytest.mark.parametrize("text", UNITS)
def test_a_draft_says_so_whatever_block_it_is_in(text: str) -> None:
    rendered = plain(translation(MIXED, {text: "نص"}, drafts=[text]), ARABIC)
    element = Page(rendered.body + rendered.notes).holding("نص")
    assert (element["lang"], element["data-state"]) == ("", "et-draft")
    assert "et-draft" in element.classes


@pytest.mark.parametrize("text", UNITS)
def test_a_reviewed_text_needs_no_mark(text: str) -> None:
    rendered = plain(translation(MIXED, {text: "نص"}), ARABIC)
    element = Page(rendered.body + rendered.notes).holding("نص")
    assert not {"lang", "dir", "class", "data-state"} & element.attributes.keys() - {"class"}
    assert element["data-state"] == ""


def test_a_nested_list_keeps_its_own_language_when_the_item_around_it_is_not_translated() -> None:
    nested = Page(plain(translation("- out\n  - in\n", {"in": "داخل"}), ARABIC).body).holding("داخل")
    assert nested.inherited("lang") == ""


def test_an_alternative_text_that_is_not_translated_has_its_language_but_no_line_beside_the_image() -> None:
    image = Page(plain(translation("![alt](i.png)\n", {}), ARABIC).body).one("img")
    assert (image.inherited("lang"), image.inherited("class")) == ("en", "")


def test_what_is_skipped_says_its_language_but_is_not_missing() -> None:
    text = "<!-- i18n:skip -->\n\nStays English.\n"
    paragraph = Page(plain(translation(text, {}), ARABIC).body).one("p")
    assert paragraph.attributes == {"lang": "en", "dir": "ltr"}


def test_what_has_nothing_to_read_is_left_alone() -> None:
    assert (
        Page(plain(translation("`code`\n\n<https://x.y>\n\n42\n", {}), ARABIC).body).all("p", lang="en") == []
    )


@pytest.mark.parametrize("edition", [source(MIXED), translation(MIXED, {})], ids=["as it is", "localized"])
def test_the_source_language_page_has_no_marks(edition: Edition) -> None:
    elements = Page(plain(edition, ENGLISH).body).elements
    assert [element for element in elements if element["lang"] or element["data-state"]] == []


def test_a_draft_in_a_list_of_tasks_with_blank_lines_says_so() -> None:
    text = "- [ ] one\n\n- [x] two\n"
    tasks = Page(plain(translation(text, {"one": "واحد", "two": "اثنان"}, drafts=["two"]), ARABIC).body)
    assert [label["data-state"] for label in tasks.all("label")] == ["", "et-draft"]


def test_texts_in_an_html_block_over_several_lines_are_marked_where_they_stand() -> None:
    text = "<div>\n<p>One\nstill one</p><p title='x'>Two</p>\n</div>\n"
    paragraphs = Page(plain(translation(text, {"Two": "اثنان"}), ARABIC).body)
    assert paragraphs.one("span").text == "One\nstill one"
    assert paragraphs.holding("اثنان").tag == "p"
