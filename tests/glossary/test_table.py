"""The glossary's file: what spreadsheets write is read, what cannot be meant is refused with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.errors import TableError
from essaytool.glossary import Row
from essaytool.glossary.table import Proposal, parse_glossary, with_proposals

TAGS = ("de", "pt-BR")
PATH = "locales/glossary.csv"
PROPOSALS = [
    Proposal("open weights", 5, 2, {"de": "offene Gewichte"}, False),
    Proposal("Licence", 4, 1, {}, False),
    Proposal("DeepSeek", 3, 1, {}, True),
]


def rows(text: str) -> tuple[Row, ...]:
    return parse_glossary(text.encode(), TAGS, path=PATH).rows


@pytest.mark.parametrize(
    "text",
    [
        "term,de,pt_br,note,untranslatable\nlicence,Lizenz,licença,a note,\n",
        "\ufeffTerm;DE;pt-BR;Note;untranslatable\r\nlicence;Lizenz;licença;a note;\r\n",
        'note\t"term"\tde\tpt-BR\ncount\t\t\t\na note\tlicence\t Lizenz \tlicença\n'.replace(
            "count\t\t\t\n", ""
        ),
        'term,de,pt-BR,note,,\n\nlicence,Lizenz,"licença","a note",,\n,,,,,\n',
    ],
)
def test_whatever_a_spreadsheet_writes_is_read(text: str) -> None:
    (row,) = rows(text)
    assert (row.term, dict(row.translations), row.note, row.untranslatable) == (
        "licence",
        {"de": "Lizenz", "pt-BR": "licença"},
        "a note",
        False,
    )


@pytest.mark.parametrize("said", ["yes", "YES", "true", "1", "x"])
def test_a_term_may_be_untranslatable(said: str) -> None:
    assert rows(f"term,untranslatable\nQwen,{said}\n")[0].untranslatable


def test_a_cell_may_hold_what_stands_between_cells_and_lines() -> None:
    found = rows('term,de,note\n"a, b","""c""","two\nlines"\nd,e,\n')
    assert [(row.term, row.translations["de"], row.note, row.line) for row in found] == [
        ("a, b", '"c"', "two\nlines", 2),
        ("d", "e", "", 4),
    ]


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff"])
def test_an_empty_file_is_an_empty_glossary(text: str) -> None:
    assert rows(text) == ()


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("term,dee\na,b\n", "1: the column `dee` is no language of this project", "did you mean `de`?"),
        ("term,fr\na,b\n", "1: the column `fr` is no language of this project", "there can be term"),
        ("de,note\na,b\n", "1: has no column `term`", "the first line names the columns"),
        ("term,de,DE\na,b,c\n", "1: the column `de` is there twice", "keep one"),
        ("term,de\n\n,b\n", "3: has no term", "name it"),
        ("term,de\na,b,c\n", "2: has 3 cells, the first line 2", "in quotes"),
        ("term,de\na,b\nA,c\n", "3: `A` stands here again, after line 2", "keep one"),
        ("term,untranslatable\na,maybe\n", "2: `untranslatable` is `maybe`", "write yes"),
        ("term,de,untranslatable\na,b,yes\n", "2: `a` is untranslatable, and translated as `b`", "leave one"),
        ('term,de\na,"b\n', "2: is no CSV: unexpected end of data", "in quotes"),
        ('term,de\na,"b"c\n', "2: is no CSV: ',' expected after '\"'", "in quotes"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(text: str, said: str, hint: str) -> None:
    with pytest.raises(TableError) as caught:
        rows(text)
    assert str(caught.value) == f"{PATH}:{said}"
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("term,de\na,ü\n".encode("latin-1"), f"{PATH}:2: is not UTF-8"),
        ("term,de\n".encode("utf-16"), f"{PATH}: is in UTF-16"),
    ],
)
def test_what_is_no_text_in_utf_8_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(TableError) as caught:
        parse_glossary(data, TAGS, path=PATH)
    assert (str(caught.value), caught.value.hint) == (said, "save it as CSV in UTF-8")


def test_a_term_with_capitals_inside_is_another_than_one_without() -> None:
    assert len(rows("term,de\nIT,IT\nit,es\n")) == 2


def test_proposals_go_below_what_is_there() -> None:
    before = "\ufeffterm;note;de\r\nlicence;;Lizenz".encode()
    after, new = with_proposals(before, PROPOSALS, TAGS, path=PATH)
    assert after == before + b"\r\nopen weights;;offene Gewichte\r\nDeepSeek;;\r\n"
    assert [proposal.term for proposal in new] == ["open weights", "DeepSeek"]
    assert with_proposals(after, PROPOSALS, TAGS, path=PATH) == (after, [])


def test_a_new_glossary_has_a_column_for_each_language() -> None:
    after, _ = with_proposals(b"", PROPOSALS, TAGS, path=PATH)
    assert after.decode().splitlines() == [
        "term,de,pt-BR,note,untranslatable",
        "open weights,offene Gewichte,,,",
        "Licence,,,,",
        "DeepSeek,,,,yes",
    ]


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@given(st.lists(st.tuples(cells.filter(str.strip), cells), max_size=4), st.sampled_from(",;\t"))
def test_not_a_byte_changes_of_what_is_there(lines: list[tuple[str, str]], delimiter: str) -> None:
    from essaytool.tables import write_line

    text = "".join(f"{write_line(line, delimiter)}\n" for line in [("term", "de"), *lines])
    try:
        parse_glossary(text.encode(), TAGS, path=PATH)
    except TableError:
        return
    after, new = with_proposals(text.encode(), PROPOSALS, TAGS, path=PATH)
    assert after.startswith(text.encode())
    known = parse_glossary(after, TAGS, path=PATH).rows
    assert [row.term for row in known][len(known) - len(new) :] == [proposal.term for proposal in new]
