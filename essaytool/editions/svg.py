"""The one door to svg-hush: what of an SVG may be published.

In a page's ``img`` an SVG runs nothing; opened by itself it is a document of the site that it lies on, with
its scripts and links. svg-hush writes the image anew and lets through only what it knows: no script, no event
handler, no ``foreignObject``, no address of another host (https://github.com/cloudflare/svg-hush).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

from essaytool.errors import FileError

_DEEPEST = 100
"""How far elements may be nested. Drawings stay below 30; svg-hush indents what it writes, so that the size
of its answer grows with the depth.
"""
_DATA_URLS = {"image": ["png", "jpeg", "gif", "webp"]}
_LOADS = re.compile(r"image-set|\bsrc\s*\(|\\", re.IGNORECASE)
"""How a stylesheet can load something without ``url()`` (CSS Images 4, 2.4; CSS Values 5, 5), or hide it."""
_HINT = "open it in a drawing program, and save it as plain SVG"


def clean_svg(content: bytes) -> bytes:
    """The image with nothing in it that could run, or ask another host for something.

    Raises `FileError` for what is no SVG, and for the little that svg-hush cannot judge.
    """
    import py_svg_hush

    _read(content)
    try:
        return py_svg_hush.filter_svg(content, keep_data_url_mime_types=_DATA_URLS)
    except ValueError as error:
        raise FileError("it is not an SVG image", hint=_HINT) from error


def _read(content: bytes) -> None:
    """Raise `FileError` for what is not XML, is nested too deeply, or may load something by its style."""
    scan = _Scan()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = scan.enter, scan.leave
    parser.CharacterDataHandler = scan.text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise FileError(f"it is not well-formed XML: {error}", hint=_HINT) from error
    if _LOADS.search("".join(scan.styles)):
        raise FileError("its style may load something from elsewhere", hint=_HINT)


class _Scan:
    """One pass over an image's elements."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.styles: list[str] = []
        """The texts of its stylesheets, and the values of SVG's own attributes: most can be style."""

    def enter(self, name: str, attributes: Mapping[str, str]) -> None:
        self.open.append(name.rpartition(":")[2])
        self.styles += (value for key, value in attributes.items() if ":" not in key)
        if len(self.open) > _DEEPEST:
            raise FileError("its elements are nested too deeply", hint=_HINT)

    def leave(self, _name: str) -> None:
        self.open.pop()

    def text(self, text: str) -> None:
        if "style" in self.open:
            self.styles.append(text)
