"""How long a target may take: seconds of the processor's time, so that a busy machine is no excuse and no cause."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

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
    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlow(f"more than {seconds} seconds for {size} bytes")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
