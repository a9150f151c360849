"""How long a target may take, in seconds of the processor's time: a busy machine makes none of them slow."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Target = Callable[[bytes], None]


class TooSlow(BaseException):
    """An input that is quick to read took long. No ``except Exception`` in the way may swallow it."""


def timed(target: Target, seconds: float) -> Target:
    """The target, which raises `TooSlow` after so many seconds of work."""

    def judged(data: bytes) -> None:
        with _alarm(seconds, len(data)):
            target(data)

    return judged


@contextmanager
def _alarm(seconds: float, size: int) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooSlow(f"more than {seconds} seconds for {size} bytes")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
