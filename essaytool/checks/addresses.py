"""Addresses: URLs, e-mail addresses, names of files and people that are the same in every language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from essaytool.checks.pairs import Fault, Pair

_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.)[!#-'*-;=?-Z_a-z~]*[#-&+\-/-9=@-Z_a-z~]"
    r"|[\w.+-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64})+|(?<![\w/@.])@[A-Za-z0-9][\w-]*"
    r"|(?<![\w./@-])(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.(?:md|html?|txt|toml|ya?ml|json|py|rs|js|po|pot|css|xml|csv|sh|pdf|svg|png)\b"
)
_UNSHOWN = re.compile(r"`[^`]*`|\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*[^)]*\)|<[^<>]*>")
_SIGN = re.compile(r"://|@|www\.|\.[a-z]")
"""It finds something in whatever `_ADDRESS` does, and is quick."""


def address(pair: Pair) -> Iterator[Fault]:
    """A URL, an e-mail address, a file's name that is not as the source has it."""
    if not _SIGN.search(pair.msgid) and not _SIGN.search(pair.msgstr):
        return
    own, their = _found(pair.msgid), _found(pair.msgstr)
    for lost in sorted(own.keys() - their.keys()):
        if lost not in pair.msgstr:
            yield Fault(f"{lost} of the source is not in the text")
    for new in sorted(their.keys() - own.keys()):
        if new not in pair.msgid:
            yield Fault(f"{new} is not in the source", max(pair.msgstr.find(new), 0))


def _found(text: str) -> Counter[str]:
    shown = _UNSHOWN.sub(" ", text)
    return Counter(_ADDRESS.findall(shown)) if _SIGN.search(shown) else Counter()
