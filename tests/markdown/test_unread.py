"""What of a text nobody reads is told as one expression would, in a time that grows as the text does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.markdown.unread import without_unread

ONE_EXPRESSION = re.compile(
    r"[a-z][a-z0-9+.-]+://\S+|\S+@\S+\.\w+|\{\{.*?\}\}|\{%.*?%\}|\$\$.*?\$\$", re.IGNORECASE | re.DOTALL
)
PARTS = [
    "://",
    "@",
    "{{",
    "}}",
    "{%",
    "%}",
    "$$",
    ".",
    " ",
    "\n",
    "a",
    "b.c",
    "http",
    "1",
    "_",
    "\u3000",
    "字",
]


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
def test_it_is_what_the_expression_matches(text: str) -> None:
    assert without_digits(without_unread(text)) == without_digits(ONE_EXPRESSION.sub("", text))


def without_digits(text: str) -> str:
    """Digits and marks before a URL may go with it: nobody reads those by themselves."""
    return re.sub(r"[0-9.+-]+", "", text)


@pytest.mark.parametrize("hard", ["a", "a@", "@", "{{", "{%", "$$ ", "x://{{ ", "1a", "}a", "a@b. "])
def test_a_long_text_is_no_harder_than_a_short_one(hard: str) -> None:
    assert without_unread(hard * 200_000 + " word").endswith(" word")
