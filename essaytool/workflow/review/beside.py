"""What stands beside an entry that waits: what the memory has for its text, and its terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from essaytool.glossary import Glossary
from essaytool.languages import Language, parse_tag
from essaytool.memory.index import Match, Memory
from essaytool.model import Term
from essaytool.project import Project
from essaytool.review.queue import ToReview
from essaytool.workflow.glossary import read_glossary
from essaytool.workflow.memory import read_memory
from essaytool.workflow.results import Failure


@dataclass(frozen=True)
class Beside:
    """What helps a person to decide about an entry."""

    matches: tuple[Match, ...] = ()
    """What people stand for of texts like its source, the closest first."""
    terms: tuple[tuple[Term, bool], ...] = ()
    """The terms in its source, and whether its text follows them."""


@dataclass(frozen=True)
class Shelf:
    """The memories of some languages, and the glossary."""

    memories: Mapping[str, Memory] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=Glossary)

    def beside(self, item: ToReview) -> Beside:
        """What there is for an entry."""
        memory = self.memories.get(item.language, Memory())
        exact = memory.exact(item.entry.msgctxt, item.source)
        matches = dict.fromkeys([*([exact] if exact else []), *memory.close(item.source)])
        terms = self.glossary.terms(item.source, parse_tag(item.language))
        return Beside(
            tuple(matches),
            tuple((term, self.glossary.followed(term, item.text)) for term in terms),
        )

    def is_exact(self, item: ToReview) -> bool:
        """Whether an entry's text is what people stand for elsewhere, for its very source."""
        memory = self.memories.get(item.language, Memory())
        match = memory.exact(item.entry.msgctxt, item.source)
        return match is not None and match.msgstr == item.text


def read_shelf(project: Project, languages: Sequence[Language]) -> Iterator[Failure | Shelf]:
    """A failure for each memory that cannot be read, and at last what the others hold for these languages.

    Raises as `read_glossary` does.
    """
    memories = {}
    for language in languages:
        memories[language.tag] = yield from read_memory(project, language)
    yield Shelf(memories, read_glossary(project))
