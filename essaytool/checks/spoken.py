"""What a language's catalogs say: by source, and by translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

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

    def is_alone(self, said: Said) -> bool:
        """Whether nothing else is said for the same source, and this for no other."""
        text, _ = self.texts.get(said.key, (said.msgstr, ""))
        msgid, _ = self.sources.get(folded(said.msgstr), (said.key[1], ""))
        return text == said.msgstr and msgid == said.key[1]


class Said(NamedTuple):
    """A reviewed text, as it stands in its catalog."""

    key: Key
    msgstr: str
    line: int


def said_in(catalog: Catalog) -> tuple[Said, ...]:
    return tuple(Said(entry.key, entry.msgstr, entry.line) for entry in reviewed(catalog))


def spoken(catalogs: Iterable[tuple[str, Iterable[Said]]]) -> Spoken:
    """What these catalogs say, each by its path."""
    found = Spoken()
    for path, texts in catalogs:
        for said in texts:
            place = f"{path}:{said.line}"
            found.texts.setdefault(said.key, (said.msgstr, place))
            if letters := folded(said.msgstr):
                found.sources.setdefault(letters, (said.key[1], place))
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
