"""``import essaytool``: the public names, which cost nothing until they are used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import essaytool


def test_the_public_names_are_those_of_the_design() -> None:
    functions = "segment template merge parse_catalog serialize_catalog localize render_html check"
    assert {*functions.split(), "Unit", "Entry", "Essay", "Catalog", "Edition", "State"} <= set(
        essaytool.__all__
    )
    assert set(essaytool.__all__) <= set(dir(essaytool))
    assert all(getattr(essaytool, name).__name__ == name for name in essaytool.__all__)


@pytest.mark.parametrize("name", ["translate", "model_", "_"])
def test_there_are_no_other_names(name: str) -> None:
    with pytest.raises(AttributeError, match=f"no attribute '{name}'"):
        getattr(essaytool, name)


def test_an_essay_goes_all_the_way_through_them() -> None:
    source = b"# Hello\n\nA *short* essay.\n"
    essay = essaytool.segment(source, path="source/hello.md")
    template = essaytool.template(essay)
    catalog = essaytool.merge(template, essaytool.parse_catalog(b""))
    data = essaytool.serialize_catalog(catalog)
    translated = data.replace(b'msgid "Hello"\nmsgstr ""', b'msgid "Hello"\nmsgstr "Hola"')
    spanish = essaytool.parse_catalog(translated, path="es.po")
    assert [entry.state for entry in spanish.entries] == ["reviewed", "missing"]
    edition = essaytool.localize(essay, spanish)
    assert edition.markdown == b"# Hola\n\nA *short* essay.\n"
    assert essaytool.check(spanish, essay) == []


def test_importing_it_imports_none_of_its_rooms() -> None:
    listed = "import essaytool, sys; print(*(name for name in sys.modules if name.startswith('essaytool.')))"
    done = subprocess.run([sys.executable, "-c", listed], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == ""
