"""The measures of images."""

from __future__ import annotations

import struct

import pytest

from essaytool.editions.images import image_size


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
