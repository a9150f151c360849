"""The images of a book: those that every reader of books can show (EPUB 3.3, 3.2), under plain names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from essaytool.editions.images import image_size

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"GIF87a", "image/gif", "gif"),
    (b"GIF89a", "image/gif", "gif"),
)


@dataclass(frozen=True)
class Packed:
    """An image of a book."""

    name: str
    """What it is called in the book, relative to the chapter."""
    media_type: str
    content: bytes


def packed(paths: Iterable[str], images: Mapping[str, bytes]) -> dict[str, Packed]:
    """The images at these paths in the folder of essays that a book can hold, numbered in their order."""
    found: dict[str, Packed] = {}
    for number, path in enumerate(paths, start=1):
        content = images.get(path, b"")
        if kind := _kind(content):
            media_type, suffix = kind
            found[path] = Packed(f"images/{number}.{suffix}", media_type, content)
    return found


def _kind(content: bytes) -> tuple[str, str] | None:
    """The media type of an image by its first bytes, as a name may lie, and the suffix of that."""
    for signature, media_type, suffix in _SIGNATURES:
        if content.startswith(signature):
            whole = suffix != "png" or image_size(content)
            return (media_type, suffix) if whole else None
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp", "webp"
    return ("image/svg+xml", "svg") if b"<svg" in content[:4096] else None
