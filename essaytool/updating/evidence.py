"""Evidence that one text is the translation of another, without knowing either language.

What an author's text and its translation share however far the languages are apart: where links lead, code,
footnotes, numbers, names, the signs that structure a sentence; and their lengths, in a ratio that the pair of
documents itself tells (Gale & Church, 1993, "A Program for Aligning Sentences in Bilingual Corpora").
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from essaytool.markdown.reading import labels_of, reading
from essaytool.model import Context, Unit

_NUMBER = re.compile(r"\d+(?:[.,٫٬'’\u00a0\u202f]\d+)*")
_NAME = re.compile(r"[A-Z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*|[a-z]+[A-Z0-9]\w*", re.ASCII)
_WORD = re.compile(r"\b[a-z]{4,}\b")
_FEWEST_WORDS = 8
"""Of fewer words a copy could be a name, or a title that is left as it is."""
_COPIED = 2.0
"""What a copy costs: more than a translation beside it would, less than to leave out both."""
_SENTENCE = re.compile(r"[.!?؟।](?=\s|$|[\"'”’»)])|[。！？]")
_SIGNS = (
    re.compile("[?？؟]"),
    re.compile("[!！]"),
    re.compile("[(（]"),
    re.compile("[:：]"),
    re.compile("%|٪"),
)
_OUT_OF_QUESTION = 6.0
_SMOOTHING = 6
"""Characters: the lengths of very short texts say little."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What there is to compare of a text, or of two that follow each other."""

    kind: str
    size: int
    """How many characters a reader sees."""
    anchors: Mapping[str, int]
    """Links, code, footnotes, numbers and names, with how often each stands there."""
    counts: tuple[int, ...]
    """Sentences, emphases, and signs of each sort."""
    words: frozenset[str]
    """Its longer words in Latin letters, to know a copy by."""


def traits_of(unit: Unit) -> Traits:
    """What there is to compare of a unit."""
    shown, marks, emphases = _read(unit)
    anchors = Counter(marks)
    anchors.update(f"number {_digits(found)}" for found in _NUMBER.findall(shown))
    anchors.update(f"name {name}" for name in _NAME.findall(shown) if len(name) > 1)
    signs = (len(sign.findall(shown)) for sign in _SIGNS)
    counts = (len(_SENTENCE.findall(shown)), emphases, *signs)
    return Traits(unit.kind, len(shown), anchors, counts, frozenset(_WORD.findall(shown.lower())))


def _read(unit: Unit) -> tuple[str, list[str], int]:
    """What a reader sees of a unit, its marks, and how much of it is emphasised."""
    if unit.context not in (Context.INLINE, Context.HEADING, Context.CELL, Context.ALT):
        return unit.msgid, [], 0
    shown: list[str] = []
    marks: list[str] = []
    emphases = 0
    for part in reading(unit.msgid, labels_of(unit.msgid)):
        match part:
            case ("Text", text):
                shown.append(str(text))
            case ("Code", text):
                shown.append(str(text))
                marks.append(f"code {text}")
            case ("+Link" | "+Image", target, _):
                marks.append(f"link {_target(str(target))}")
            case ("FootnoteReference" | "+Link by label" | "+Image by label", label):
                marks.append(f"label {label}")
            case ("+Emphasis" | "+Strong", *_):
                emphases += 1
    return "".join(shown), marks, emphases


def _target(target: str) -> str:
    """Where a link leads, without what differs between the languages of one site."""
    return re.sub(r"^https?://(www\.)?|#.*$|/$", "", target) or "#"


def _digits(number: str) -> str:
    """A number in European digits, without separators, of which languages have different ones."""
    return "".join(str(unicodedata.digit(digit)) for digit in number if digit.isdigit())


def together(parts: Sequence[Traits]) -> Traits:
    """What there is to compare of texts that follow each other, as one."""
    if len(parts) == 1:
        return parts[0]
    anchors: Counter[str] = Counter()
    for part in parts:
        anchors.update(part.anchors)
    counts = tuple(map(sum, zip(*(part.counts for part in parts), strict=True)))
    words = frozenset[str]().union(*(part.words for part in parts))
    return Traits(parts[0].kind, sum(part.size for part in parts), anchors, counts, words)


def is_copy(source: Traits, target: Traits) -> bool:
    """Whether a text is the source's own words: translators leave some, and quote others beside theirs."""
    least = min(len(source.words), len(target.words))
    return least >= _FEWEST_WORDS and len(source.words & target.words) > 0.7 * least


@dataclass(frozen=True)
class Judge:
    """Weighs evidence; what is rare in both documents weighs more."""

    ratio: float
    """Characters of the translation for each of the source."""
    spread: float
    """The standard deviation of the logarithm of that ratio, for long texts."""
    weights: Mapping[str, float]
    _alone: dict[int, tuple[Traits, float]] = field(default_factory=dict, repr=False)

    def cost(self, source: Traits, target: Traits) -> float:
        """How much speaks against a pair: the logarithm of odds, negative where more speaks for it."""
        if is_copy(source, target):
            return _COPIED
        return (
            self._size_cost(source.size, target.size)
            + _kind_cost(source.kind, target.kind)
            + self._anchor_cost(source, target)
            + _count_cost(source, target)
        )

    def is_of_size(self, source: int, target: int) -> bool:
        """Whether lengths, in characters, let a pair come into question."""
        return self._size_cost(source, target) < _OUT_OF_QUESTION

    def _size_cost(self, source: int, target: int) -> float:
        wanted = source * self.ratio
        off = math.log((target + _SMOOTHING) / (wanted + _SMOOTHING))
        variance = self.spread**2 + 2.5 / (wanted + _SMOOTHING)
        return min(off * off / variance / 2, 14.0)

    def _anchor_cost(self, source: Traits, target: Traits) -> float:
        missed = self.alone(source) + self.alone(target)
        shared = 0.0
        for anchor in source.anchors.keys() & target.anchors.keys():
            weight = self.weights.get(anchor, 0.0)
            shared += weight
            missed -= 2 * _missed(anchor, weight)
        return min(missed, 6.0) - min(shared, 12.0)

    def alone(self, traits: Traits) -> float:
        """What it costs that nothing answers to the anchors of a text."""
        key = id(traits)
        if key not in self._alone:
            weights = ((anchor, self.weights.get(anchor, 0.0)) for anchor in traits.anchors)
            self._alone[key] = traits, sum(_missed(anchor, weight) for anchor, weight in weights)
        return self._alone[key][1]


def _missed(anchor: str, weight: float) -> float:
    """What it costs that an anchor is on one side only; names are the first that translators change."""
    return weight * (0.15 if anchor.startswith("name") else 0.4)


def _count_cost(source: Traits, target: Traits) -> float:
    cost = 0.0
    for own, other in zip(source.counts, target.counts, strict=True):
        if own or other:
            cost += min(abs(own - other), 3) * 0.6 - (0.5 if own == other else 0)
    return cost


def _kind_cost(own: str, other: str) -> float:
    if own == other:
        return -0.5 if own != "paragraph" else 0.0
    first, second = own.partition(" ")[0], other.partition(" ")[0]
    if first == second:
        return 1.0 if first == "heading" else 6.0 if first == "front" else 0.0
    if {own, other} == {"front matter: title", "heading 1"}:
        return 0.0
    return {"heading": 6.0, "front": 9.0, "table": 6.0}.get(
        first, {"heading": 6.0, "front": 9.0}.get(second, 2.5)
    )


def judge_of(source: Sequence[Traits], target: Sequence[Traits]) -> Judge:
    """The judge of a pair of documents of which nothing is known yet."""
    ratio = _ratio(sum(part.size for part in source), sum(part.size for part in target))
    return Judge(ratio, 0.35, _weights(source, target))


def taught(judge: Judge, pairs: Iterable[tuple[Traits, Traits]]) -> Judge:
    """The judge, with the lengths that these pairs have."""
    long = [(source.size, target.size) for source, target in pairs if source.size >= 20 and target.size]
    if len(long) < 5:
        return judge
    logs = [math.log(target / source) for source, target in long]
    middle = median(logs)
    spread = 1.48 * median(
        abs(each - middle) for each in logs
    )  # of a normal distribution, MAD is 1/1.48 sigma
    return Judge(math.exp(middle), min(max(spread, 0.1), 0.4), judge.weights)


def _ratio(source: int, target: int) -> float:
    return max(target, 1) / max(source, 1)


def _weights(source: Sequence[Traits], target: Sequence[Traits]) -> dict[str, float]:
    """How much each anchor says: what stands in many units says little, and a name only if both have it."""
    own, other = (Counter(anchor for part in parts for anchor in part.anchors) for parts in (source, target))
    found = {}
    for anchor in own.keys() | other.keys():
        often = max(own[anchor], other[anchor])
        is_shared = own[anchor] and other[anchor]
        if anchor.startswith("name") and not is_shared:
            continue
        rarity = math.log(max(len(source), len(target), 2) / often)
        found[anchor] = max(rarity, 0.0) * (1.0 if is_shared else 0.5)
    return found
