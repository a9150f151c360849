"""Directives that cannot be meant are errors that name their line."""

from __future__ import annotations

import pytest

from essaytool.errors import SourceError
from essaytool.markdown.segment import segment


@pytest.mark.parametrize(
    ("essay", "line", "sentence"),
    [
        ("One.\n\n<!-- i18n:skip-start -->\n\nTwo.\n", 3, "i18n:skip-start is never closed"),
        ("One.\n\n<!-- i18n:skip-end -->\n", 3, "there is an i18n:skip-end without a skip-start"),
        (
            "<!-- i18n:skip-start -->\n\nx\n\n<!-- i18n:skip-start -->\n",
            5,
            "there is an i18n:skip-start in a skipped region",
        ),
        ("<!-- i18n:skp -->\n", 1, "the directive i18n:skp is unknown"),
        ("---\ntitle: x\n---\n\n<!-- i18n:comment: -->\n", 5, "the directive i18n:comment says nothing"),
    ],
)
def test_a_directive_that_cannot_be_meant_is_an_error(essay: str, line: int, sentence: str) -> None:
    with pytest.raises(SourceError) as caught:
        segment(essay.encode(), path="source/a.md")
    assert str(caught.value) == f"source/a.md:{line}: {sentence}"
    assert caught.value.hint


def test_a_misspelt_directive_is_answered_with_a_suggestion() -> None:
    with pytest.raises(SourceError) as caught:
        segment(b"<!-- i18n:skip_start -->\n")
    assert caught.value.hint.startswith("did you mean i18n:skip") or "there are" in caught.value.hint


def test_a_directive_in_code_is_code() -> None:
    essay = segment(b"```html\n<!-- i18n:skip-start -->\n```\n\nWritten about `<!-- i18n:skp -->`.\n")
    assert [unit.msgid for unit in essay.units] == ["Written about `<!-- i18n:skp -->`."]


def test_two_directives_hold_for_the_same_block() -> None:
    essay = segment(b"<!-- i18n:context: menu -->\n<!-- i18n:comment: short -->\n\n# Open\n\nOpen\n")
    assert [(unit.msgctxt, unit.notes) for unit in essay.units] == [("menu", ("short",)), (None, ())]


def test_text_that_is_not_utf_8_is_an_error_with_its_line() -> None:
    with pytest.raises(SourceError, match=r"^essay\.md:2: is not UTF-8$"):
        segment(b"fine\ncaf\xe9\n")
