"""A throttle: how many requests to a server are under way, and when nobody asks it anything.

The limit is the one of TCP's congestion control (RFC 5681): it grows by one for each round of answers, and is
halved when the server has had enough.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Throttle:
    """Shared by all threads that ask one server."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._limit = float(most)
        self._under_way = 0
        self._quiet_until = 0.0
        self._halved_at = 0.0
        self._changed = threading.Condition()

    @property
    def limit(self) -> int:
        """How many requests may be under way now."""
        return int(self._limit)

    @contextmanager
    def place(self) -> Iterator[float]:
        """A place among the requests under way, once there is one; the time at which it was taken."""
        with self._changed:
            while (wait := self._wait()) is None or wait > 0:
                self._changed.wait(wait)
            self._under_way += 1
        try:
            yield time.monotonic()
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def _wait(self) -> float | None:
        """How long until there may be a place; None for: until another request is done."""
        quiet = self._quiet_until - time.monotonic()
        if quiet > 0:
            return quiet
        return None if self._under_way >= self.limit else 0.0

    def answered(self) -> None:
        """The server has answered as it should."""
        with self._changed:
            self._limit = min(self._most, self._limit + 1 / self._limit)
            self._changed.notify_all()

    def refused(self, begun: float, seconds: float) -> None:
        """The server has had enough: nobody asks for so many seconds.

        Requests that had begun before the limit was halved say nothing new about it.
        """
        with self._changed:
            now = time.monotonic()
            self._quiet_until = max(self._quiet_until, now + seconds)
            if begun > self._halved_at:
                self._halved_at = now
                self._limit = max(1.0, self._limit / 2)
