"""What is checked as a whole: a catalog, and what it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from essaytool.checks.pairs import Pair
from essaytool.checks.spoken import Spoken, said_in, spoken
from essaytool.glossary import Glossary
from essaytool.languages import Language
from essaytool.model import Catalog, Context, Entry, Essay, Key, State, Term, Unit


@dataclass(frozen=True)
class Subject:
    """What is checked: a catalog, and the essay and language that it is for, where these are known."""

    catalog: Catalog
    essay: Essay | None = None
    language: Language | None = None
    source: Language | None = None
    """The essay's language."""
    before: Catalog | None = None
    """The catalog as it was at an earlier time."""
    beside: Spoken | None = None
    """What the language's catalogs say, this one among them; without it, this one alone."""
    glossary: Glossary | None = None

    @cached_property
    def compared(self) -> tuple[Entry, ...]:
        """The entries whose msgstr means to translate the msgid of today."""
        return tuple(entry for entry in self.catalog.entries if entry.state in (State.REVIEWED, State.DRAFT))

    @cached_property
    def now(self) -> dict[Key, Entry]:
        """All entries, the obsolete ones too, by their keys."""
        return {entry.key: entry for entry in self.catalog.all_entries}

    @cached_property
    def units(self) -> dict[Key, Unit]:
        """The first unit of each key."""
        return {unit.key: unit for unit in reversed(self.essay.units)} if self.essay else {}

    @cached_property
    def spoken(self) -> Spoken:
        return self.beside or spoken([(self.catalog.path, said_in(self.catalog))])

    def context(self, entry: Entry) -> Context:
        unit = self.units.get(entry.key)
        return unit.context if unit else Context.INLINE

    def terms(self, msgid: str) -> tuple[Term, ...]:
        """The glossary's terms in a text."""
        if not (self.glossary and self.glossary.rows and self.language):
            return ()
        return self.glossary.terms(msgid, self.language)

    def pairs(self, entry: Entry) -> Iterator[Pair]:
        """The msgstr with its msgid; of plural forms, the first with the singular, others with the plural."""
        context = self.context(entry)
        for number, text in enumerate(entry.texts):
            msgid = entry.msgid_plural if number and entry.msgid_plural is not None else entry.msgid
            yield Pair(msgid, text, context, self.source, self.language, self.terms(msgid), entry.flags)


class Seen(NamedTuple):
    """What is wrong with a catalog, and where: an entry's msgstr, or a line where no msgstr is to blame."""

    message: str
    entry: Entry | None = None
    line: int = 1
    form: int = 0
    """Which of the plural forms."""


Look = Callable[[Subject], Iterable[Seen]]
