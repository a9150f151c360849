"""What a piece of work read: the files it opened and those it looked for in vain, each with what it held.

While a trace is open, the one door to files (`essaytool.files`) notes here what it hands out. Whoever wants
to know later whether the work would come out the same compares the notes with the files of then (a
"verifying trace": Mokhov et al., *Build Systems à la Carte*, 2018).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256

ABSENT = ""
"""What is noted of a path where nothing is."""
PRESENT = "*"
"""What is noted of a path where something is that was not read."""
UNKNOWN = "?"
"""What is noted where nothing can be relied on: the file could not be read, or changed meanwhile."""

Trace = dict[str, str]
"""By path, the SHA-256 of what it held, in hexadecimal, or one of the above."""

_open: ContextVar[Trace | None] = ContextVar("trace", default=None)


@contextmanager
def traced() -> Iterator[Trace]:
    """A trace of what is read until it is closed, in this thread."""
    trace: Trace = {}
    token = _open.set(trace)
    try:
        yield trace
    finally:
        _open.reset(token)


def note(path: object, content: bytes | str) -> None:
    """Note what a path held: its bytes, or `ABSENT`, `PRESENT` or `UNKNOWN`."""
    trace = _open.get()
    if trace is None:
        return
    held = digest(content) if isinstance(content, bytes) else content
    before = trace.get(str(path))
    if before is None or before == PRESENT:
        trace[str(path)] = held
    elif held not in (before, PRESENT):
        trace[str(path)] = UNKNOWN


def digest(content: bytes) -> str:
    """The SHA-256 of these bytes, in hexadecimal."""
    return sha256(content).hexdigest()
