"""Which attributes a book's elements keep: those of HTML whose value is one that HTML has for them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from essaytool.editions.epub.tree import Node, nodes

_ANY = re.compile(r".*", re.DOTALL)
_COUNT = re.compile(r"[1-9]\d{0,2}")
_NUMBER = re.compile(r"-?\d{1,9}")
_SIZE = re.compile(r"\d{1,5}")
_TAG = re.compile(r"(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)?")
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)")
_KEPT: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "*": {
        "aria-label": _ANY,
        "class": re.compile(r"\S.*", re.DOTALL),
        "dir": re.compile(r"ltr|rtl|auto"),
        "id": re.compile(r"\S+"),
        "lang": _TAG,
        "role": re.compile(r"doc-backlink|doc-noteref|note"),
        "title": _ANY,
        "translate": re.compile(r"yes|no"),
    },
    "a": {"href": _ANY, "hreflang": re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")},
    "col": {"span": _COUNT},
    "colgroup": {"span": _COUNT},
    "data": {"value": _ANY},
    "img": {"alt": _ANY, "height": _SIZE, "src": _ANY, "width": _SIZE},
    "input": {"checked": re.compile(""), "disabled": re.compile(""), "type": re.compile("checkbox")},
    "li": {"value": _NUMBER},
    "ol": {"reversed": re.compile(""), "start": _NUMBER, "type": re.compile("[1aAiI]")},
    "td": {"colspan": _COUNT, "rowspan": _COUNT},
    "th": {
        "colspan": _COUNT,
        "rowspan": _COUNT,
        "scope": re.compile(r"row|col|rowgroup|colgroup"),
    },
    "time": {"datetime": _DAY},
}
_CODE = ("code", "kbd", "pre", "samp")
"""They run from left to right in every language; a book's stylesheet may not say so (EPUB 3.3, 3.3.2)."""
_NEEDED = {"time": "datetime", "data": "value", "bdo": "dir"}
"""Elements that mean nothing without an attribute."""


def keep_attributes(parts: list[Node | str]) -> None:
    """Take all other attributes off the elements of a body, and give each language in XML's own way as
    well.
    """
    for node in nodes(parts):
        _keep(node)


def _keep(node: Node) -> None:
    allowed = {**_KEPT["*"], **_KEPT.get(node.tag, {})}
    given = node.attributes.items()
    node.attributes = {key: value for key, value in given if key in allowed and allowed[key].fullmatch(value)}
    if node.tag in _NEEDED and _NEEDED[node.tag] not in node.attributes:
        node.tag = "span"
        node.attributes.pop("dir", None)
    if node.tag in _CODE:
        node.attributes.setdefault("dir", "ltr")
    if "lang" in node.attributes:
        node.attributes["xml:lang"] = node.attributes["lang"]
