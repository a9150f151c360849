"""What a language's catalogs say: by source, and by translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from essaytool.model import Catalog, Entry, Key, State

_LETTERS = re.compile(r"[^\W\d_]+")
_LONG_ENOUGH = 12
"""Letters of a text that nobody uses for two different things."""


@dataclass(frozen=True)
class Spoken:
    """What a language's catalogs say: the first text of each key, and the first key of each text."""

    texts: dict[Key, tuple[str, str]] = field(default_factory=dict)
    """The msgstr and where it stands."""
    sources: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By msgstr, folded: the msgid and where it stands."""


def spoken(catalogs: Iterable[Catalog]) -> Spoken:
    found = Spoken()
    for catalog in catalogs:
        for entry in reviewed(catalog):
            place = f"{catalog.path}:{entry.line}"
            found.texts.setdefault(entry.key, (entry.msgstr, place))
            if letters := folded(entry.msgstr):
                found.sources.setdefault(letters, (entry.msgid, place))
    return found


def reviewed(catalog: Catalog) -> Iterator[Entry]:
    return (
        entry for entry in catalog.entries if entry.state is State.REVIEWED and entry.msgid_plural is None
    )


def folded(text: str) -> str:
    """A text's letters; empty if they are few."""
    letters = " ".join(_LETTERS.findall(text)).casefold()
    weight = len(letters) if letters.isascii() else sum(1 + (letter > "\u2e7f") for letter in letters)
    return letters if weight >= _LONG_ENOUGH else ""
