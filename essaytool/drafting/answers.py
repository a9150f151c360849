"""Answers: what an engine wrote for one text, without what it put around the translation.

Repaired is what can be taken back exactly, and nothing else:

- a code fence or code marks around the whole answer, quotation marks around it where the text has none;
- the mark of a heading, quote or list item before it, which the text lacks: the essay has them;
- HTML's escapes in an answer to a text without them;
- blanks and invisible characters at its ends;
- letters and accents apart (Unicode's normal form C).

A blank inside ``] (``, and marks that an engine mistook, are no matter of an answer: what makes a link is in
a placeholder, and `restore` forgives what engines do to those. An answer on several lines is refused, since
no text is sent on several: what stands on the other lines is an introduction, a note or a list.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable, Mapping

from essaytool.checks.length import size
from essaytool.checks.machine import chatter, refusal
from essaytool.checks.pairs import Pair
from essaytool.checks.prose import Prose
from essaytool.errors import Refusal
from essaytool.markdown.protect import CARRIERS, is_unspaced

_FENCE = re.compile(r"(?P<mark>`{3,}|~{3,})(?:[^\n`~]*\n)?(?P<text>[^`~].*?)\n?(?P=mark)", re.DOTALL)
_CODE = re.compile(r"(?P<mark>`{1,2})(?P<text>[^`]+)(?P=mark)")
_QUOTES = ('""', "''", "“”", "„“", "„”", "”“", "»«", "«»", "‹›", "‘’", "‚‘", "「」", "『』", "《》")
_QUOTED = re.compile("[\"'“”„»«‹›‘’‚「」『』《》]")
_ESCAPED = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#0*39|#[xX]0*27|#0*34|#[xX]0*22);")
_INVISIBLE = "\ufeff\u200b\u2060"
_BLOCK_MARK = re.compile(r"(?:#{1,6}|>|[-*+])[ \t]+")
_REMARK = re.compile(
    r"[(\[（【]\s*(?:[^\W\d_]+['’]s\s+)?[^\W\d_]+\s*[:：][^()\[\]（）【】]*[)\]）】]\s*[.。]?"
)
_LIKE_BLOCK_MARKS = tuple("#>-*+–—−•")
_INTRODUCTION = re.compile(
    r"[^:：.!?。]{0,60}(?:\btransla|\btradu[cçz]|\bübersetz|\bvertal|\bперевод|翻译|翻譯|翻訳|译文|譯文|번역|ترجم|अनुवाद)"
    r"[^:：.!?。]{0,30}[:：]",
    re.IGNORECASE,
)
"""``Here is the translation:``, in some languages; chatter without a colon is for `essaytool.checks`."""
_COLON = re.compile("[:：]")
_SENTENCE = re.compile(r"[.!?…։؟।]['\"”’»)]*(?=\s|$)|[。！？]")
_A_WORD = 4
"""Letters; a text of fewer may have no word for itself in another language, as an article."""
_A_PHRASE = 10
"""Letters; whoever writes so many of them twice in a row, or in capitals, does it on purpose."""
_A_LONG_TEXT = 60
"""Characters from which on lengths say something."""
_TIMES = 10
"""How many times as long an answer may be, to be looked at at all."""


def translation_in(answer: str, sent: str, carrier: str) -> str:
    """The translation that the answer to a text holds; both are in this carrier.

    Raises `Refusal`, with the reason, for an answer that is none, or more than a translation.
    """
    if len(answer) > _TIMES * len(sent) + _TIMES * _A_LONG_TEXT:
        raise Refusal("the engine answered with far more than a translation")
    text = _trimmed(unicodedata.normalize("NFC", answer))
    for repair in (_unfenced, _unescaped, _without_block_mark, _unquoted):
        text = _trimmed(repair(text, sent))
    if CARRIERS[carrier].escaped:
        text = _unescaped_twice(text, sent)
    if reason := _fault(text, sent, CARRIERS[carrier].words(sent), CARRIERS[carrier].words(text)):
        raise Refusal(f"the engine {reason}")
    return text


# --- what is repaired ---------------------------------------------------------------------------------------


def _trimmed(text: str) -> str:
    return text.strip().strip(_INVISIBLE).strip()


def _unfenced(text: str, sent: str) -> str:
    found = _FENCE.fullmatch(text) or _CODE.fullmatch(text)
    return found["text"] if found and "`" not in sent and "~~~" not in sent else text


def _unescaped(text: str, sent: str) -> str:
    """An answer that was escaped for a page, though the text holds nothing of the kind."""
    return html.unescape(text) if _ESCAPED.search(text) and not re.search(r"[<>]|&\S+;", sent) else text


def _unescaped_twice(text: str, sent: str) -> str:
    """An answer whose very tags were escaped."""
    return html.unescape(text) if "<" in sent and "<" not in text and "&lt;" in text else text


def _without_block_mark(text: str, sent: str) -> str:
    found = _BLOCK_MARK.match(text)
    return text[found.end() :] if found and sent[:1] not in _LIKE_BLOCK_MARKS else text


def _unquoted(text: str, sent: str) -> str:
    """The answer without the quotation marks around all of it, where the text has none at its ends."""
    own = _QUOTED.match(sent[:1]) or _QUOTED.match(sent[-1:])
    if own or len(text) < 3 or text[0] + text[-1] not in _QUOTES:
        return text
    inner = text[1:-1]
    return text if text[0] in inner or text[-1] in inner else inner


# --- what is refused ----------------------------------------------------------------------------------------


def _fault(text: str, sent: str, own: str, theirs: str) -> str:
    """What is wrong with an answer; `own` and `theirs` are the words of the text and of it."""
    if len(text.splitlines()) > 1:
        return "answered one line with several"
    if not text and _letters(own) >= _A_WORD:
        return "gave an empty answer"
    if text and _letters(own) > 1 and not any(map(str.isalnum, theirs)):
        return "answered without a word"
    if _is_json(text) and not _is_json(sent):
        return "answered with JSON"
    return next((reason for reason, is_so in _ODDITIES.items() if is_so(own, theirs)), "")


def _is_json(text: str) -> bool:
    if text[:1] + text[-1:] not in ("{}", "[]"):
        return False
    try:
        return isinstance(json.loads(text), dict | list)
    except ValueError:
        return False


def _letters(words: str) -> int:
    return sum(map(str.isalpha, words))


def _is_in_capitals(own: str, theirs: str) -> bool:
    alike = own.isupper() and _letters(theirs) <= 3 * _letters(own)
    capitals = sum(map(str.isupper, theirs))
    return not alike and capitals >= _A_PHRASE and capitals == _letters(theirs)


def _is_said_twice(own: str, theirs: str) -> bool:
    return _is_doubled(theirs) and not _is_doubled(own)


def _is_doubled(words: str) -> bool:
    """Whether a text is a phrase and the same phrase once more."""
    letters = "".join(filter(str.isalnum, words)).casefold()
    half, odd = divmod(len(letters), 2)
    return not odd and half >= _A_PHRASE and letters[:half] == letters[half:]


def _has_remark(own: str, theirs: str) -> bool:
    return _ends_in_remark(theirs) and not _ends_in_remark(own)


def _ends_in_remark(words: str) -> bool:
    """Whether a text ends with one in brackets, ``(Note: …)``."""
    last = max(map(words.rfind, "([（【"))
    return last > 0 and _REMARK.fullmatch(words, last) is not None


def _is_introduced(own: str, theirs: str) -> bool:
    """Whether a colon comes after words of translating, and is more than the text has."""
    more = len(_COLON.findall(theirs)) > len(_COLON.findall(own))
    return _INTRODUCTION.match(theirs) is not None and more


def _is_talk(own: str, theirs: str) -> bool:
    pair = Pair(own.strip(), theirs.strip())
    return any(True for look in (chatter, refusal) for _ in look(pair))


def _is_cut_off(own: str, theirs: str) -> bool:
    """Whether a text is too short for a translation of all of a long one.

    Of reviewed translations into nine languages, those into Chinese have at least 0.56 of its size, as a
    reader counts it, and all others 0.63; those with fewer sentences, 0.67 and 0.76.
    """
    whole, part = size(Prose(own)), size(Prose(theirs))
    fewer = len(_SENTENCE.findall(theirs)) < len(_SENTENCE.findall(own))
    unspaced = any(map(is_unspaced, theirs))
    least = (0.55, 0.6) if unspaced else (0.62, 0.7)
    return whole >= _A_LONG_TEXT and part < least[fewer] * whole


_ODDITIES: Mapping[str, Callable[[str, str], bool]] = {
    "answered in capitals": _is_in_capitals,
    "said the same thing twice": _is_said_twice,
    "added a remark": _has_remark,
    "introduced its answer": _is_introduced,
    "spoke instead of translating": _is_talk,
    "stopped before the end": _is_cut_off,
}
"""What an engine may have done, and whether it did, by the words of the text and of its answer."""
