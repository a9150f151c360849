"""An edition's record, ``output/<tag>/<essay>.json``: what readers are shown in each unit's place.

For those who put a page of their own around the Markdown, and for dashboards (docs/pages.md)::

    {"schema": 1, "essay": "a/b", "language": "es", "source": "source/a/b.md", "source_language": "en",
     "shows": {"reviewed": 40, "draft": 2, "stale": 0, "source": 1},
     "units": [{"line": 7, "kind": "heading 2", "shows": "draft", "state": "draft", "msgid": "…"}, …]}
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from essaytool.editions.marks import DRAFT, REVIEWED, SOURCE, STALE, shown
from essaytool.languages import Language
from essaytool.model import Edition, Placed

SCHEMA = 1
"""Adding a key does not raise it."""


def record_path(name: str, language: Language) -> str:
    """The path of an edition's record in the output folder."""
    return f"{language.tag}/{name}.json"


def record(edition: Edition, name: str, language: Language, source_language: Language) -> bytes:
    """The record of an edition, as JSON."""
    original = language == source_language
    units = [_unit(placed, original) for placed in edition.placed if placed.unit.translatable]
    counts = Counter(unit["shows"] for unit in units)
    document = {
        "schema": SCHEMA,
        "essay": name,
        "language": language.tag,
        "source": edition.essay.path,
        "source_language": source_language.tag,
        "shows": {what: counts[what] for what in (REVIEWED, DRAFT, STALE, SOURCE)},
        "units": units,
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


def _unit(placed: Placed, original: bool) -> dict[str, Any]:
    """What is shown in a unit's place, and what its catalog says; the original has no catalog."""
    unit = placed.unit
    context = {} if unit.msgctxt is None else {"msgctxt": unit.msgctxt}
    state = {} if original else {"state": str(placed.state)}
    shows = {"shows": SOURCE if original else shown(placed)}
    return {"line": unit.line, "kind": unit.kind, **shows, **state, **context, "msgid": unit.msgid}
