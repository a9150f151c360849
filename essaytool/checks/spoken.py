"""What a language's catalogs say: by source, and by translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from essaytool.model import Catalog, Entry, Key, State

_DENSE = re.compile("[\u2e80-\u9fff\uac00-\ud7ff\U00020000-\U0003ffff]")
_LONG_ENOUGH = 12
"""Characters of a text that nobody uses for two different things."""


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
    """A text blind to case and white space; empty if it is short."""
    if len(text) < _LONG_ENOUGH and len(text) + len(_DENSE.findall(text)) < _LONG_ENOUGH:
        return ""
    return " ".join(text.split()).casefold()
