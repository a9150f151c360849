"""Blanks that pasting leaves behind, mended; every character that shows stays."""

from __future__ import annotations

import re

_ZERO_WIDTH = re.compile("[\u200b\u2060]")
_SPACES = re.compile("[ \u00a0\u2000-\u200a\u202f\u205f\u3000]{2,}")
_ODD = re.compile("(?<=(?P<before>.))[\u00a0\u2000-\u200a\u202f\u205f](?=(?P<after>.))")
_END = "(?=[\\s\"'”’»)\\]]|$)"
_BEFORE_PAUSE = re.compile(f"(?<=[^\\s,.;:!?(\\[«]) +(?=[,.]{_END})")
_BEFORE_STOP = re.compile(f"(?<=[^\\s,.;:!?(\\[«]) +(?=[;:!?]+{_END})")
_BEFORE_OTHER = re.compile("(?<=\\S) +(?=[،؛؟。，、；：！？）】》」』])")
_AFTER_WIDE = re.compile("(?<=[。，、；：！？（【《「『]) +(?=[\u3040-\u30ff\u3400-\u9fff])")
_INSIDE = re.compile(r"(?<=[(\[]) +(?=\w)|(?<=\w) +(?=[)\]])")
_SPACED_STOPS = {"fr"}
"""Languages that put a blank before ``;``, ``:``, ``!``, ``?`` and inside of guillemets."""
_UNSPACED_WORDS = {"th", "lo", "km", "my"}
"""Languages in which a zero-width space divides words."""
_SMILEY = re.compile(r"[:;]-?[)(DPp]")


def mend(text: str, language: str) -> tuple[str, int]:
    """A line of text with its blanks mended, and how many places that took.

    Blanks before punctuation go, where links and bold words stood (but not what French means by them),
    doubled ones become one, and a non-breaking space becomes a blank unless it does what it is for: beside a
    number or a sign, or after a word of one letter.
    """
    primary = language.partition("-")[0]
    count = 0
    for pattern, by in _mends(primary):
        text, found = pattern.subn(by, text)
        count += found
    if not re.search("[\u00a0\u2000-\u200a\u202f\u205f]", text):
        return text, count
    odd = sum(not _is_meant(match, primary) for match in _ODD.finditer(text))
    return _ODD.sub(lambda match: match[0] if _is_meant(match, primary) else " ", text), count + odd


def _mends(language: str) -> list[tuple[re.Pattern[str], str]]:
    mends = [(_SPACES, " ")] if language in _UNSPACED_WORDS else [(_ZERO_WIDTH, ""), (_SPACES, " ")]
    mends += [(_BEFORE_PAUSE, ""), (_BEFORE_OTHER, ""), (_AFTER_WIDE, ""), (_INSIDE, "")]
    return mends if language in _SPACED_STOPS else [*mends, (_BEFORE_STOP, "")]


def _is_meant(match: re.Match[str], language: str) -> bool:
    """Whether a non-breaking space holds together what belongs together."""
    before, after = match["before"], match["after"]
    if before.isdigit() or after.isdigit() or before in "§№#&" or after in "%‰°€$£¥–—":
        return True
    if language in _SPACED_STOPS and (after in ";:!?»" or before in "«—–"):
        return True
    at = match.start()
    return before.isalpha() and (at == 1 or match.string[at - 2].isspace())
