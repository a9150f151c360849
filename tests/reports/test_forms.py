"""Coverage as tables, Markdown and JSON: their shapes, and names that hold marks of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from essaytool.cli.console import visible
from essaytool.model import State
from essaytool.reports.count import Count
from essaytool.reports.forms import states, tables, to_json, to_markdown
from essaytool.tally import Coverage, Tally
from tests.editions.vectors import MARKDOWN, MARKUP, PLAIN
from tests.reports.samples import drafted, essay_of, language_of

TWO = language_of(essay_of(Tally(1, 2, 3, 4), "bread"), essay_of(Tally(10, 20, 30, 40), "a_b|c"))
GERMAN = language_of(essay_of(Tally(5), "bread"), tag="de")


def test_a_language_is_the_sum_of_its_essays_in_json() -> None:
    document = to_json([TWO, GERMAN])
    language, _ = document["languages"]
    assert language["language"] == "pt-BR"
    assert language["entries"] == {"reviewed": 11, "draft": 22, "stale": 33, "missing": 44}
    assert [essay["essay"] for essay in language["essays"]] == ["bread", "a_b|c"]
    assert list(language["words"]) == [str(state) for state in State]
    assert document["total"]["words"] == {"reviewed": 16, "draft": 22, "stale": 33, "missing": 44}
    assert "change" not in language


def test_rows_are_languages_with_their_essays_below_and_all_of_them_last() -> None:
    shown = states([TWO, GERMAN])
    assert shown.rows == (
        ("pt-BR", "11/11", "22/22", "33/33", "44/44", ""),
        ("  bread", "1/1", "2/2", "3/3", "4/4", "45 % < 80"),
        ("  a_b|c", "10/10", "20/20", "30/30", "40/40", "45 % < 80"),
        ("de", "5/5", "0/0", "0/0", "0/0", ""),
        ("  bread", "5/5", "0/0", "0/0", "0/0", "45 % < 80"),
        ("all", "16/16", "22/22", "33/33", "44/44", ""),
    )
    assert shown.bars[0] == (11, 22, 33, 44)
    assert len(shown.bars) == len(shown.rows)


def test_drafts_are_told_of_once_one_was_reviewed() -> None:
    assert len(tables([TWO, GERMAN])) == 1
    judged = language_of(replace(essay_of(Tally()), count=drafted(4, 2, 1, deepl=(2, 1))), tag="fr")
    _, origins, engines = tables([GERMAN, judged])
    assert origins.rows == (("fr", "4/4", "2/2", "1/1"), ("all", "4/4", "2/2", "1/1"))
    assert engines.rows == (("fr deepl", "2", "1", "66 %"), ("all deepl", "2", "1", "66 %"))


def test_a_cell_says_what_came_and_went_if_anything_did() -> None:
    before = Count(Coverage(Tally(1, 5, 0, 4), Tally(10, 50, 0, 40)))
    (row, _) = states([language_of(essay_of(Tally(1, 0, 0, 4), before=before))]).rows
    assert row[1:5] == ("1/1 (-9/+0)", "0/0 (-50/-5)", "0/0", "4/4 (-36/+0)")


def test_markdown_is_a_table_and_says_what_it_compares_with() -> None:
    assert to_markdown([replace(TWO, essays=TWO.essays[1:])], "v1|2") == [
        r"Words/entries; in parentheses, the change since `v1\|2`.",
        "",
        "| language | essay | reviewed | draft | stale | missing | shown |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
        "| **pt-BR** |  | 10/10 | 20/20 | 30/30 | 40/40 |  |",
        r"|  | `a_b\|c` | 10/10 | 20/20 | 30/30 | 40/40 | 45 % \< 80 |",
    ]


def names_in(lines: list[str]) -> list[str]:
    """The code in a rendered table, and nothing else than tables in the document."""
    html = MarkdownIt("commonmark").enable("table").render("\n".join(map(visible, lines)))
    soup = BeautifulSoup(html, "html.parser")
    allowed = {"p", "table", "thead", "tbody", "tr", "th", "td", "strong", "code"}
    assert {tag.name for tag in soup.find_all(True)} <= allowed
    return [code.text for code in soup.select("td code")]


@pytest.mark.parametrize("name", [*MARKUP, *MARKDOWN, *PLAIN, "@everyone", "a|b", r"a\|b", "``", "`a", "#1"])
def test_names_of_essays_and_engines_stand_in_markdown_as_they_are(name: str) -> None:
    essay = replace(essay_of(Tally(), name), count=drafted(0, 1, 0, **{name: (1, 0)}))
    shown = names_in(to_markdown([language_of(essay)]))
    assert shown == [visible(name), "pt-BR", f"pt-BR {visible(name)}"]


@given(st.text("`|\\ a*_<@\n", min_size=1).filter(lambda name: name.strip("` \n")))
def test_any_name_stands_in_markdown_as_it_is(name: str) -> None:
    shown, *_ = names_in(to_markdown([language_of(essay_of(Tally(1), name))]))
    assert shown == visible(name)
