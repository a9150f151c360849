"""The wire to a server: requests, with connections that can be cut from another thread.

The timeouts of requests are for the next bytes. A server that sends one byte now and then would be waited for
without end, so a watch cuts the connection when the whole answer takes too long.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from http.cookiejar import DefaultCookiePolicy
from typing import Any

from requests import Response, Session
from requests.adapters import HTTPAdapter


class _Straight(Session):
    """A session that sees no redirects: it would read the body of one to its end, however long that is."""

    def get_redirect_target(self, resp: Response) -> None:
        return None


class Wire:
    """One thread's connections to one server, kept open between requests."""

    def __init__(self, *, trust_environment: bool) -> None:
        self._line = _Line()
        self.session = _Straight()
        self.session.mount("https://", self._line)
        self.session.mount("http://", self._line)
        self.session.trust_env = trust_environment
        self.session.auth = lambda request: request  # else ~/.netrc is read, whatever host a project names
        self.session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[threading.Event]:
        """What is read from the server meanwhile is cut off after so many seconds. The event tells: what was
        read until then may look whole.
        """
        late = threading.Event()
        watch = threading.Timer(seconds, self._cut, (late,))
        watch.daemon = True
        watch.start()
        try:
            yield late
        finally:
            watch.cancel()

    def _cut(self, late: threading.Event) -> None:
        late.set()
        self._line.cut()


class _Line(HTTPAdapter):
    """An adapter that knows the socket of its connection."""

    def __init__(self) -> None:
        self._sockets: list[socket.socket] = []
        super().__init__(pool_connections=1, pool_maxsize=1)

    def get_connection_with_tls_context(self, *args: Any, **keywords: Any) -> Any:
        """What all connections come from, those through a proxy as well."""
        pool: Any = super().get_connection_with_tls_context(*args, **keywords)
        pool.ConnectionCls = _noting(type(pool).ConnectionCls, self._sockets)
        return pool

    def cut(self) -> None:
        for each in self._sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


def _noting(kind: Any, sockets: list[socket.socket]) -> Any:
    """Connections of this kind that note the socket they are made of."""

    class Noting(kind):  # type: ignore[misc]
        def connect(self) -> None:
            super().connect()
            sockets[:] = [self.sock]

    return Noting
