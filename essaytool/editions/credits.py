"""Who made a translation, from what its catalog says: people by the header, machines by the drafts'
provenance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from essaytool.model import Catalog, Origin

_PERSON = re.compile(r"\s*([^<>]+?)\s*(?:<[^<>]*>)?\s*")
_NAMED = re.compile(r"#[ \t]+([^<>,]+?)[ \t]*<[^<>\s]+@[^<>\s]+>(?:,[\d ,-]+)?\.?[ \t]*\r?\n")
"""How gettext writes a translator above the header: ``# Name <address>, 2026.`` (its manual, "Header
Entry")."""
_NOBODY = re.compile(r"full name|first author|automatically generated|none", re.IGNORECASE)
"""What msginit and others write where nobody is named."""


@dataclass(frozen=True)
class Credits:
    """The makers of a translation."""

    people: tuple[str, ...] = ()
    engines: tuple[str, ...] = ()
    """The engines whose drafts are still in it, reviewed or not."""


def credits_of(catalog: Catalog) -> Credits:
    """The makers that a catalog names, without their addresses."""
    head = b"".join(piece for piece in catalog.pieces[:3] if isinstance(piece, bytes))
    comments = head.partition(b"msgid")[0].decode(catalog.charset, errors="replace")
    last = _PERSON.fullmatch(catalog.header.get("Last-Translator", ""))
    named = [*_NAMED.findall(comments), *(last.groups() if last else ())]
    people = dict.fromkeys(name for name in named if not _NOBODY.match(name))
    engines = {
        entry.provenance.engine
        for entry in catalog.entries
        if entry.provenance and entry.origin is not Origin.HUMAN
    }
    return Credits(tuple(people), tuple(sorted(engines)))
