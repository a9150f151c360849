"""Where the links and images of a book's text lead: within the book, to the web, or nowhere.

A book must hold all that it shows, and cannot link to what it does not hold (EPUB 3.3, 3.5, 3.6). An image
that is not packed is its alternative text; a link without a place is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from essaytool.editions.epub.tree import Node, nodes
from essaytool.editions.links import ESSAY_FILE, Site, beside, local_parts, local_path, page_path
from essaytool.languages import Language

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = rf"(?:{_LABEL}\.)*(?!\d)(?!xn--){_LABEL}|(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|(?![\w.]))){{4}}"
_WEB = re.compile(rf"https?://(?:{_HOST})(?::\d{{1,4}})?(?:[/?#]\S*)?", re.IGNORECASE)
"""An address whose host is a name or an IPv4 address, as the URL Standard has them (3.5)."""
_PERSON = re.compile(r"(?:mailto|tel):[^\s#]\S*", re.IGNORECASE)
_URL_SAFE = "!$%&'()*+,-./:;=?@_~"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
"""A name of XML without a colon, in letters that every version of the standard knows."""


@dataclass(frozen=True)
class Within:
    """What a book's text can reach."""

    images: Mapping[str, str]
    """The images of the book, as they are called there, by their path in the folder of essays."""
    link: Callable[[str], str]
    """The address on the web that a target means; empty if it means none."""
    essay: str
    """The essay's name: its links begin in its own folder."""


def web_address(target: str, name: str, language: Language, site: Site) -> str:
    """Where on the web a link of the essay `name` leads; empty if it leads nowhere there."""
    if target.startswith("//"):
        target = f"https:{target}"
    if _WEB.fullmatch(target) or _PERSON.fullmatch(target):
        return _quoted(target)
    parts = local_parts(target)
    essay = ESSAY_FILE.sub("", beside(name, parts.path)) if parts and ESSAY_FILE.search(parts.path) else ""
    if parts is None or not site.url or essay not in site.editions:
        return ""
    there = language if language in site.editions[essay] else site.original(essay)
    fragment = f"#{quote(unquote(parts.fragment))}" if parts.fragment else ""
    return site.absolute(page_path(essay, there)) + fragment


def _quoted(address: str) -> str:
    """The address with what a URL cannot hold percent-encoded; only its fragment begins with ``#``."""
    before, mark, fragment = _STRAY_PERCENT.sub("%25", address).partition("#")
    return quote(before, safe=_URL_SAFE) + mark + quote(fragment, safe=_URL_SAFE)


def settle_links(parts: Iterable[Node | str], within: Within) -> list[Node | str]:
    """The parts with every link and image leading somewhere, and every id a name of XML that is given
    once.
    """
    settled = [_with_images(part, within) for part in parts]
    names = _name_ids(settled)
    for node in nodes(settled):
        if node.tag == "a":
            _lead(node, names, within)
    return settled


def _with_images(part: Node | str, within: Within) -> Node | str:
    if isinstance(part, str):
        return part
    if part.tag != "img":
        part.inside = [_with_images(inner, within) for inner in part.inside]
        return part
    packed = within.images.get(local_path(part.attributes.get("src", ""), within.essay))
    alternative = part.attributes.get("alt", "")
    return Node("img", {**part.attributes, "src": packed, "alt": alternative}) if packed else alternative


def _name_ids(parts: Iterable[Node | str]) -> Mapping[str, str]:
    """Give each id to one element only, under a name that XML allows; the names by what they were."""
    names: dict[str, str] = {}
    for number, node in enumerate(nodes(parts)):
        given = node.attributes.pop("id", "")
        if given and given not in names:
            names[given] = given if _NAME.fullmatch(given) else f"et-{number}"
            node.attributes["id"] = names[given]
    return names


def _lead(node: Node, names: Mapping[str, str], within: Within) -> None:
    target = node.attributes.pop("href", "")
    fragment = target[1:] if target.startswith("#") else ""
    known = names.get(fragment) or names.get(unquote(fragment))
    address = f"#{known}" if known else "" if target.startswith("#") else within.link(target)
    if address:
        node.attributes["href"] = address
    else:
        for name in ("hreflang", "role"):
            node.attributes.pop(name, None)
