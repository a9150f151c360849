"""How values are broken into lines: nothing is lost at a break, and the breaks are msgcat's."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given

from essaytool.catalog.style import WIDTH, escape, is_mostly_wrapped, is_wrapped, string_lines
from tests.catalog.samples import as_file, texts

SENTENCES = (
    "A sentence of plain words that has nothing in it but blanks where a line could end, and goes on.",
    "With well-known hyphens, (brackets) [and](links/of/many/parts) it goes on - and on - for a while yet.",
    "See https://example.org/a/b/c.html?d=e&f=g#h for more: 1,000 things; 2.5 times! Why? Because…",
    "Ein Satz mit „Anführungen“ – und Gedankenstrichen — und sonst allem, was in einem Satz vorkommt, na ja.",
    "日本語の文章は、とても長いので折り返されます。「引用」もあります。これはテストです、そうですね。",
    "한국어 문장은 아주 길어서 줄이 바뀝니다. 이것은 시험입니다. 그렇습니다. 정말로 그렇습니다, 하하하하.",
    "Очень длинное предложение, в котором есть «кавычки» и тире — и больше ничего такого особенного нет.",
    "x" * 90,
    "x" * 90 + " y",
    "a line\n" + "and a longer one that has to be broken somewhere before its end comes at last, " * 2,
    "fits beside its keyword just so, and no more: it is seventy columns long",
)


@given(texts)
def test_the_lines_of_a_value_hold_all_of_it(text: str) -> None:
    for wrapped in (True, False):
        lines = string_lines("msgstr", text, wrapped=wrapped)
        strings = [line.removeprefix("msgstr ")[1:-1] for line in lines]
        assert "".join(strings) == escape(text)


@given(texts.map(lambda text: text.replace("\n", " ")))
def test_a_line_that_is_too_long_has_no_blank_at_which_it_could_end(text: str) -> None:
    for line in string_lines("msgid", f"{text} {text} {text}", wrapped=True):
        words = line.removeprefix('msgid "').strip('"').strip(" ").split(" ")
        assert len(line.encode("ascii", "ignore")) <= WIDTH or len(words) <= 2


@pytest.mark.parametrize("text", SENTENCES)
def test_a_wrapped_value_is_broken_where_msgcat_breaks_it(
    text: str, program: Callable[[str], str], tmp_path: Path
) -> None:
    file = tmp_path / "one.po"
    file.write_bytes(as_file(f'msgid "a"\nmsgstr "{escape(text)}"\n'))
    theirs = subprocess.run([program("msgcat"), file], capture_output=True, check=True).stdout.decode()
    ours = string_lines("msgstr", text, wrapped=True)
    assert theirs.split('msgid "a"\n')[1] == "".join(f"{line}\n" for line in ours)


@pytest.mark.parametrize(
    ("strings", "wrapped"),
    [
        (["", "broken before ", "its end"], True),
        (["", "one line\\n", "another line\\n"], None),
        (["short"], None),
        (["x" * 100], False),
        (["", "x" * 100 + "\\n", "y"], False),
        (["", "first ", "x" * 100], True),
    ],
)
def test_a_value_shows_whether_it_is_wrapped_or_leaves_it_to_the_file(
    strings: list[str], wrapped: bool | None
) -> None:
    for otherwise in (True, False):
        assert is_wrapped(strings, otherwise) is (otherwise if wrapped is None else wrapped)


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_catalog_is_wrapped_if_most_of_its_long_values_are(wrapped: bool) -> None:
    values = [line for text in SENTENCES for line in string_lines("msgstr", text, wrapped=wrapped)]
    other = string_lines("msgstr", SENTENCES[0], wrapped=not wrapped)
    assert is_mostly_wrapped("\n".join([*values, *other])) is wrapped


def test_a_catalog_of_short_values_is_not_wrapped() -> None:
    assert not is_mostly_wrapped('msgid "a"\nmsgstr "b"\n')
