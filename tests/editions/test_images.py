"""Which file stands for an image, and its measures."""

from __future__ import annotations

import struct

import pytest

from essaytool.editions.images import image_size, names_for
from essaytool.languages import parse_tag


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (png(640, 480), (640, 480)),
        (png(0, 480), None),
        (png(640, 480)[:20], None),
        (b'<?xml version="1.0"?><svg xmlns="x" width="12.4px" height=\'30\'/>', (12, 30)),
        (b'<svg width="100%" height="100%" viewBox="0 0 560 210">', (560, 210)),
        (b"<svg\n viewBox='-5,-5,20.6,10'>", (21, 10)),
        (b'<svg width="9999999" height="1">', None),
        (b'<svg width="1.2.3" height="1">', None),
        (b"<svg>", None),
        (b"GIF89a", None),
        (b"", None),
    ],
)
def test_the_size_is_what_the_first_bytes_say(content: bytes, size: tuple[int, int] | None) -> None:
    assert image_size(content) == size


@pytest.mark.parametrize(
    ("image", "tag", "names"),
    [
        ("a/chart.png", "es", ["a/chart.es.png", "a/chart.png"]),
        ("chart.png", "pt-BR", ["chart.pt-BR.png", "chart.pt.png", "chart.png"]),
        ("c.tar.gz", "zh-Hant", ["c.tar.zh-Hant.gz", "c.tar.zh.gz", "c.tar.gz"]),
        ("none", "es", ["none.es", "none"]),
    ],
)
def test_an_image_is_looked_for_under_the_readers_language_first(
    image: str, tag: str, names: list[str]
) -> None:
    assert list(names_for(image, parse_tag(tag))) == names
