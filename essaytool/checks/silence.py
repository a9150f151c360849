"""Silence: the checks that a translator switched off for one entry, in a note."""

from __future__ import annotations

import re

from essaytool.model import Entry

_NOTE = re.compile(r"\s*essaytool:\s*ignore\s*=\s*(?P<ids>[a-z-]+(?:\s*,\s*[a-z-]+)*)\s*", re.ASCII)


def silenced(entry: Entry) -> frozenset[str]:
    """The ids in an entry's notes ``# essaytool: ignore=check-id,another-id``."""
    if not entry.notes:
        return frozenset()
    lists = (match["ids"] for match in map(_NOTE.fullmatch, entry.notes) if match)
    return frozenset(name.strip() for ids in lists for name in ids.split(","))
