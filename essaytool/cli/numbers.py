"""Numbers as people read them."""

from __future__ import annotations


def number(count: int, noun: str) -> str:
    """``1 essay``, ``2 essays``, ``no essays``, ``2 entries``."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count or 'no'} {noun if count == 1 else plural}"
