"""The one door to nh3 (ammonia): what of an essay's HTML reaches a page.

The lists are our own, because nh3's would drop ids, classes and `dir`, and let through 24 URL schemes. Only
what comes from an essay goes through here; the page around it is a template that escapes all it is given.

The renderer's own ids, classes and states have to be told from what an essay's HTML tags say. So it writes
them with a seal: a prefix that depends on all of the edition, and that nobody can therefore write into it.
Here the seal becomes ``et-``; names that an essay begins with ``et-`` are dropped, as are states of its own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import nh3

from essaytool.editions.anchors import OWN
from essaytool.errors import SourceError
from essaytool.markdown.segment import DEEPEST

_TAGS = {
    *(
        "a",
        "abbr",
        "aside",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
    ),
    *("data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure"),
    *(
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "li",
        "mark",
        "ol",
        "p",
    ),
    *(
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
    ),
    *("table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr"),
}
_ATTRIBUTES = {
    "*": {"aria-label", "class", "data-state", "dir", "id", "lang", "title", "translate"},
    "a": {"href", "hreflang"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"datetime"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "input": {"checked"},
    "ins": {"datetime"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"abbr", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}
_VALUES = {
    "a": {"role": {"doc-backlink", "doc-noteref"}},
    "div": {"role": {"note"}, "tabindex": {"0"}},
    "img": {"loading": {"lazy"}},
    "pre": {"tabindex": {"0"}},
}
_FORCED = {"input": {"disabled": "", "type": "checkbox"}}
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
"""The elements that hold nothing (HTML, 13.1.2)."""
_INPUT = re.compile(r'<input((?: [\w-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' [\w-]+="[^"]*"')
_GONE_WITH_CONTENT = {"iframe", "math", "noscript", "object", "script", "style", "svg", "template", "title"}
_SCHEMES = {"http", "https", "mailto", "tel"}


def seal(markdown: bytes) -> str:
    """The prefix of the renderer's own ids and classes in this edition."""
    return f"{OWN}{hashlib.sha256(markdown).hexdigest()[:16]}-"


def sanitize(fragment: str, sealed: str) -> str:
    """The fragment with nothing in it that could run, load or submit, and with `sealed` names made plain.

    Raises `SourceError` for tags that are nested more deeply than any browser keeps apart: nh3 takes a time
    that grows with the square of that.
    """
    if _depth(fragment) > DEEPEST:
        hint = f"there may be {DEEPEST} elements in each other: are all closed?"
        raise SourceError("its HTML is nested too deeply", hint=hint)
    cleaned = nh3.clean(
        fragment,
        tags=_TAGS,
        clean_content_tags=_GONE_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=_unseal(sealed),
        tag_attribute_values=_VALUES,
        set_tag_attribute_values=_FORCED,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    return _INPUT.sub(_in_order, cleaned)


def _depth(fragment: str) -> int:
    """How many elements stand in each other, at least, if tags are taken as they are written."""
    depth = deepest = 0
    for closing, name in _TAG.findall(fragment):
        if name.lower() not in _VOID:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(depth, deepest)
    return deepest


def _in_order(tag: re.Match[str]) -> str:
    """A tag with its attributes by name: of several that are forced, nh3 knows no order."""
    return f"<input{''.join(sorted(_ATTRIBUTE.findall(tag[1])))}>"


def _unseal(sealed: str) -> Callable[[str, str, str], str | None]:
    def keep(_tag: str, attribute: str, value: str) -> str | None:
        if attribute == "data-state":
            return value.removeprefix(sealed) if value.startswith(sealed) else None
        if attribute not in ("class", "id") or OWN not in value:
            return value
        names = (name for name in value.split() if name.startswith(sealed) or not name.startswith(OWN))
        return " ".join(name.replace(sealed, OWN) for name in names) or None

    return keep
