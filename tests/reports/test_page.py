"""The page: complete in itself, escaped, readable without colours, the most read essay first."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from bs4 import BeautifulSoup, Tag

from essaytool.languages import parse_tag
from essaytool.model import State
from essaytool.reports.count import Count
from essaytool.reports.coverage import EssayCoverage, LanguageCoverage, Remaining
from essaytool.reports.page import page, shortened
from essaytool.tally import Coverage, Tally
from tests.editions.test_styles import EDITIONS, contrast, palette, read
from tests.editions.vectors import MARKDOWN, MARKUP, PLAIN
from tests.reports.samples import drafted, essay_of, language_of

ENGLISH = parse_tag("en")


def remaining(
    state: State = State.DRAFT, msgid: str = "One", msgstr: str = "Uno", engine: str = "", line: int = 7
) -> Remaining:
    path = "locales/ar/LC_MESSAGES/bread.po"
    return Remaining(state, path, line, msgid, "" if state is State.MISSING else msgstr, engine)


def soup(*languages: LanguageCoverage, remarks: tuple[str, ...] = ()) -> BeautifulSoup:
    return BeautifulSoup(page(languages, ENGLISH, remarks), "html.parser")


def begun(*items: Remaining, name: str = "bread") -> EssayCoverage:
    return essay_of(Tally(5, 1, 1, 1), name, remaining=items)


def test_it_runs_nothing_and_fetches_nothing() -> None:
    shown = soup(language_of(begun(remaining())))
    assert shown.find_all(["script", "link", "img", "iframe", "form", "object"]) == []
    (style,) = shown.find_all("style")
    digest = b64encode(sha256(style.text.encode()).digest()).decode()
    policy = shown.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert isinstance(policy, Tag)
    assert policy["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self';"
        " base-uri 'none'; form-action 'none'"
    )
    assert [tag for tag in shown.find_all(True) if tag.has_attr("style")] == []


def test_every_bar_stands_beside_its_numbers_and_is_hidden_from_readers_of_text() -> None:
    shown = soup(language_of(essay_of(Tally(1, 2, 3, 4))))
    (row,) = [row for row in shown.select("tbody tr") if "bread" in row.text]
    assert [cell.text.split() for cell in row.find_all("td")] == [
        [], ["1/1"], ["2/2"], ["3/3"], ["4/4"], ["45", "%", "<", "80", "not", "built"]
    ]  # fmt: skip
    bars = shown.select("td > svg")
    assert {bar["aria-hidden"] for bar in bars} == {"true"}
    widths = [
        (rect.get("class"), rect["x"], rect["width"])
        for rect in bars[-1].find_all("rect")
        if rect.get("class")
    ]
    assert widths == [
        (["et-is-reviewed"], "0.0%", "10.0%"),
        (["et-is-draft"], "10.0%", "20.0%"),
        (["et-is-stale"], "30.0%", "30.0%"),
        (["et-is-missing"], "60.0%", "40.0%"),
    ]


def test_states_that_share_a_colour_have_patterns_that_are_there() -> None:
    shown = soup(language_of(essay_of(Tally(1, 2, 3, 4))))
    used = set(re.findall(r"url\(#([\w-]+)\)", str(shown)))
    assert used == {pattern["id"] for pattern in shown.find_all("pattern")}
    assert len(used) == 2


def test_what_remains_is_listed_with_its_place_and_its_texts_in_their_languages() -> None:
    item = remaining(msgstr="واحد", engine="deepl")
    shown = soup(language_of(begun(item, remaining(State.MISSING, "Two", line=9)), tag="ar"))
    first, second = shown.select("ol.et-rest > li")
    assert first.p is not None
    assert first.p.text == "draft by deepl locales/ar/LC_MESSAGES/bread.po:7"
    source, target = first.find_all("p")[1:]
    assert (source.text, source.get("lang")) == ("One", None)  # the page is in English, too
    assert (target.text, target["lang"], target["dir"]) == ("واحد", "ar", "rtl")
    assert [p.text for p in second.find_all("p")] == ["missing locales/ar/LC_MESSAGES/bread.po:9", "Two"]


def test_the_source_says_its_language_where_it_is_not_the_pages() -> None:
    html = page([language_of(begun(remaining(msgid="שלום")), tag="ar")], parse_tag("he"), ())
    assert '<p lang="he" dir="rtl">שלום</p>'.encode() in html


def test_essays_come_in_the_projects_order_and_those_with_nothing_to_do_not_at_all() -> None:
    essays = begun(remaining(), name="zebra"), begun(name="done"), begun(remaining(), name="apple")
    shown = soup(language_of(*essays))
    assert [summary.bdi.text for summary in shown.select("summary")] == ["zebra", "apple"]


def test_an_essay_of_which_nothing_is_translated_is_not_listed_entry_by_entry() -> None:
    items = tuple(remaining(State.MISSING, f"Text {number}") for number in range(30))
    shown = soup(language_of(essay_of(Tally(missing=30), remaining=items)))
    assert shown.select("details, ol.et-rest") == []
    assert "bread: nothing is translated yet, 30 entries, 30 words" in shown.text


def test_long_lists_are_closed() -> None:
    assert soup(language_of(begun(*[remaining()] * 200))).select("details[open]")
    assert not soup(language_of(begun(*[remaining()] * 201))).select("details[open]")


def test_a_page_on_which_nothing_remains_says_so() -> None:
    assert "Nothing: every entry is reviewed." in soup(language_of(essay_of(Tally(3)))).text


def test_engines_are_told_with_what_they_are_worth() -> None:
    item = replace(essay_of(Tally()), count=drafted(0, 3, 1, deepl=(3, 1)))
    shown = soup(language_of(item, tag="de"))
    rows = [
        [cell.text for cell in row.find_all(["th", "td"])] for row in shown.select("table")[1].select("tr")
    ]
    assert rows[1] == ["Deutsch", "deepl", "3", "1", "75 %"]


def test_origins_are_told_where_drafts_were_reviewed() -> None:
    item = replace(essay_of(Tally()), count=drafted(5, 3, 1, deepl=(3, 1)))
    row = soup(language_of(item, tag="de")).select("table")[2].select("tr")[1]
    assert [cell.text for cell in row.find_all(["th", "td"])] == ["Deutsch", "5/5", "3/3", "1/1"]
    assert len(soup(language_of(essay_of(Tally(3)))).select("table")) == 1


def test_a_change_is_told_with_what_it_is_against() -> None:
    before = Count(Coverage(Tally(1), Tally(1)))
    html = page([language_of(essay_of(Tally(3), before=before))], ENGLISH, since="main<b>")
    assert b'<td class="et-end">3/3 (+2/+2)</td>' in html
    assert b"the change since <code>main&lt;b&gt;</code>" in html
    assert b"change since" not in page([language_of(essay_of(Tally(3)))], ENGLISH)


def test_what_the_numbers_leave_out_is_said_first() -> None:
    shown = soup(language_of(essay_of(Tally(1))), remarks=("a.po:3: msgid is not closed",))
    assert "a.po:3: msgid is not closed" in shown.aside.text


@pytest.mark.parametrize("vector", [*MARKUP, *MARKDOWN, *PLAIN])
def test_no_text_of_an_essay_a_catalog_or_a_file_name_becomes_markup(vector: str) -> None:
    """Each is shown as it is, and the page has the elements that it has without it."""

    def built(text: str) -> BeautifulSoup:
        item = replace(remaining(msgid=text, msgstr=text, engine=text), path=text)
        essay = replace(begun(item, name=text), count=drafted(0, 1, 1, **{text: (1, 1)}))
        return soup(language_of(essay), remarks=(text,))

    hostile, tame = built(vector), built("text")
    assert [tag.name for tag in hostile.find_all(True)] == [tag.name for tag in tame.find_all(True)]
    assert [tag.attrs for tag in hostile.find_all(True)] == [tag.attrs for tag in tame.find_all(True)]
    assert [bdi.text for bdi in hostile.select("summary bdi")] == [shortened(vector)]


def test_what_no_page_may_hold_is_replaced() -> None:
    hostile = "a\x00b\x0b\x1b[31m c\ud800 d\x85"
    html = page([language_of(begun(remaining(msgid=hostile), name=hostile))], ENGLISH, (hostile,))
    assert not [byte for byte in html if byte < 32 and byte != 10]
    assert "a\ufffdb" in html.decode()


def test_a_long_text_is_cut_and_says_so() -> None:
    assert shortened("word " * 20) == ("word " * 20).strip()
    assert len(shortened("word " * 200)) == 200
    assert shortened("word " * 200).endswith("…")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_can_be_seen_on_their_ground(scheme: str) -> None:
    """WCAG 2.2, 1.4.11: 3 to 1 for what is not text."""
    roots = re.findall(r"--reviewed: (#\w{6})", read(EDITIONS / "styles" / "coverage.css"))
    colours = palette(scheme)
    assert contrast(roots[0 if scheme == "light" else 1], colours["paper"]) >= 3
    assert contrast(colours["draft"], colours["paper"]) >= 3


def test_the_same_numbers_make_the_same_bytes() -> None:
    items = [language_of(begun(remaining()), tag="ar"), language_of(begun(remaining()), tag="de")]
    assert page(items, ENGLISH, ()) == page(items, ENGLISH, ())
