"""Echo: text of the source that stands in the translation as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from essaytool.checks.pairs import Fault, Pair
from essaytool.checks.prose import Prose

_RUN = 7
"""Words in a row that no two languages share but in a quotation or a title."""
_SET_APART = re.compile(r"\*+[^*]+\*+|(?<!\w)_[^_]+_|\"[^\"]*\"|“[^”]*”|\[[^\[\]]*\]\(")
"""Titles, quotations and the words of links, which may stay as they are."""
_QUOTED = re.compile(r'"[^"]*"')


def unchanged(pair: Pair) -> Iterator[Fault]:
    """A sentence that is the same in both languages; names and titles may be."""
    if pair.msgid.lstrip()[:1].casefold() != pair.msgstr.lstrip()[:1].casefold():
        return
    if pair.translates and folded(pair.msgid) == folded(pair.msgstr) and is_running(pair.own):
        yield Fault("the text is its source, unchanged")


def is_running(prose: Prose) -> bool:
    """Whether a text is more than names and titles: three words, and half of them begin small. A quoted title
    counts as a name.
    """
    words = Prose(_QUOTED.sub(" ", prose.shown)).words if '"' in prose.text else prose.words
    small = sum(not word[0].isupper() for word in words)
    return len(words) >= 3 and 2 * small >= len(words)


def folded(text: str) -> str:
    """A text blind to case and white space."""
    return " ".join(text.split()).casefold()


def _shares_a_run(pair: Pair) -> bool:
    """Whether words in a row stand in both texts; a quick look, at every third of them."""
    words = pair.msgid.split()
    return any(" ".join(words[at : at + 5]) in pair.msgstr for at in range(0, len(words) - 4, 3))


def partly_untranslated(pair: Pair) -> Iterator[Fault]:
    """A run of the source's words in the middle of the translation."""
    if not pair.translates or not _shares_a_run(pair) or folded(pair.msgid) == folded(pair.msgstr):
        return
    words = pair.their.words
    source = Prose(_SET_APART.sub(" ", pair.msgid)).words
    own = {source[at : at + _RUN] for at in range(len(source) - _RUN + 1)}
    for at in range(len(words) - _RUN + 1):
        run = words[at : at + _RUN]
        if run in own and 3 * sum(word[0].islower() for word in run) > 2 * _RUN:
            yield Fault(
                f"a part of the source is left as it was: {' '.join(run)}", max(pair.msgstr.find(run[0]), 0)
            )
            return
