"""Links between essays: what is wrong with one, and what becomes of a translation that brings one along."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from essaytool.editions.localize import localize
from essaytool.editions.targets import Targets, dead_links, places
from essaytool.markdown.plain_marks import is_plainly_kept, plain_marks
from essaytool.markdown.reading import labels_of, reading
from essaytool.markdown.segment import segment
from essaytool.model import Catalog, Edition, Entry, Unit
from tests.editions.samples import ENGLISH

OTHER = "# One *two*\n\nText[^n].\n\n<p id='own'>x</p>\n\n## One two\n\n[^n]: note\n"


def targets(text: str = "") -> Targets:
    texts = {"a": text, "other": OTHER, "deep/far": "## Part\n"}
    found = {name: places(segment(each.encode(), path="x.md"), ENGLISH) for name, each in texts.items()}
    return Targets({*found, "unread"}.__contains__, found.get)


@pytest.mark.parametrize(
    "link",
    [
        "other.md",
        "other.md#one-two",
        "other.md#one-two-1",
        "other.md#own",
        "other.html#own",
        "other.md#",
        "other.md#top",
        "other.md#:~:text=anything",
        "deep/far.md?x=1#part",
        "unread.md#anything",
        "#here",
        "#h%65re",
        "index.html",
        "images/picture.png",
        "../out-of-the-essays.md",
        "/absolute.md",
        "folder/",
        "https://x.example/other.md",
        "//x.example/lost.md",
        "mailto:a@b.example",
        "http://[broken",
    ],
)
def test_a_link_that_leads_somewhere_or_is_not_ours_to_judge_is_no_finding(link: str) -> None:
    text = f"## Here\n\n[x](<{link}>)\n"
    assert dead_links(segment(text.encode(), path="a.md"), "a", targets(text)) == []


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("lost.md", "there is no essay lost"),
        ("lost.html", "there is no essay lost"),
        ("deep/lost.markdown", "there is no essay deep/lost"),
        ("other.md#gone", "the page of other has no place #gone"),
        ("#gone", "the page of a has no place #gone"),
        ("notes.txt", "notes.txt is not published, as only essays and images are"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_place(link: str, reason: str) -> None:
    text = f"---\ntitle: T\n---\n\nSome *words* and [x]({link}).\n"
    (found,) = dead_links(segment(text.encode(), path="source/a.md"), "a", targets(text))
    assert (found.path, found.line, found.column, found.check) == ("source/a.md", 5, 18, "link")
    assert found.message == f"the link {link} leads nowhere: {reason}"


@pytest.mark.parametrize(
    "text",
    ["[x][r]\n\n[r]: lost.md\n", "<p>\n<a class='b' href='lost.md'>x</a></p>\n", "a <a href=lost.md>x</a>\n"],
)
def test_links_by_label_and_links_in_tags_are_links_too(text: str) -> None:
    assert len(dead_links(segment(text.encode(), path="a.md"), "a", targets(text))) == 1


def test_a_tag_on_several_lines_is_told_with_the_line_on_which_it_begins() -> None:
    text = "Text.\n\n<p>\n<a\n  href='lost.md'>x</a>\n</p>\n\n[y](gone.md)\n"
    found = dead_links(segment(text.encode(), path="a.md"), "a", targets(text))
    assert [(each.line, each.message.split()[2]) for each in found] == [(4, "lost.md"), (8, "gone.md")]


def test_a_comment_holds_no_links() -> None:
    text = "<!-- <a href='lost.md'>\n<a href='lost.md'>x</a> -->\n\na <!-- <a href='lost.md'> --> b\n"
    assert dead_links(segment(text.encode(), path="a.md"), "a", targets(text)) == []


def test_code_and_addresses_are_no_links() -> None:
    text = "`[x](lost.md)` <a@b.example> <https://x.example/lost.md>\n"
    assert dead_links(segment(text.encode(), path="a.md"), "a", targets(text)) == []


# --- in translations --------------------------------------------------------------------------------------

ESSAY = "See [there](other.md#own) and ![it](p.png).\n\n## Here\n"
MSGID = "See [there](other.md#own) and ![it](p.png)."


def translated(msgstr: str) -> Edition:
    def refuse(unit: Unit, text: str) -> None:
        targets(ESSAY).refuse("a", unit, text)

    catalog = Catalog("a.po", (Entry(MSGID, msgstr, line=7),))
    return localize(segment(ESSAY.encode(), path="source/a.md"), catalog, refuse=refuse)


@pytest.mark.parametrize(
    "msgstr",
    [
        "Véase [allí](other.md#own) y ![eso](p.png).",
        "Véase [aquí](#here) y ![eso](otra.png).",
        "Véase [allí](https://es.x.example/other.md).",
    ],
)
def test_a_translation_may_lead_elsewhere(msgstr: str) -> None:
    edition = translated(msgstr)
    assert edition.markdown.decode().startswith(msgstr)
    assert edition.findings == ()


@pytest.mark.parametrize(
    ("msgstr", "reason"),
    [
        ("Véase [allí](otro.md).", "its link otro.md leads nowhere: there is no essay otro"),
        ("Véase [allí](#aquí).", "its link #aquí leads nowhere: the page of a has no place #aquí"),
        (
            "![eso](https://evil.example/p.png)",
            "it shows an image from elsewhere that the essay does not show",
        ),
        ("![eso](//evil.example/p.png)", "it shows an image from elsewhere that the essay does not show"),
    ],
)
def test_a_translation_with_a_dead_link_or_a_strange_image_falls_back_with_a_finding(
    msgstr: str, reason: str
) -> None:
    edition = translated(msgstr)
    assert edition.markdown == ESSAY.encode()
    (found,) = edition.findings
    assert (found.path, found.line) == ("a.po", 7)
    assert reason in found.message


PIECES = (
    "a",
    "b c",
    " ",
    "*",
    "**",
    "_",
    "`",
    "!",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "\\",
    "\n",
    "&#33;",
    ":",
    "^",
    "~~",
)
WHOLE = (
    *(
        "[a](x.md)",
        "![a](i.png)",
        "![b](//x.example/i.png)",
        "[c](y.md#p)",
        "[d][e]",
        "![d][e]",
        "[^1]",
        "`code`",
    ),
    *(
        "<b>",
        "</b>",
        "<https://x.example/>",
        "*em*",
        "[f](z.md 'title')",
        "[[g](x.md)](y.md)",
        "![h [i](x.md)](j.png)",
    ),
)
marked = st.lists(st.sampled_from(PIECES) | st.sampled_from(WHOLE), max_size=9)


@given(marked.flatmap(lambda pieces: st.tuples(st.just(pieces), st.permutations(pieces))))
@example((["!", "[a](x.md)"], ["[a](x.md)", "!"]))
@example((["*a ", "![b](//x.example/i.png 't')", " c*"], ["*a  c*"]))
@example((["*a ", "[b](x.md 't')", " c*"], ["*a  c*"]))
def test_what_patterns_call_kept_leads_where_the_parser_says(both: tuple[list[str], list[str]]) -> None:
    """So that a text which is not read by the parser cannot bring a link or an image along."""
    text, other = map("".join, both)
    if is_plainly_kept(text, other):
        assert leads(text, text + other) == leads(other, text + other)
    if plain_marks(text) and not plain_marks(text).kept:
        assert not leads(text, text)


def leads(text: str, labels: str) -> set[tuple[object, ...]]:
    """Where the links and images of a text lead, as the parser reads it."""
    return {part[:2] for part in reading(text, labels_of(labels)) if part[0] in ("+Link", "+Image")}
