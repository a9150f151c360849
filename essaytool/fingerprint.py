"""Fingerprints: a text in eight hex digits, the same after everything that editors do to it by themselves."""

from __future__ import annotations

import re
import unicodedata


def fingerprint(*texts: str | None) -> str:
    """Eight hex digits over NFC with runs of white space as one blank, which editors leave as they are.

    Texts are joined by NUL, a missing one counts as empty.
    """
    from hashlib import sha256

    normal = (unicodedata.normalize("NFC", text or "") for text in texts)
    joined = "\0".join(re.sub(r"\s+", " ", text).strip() for text in normal)
    return sha256(joined.encode()).hexdigest()[:8]
