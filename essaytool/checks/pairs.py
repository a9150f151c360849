"""What checks look at, and what they say: a pair of texts, and faults in its msgstr."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from essaytool.checks.prose import Prose, prose_of_source
from essaytool.languages import Language
from essaytool.markdown.plain_marks import PlainMarks, marks_of_source, plain_marks
from essaytool.model import Context, Term


class Fault(NamedTuple):
    """What is wrong with a msgstr, and the character at which it shows, counted from 0."""

    message: str
    at: int = 0


@dataclass(frozen=True)
class Pair:
    """A text and its translation. Where a language is not known, what depends on it is not looked at."""

    msgid: str
    msgstr: str
    context: Context = Context.INLINE
    source: Language | None = None
    target: Language | None = None
    terms: Sequence[Term] = ()
    """Those of the glossary that occur in the msgid."""
    flags: Sequence[str] = ()

    @cached_property
    def own(self) -> Prose:
        return prose_of_source(self.msgid)

    @cached_property
    def their(self) -> Prose:
        return Prose(self.msgstr)

    @cached_property
    def own_marks(self) -> PlainMarks | None:
        return marks_of_source(self.msgid)

    @cached_property
    def their_marks(self) -> PlainMarks | None:
        return plain_marks(self.msgstr)

    @cached_property
    def is_plainly_kept(self) -> bool:
        """Whether both texts can be read without the parser, and hold the same markup."""
        own, their = self.own_marks, self.their_marks
        return own is not None and their is not None and own.kept == their.kept

    @cached_property
    def translates(self) -> bool:
        """Whether the two languages differ; a British edition of an American text may keep every word."""
        return not (self.source and self.target) or base(self.source) != base(self.target)

    def quotes(self, at: int) -> bool:
        """Whether what stands here in the msgstr stands in the msgid as well: a title, a quotation."""
        return self.msgstr[max(at - _AROUND, 0) : at + _AROUND] in self.msgid


_AROUND = 14

PairLook = Callable[[Pair], Iterable[Fault]]


def base(language: Language) -> str:
    """The language without script and region."""
    return language.tag.split("-", 1)[0]
