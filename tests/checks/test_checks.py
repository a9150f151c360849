"""What `check` finds in a catalog as a whole, and on which line."""

from __future__ import annotations

import pytest

from essaytool.catalog.po import parse_catalog
from essaytool.checks import CHECKS, check
from essaytool.checks.across import multiple_failures
from essaytool.checks.spoken import said_in, spoken
from essaytool.languages import parse_tag
from essaytool.markdown.segment import segment
from essaytool.model import Finding, Severity

HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ESSAY = segment(b"See [a](/a) and `x`.\n\nPlain.\n\n# Head\n", path="source/a.md")


def seen(body: str, header: str = HEADER) -> list[tuple[int, str, str]]:
    catalog = parse_catalog((header + body).encode(), path="a.po")
    return [(item.line, item.check, item.message) for item in check(catalog, ESSAY, parse_tag("es"))]


@pytest.mark.parametrize(
    ("body", "findings"),
    [
        ('msgid "Plain."\nmsgstr "Simple."\n', []),
        ('msgid "Plain."\nmsgstr ""\n', []),
        (
            '# theirs: Sencillo.\nmsgid "Plain."\nmsgstr "Simple."\n',
            [(8, "conflict", "a merge left another translation in a note: choose, and delete the note")],
        ),
        (
            'msgid "See [a](/a) and `x`."\nmsgstr "Véase [a](/b) y `x`."\n',
            [(7, "markup", "the link to /a is lost"), (7, "markup", "the link to /b is not in the source")],
        ),
        (
            'msgid "See [a](/a) and `x`."\nmsgstr "Véase [a](/a) y x."\n',
            [(7, "markup", "the code `x` is lost")],
        ),
        (
            'msgid "Plain."\nmsgstr "Uno.\\n\\nDos."\n',
            [
                (
                    7,
                    "structure",
                    (
                        "the msgstr for the paragraph of the essay's line 3 cannot stand there: "
                        "it holds a blank line, which would begin a new paragraph"
                    ),
                )
            ],
        ),
        (
            'msgid "Plain."\nmsgstr "Simple.\\n"\n',
            [(7, "line-break", "msgid and msgstr do not both end with a line break")],
        ),
        (
            'msgid "Plain."\nmsgstr "Simple."\n\nmsgid "Plain."\nmsgstr "Simple."\n',
            [(9, "duplicate", "the entry stands here again; delete one of the two")],
        ),
        (
            'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "uno"\nmsgstr[1] "muchos"\n',
            [(1, "plural-forms", "the header says Plural-Forms: nothing")],
        ),
        ('#, fuzzy\nmsgid "See [a](/a) and `x`."\nmsgstr "Algo viejo."\n', []),
    ],
)
def test_a_finding_names_its_line_and_what_is_wrong(body: str, findings: list[tuple[int, str, str]]) -> None:
    assert seen(body) == findings


def test_a_header_must_name_the_language_of_its_folder() -> None:
    assert seen("", HEADER.replace("es", "fr")) == [
        (1, "language", "the header says Language: fr, the folder es")
    ]


def test_plural_forms_are_as_many_as_the_header_says() -> None:
    header = HEADER.replace('"Content', '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n"Content')
    body = 'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "uno"\n'
    assert seen(body, header) == [(9, "plural-forms", "there are 1 plural forms, the header says 2")]


def test_what_an_entry_silences_is_not_found() -> None:
    body = 'msgid "It is a plain and simple text, and of some length."\nmsgstr "Simple"\n'
    assert [check for _, check, _ in seen(body)] == ["length", "end-punctuation"]
    assert seen(f"# essaytool: ignore=end-punctuation, length\n{body}") == []
    assert [check for _, check, _ in seen(f"# essaytool: ignore=end-punctuation,numbers\n{body}")] == [
        "length"
    ]


def test_one_text_has_one_translation_and_two_texts_have_two() -> None:
    bodies = {
        "a": 'msgid "Plain."\nmsgstr "Simple."\n',
        "b": 'msgid "Plain."\nmsgstr "Sencillo."\n\nmsgid "Other words."\nmsgstr "Unas palabras."\n',
        "c": 'msgid "Words."\nmsgstr "Unas palabras."\n\nmsgid "Other words!"\nmsgstr "Unas palabras."\n',
    }
    catalogs = [parse_catalog((HEADER + body).encode(), path=f"{name}.po") for name, body in bodies.items()]
    beside = spoken((catalog.path, said_in(catalog)) for catalog in catalogs)
    found = [
        (item.path, item.line, item.check, item.message)
        for catalog in catalogs
        for item in check(catalog, beside=beside)
        if item.check in ("inconsistent", "reused")
    ]
    assert found == [
        ("b.po", 7, "inconsistent", "another translation of this text stands at a.po:6"),
        ("c.po", 7, "reused", "the same translation stands at b.po:9 for another text"),
    ]


def test_a_text_that_several_languages_fail_at_is_suspect() -> None:
    key = (None, "Plain.")
    found = [(tag, key, Finding("x.po", 7, 1, Severity.WARNING, "numbers", "")) for tag in ("de", "fr", "es")]
    (finding,) = multiple_failures("a.pot", {key: 5}, found, languages=6)
    assert finding.line == 5
    assert finding.message == "de, es, fr fail the check numbers here: the source may be to blame"
    assert multiple_failures("a.pot", {}, found, languages=7) == []
    assert multiple_failures("a.pot", {}, found[:2], languages=2) == []


def test_a_check_can_be_ignored() -> None:
    catalog = parse_catalog((HEADER + 'msgid "Plain."\nmsgstr "Simple.\\n"\n').encode())
    assert check(catalog, ESSAY, ignore=[row.id for row in CHECKS]) == []
