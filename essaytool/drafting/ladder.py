"""The ladder: the ways to ask an engine for one entry, the best one first.

First the whole text goes, in the engine's first carrier. Where its answer makes no draft, the texts between
the markup go by themselves. That second rung was chosen by trying: of the marked texts of a book and of our
essays, apertium (into Galician) and bergamot spoilt 37, mostly by their word order; another carrier mended
none of them, and run by run all 37 were drafted. There is no third rung: an engine is asked for an entry
twice at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from essaytool.drafting.answers import translation_in
from essaytool.drafting.verify import folded, is_sentence
from essaytool.engines import Answer, Engine, Unanswered
from essaytool.errors import Refusal
from essaytool.markdown.protect import Protected, joined, protect, runs
from essaytool.model import Term, Unit


@dataclass(frozen=True)
class Attempt:
    """One way to ask for an entry: the texts to send, and how to read their answers."""

    units: Sequence[Unit]
    """The places in the essay where the entry stands."""
    protected: Protected
    texts: tuple[str, ...]
    """What is sent, in the carrier of `protected`; nothing where there is nothing to translate."""
    by_runs: bool = False
    """Whether the texts are those between the markup."""

    @property
    def characters(self) -> int:
        """How many are sent."""
        return sum(map(len, self.texts))

    def answer(self, answers: Sequence[Answer]) -> Answer:
        """What the answers to its texts come to: one answer to `protected`, as `accepted` reads it.

        Raises `Refusal` where one of several is no translation.
        """
        unanswered = (answer for answer in answers if isinstance(answer, Unanswered))
        texts = [answer for answer in answers if isinstance(answer, str)]
        if len(texts) < len(self.texts):
            return next(unanswered, Unanswered("was not answered"))
        if self.by_runs:
            return joined(self.protected, self._read(texts))
        return texts[0] if self.texts else self.protected.text

    def _read(self, answers: Sequence[str]) -> Iterator[str]:
        given: dict[str, str] = {}
        for text, answer in zip(self.texts, answers, strict=True):
            read = translation_in(answer, text, self.protected.carrier)
            if is_sentence(read) and folded(given.setdefault(folded(read), text)) != folded(text):
                raise Refusal("the engine gave the same answer to several texts")
            yield read


def attempts(units: Sequence[Unit], engine: Engine, terms: Sequence[Term] = ()) -> Iterator[Attempt]:
    """The ways to ask this engine for the entry that stands in these places; the next one is for when the
    answer to the last made no draft.

    `terms` are those of the glossary that occur in the text.
    """
    unit = units[0]
    protected = protect(unit.msgid, unit.context, engine.carriers[0], engine.garbles, terms)
    whole = (protected.text,) if protected.has_words else ()
    yield Attempt(units, protected, whole)
    parts = tuple(runs(protected))
    if protected.placeholders and parts:
        yield Attempt(units, protected, parts, by_runs=True)
