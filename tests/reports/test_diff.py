"""What changed between two texts, word by word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.reports.diff import word_diff


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        ("It had one rule.", "It has one rule, still.", "It [-had-]{+has+} one rule{+, still+}."),
        ("[a](x/y)", "[a](x/z)", "[a](x/[-y-]{+z+})"),
        ("我喜欢面包。", "我爱面包。", "我[-喜欢-]{+爱+}面包。"),
        ("same", "same", "same"),
        ("", "new", "{+new+}"),
    ],
)
def test_what_is_gone_and_what_is_new_is_marked(before: str, after: str, seen: str) -> None:
    assert word_diff(before, after) == seen


plain = st.text(st.sampled_from("ab c,日"))


@given(plain, plain)
def test_both_texts_can_be_read_off(before: str, after: str) -> None:
    seen = word_diff(before, after)
    assert re.sub(r"\{\+.*?\+\}|\[-|-\]", "", seen) == before
    assert re.sub(r"\[-.*?-\]|\{\+|\+\}", "", seen) == after
