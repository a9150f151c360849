"""Tongues: whether a text is in the language that it should be, told by scripts and by small words.

A text without enough of them,
such as a title or a list of names, is left alone: silence where unsure is the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from essaytool.checks.echo import is_running
from essaytool.checks.pairs import Fault, Pair, base
from essaytool.checks.scripts import (
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
_ALIKE = (
    {"nb", "nn", "no", "da", "sv"},
    {"es", "pt", "ca", "gl", "it"},
    {"cs", "sk"},
    {"id", "ms"},
    {"sr", "bg", "ru", "uk"},
)
"""Languages that share many of their small words."""
_SIMPLIFIED = frozenset(
    "这们个来时说对国会为学种发开门东车书见经过还进远边电话语请让问题间应该样头两买卖没长马鸟鱼风飞龙气机无义务运动设计实现认识关系统议论讨"
)
_TRADITIONAL = frozenset(
    "這們個來時說對國會為學種發開門東車書見經過還進遠邊電話語請讓問題間應該樣頭兩買賣沒長馬鳥魚風飛龍氣機無義務運動設計實現認識關係統議論討"
)
_ONLY_SIMPLIFIED, _ONLY_TRADITIONAL = _SIMPLIFIED - _TRADITIONAL, _TRADITIONAL - _SIMPLIFIED

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
    if not native and found["Latn"] >= _A_SENTENCE and pair.translates and is_running(pair.their):
        yield Fault(f"no letter of the language's script ({', '.join(sorted(wanted))})")


def mixed_script(pair: Pair) -> Iterator[Fault]:
    """A Cyrillic or Greek letter in a Latin word, or the reverse: no search finds it."""
    if pair.their.text.isascii():
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
    found = count_scripts(text)
    if wanted == "ja" and found["Hani"] >= 15 and not found["Kana"] and not count_scripts(pair.msgid)["Hani"]:
        yield Fault("the text is not in ja, but looks like zh")
    elif wanted == "zh" and found["Kana"] > 4 and 4 * found["Kana"] > found["Hani"]:
        yield Fault("the text is not in zh, but looks like ja")
    elif wanted == "zh" and pair.target and (other := _other_chinese(text, found["Hani"], pair.target)):
        yield Fault(f"the text is not in {pair.target.tag}, but looks like {other}")


def _other_chinese(text: str, letters: int, target: Language) -> str:
    """The way of writing Chinese that is not the target's, if a text has enough of its letters."""
    traditional = target.locale.script == "Hant" or target.locale.territory in ("TW", "HK", "MO")
    strange = _ONLY_SIMPLIFIED if traditional else _ONLY_TRADITIONAL
    count = sum(map(strange.__contains__, text))
    return ("zh-Hans" if traditional else "zh-Hant") if count >= 2 and 12 * count > letters else ""


def told_apart(text: str, wanted: str) -> str:
    """The language that a text is in, if it is surely not the wanted one; empty where unsure."""
    if wanted not in _LISTS:
        return ""
    tokens = text.lower().split()
    if 8 * sum(map(_LISTS[wanted].__contains__, tokens)) >= len(tokens):
        return ""
    words = _SPLIT.findall(text.lower())
    if len(words) < 5:
        return ""
    shares = {tag: sum(map(small.__contains__, words)) for tag, small in _LISTS.items()}
    most = max(shares, key=shares.__getitem__)
    if most == wanted or shares[most] < max(3, 0.25 * len(words)):
        return ""
    near = any(wanted in group and most in group for group in _ALIKE)
    return most if shares[wanted] * (2 if near else 4) <= shares[most] else ""
