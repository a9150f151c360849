"""From bytes to text, whatever they were written with."""

from __future__ import annotations

import codecs
import re

from essaytool.errors import IngestError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_CANDIDATES = ["cp1252", "gb18030", "cp932", "big5", "euc_kr", "euc_jp", "cp1251", "cp1250", "cp1256", "cp1253"]
"""What texts that are not Unicode are written with; with all others in it, guesses go wrong more often."""
_CONTROL = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f]")
_ENOUGH = 200_000
"""Bytes by which an encoding is guessed."""


def decode(content: bytes, path: str, encoding: str = "") -> tuple[str, str]:
    """The text of a file, and its encoding: the one given, or that of its byte order mark, UTF-8 if it is,
    the one it declares (HTML), or the likeliest.

    Raises `IngestError` for what is no text, or not in the encoding that was given.
    """
    name = encoding or _encoding(content)
    if not name:
        raise IngestError("is no text that we can read", path=path, hint="save it as UTF-8, and try again")
    try:
        text = content.decode(name)
    except (UnicodeDecodeError, LookupError) as error:
        hint = "leave --encoding out to have it guessed, or name another"
        raise IngestError(f"cannot be read as {name}", path=path, hint=hint) from error
    if len(_CONTROL.findall(text)) > len(text) // 500:
        hint = "give a text, a saved web page (HTML), a Word file (DOCX) or Markdown"
        raise IngestError("is binary, no text", path=path, hint=hint)
    return text, codecs.lookup(name).name.removesuffix("-sig")


def _encoding(content: bytes) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    try:
        content.decode()
    except UnicodeDecodeError:
        return _declared(content) or _without_mark(content) or _likeliest(content)
    return _without_mark(content) or "utf-8"


def _declared(content: bytes) -> str:
    """The encoding that a web page says it has, if it is true."""
    match = _DECLARED.search(content[:4096])
    try:
        name = codecs.lookup(match[1].decode()).name if match else ""
        content.decode(name or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return ""
    return "cp1252" if name in ("iso8859-1", "ascii") else name  # as browsers have it (WHATWG Encoding)


def _without_mark(content: bytes) -> str:
    """UTF-16 without a byte order mark: every other byte of blanks and line ends is zero."""
    sample = content[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(content) % 2 or max(even, odd) < max(1, len(sample) // 40) or min(even, odd) > len(sample) // 500:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _likeliest(content: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_ENOUGH], cp_isolation=_CANDIDATES).best()
    return best.encoding if best else ""
