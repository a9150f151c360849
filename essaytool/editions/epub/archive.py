"""The container of a book: a ZIP archive as OCF wants it (EPUB 3.3, 4), always the same for the same files.

Nothing is compressed: what zlib makes of a file differs between its versions, and an essay is small.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

_MIMETYPE = b"application/epub+zip"
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first moment that ZIP knows: an archive's own times tell readers nothing."""
_MODE = 0o100644 << 16
_UNIX = 3


def pack(files: Mapping[str, bytes]) -> bytes:
    """The archive of these files, by path; the file ``mimetype`` comes first."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for path, content in (("mimetype", _MIMETYPE), *sorted(files.items())):
            entry = ZipInfo(path, _BEGINNING)
            entry.external_attr, entry.create_system = _MODE, _UNIX
            archive.writestr(entry, content)
    return out.getvalue()
