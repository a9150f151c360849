"""Images: which file stands for one in a language, what of it may be published, and its measures."""

from __future__ import annotations

import posixpath
import re
import struct
from collections.abc import Iterator

from essaytool.editions.links import PICTURE
from essaytool.editions.svg import clean_svg
from essaytool.errors import FileError
from essaytool.languages import Language

_PNG = b"\x89PNG\r\n\x1a\n"
_LONGEST = 100_000
_SVG = re.compile(rb"<svg\b[^>]*>")
_LENGTH = rb"""\s%s\s*=\s*["']\s*([\d.]+)(?:px)?\s*["']"""
_WIDTH, _HEIGHT = re.compile(_LENGTH % b"width"), re.compile(_LENGTH % b"height")
_VIEW_BOX = re.compile(rb"""\sviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*["']""")


def names_for(image: str, language: Language) -> Iterator[str]:
    """The paths under which an image for this language is looked for, the best first.

    ``chart.png`` is ``chart.pt-BR.png`` or else ``chart.pt.png`` for readers of pt-BR (RFC 4647, 3.4:
    lookup).
    """
    stem, suffix = posixpath.splitext(image)
    subtags = language.tag.split("-")
    for length in range(len(subtags), 0, -1):
        yield f"{stem}.{'-'.join(subtags[:length])}{suffix}"
    yield image


def published(content: bytes, name: str) -> bytes:
    """What is published of a file called `name` that an essay shows as an image.

    An SVG loses what could run or load. Raises `FileError` for what is no image: a page of HTML, say, would
    run its scripts beside ours.
    """
    if not PICTURE.search(name):
        raise FileError("it is not an image", hint="images are apng, avif, gif, jpg, png, svg, webp")
    return clean_svg(content) if name.lower().endswith(".svg") else content


def image_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or an SVG in CSS pixels; None for other formats and where there are none. A
    page that knows them does not jump while images load.

    PNG says them in its first chunk (PNG 3, 11.2.1), SVG in its root element or by its view box (SVG 2, 8.6).
    """
    if content.startswith(_PNG):
        return _sane(*struct.unpack(">II", content[16:24])) if len(content) >= 24 else None
    root = _SVG.search(content[:4096])
    if root is None:
        return None
    width, height = _WIDTH.search(root[0]), _HEIGHT.search(root[0])
    if width and height:
        return _rounded(width[1], height[1])
    box = _VIEW_BOX.search(root[0])
    return _rounded(box[1], box[2]) if box else None


def _rounded(width: bytes, height: bytes) -> tuple[int, int] | None:
    try:
        return _sane(round(float(width)), round(float(height)))
    except ValueError:
        return None


def _sane(width: int, height: int) -> tuple[int, int] | None:
    return (width, height) if 0 < width <= _LONGEST and 0 < height <= _LONGEST else None
