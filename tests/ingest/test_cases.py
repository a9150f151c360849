"""Every document in ``tests/ingest/cases``, with the Markdown and the units that it becomes.

A document's name begins with its language. Beside it lie the essay, ``.md``, and its units, ``.units``, a
line each. ``python tests/ingest/test_cases.py`` writes both anew, for a person to read.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from essaytool.ingest.document import DEFAULTS
from essaytool.ingest.names import title_of
from essaytool.ingest.read import receive
from essaytool.markdown.segment import segment

FOLDER = Path(__file__).parent / "cases"
INPUTS = sorted(path for path in FOLDER.iterdir() if path.suffix not in (".md", ".units"))


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_a_document_becomes_the_markdown_beside_it(path: Path) -> None:
    assert essay(path) == path.with_suffix(".md").read_text("utf-8")


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_every_heading_paragraph_and_item_is_a_unit(path: Path) -> None:
    assert units(essay(path)) == path.with_suffix(".units").read_text("utf-8")


def test_there_are_enough_of_them() -> None:
    assert len(INPUTS) >= 30
    assert {path.name[:2] for path in INPUTS} >= {"ar", "de", "en", "es", "fr", "hi", "ja", "ko", "ru", "zh"}


def essay(path: Path) -> str:
    """The essay that a document becomes; one without a title is called as its file."""
    language, _, stem = path.stem.partition("-")
    document = receive(path.read_bytes(), path.name, language, DEFAULTS).document
    return replace(document, title=document.title or title_of(stem)).markdown()


def units(markdown: str) -> str:
    found = segment(markdown.encode()).units
    return "".join(f"{unit.kind}: {unit.msgid}\n".replace("\\\n", "⏎") for unit in found)


if __name__ == "__main__":
    for source in INPUTS:
        source.with_suffix(".md").write_text(essay(source), "utf-8")
        source.with_suffix(".units").write_text(units(essay(source)), "utf-8")
