"""An edition's record: what each unit shows, and why."""

from __future__ import annotations

import json

from essaytool.editions.localize import localize
from essaytool.editions.record import record, record_path
from essaytool.markdown.segment import segment
from essaytool.model import Catalog, Entry
from tests.editions.samples import ENGLISH, SPANISH, source, translation

ESSAY = "# One\n\nTwo.\n\nThree.\n\nFour.\n\n<!-- i18n:context: menu -->\n\nFive.\n\n`six`\n"
TEXTS = {"One": "Uno", "Two.": "Dos.", "Three.": "Tres."}


def test_a_record_says_what_stands_in_each_units_place() -> None:
    edition = translation(ESSAY, TEXTS, drafts=["Two."], doubted=["Three."])
    found = json.loads(record(edition, "deep/essay", SPANISH, ENGLISH))
    assert found == {
        "schema": 1,
        "essay": "deep/essay",
        "language": "es",
        "source": "source/essay.md",
        "source_language": "en",
        "shows": {"reviewed": 1, "draft": 1, "stale": 1, "source": 2},
        "units": [
            {"line": 1, "kind": "heading 1", "shows": "reviewed", "state": "reviewed", "msgid": "One"},
            {"line": 3, "kind": "paragraph", "shows": "draft", "state": "draft", "msgid": "Two."},
            {"line": 5, "kind": "paragraph", "shows": "stale", "state": "stale", "msgid": "Three."},
            {"line": 7, "kind": "paragraph", "shows": "source", "state": "missing", "msgid": "Four."},
            {
                "line": 11,
                "kind": "paragraph",
                "shows": "source",
                "state": "missing",
                "msgctxt": "menu",
                "msgid": "Five.",
            },
        ],
    }


def test_a_translation_that_cannot_stand_shows_the_source_though_it_is_reviewed() -> None:
    catalog = Catalog("x.po", (Entry("Two.", "Dos.\n\nY más."),))
    edition = localize(segment(ESSAY.encode(), path="source/essay.md"), catalog)
    units = json.loads(record(edition, "essay", SPANISH, ENGLISH))["units"]
    assert [(unit["shows"], unit["state"]) for unit in units if unit["msgid"] == "Two."] == [
        ("source", "reviewed")
    ]


def test_the_original_shows_itself() -> None:
    found = json.loads(record(source(ESSAY), "essay", ENGLISH, ENGLISH))
    assert found["shows"] == {"reviewed": 0, "draft": 0, "stale": 0, "source": 5}
    assert all("state" not in unit for unit in found["units"])


def test_records_lie_beside_the_editions() -> None:
    assert record_path("deep/essay", SPANISH) == "es/deep/essay.json"
