"""From bytes to text, whatever they were written with."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from essaytool.errors import IngestError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = (
    (b"%PDF-", "a PDF file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
"""Files that people take for documents, by how they begin."""
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_EVERYWHERE = ("cp1252", "gb18030", "cp932", "cp1251")
_BY_LANGUAGE = {
    **dict.fromkeys(("cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"), ("cp1250",)),
    **dict.fromkeys(("be", "bg", "mk", "ru", "sr", "uk"), ("koi8_r",)),
    **dict.fromkeys(("ar", "fa", "ur"), ("cp1256",)),
    **dict.fromkeys(("et", "lt", "lv"), ("cp1257",)),
    "el": ("cp1253",),
    "he": ("cp1255",),
    "ja": ("euc_jp",),
    "ko": ("euc_kr",),
    "tr": ("cp1254",),
    "vi": ("cp1258",),
    "zh": ("big5",),
}
"""What texts that are not Unicode are written with. With all others to choose from, guesses go wrong more
often: cp1250 and cp1252 are alike but for a few letters, and only the language tells.
"""
_CONTROL = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f]")
_ENOUGH = 200_000
"""Bytes by which an encoding is guessed."""


def decode(content: bytes, path: str, language: str, encoding: str = "") -> tuple[str, str]:
    """The text of a file, and its encoding: the one given, or that of its byte order mark, UTF-8 if it is,
    the one it declares (HTML), or the likeliest.

    Raises `IngestError` for what is no text, or not in the encoding that was given.
    """
    for mark, what in _OTHERS:
        if content.startswith(mark):
            raise IngestError(f"is {what}", path=path, hint="save it as DOCX, HTML or text, and add that")
    name = encoding or _encoding(content, language)
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


def _encoding(content: bytes, language: str) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    try:
        content.decode()
    except UnicodeDecodeError:
        return _declared(content) or _without_mark(content) or _likeliest(content, language)
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
    """UTF-16 without a byte order mark: it has bytes that are zero, and only read right is all of it text."""
    sample = content[: _ENOUGH // 2 * 2]
    if len(content) % 2 or b"\0" not in sample:
        return ""
    names = ("utf-16-le", "utf-16-be")
    return next((name for name in names if _is_text(sample.decode(name, "replace"))), "")


def _is_text(text: str) -> bool:
    """Whether every character is one, and some of them end lines or words."""
    categories = Counter(map(unicodedata.category, text))
    strange = sum(categories[name] for name in ("Cn", "Co", "Cs")) + text.count("\ufffd")
    return not strange and not _CONTROL.search(text) and re.search(r"[ \n\r\u3000]", text) is not None


def _likeliest(content: bytes, language: str) -> str:
    from charset_normalizer import from_bytes

    candidates = [*_EVERYWHERE, *_BY_LANGUAGE.get(language.partition("-")[0], ())]
    end = content.rfind(b"\n", 0, _ENOUGH) + 1 if len(content) > _ENOUGH else 0  # no character is cut in two
    best = from_bytes(content[:end] or content, cp_isolation=candidates).best()
    return best.encoding if best else ""
