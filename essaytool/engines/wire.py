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

from requests import Session
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


class Wire:
    """One thread's connections to one server, kept open between requests."""

    def __init__(self, *, trust_environment: bool) -> None:
        self._line = _Line()
        self.session = Session()
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
    """An adapter that knows the sockets of its connections."""

    def __init__(self) -> None:
        self._sockets: list[socket.socket] = []
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **keywords: Any) -> None:
        super().init_poolmanager(*args, **keywords)
        self.poolmanager.pool_classes_by_scheme = self._pools()

    def proxy_manager_for(self, proxy: Any, **keywords: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **keywords)
        manager.pool_classes_by_scheme = self._pools()
        return manager

    def cut(self) -> None:
        for each in self._sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _pools(self) -> dict[str, type[HTTPConnectionPool]]:
        sockets = self._sockets

        class Plain(HTTPConnection):
            def connect(self) -> None:
                super().connect()
                sockets[:] = [self.sock]

        class Encrypted(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                sockets[:] = [self.sock]

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class EncryptedPool(HTTPSConnectionPool):
            ConnectionCls = Encrypted

        return {"http": PlainPool, "https": EncryptedPool}
