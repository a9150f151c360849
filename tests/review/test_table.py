"""The table that goes out and comes back: no cell runs, and nothing is lost on the way."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.errors import TableError
from essaytool.fingerprint import fingerprint
from essaytool.review.table import Answer, Decision, from_csv, holds_answers, neutral, plain, to_csv
from tests.review.samples import items

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''@x"]
HOSTILE = [*FORMULAS, 'a "quoted", cell', "two\nlines", "<b>x</b>", "\x1b[31mred", "\u202eoxet", "'so'"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(text: str) -> None:
    assert neutral(text) == f"'{text}"
    assert plain(neutral(text)) == text


@given(st.text() | st.sampled_from(HOSTILE) | st.text("'=+-@\t x"))
def test_a_cell_that_goes_out_comes_back(text: str) -> None:
    assert plain(neutral(text)) == text
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_table_that_nobody_touched_answers_nothing(text: str) -> None:
    data = to_csv(items((text, text)))
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert not any(cell.startswith(tuple("=+-@\t\r\n＝")) for row in rows for cell in row.values())
    assert "\x1b" not in data.decode()
    (answer,) = from_csv(data, "a.csv")
    assert answer.says_nothing
    assert not holds_answers(data, "a.csv")


def test_an_answer_is_a_corrected_text_a_word_or_a_note() -> None:
    (item,) = items(("One", "Uno"))
    text = to_csv([item]).decode()
    assert from_csv(text.replace("Uno,Uno,,", "Uno,Una ,, why ").encode(), "a.csv") == [
        Answer(2, item.id, "ar", "bread", "One", fingerprint("Uno"), "Una", Decision.NONE, "why")
    ]
    assert from_csv(text.replace("Uno,Uno,,", "Uno,Uno, Accepted,").encode(), "a.csv")[0].decision == "accept"
    assert from_csv(text.replace("Uno,Uno,,", "Uno,Uno,NO,").encode(), "a.csv")[0].decision == "reject"


def test_other_spreadsheets_write_it_otherwise() -> None:
    (item,) = items(("One, =two", "=Uno"))
    rows = list(csv.reader(io.StringIO(to_csv([item]).decode("utf-8-sig"))))
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    (answer,) = from_csv(out.getvalue().encode(), "a.csv")
    assert (answer.source, answer.text, answer.says_nothing) == ("One, =two", "=Uno", True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n", "a.csv:1: has no column `id`"),
        ("", "a.csv: is empty"),
        (
            "id,language,essay,source,sent,text,decision,note\n#1,ar,b,x,y,z,perhaps,\n",
            "a.csv:2: `perhaps` is no",
        ),
    ],
)
def test_what_is_no_such_table_is_refused(text: str, said: str) -> None:
    with pytest.raises(TableError) as caught:
        from_csv(text.encode(), "a.csv")
    assert str(caught.value).startswith(said)
    assert caught.value.hint
