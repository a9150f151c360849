"""What may stand in what (HTML Standard, 3.2.5 and 4): the models that a browser does not insist on, and a
checker of books does.

An essay's own HTML can hold anything anywhere. An element that may not stand where it does loses its tags and
keeps what it says; text in a list is an item. Elements that are nothing without a part of theirs (a
description without its term) become plain ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from essaytool.editions.epub.tree import Node

Parts = list[Node | str]

PHRASING = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i img input ins kbd label mark q ruby s samp small span"
    " strong sub sup time u var wbr".split()
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
FLOW = (
    PHRASING
    | _HEADINGS
    | frozenset("aside blockquote details div dl figure hr ol p pre section table ul".split())
)
_ROWS = frozenset({"caption", "colgroup", "thead", "tbody", "tfoot", "tr"})
_CELLS = frozenset({"td", "th"})
_MODELS = {
    **dict.fromkeys("aside blockquote body caption dd div dt figcaption li section td th".split(), FLOW),
    **dict.fromkeys(("col", "br", "hr", "img", "input", "wbr"), frozenset[str]()),
    "colgroup": frozenset({"col"}),
    "details": FLOW | {"summary"},
    "dl": frozenset({"dt", "dd"}),
    "figure": FLOW | {"figcaption"},
    "ol": frozenset({"li"}),
    "ruby": PHRASING | {"rt", "rp"},
    "summary": PHRASING | _HEADINGS,
    "table": _ROWS,
    **dict.fromkeys(("tbody", "tfoot", "thead"), frozenset({"tr"})),
    "tr": _CELLS,
    "ul": frozenset({"li"}),
}
"""What each element may hold; those that are not listed hold phrasing."""
_TRANSPARENT = frozenset({"a", "del", "ins"})
"""These hold what the element around them may hold."""
_INTERACTIVE = frozenset({"a", "details", "input", "label"})
_SECTIONS = _HEADINGS | {"aside", "section"}
_BANNED = {
    "a": _INTERACTIVE,
    "caption": frozenset({"table"}),
    "dfn": frozenset({"dfn"}),
    "dt": _SECTIONS,
    "label": frozenset({"label"}),
    "th": _SECTIONS,
}
"""What may not stand anywhere in an element."""
_HOST = {
    "ul": "li",
    "ol": "li",
    "dl": "dd",
    "tr": "td",
    "table": "tr",
    "tbody": "tr",
    "thead": "tr",
    "tfoot": "tr",
}
"""The element in which a text is put that stands where only others may."""


def fitted(parts: Parts) -> Parts:
    """The parts of a text's body, with each element where it may stand."""
    body = Node("body", {}, _fit(parts, "body", FLOW, frozenset()))
    for node in body.walk():
        if mend := _MENDS.get(node.tag):
            mend(node)
    return body.inside


def _fit(parts: Parts, holder: str, model: frozenset[str], banned: frozenset[str]) -> Parts:
    found: Parts = []
    for part in parts:
        if isinstance(part, str):
            found.append(part)
        elif part.tag in model and part.tag not in banned:
            own = model & FLOW if part.tag in _TRANSPARENT else _MODELS.get(part.tag, PHRASING)
            inside = _fit(part.inside, part.tag, own, banned | _BANNED.get(part.tag, frozenset()))
            found.append(Node(part.tag, part.attributes, inside))
        else:
            apart = [] if part.tag in PHRASING else [" "]
            found += [*apart, *_fit(part.inside, holder, model, banned), *apart]
    return _hosted(found, holder) if holder in _HOST else found


def _hosted(parts: Parts, holder: str) -> Parts:
    """The parts of an element that holds no text, with what is text or of a text in elements that may hold
    it.
    """
    found: Parts = []
    for is_own, group in groupby(parts, lambda part: isinstance(part, Node) and part.tag in _MODELS[holder]):
        run = list(group)
        if is_own:
            found += run
        elif any(isinstance(part, Node) or part.strip() for part in run):
            host = _HOST[holder]
            found.append(Node(host, {}, _hosted(run, host) if host in _HOST else run))
    return found


_ANYWHERE = ("id", "lang", "dir")
"""The attributes that keep their meaning on another element."""

# --- elements that need others ----------------------------------------------------------------------------


def _shape(node: Node, letters: dict[str, str]) -> str:
    """What an element holds, a letter each: ``-`` for what has none. Blanks are left out."""
    return "".join(
        letters.get(part.tag, "-") if isinstance(part, Node) else "-"
        for part in node.inside
        if isinstance(part, Node) or part.strip()
    )


def _rename(node: Node, tag: str, parts: dict[str, str]) -> None:
    """Give an element and its parts other names; what they say of themselves under the old ones goes."""
    named = [(node, tag), *((part, parts[part.tag]) for part in _children(node) if part.tag in parts)]
    for each, name in named:
        each.tag = name
        each.attributes = {key: each.attributes[key] for key in _ANYWHERE if key in each.attributes}


def _children(node: Node) -> Iterator[Node]:
    yield from (part for part in node.inside if isinstance(part, Node))


def _definitions(node: Node) -> None:
    if not re.fullmatch(r"(?:t+d+)*", _shape(node, {"dt": "t", "dd": "d"})):
        _rename(node, "div", {"dt": "div", "dd": "div"})


def _ruby(node: Node) -> None:
    if not re.fullmatch(r"(?:-+(?:t|ptp))+", _shape(node, {"rt": "t", "rp": "p"})):
        _rename(node, "span", {"rt": "span", "rp": "span"})


def _details(node: Node) -> None:
    if not re.fullmatch(r"s-*", _shape(node, {"summary": "s"})):
        _rename(node, "div", {"summary": "div"})


def _figure(node: Node) -> None:
    if not re.fullmatch(r"c?-*|-*c", _shape(node, {"figcaption": "c"})):
        _rename(node, "figure", {"figcaption": "div"})


def _table(node: Node) -> None:
    if not re.fullmatch(r"c?g*h?(?:b*|r*)f?", _shape(node, _TABLE)):
        rows = [row for part in _children(node) for row in _rows(part)]
        node.inside = [Node("tbody", {}, rows)] if rows else []


_TABLE = {"caption": "c", "colgroup": "g", "thead": "h", "tbody": "b", "tfoot": "f", "tr": "r"}


def _rows(part: Node) -> Parts:
    """What a part of a table comes to in rows."""
    if part.tag == "tr":
        return [part]
    if part.tag == "caption":
        return [Node("tr", {}, [Node("td", {}, part.inside)])]
    return [row for row in _children(part) if row.tag == "tr"]


def _columns(node: Node) -> None:
    if any(_children(node)):
        node.attributes.pop("span", None)


_MENDS = {
    "dl": _definitions,
    "ruby": _ruby,
    "details": _details,
    "figure": _figure,
    "table": _table,
    "colgroup": _columns,
}
