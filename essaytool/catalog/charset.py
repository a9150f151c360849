"""From a catalog's bytes to text: the charset is the one that the catalog's own header names."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from essaytool.errors import CatalogError

DEFAULT_CHARSET = "utf-8"
EOT = "\x04"
"""What joins msgctxt and msgid in compiled catalogs, so that gettext refuses it in texts."""
CONVERT = "convert it with `msgconv -t UTF-8`, or correct the charset in its header"

_HEADER_MSGSTR = re.compile(rb'^msgid[ \t]*""\s*(?:""\s*)*msgstr((?:\s*"(?:[^"\\\n]|\\.)*+")+)', re.MULTILINE)
_CHARSET = re.compile(rb"charset=([^\s\\;]+)")
_ASCII = bytes([*b"\t\n\r", *range(0x20, 0x5C), *range(0x5D, 0x7F), *rb"\u0041.xn--4ca"])
_MO_MAGIC = (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")


@dataclass(frozen=True, slots=True)
class Text:
    r"""A catalog's bytes, decoded. Lines end at ``\n`` alone: the text has those of the bytes."""

    text: str
    charset: str
    bom: bytes


def decode(data: bytes, path: str) -> Text:
    """The text of a catalog, in the charset of its header; without one, UTF-8.

    Bytes that the charset does not have become lone surrogates (PEP 383): the lexer refuses them in
    strings, and in comments msgcat has nothing against them. Raises `CatalogError` for what is no text, and
    for a charset that Python does not know.
    """
    _refuse_binary(data, path)
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    header = _HEADER_MSGSTR.search(data, len(bom))
    named = _CHARSET.search(re.sub(rb'"\s*"', b"", header[1])) if header else None
    charset = _codec(named[1].strip(b'"').decode("latin-1"), path, data) if named else DEFAULT_CHARSET
    text = data[len(bom) :].decode(charset, "surrogateescape")
    if text.count("\n") != data.count(b"\n"):
        raise CatalogError(f"is not {charset}: it has no lines then", path=path, hint=CONVERT)
    return Text(text, charset, bom)


def encode(text: str, charset: str, path: str) -> bytes:
    """Text that we write, in a catalog's charset. Raises `CatalogError` for what has no place there."""
    for refused in ("\0", EOT):
        if refused in text:
            sentence = f"U+{ord(refused):04X} has no place in a catalog"
            raise CatalogError(sentence, path=path, hint="remove the character from the text")
    try:
        return text.encode(charset)
    except UnicodeEncodeError as error:
        lost = text[error.start]
        sentence = f"{lost!r} (U+{ord(lost):04X}) has no place in a file in {charset}"
        raise CatalogError(
            sentence, path=path, hint="convert the catalog first: `msgconv -t UTF-8`"
        ) from error


def _refuse_binary(data: bytes, path: str) -> None:
    if data[:4] in _MO_MAGIC:
        raise CatalogError(
            "is a compiled catalog", path=path, hint="give the .po file, or make one with `msgunfmt`"
        )
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise CatalogError(
            "is UTF-16, which no PO file can be", path=path, hint="convert it with `iconv -t UTF-8`"
        )
    if (place := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, place) + 1
        raise CatalogError(
            "holds a NUL byte: this is no text", path=path, line=line, hint="restore it from a backup"
        )


def _codec(name: str, path: str, data: bytes) -> str:
    """Python's name for a charset; ``CHARSET`` is what xgettext writes for one still to be chosen."""
    if name == "CHARSET":
        return DEFAULT_CHARSET
    if _has_ascii(name):
        return codecs.lookup(name).name
    line = data.count(b"\n", 0, data.find(b"charset=")) + 1
    sentence = f"names a charset that is unknown, or that no PO file can be in: {name!r}"
    raise CatalogError(sentence, path=path, line=line, hint=CONVERT)


def _has_ascii(charset: str) -> bool:
    """Whether the format's own marks are in a charset what they are in ASCII, which UTF-7 and Python's own
    codecs (``punycode``, ``unicode_escape``) do not grant.
    """
    try:
        return _ASCII.decode(charset) == _ASCII.decode("ascii")
    except (LookupError, ValueError):
        return False
