"""What each check of a msgid and its msgstr finds, and lets pass: the cases of ``cases.txt``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.checks.pairs import Pair
from essaytool.checks.table import OF_PAIRS
from essaytool.languages import parse_tag
from essaytool.model import Context, Term

ENGLISH = parse_tag("en")
_CODE = re.compile(r"<([0-9a-f]+)>")


class Sample(NamedTuple):
    title: str
    tag: str
    msgid: str
    msgstr: str
    found: list[str]


def cases() -> list[Sample]:
    text = (Path(__file__).parent / "cases.txt").read_text("utf-8")
    blocks = re.findall(r"^(?!#)(\S.*): (\S+)\n\.\n(.*)\n\.\n(.*)\n\.\n((?:.+\n)*?)\.\n", text, re.MULTILINE)
    return [
        Sample(title, tag, shown(msgid), shown(msgstr), found.splitlines())
        for title, tag, msgid, msgstr, found in blocks
    ]


def shown(text: str) -> str:
    text = text.replace("<n>", "\n").replace("<s>", " ")
    return _CODE.sub(lambda match: chr(int(match[1], 16)), text)


CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_finds(case: Sample) -> None:
    pair = Pair(case.msgid, case.msgstr, Context.INLINE, ENGLISH, parse_tag(case.tag))
    found = [(fault.at + 1, row.id, fault.message) for row in OF_PAIRS for fault in row.look(pair)]
    assert [f"{at} {check}: {message}" for at, check, message in sorted(found)] == case.found


def test_every_check_has_a_case() -> None:
    found = {line.split(" ", 1)[1].split(":")[0] for case in CASES for line in case.found}
    elsewhere = {"glossary", "max-length", "term-lost"}
    assert found | elsewhere == {row.id for row in OF_PAIRS}


def looked(check: str, pair: Pair) -> list[str]:
    (row,) = (row for row in OF_PAIRS if row.id == check)
    return [fault.message for fault in row.look(pair)]


def test_a_length_that_a_flag_allows() -> None:
    pair = Pair("Spring", "Frühling", flags=("max-length:6",))
    assert looked("max-length", pair) == ["the text has 8 characters, its flag allows 6"]


def test_terms_of_the_glossary() -> None:
    terms = (Term("open weights", "offene Gewichte"), Term("essaytool", "essaytool"))
    german = parse_tag("de")
    wrong = Pair(
        "essaytool has open weights.", "Es hat freie Gewichte.", Context.INLINE, ENGLISH, german, terms
    )
    assert looked("glossary", wrong) == ["the glossary has “offene Gewichte” for “open weights”"]
    assert looked("term-lost", wrong) == [
        "the glossary keeps “essaytool” as it is, and it is not in the text"
    ]
    right = Pair(
        "essaytool has open weights.",
        "essaytool mit offenen Gewichten",
        Context.INLINE,
        ENGLISH,
        german,
        terms,
    )
    assert looked("glossary", right) == looked("term-lost", right) == []


@given(
    st.text(
        st.sampled_from(
            "ab Z1.,:;!?¿«»“„\"'()[]`*_~<>\\\n\t{}#-@=/&٣،。中のжΩक\u200b\u202e\u2067\u0301\ue000X"
        ),
        max_size=40,
    ),
    st.text(
        st.sampled_from(
            "ab Z1.,:;!?¿«»“„\"'()[]`*_~<>\\\n\t{}#-@=/&٣،。中のжΩक\u200b\u202e\u2067\u0301\ue000X"
        ),
        max_size=40,
    ),
    st.sampled_from(["ar", "de", "el", "es", "fr", "hi", "ja", "th", "zh-Hans", "zh-Hant", "sr-Latn", "eo"]),
    st.sampled_from(list(Context)),
)
def test_whatever_the_texts_are_places_lie_in_the_msgstr(
    msgid: str, msgstr: str, tag: str, context: Context
) -> None:
    pair = Pair(
        msgid, msgstr, context, ENGLISH, parse_tag(tag), (Term("ab", "ab"), Term("Z", "b")), ("max-length:3",)
    )
    for row in OF_PAIRS:
        for fault in row.look(pair):
            assert 0 <= fault.at <= len(msgstr), row.id
            assert fault.message
