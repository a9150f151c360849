"""The page's own words: complete in every language that we ship, and marked where a language lacks them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from essaytool.catalog.po import parse_catalog
from essaytool.editions.furniture import furniture
from essaytool.languages import parse_tag
from essaytool.model import Catalog, State

EDITIONS = Path(__file__).resolve().parents[2] / "essaytool" / "editions"
SHIPPED = ("ar", "de", "es", "fr", "hi", "ja", "pt_BR", "ru", "zh_Hans")
ALERTS = {"Note", "Tip", "Important", "Warning", "Caution"}


def catalog(name: str) -> Catalog:
    path = EDITIONS / "furniture" / name
    return parse_catalog(path.read_bytes(), path=name)


def used_in_templates() -> set[str]:
    texts = (path.read_text() for path in sorted(EDITIONS.glob("templates/*.jinja")))
    return {msgid for text in texts for msgid in re.findall(r'\bsay\("([^"]+)"', text)}


def used_in_code() -> set[str]:
    """First arguments of the calls of `say`, and of what `furniture` returns."""
    calls = [
        node
        for path in sorted(EDITIONS.glob("**/*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split("(")[0].split(".")[-1] in ("say", "furniture")
    ]
    first = [call.args[0] for call in calls if call.args]
    return {node.value for node in first if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_the_template_has_every_word_that_pages_use_and_no_other() -> None:
    listed = {entry.msgid for entry in catalog("furniture.pot").entries}
    assert listed == used_in_templates() | used_in_code() | ALERTS


def test_the_shipped_languages_are_there() -> None:
    assert {path.stem for path in EDITIONS.glob("furniture/*.po")} == set(SHIPPED)


@pytest.mark.parametrize("locale", SHIPPED)
def test_every_catalog_is_whole_and_keeps_every_field(locale: str) -> None:
    entries = catalog(f"{locale}.po").entries
    assert [entry.msgid for entry in entries] == [entry.msgid for entry in catalog("furniture.pot").entries]
    assert {entry.state for entry in entries} == {State.REVIEWED}
    for entry in entries:
        assert sorted(re.findall(r"\{\w*\}", entry.msgstr)) == sorted(re.findall(r"\{\w*\}", entry.msgid))


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("es", "es"),
        ("es-MX", "es"),
        ("pt", "pt-BR"),
        ("zh-CN", "zh-Hans"),
        ("de-AT", "de"),
        ("sr-Latn", "sr-Latn"),
    ],
)
def test_a_language_without_words_of_its_own_borrows_its_nearest_relatives(tag: str, found: str) -> None:
    assert furniture(parse_tag(tag)).found == parse_tag(found)


def test_relatives_in_another_script_are_no_help() -> None:
    assert furniture(parse_tag("zh-Hant"))("Languages") == '<span lang="en" dir="ltr">Languages</span>'


@pytest.mark.parametrize("tag", ["en", "en-GB"])
def test_english_needs_no_mark_on_an_english_page(tag: str) -> None:
    assert furniture(parse_tag(tag))("Languages") == "Languages"


def test_values_are_escaped() -> None:
    assert furniture(parse_tag("es"))("Essays: {count}", count="<b>") == "Ensayos: &lt;b&gt;"
