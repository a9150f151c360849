"""Which terms a glossary should have: what the essays say often, names first.

Counted are runs of one to three words within a sentence that neither begin nor end with a word that every
text has. A name is written with a capital in the middle of sentences and proposed from two places on; so are
runs of several words; a lone common word from `LEAST_COUNT` on. What only ever stands inside a longer
proposal is left out. The translation is proposed that all reviewed translations of the term share and few
others have; where they differ, also by inflection, there is none.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from essaytool.glossary import LETTER, Glossary, Row, prose
from essaytool.glossary.renderings import Pairs, rendering
from essaytool.glossary.table import Proposal

LEAST_COUNT = 3
_LONGEST = 3
_WORD = rf"{LETTER}+(?:['’.-]{LETTER}+)*"
_RUN = re.compile(rf"{_WORD}(?: {_WORD})*")
_POSSESSIVE = re.compile(r"['’]s$")
_SENTENCE_ENDS = ".!?:…\0"
_CLOSING = " \t\n\"'”’»)]*_"
_STOP_WORDS = frozenset(
    """
    a about above according after again against ago all almost alone along already also although always am
    among an and another any anybody anyone anything are around as ask at away back be became because become
    been before began behind being below best better between beyond big both but by call called came can
    cannot come could day days did different do does doing done down during each early either else end enough
    even ever every everybody everyone everything far few find first five followed for four free from full
    further gave get give given go goes going gone good got great had has have having he held her here hers
    him himself his how however i if in instead into is it its itself just keep kept knew know known large
    last later least left less let like little long longer look lost made make makes many may me mean means
    meant met might mine more most much must my myself near need never new next nine no nobody none nor not
    nothing now of off often old on once one only onto open or other others our ours out over own part people
    per perhaps place point put quite rather read right said same saw say says second see seen set seven
    several she should since single six small so some somebody someone something sometimes soon still stood
    such sure take taken takes tell ten than that the their theirs them themselves then there these they
    thing things think third this those though three through time times to today together told too took toward
    turn two under until up upon us use used uses using usual very want was way we well went were what
    whatever when where whether which while who whole whom whose why will with within without word words work
    works would write written year years yes yet you your yours january february march april june july august
    september october november december monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
_OPENING_ADJECTIVES = frozenset("free full large new old open single small".split())
"""Words that say nothing alone but may begin a term of several words, such as "open source"."""


@dataclass
class _Seen:
    """What is known of a run of words, whatever its case and number."""

    count: int = 0
    essays: set[str] = field(default_factory=set)
    inside: Counter[str] = field(default_factory=Counter)
    """How it is written where no sentence begins."""
    first: str = ""
    words: int = 1

    @property
    def is_name(self) -> bool:
        """Whether most who write it inside a sentence write capitals."""
        capital = sum(times for form, times in self.inside.items() if _is_capital(form))
        return capital * 2 > self.inside.total()

    @property
    def term(self) -> str:
        """As it is written most; what only ever begins sentences shows no capital of its own."""
        if self.inside:
            return max(self.inside, key=lambda form: (self.inside[form], form))
        return self.first if any(letter.isupper() for letter in self.first[1:]) else self.first.casefold()

    @property
    def weight(self) -> float:
        return self.count * math.log2(self.words + 1) * (1 + len(self.essays)) * (2 if self.is_name else 1)

    def is_enough(self) -> bool:
        if self.words > 1 or self.is_name:
            return self.count > 1
        return self.count >= LEAST_COUNT and len(self.first) > 3


def suggest(
    essays: Mapping[str, Sequence[str]], reviewed: Mapping[str, Pairs], known: Glossary, limit: int
) -> list[Proposal]:
    """The terms that these texts, by essay, have and the glossary lacks, the weightiest first.

    `reviewed` are texts with their translations, by language.
    """
    seen = _counted(essays)
    chosen = {key: found for key, found in seen.items() if found.is_enough()}
    best = sorted(_not_inside(chosen), key=lambda found: (-found.weight, found.term))
    new = [found for found in best if not _is_known(found.term, known)][:limit]
    rows = Glossary(tuple(Row(found.term) for found in new))
    renderings = {tag: rendering(rows, pairs) for tag, pairs in reviewed.items()}
    return [_proposal(found, renderings) for found in new]


def _proposal(found: _Seen, renderings: Mapping[str, Mapping[str, str]]) -> Proposal:
    translations = {tag: own[found.term] for tag, own in renderings.items() if found.term in own}
    is_same = len(translations) > 1 and set(translations.values()) == {found.term}
    stays = is_same and len(translations) == len(renderings)
    return Proposal(found.term, found.count, len(found.essays), {} if stays else translations, stays)


def _is_known(term: str, known: Glossary) -> bool:
    return any(row.pattern.fullmatch(term) for row in known.rows)


def _counted(essays: Mapping[str, Sequence[str]]) -> dict[str, _Seen]:
    found: dict[str, _Seen] = defaultdict(_Seen)
    for essay, texts in essays.items():
        for words, begins in (run for text in texts for run in _runs(prose(text))):
            for start, gram in _grams(words):
                form = " ".join(gram)
                seen = found[_key(gram)]
                seen.count += 1
                seen.essays.add(essay)
                seen.first = seen.first or form
                seen.words = len(gram)
                if start or not begins:
                    seen.inside[form] += 1
    return found


def _runs(text: str) -> Iterator[tuple[list[str], bool]]:
    """The runs of words between which nothing but a blank stands, and whether a sentence begins with each."""
    for match in _RUN.finditer(text):
        before = text[: match.start()].rstrip(_CLOSING)
        yield match[0].split(" "), not before or before[-1] in _SENTENCE_ENDS


def _grams(words: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    for start in range(len(words)):
        for length in range(1, min(_LONGEST, len(words) - start) + 1):
            gram = _gram(words[start : start + length])
            if _says_something(gram):
                yield start, gram


def _says_something(gram: Sequence[str]) -> bool:
    first, *inner, last = (*gram, gram[-1]) if len(gram) == 1 else gram
    begins = not _is_stop_word(first) or (len(gram) > 1 and first.casefold() in _OPENING_ADJECTIVES)
    joins = _is_capital(" ".join(gram)) or not any(map(_is_stop_word, inner))
    return begins and joins and not _is_stop_word(last) and _is_word(first) and _is_word(last)


def _is_stop_word(word: str) -> bool:
    """Whether every text has this word; contractions count as what they begin with, "don’t" as itself."""
    before, apostrophe, after = word.casefold().replace("’", "'").partition("'")
    return before in _STOP_WORDS or (bool(apostrophe) and before.endswith("n") and after == "t")


def _is_word(text: str) -> bool:
    return len(text) > 1 and any(letter.isalpha() for letter in text)


def _is_capital(form: str) -> bool:
    words = [word for word in form.split() if not _is_stop_word(word)]
    return bool(words) and all(word[0].isupper() for word in words)


def _key(gram: Sequence[str]) -> str:
    """A run of words in one case, the last without a plural's ``s``."""
    text = " ".join(gram).casefold()
    is_plural = text.endswith("s") and not text.endswith(("ss", "us", "is")) and len(gram[-1]) > 3
    return text[:-1] if is_plural else text


def _not_inside(chosen: Mapping[str, _Seen]) -> Iterator[_Seen]:
    """Those that stand by themselves somewhere, and not only in a longer one."""
    longer: dict[str, int] = defaultdict(int)
    for key, found in chosen.items():
        for part in _parts(key):
            longer[part] = max(longer[part], found.count)
    return (found for key, found in chosen.items() if longer[key] < found.count)


def _parts(key: str) -> Iterable[str]:
    words = key.split()
    spans = ((start, end) for start in range(len(words)) for end in range(start + 1, len(words) + 1))
    return {_key(_gram(words[start:end])) for start, end in spans if end - start < len(words)}


def _gram(words: Sequence[str]) -> list[str]:
    """Words by themselves: without the ``'s`` at their end."""
    return [*words[:-1], _POSSESSIVE.sub("", words[-1])]
