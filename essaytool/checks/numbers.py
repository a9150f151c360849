"""Numbers: the numerals of both texts, blind to how a language groups, points and scales them.

``2.788 million`` is ``2,788 Millionen`` and ``278万8000``: a numeral is compared by its digits, in any of
Unicode's sets of digits, without separators; where a word of scale stands beside one, also without the zeros
at its end. What a language writes as a word (``two``, ``January``, ``1990s``, ``20th``) may be a numeral
on either side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from essaytool.checks.pairs import Fault, Pair, base

_DIGITS = re.compile(r"\d+")
_SEPARATORS = re.compile(r"\D+")
_DIGIT = re.compile(r"\d")
_NUMERAL = re.compile(r"\d+(?:[.,'’\u066b\u066c]\d+|[ \u00a0\u202f\u2009]\d{3}(?!\d))*")
_SCALED = re.compile(
    r"(?P<first>\d[\d.,]*)\s*(?P<scale>[千万萬億亿兆]+)(?P<rest>\d[\d,]*)?(?P<more>[千万萬億亿])?"
)
_CHINESE_SCALE = re.compile("[万萬億亿千]")
_SCALES = {"千": 3, "万": 4, "萬": 4, "億": 8, "亿": 8, "兆": 12}
_SCALE = re.compile(
    r"[千百十万萬億亿兆천만억조]|\d\s?[kKMGT]\b|\b(?:hundreds?|thousands?|millions?|billions?|trillions?|bn|dozens?|lakhs?|crores?)\b"
    r"|[Mm]il[lh](?:i|õ|on|ó|ar|ão)|[Tt]ausend|[Hh]undert|\bmil\b|\bmille\b|\bcent|\bmi[lj]|тыс|млн|млрд|миллион|миллиард|мільйон|тысяч|сот"
    r"|ألف|آلاف|مليون|ملايين|مليار|بليون|تريليون|مئة|مائة|लाख|करोड़|हज़ार|हजार|अरब|सौ"
)
_ROMAN = re.compile(r"\b(?=[IVXL])(?:X{0,3}|XL|L)(?:IX|IV|V?I{0,3})\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_MONTHS = "january february march april may june july august september october november december".split()
_VALUES = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: value for value, word in enumerate(_ORDINALS)},
    **{word: 10 * (value + 2) for value, word in enumerate(_TENS)},
    **{f"{word[:-1]}ies": 10 * (value + 2) for value, word in enumerate(_TENS)},
    **{word: value + 1 for value, word in enumerate(_MONTHS)},
    **{word[:3]: value + 1 for value, word in enumerate(_MONTHS)},
    **dict.fromkeys("once single a an million billion".split(), 1),
    **dict.fromkeys("twice half halves double both pair couple fortnight".split(), 2),
    **dict.fromkeys("thrice triple thirds".split(), 3),
    **dict.fromkeys("quarter quarters".split(), 4),
    "dozen": 12,
    "decade": 10,
    "hundred": 100,
    "century": 100,
    "thousand": 1000,
}
_WORDS = re.compile(r"[a-z]+")
_DECADE = re.compile(r"\b(\d\d)?(\d0)['’]?s\b")
_ORDINAL_CENTURY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b")
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.]\d\d)?\s*[pP]\.?[mM]")


def numbers(pair: Pair) -> Iterator[Fault]:
    """A numeral that the source has is gone, and another one is there instead."""
    lost, new, places = compared(pair)
    if not lost or not new or (not _is_english(pair) and (len(lost) != len(new))):
        return
    first = next(iter(new))
    yield Fault(f"{_listed(lost)} of the source is {_listed(new)} here", places[first])


def number_lost(pair: Pair) -> Iterator[Fault]:
    """A numeral of two digits and more that no numeral, and no word that we know, stands for."""
    lost, new, _ = compared(pair)
    gone = [numeral for numeral in lost if len(numeral) > 2 and not numeral.endswith("00")]
    if gone and not new and not _DECADE.search(pair.own.shown) and not _spelled(pair.their.shown):
        yield Fault(f"the number {_listed(gone)} of the source is not in the text")


def _listed(numerals: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(numerals))


def _spelled(text: str) -> bool:
    """Whether numbers stand in a text in ways that are not read here."""
    return re.search(r"[一二三四五六七八九十百千零〇两]{2}|\b[XVI]{2,}\b", text) is not None


def compared(pair: Pair) -> tuple[Counter[str], Counter[str], dict[str, int]]:
    """The numerals that the msgstr lacks, those that it has beyond the msgid's, and where these stand."""
    return _compared(pair.own.covered, pair.their.covered, _is_english(pair))


@lru_cache(maxsize=4)
def _compared(
    own_text: str, their_text: str, english: bool
) -> tuple[Counter[str], Counter[str], dict[str, int]]:
    if not _DIGIT.search(own_text):
        return Counter(), Counter(), {}
    if sorted(_DIGITS.findall(own_text)) == sorted(_DIGITS.findall(their_text)):
        return Counter(), Counter(), {}
    own, _ = numerals(own_text)
    their, places = numerals(their_text)
    lost, new = own - their, their - own
    if not lost:
        return lost, new, places
    _strike(lost, new, scaled=bool(_SCALE.search(own_text) or _SCALE.search(their_text)))
    spelled = _spelled_values(own_text) if english and new else frozenset[str]()
    new = Counter({n: count for n, count in new.items() if n not in spelled and n.rstrip("0") not in spelled})
    if not new:
        lost = Counter({n: count for n, count in lost.items() if not _is_elsewhere(n, own_text, their_text)})
    return lost, new, places


def numerals(text: str) -> tuple[Counter[str], dict[str, int]]:
    """The numerals of a text as digits, and where each stands first."""
    found: Counter[str] = Counter()
    places: dict[str, int] = {}
    for match in _NUMERAL.finditer(_unscaled(text)):
        digits = _SEPARATORS.sub("", match[0])
        digits = digits if digits.isascii() else "".join(str(int(letter)) for letter in digits)
        digits = digits.lstrip("0") or "0" if len(digits) < 3 else digits  # 05 is a day, 060 a slip
        found[digits] += 1
        places.setdefault(digits, min(match.start(), len(text) - 1))
    return found, places


def _unscaled(text: str) -> str:
    """Numerals with Chinese scales inside as one: ``278万8000`` is 2788000."""
    return _SCALED.sub(_one, text) if _CHINESE_SCALE.search(text) else text


def _one(match: re.Match[str]) -> str:
    if not match["rest"]:
        return match[0]
    power = sum(_SCALES[scale] for scale in match["scale"])
    below = int(match["rest"].replace(",", "")) * 10 ** _SCALES.get(match["more"] or "", 0)
    return str(round(float(match["first"].replace(",", "").rstrip(".")) * 10**power) + below)


def _strike(lost: Counter[str], new: Counter[str], *, scaled: bool) -> None:
    """Take out numerals that are the same but for zeros, where a scale or a decimal sign makes them so."""
    for numeral in list(lost):
        for other in list(new):
            alike = numeral.rstrip("0") == other.rstrip("0") if scaled else numeral == other
            while alike and lost[numeral] > 0 and new[other] > 0:
                lost[numeral] -= 1
                new[other] -= 1
    for counter in (lost, new):
        for numeral in [numeral for numeral, count in counter.items() if count <= 0]:
            del counter[numeral]


def _is_elsewhere(numeral: str, own: str, their: str) -> bool:
    """Whether a numeral may be said in another way: a decade, a century in Roman numerals, an hour."""
    if any(
        numeral in ("".join(filter(None, decade.groups())), decade[2]) for decade in _DECADE.finditer(own)
    ):
        return True
    if any(
        int(numeral) == _roman(found[0]) for found in _ROMAN.finditer(their) if found[0] and len(numeral) < 3
    ):
        return True
    return any(numeral == clock[1] for clock in _CLOCK.finditer(own))


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _spelled_values(text: str) -> frozenset[str]:
    """Numbers that English words stand for, and what decades, centuries and hours may become."""
    found: set[int] = set()
    words = _WORDS.findall(text.lower())
    for place, word in enumerate(words):
        value = _VALUES.get(word)
        if value is None:
            continue
        found.add(value)
        following = _VALUES.get(words[place + 1], 0) if place + 1 < len(words) else 0
        if following:
            found |= {value * following, value + following}
        after = _VALUES.get(words[place + 2], 0) if place + 2 < len(words) else 0
        if after:
            found |= {value * following * after, (value + following) * after, value * following + after}
    for decade in _DECADE.finditer(text):
        found |= {int(decade[2]), int(decade[1] or 19) + 1, int(decade[1] or 19) * 100}
    found |= {int(hour[1]) + 12 for hour in _CLOCK.finditer(text)}
    found |= {int(ordinal[1]) for ordinal in _ORDINAL_CENTURY.finditer(text)}
    return frozenset(map(str, found)) | {str(number).rstrip("0") for number in found}


def _is_english(pair: Pair) -> bool:
    return pair.source is None or base(pair.source) == "en"
