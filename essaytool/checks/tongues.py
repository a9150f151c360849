"""Tongues: whether a text is in the language that it should be, told by scripts and by small words.

A text without enough of them,
such as a title or a list of names, is left alone: silence where unsure is the rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from essaytool.checks.echo import is_running
from essaytool.checks.pairs import Fault, Pair, base
from essaytool.checks.scripts import (
    HAN,
    KANA,
    LATIN,
    LOOKALIKE,
    MIXED,
    count_scripts,
    first_of,
    native_letters,
    scripts_of,
    strange_letters,
)
from essaytool.checks.small_words import SMALL_WORDS
from essaytool.languages import Language

_LISTS = {tag: frozenset(words.split()) for tag, words in SMALL_WORDS.items()}
_TAGS = {
    word: tuple(tag for tag, small in _LISTS.items() if word in small)
    for word in frozenset[str]().union(*_LISTS.values())
}
"""The languages that each word is a small one of."""
_ALONE = {tag: frozenset(word for word in small if len(_TAGS[word]) == 1) for tag, small in _LISTS.items()}
_SIMPLIFIED = frozenset(
    "这们个来时说对国会为学种发开门东车书见经过还进远边电话语请让问题间应该样头两买卖没长马鸟鱼风飞龙气机无义务运动设计实现认识关系统议论讨"
)
_TRADITIONAL = frozenset(
    "這們個來時說對國會為學種發開門東車書見經過還進遠邊電話語請讓問題間應該樣頭兩買賣沒長馬鳥魚風飛龍氣機無義務運動設計實現認識關係統議論討"
)
_ONLY_SIMPLIFIED = re.compile(f"[{''.join(sorted(_SIMPLIFIED - _TRADITIONAL))}]")
_ONLY_TRADITIONAL = re.compile(f"[{''.join(sorted(_TRADITIONAL - _SIMPLIFIED))}]")

_FEWEST, _ENOUGH, _SHARE, _OWN = 5, 0.12, 0.15, 0.25
"""Words that a text must have; the share of words of its own language alone that clears it; the share of
those of another language that it must have, and how much of that of its own it may have.
"""
_MOST = 240
"""Characters that are looked at first."""
_QUOTED = re.compile('"[^"]*"|“[^”“]*[”“]|«[^»]*»')
_A_SENTENCE = 20
"""Letters."""
_SPLIT = re.compile(r"[^\W\d_\x01\x02]+(?:[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u200c]+[^\W\d_]*)*")


def wrong_script(pair: Pair) -> Iterator[Fault]:
    """Letters of a script that neither language nor msgid has, or none of the language's in a sentence."""
    if pair.target is None or not (wanted := scripts_of(pair.target)):
        return
    if not strange_letters(wanted).search(pair.their.covered) and native_letters(wanted).search(pair.msgstr):
        return
    found = count_scripts(pair.their.covered)
    allowed = wanted | {"Latn"}
    if not found.keys() <= allowed and (strange := found.keys() - allowed - count_scripts(pair.msgid).keys()):
        most = max(sorted(strange), key=found.__getitem__)
        if found[most] >= 2:
            at = first_of(most, pair.their.covered)
            yield Fault(
                f"letters of another script than the language's ({most}): {pair.msgstr[at : at + 20]}", at
            )
    native = any(found[name] for name in wanted)
    if native or found["Latn"] < _A_SENTENCE or not pair.translates:
        return
    if is_running(pair.their) or _has_new_words(pair):
        yield Fault(f"no letter of the language's script ({', '.join(sorted(wanted))})")


def _has_new_words(pair: Pair) -> bool:
    """Whether a text has small words that its source does not."""
    own = pair.msgid.casefold()
    return sum(word.islower() and word not in own for word in pair.their.words) > 1


def mixed_script(pair: Pair) -> Iterator[Fault]:
    """A Cyrillic or Greek letter in a Latin word, or the reverse: no search finds it."""
    if not (LOOKALIKE.search(pair.msgstr) and LATIN.search(pair.msgstr)):
        return
    for found in MIXED.finditer(pair.their.covered):
        if found[0] not in pair.msgid:
            yield Fault(f"a word mixes letters of two scripts that look alike: {found[0]}", found.start())


def wrong_language(pair: Pair) -> Iterator[Fault]:
    if pair.target is None or not pair.translates:
        return
    wanted = base(pair.target)
    if wanted in ("zh", "ja", "yue"):
        yield from _wrong_han(pair, wanted)
        return
    if (other := told_apart(pair.their.shown, wanted)) and pair.msgid != pair.msgstr:
        yield Fault(f"the text is not in {wanted}, but looks like {other}")


def _wrong_han(pair: Pair, wanted: str) -> Iterator[Fault]:
    """Japanese without kana, Chinese with them, and the Chinese of the other way of writing."""
    text = pair.their.shown
    kana = len(KANA.findall(text))
    if wanted == "ja":
        if not kana and len(HAN.findall(text)) >= 15 and not HAN.search(pair.msgid):
            yield Fault("the text is not in ja, but looks like zh")
    elif kana > 4 and 4 * kana > len(HAN.findall(text)):
        yield Fault("the text is not in zh, but looks like ja")
    elif pair.target and (other := _other_chinese(text, pair.target)):
        yield Fault(f"the text is not in {pair.target.tag}, but looks like {other}")


def _other_chinese(text: str, target: Language) -> str:
    """The way of writing Chinese that is not the target's, if a text has enough of its letters."""
    traditional = target.locale.script == "Hant" or target.locale.territory in ("TW", "HK", "MO")
    strange = _ONLY_SIMPLIFIED if traditional else _ONLY_TRADITIONAL
    count = len(strange.findall(text))
    if count < 2 or 12 * count < len(HAN.findall(text)):
        return ""
    return "zh-Hans" if traditional else "zh-Hant"


def told_apart(text: str, wanted: str) -> str:
    """The language that a text is in, if it is surely not the wanted one; empty where unsure."""
    if wanted not in _LISTS:
        return ""
    words = text[:_MOST].lower().split()
    if len(words) < _FEWEST or sum(map(_ALONE[wanted].__contains__, words)) >= _ENOUGH * len(words):
        return ""
    words = _SPLIT.findall(_QUOTED.sub(" ", text).lower())
    hits = [_TAGS[word] for word in words if word in _TAGS]
    counts = Counter(chain.from_iterable(hits))
    other = max(counts, key=lambda tag: (counts[tag], tag), default=wanted)
    alone = sum(other in tags and wanted not in tags for tags in hits)
    own = sum(wanted in tags and other not in tags for tags in hits)
    sure = alone >= max(3, _SHARE * len(words)) and own <= _OWN * alone
    return other if other != wanted and sure else ""
