"""Tags: the spans of HTML, in a text of it or within Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from essaytool.markdown.protect.span import Role, Span

TAG = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<[!?][^>]*>|<(/?)([A-Za-z][\w:-]*)(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>",
    re.DOTALL,
)
_UNREAD_ELEMENTS = frozenset({"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "var"})
"""Elements whose text is left as it is."""
_KEPT = re.compile(
    r"""\s(?:translate\s*=\s*(["']?)no\1(?=[\s/>])|class\s*=\s*(?:(["'])(?:(?!\2).)*?(?<![\w-])notranslate(?![\w-])"""
    r"""|notranslate(?=[\s/>])))""",
    re.IGNORECASE | re.DOTALL,
)
"""What an author keeps as it is: ``translate="no"`` (HTML Standard, 3.2.6.3), ``class="notranslate"``."""


def tag_spans(tags: Iterable[re.Match[str]]) -> Iterable[Span]:
    """Tags, in pairs where they are; an element whose text is not read is one span with its text."""
    found: dict[int, Span] = {}
    opened: list[tuple[str, re.Match[str]]] = []
    waiting: Counter[str] = Counter()
    for tag in tags:
        closing, name = tag[1], (tag[2] or "").lower()
        found[tag.start()] = Span(*tag.span(), Role.MARK)
        if closing and waiting[name]:
            partner = _closed(opened, waiting, name)
            found |= {span.start: span for span in _element(partner, tag, name)}
        elif name and not closing:
            opened.append((name, tag))
            waiting[name] += 1
    return found.values()


def _closed(opened: list[tuple[str, re.Match[str]]], waiting: Counter[str], name: str) -> re.Match[str]:
    """The last open tag of this name; those after it stay without a partner."""
    while True:
        other, tag = opened.pop()
        waiting[other] -= 1
        if other == name:
            return tag


def _element(opening: re.Match[str], closing: re.Match[str], name: str) -> Iterator[Span]:
    if name in _UNREAD_ELEMENTS or _KEPT.search(opening[0]):
        yield Span(opening.start(), closing.end(), Role.NOUN)
    else:
        yield Span(*opening.span(), Role.OPEN, opening.start())
        yield Span(*closing.span(), Role.CLOSE, opening.start())
