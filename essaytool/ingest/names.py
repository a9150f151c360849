"""The names of essays: what one can be called, and what its file name or title would have it called."""

from __future__ import annotations

import re
import unicodedata

from essaytool.errors import IngestError
from essaytool.project.essays import LONGEST, folded

_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f<>:\"|?*\\\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""What some file system cannot hold, or hides."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""Devices of Windows, whatever their suffix (Microsoft, "Naming Files, Paths, and Namespaces")."""
_NAMELESS = re.compile(
    r"(?:untitled|unnamed|document|new|text|pasted?|clipboard|stdin|tmp|temp|file|download|index"
    r"|ohne titel|sans titre|sin título)?[\W\d_]*(?:document|text|file)?[\W\d_]*",
    re.IGNORECASE,
)
"""File names that say nothing."""


def require_name(slug: str) -> str:
    """The name as it is. Raises `IngestError` for what cannot be an essay's name on every system."""
    hint = "take letters, digits and dashes, such as open-models or letters/spring"
    for part in slug.split("/"):
        reason = _against(part)
        if reason:
            raise IngestError(f"cannot be an essay's name: {reason}", path=slug or '""', hint=hint)
    if slug.rpartition("/")[2].casefold() == "index" and "/" not in slug:
        hint = "each language's list of essays is called index.html"
        raise IngestError("cannot be an essay's name", path=slug, hint=hint)
    return unicodedata.normalize("NFC", slug)


def _against(part: str) -> str:
    if not part or part in (".", ".."):
        return "it leads elsewhere, or nowhere"
    if part.startswith("."):
        return "it would be hidden"
    if found := _FORBIDDEN.search(part):
        return f"it holds {found[0]!r}"
    if part != part.strip() or part.endswith("."):
        return "it begins or ends with a blank, or ends with a dot"
    if _RESERVED.fullmatch(part):
        return "Windows keeps it for a device"
    return "it is too long" if len(part.encode()) > LONGEST else ""


def slug_of(text: str) -> str:
    """A name out of a title or file name: letters and digits of every script, and dashes."""
    lower = unicodedata.normalize("NFC", text).lower()
    words = re.sub(r"['’]", "", lower)
    dashed = re.sub(r"[^\w\u0300-\u036f\u0900-\u0dff]+|_", "-", words).strip("-")
    while len(dashed.encode()) > LONGEST // 2:
        dashed = dashed.rpartition("-")[0] or dashed[: len(dashed) // 2]
    return f"{dashed}-essay" if _RESERVED.fullmatch(dashed) else dashed


def title_of(stem: str) -> str:
    """A title out of a file name; empty if that says nothing."""
    words = " ".join(re.sub(r"[-_]+", " ", stem).split())
    return "" if _NAMELESS.fullmatch(words) else words[:1].upper() + words[1:]


def twin_of(slug: str, essays: tuple[str, ...]) -> str:
    """The essay that some file systems would take for this one, though it is spelled otherwise."""
    same = (each for each in essays if folded(each) == folded(slug))
    return next((each for each in same if each != slug), "")
