"""Asking a server: the one way in which engines speak HTTP.

A connection is kept open for each thread. A request that fails in passing is sent again, after a pause, if
the budget allows; a server that has had enough is left alone by all threads, as long as it asks
(``Retry-After``, RFC 9110, 10.2.3), and then gets fewer requests at a time. Redirects are not followed, and
no credentials are taken from ``~/.netrc``. No message shows a key, a text, more of a URL than its host, or a
word that the server wrote.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from essaytool.engines.addresses import below, host_of
from essaytool.engines.throttle import Throttle
from essaytool.errors import EngineError

if TYPE_CHECKING:
    from essaytool.engines.wire import Wire

_BUSY = frozenset({429, 503, 529})
"""The answers of a server that has had enough."""
_AGAIN = _BUSY | {408, 500, 502, 504}
"""The answers after which the same request may do better later."""
_ENOUGH = 3
"""How many requests in a row a server may fail on before it is the server's fault, not the texts'."""
_LONGEST = 16 * 1024 * 1024
"""Bytes of an answer that are read."""
_JSON = {"Content-Type": "application/json"}
LATER = "what was drafted is kept: draft again later"


class Declined(Exception):
    """The server does not take these texts; it may take the next."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds."""

    connect: float = 3.05
    """For a connection."""
    read: float = 30.0
    """For the next bytes of an answer."""
    whole: float = 120.0
    """For all of an answer."""
    pauses: tuple[float, ...] = (0.5, 2.0, 5.0)
    """Before each further attempt."""
    longest: float = 60.0
    """What a server may ask for before an attempt."""

    @property
    def attempts(self) -> int:
        return 1 + len(self.pauses)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, below the URL of the connection. GET without a body, POST with one."""

    path: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    """Sent as JSON."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answered."""

    status: int
    content: bytes = field(repr=False)
    retry_after: str = ""

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """The value that the answer is in JSON; None if it is not JSON."""
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError):
            return None


@dataclass(frozen=True, slots=True)
class Reading:
    """How an engine reads what its server answers beside translations."""

    stops: Callable[[Reply], str] = field(default=lambda _: "")
    """Why no further text would be answered either, as the rest of a sentence about the server."""
    declines: Callable[[Reply], str] = field(default=lambda _: "")
    """Why these texts are not taken, likewise, where that is not plain from the status."""
    reads: Callable[[Reply], bool] = field(default=lambda _: False)
    """Whether the engine makes something of this answer, whatever its status is."""
    turned_away: str = "check the key"
    """What to do about 401, 403 and redirects."""


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Why a request brought no answer, and how many seconds the server asks to wait."""

    what: str
    wait: float = 0
    busy: bool = False
    """Whether it has had enough, so that all threads wait."""
    of_texts: bool = False
    """Whether it may be the texts' fault."""


class Connection:
    """Requests to one server. Threads may share it."""

    def __init__(
        self,
        url: str,
        *,
        hosted: bool,
        at_once: int,
        patience: Patience = Patience(),
        reading: Reading = Reading(),
    ) -> None:
        self.host = host_of(url)
        self.throttle = Throttle(at_once)
        self._url = url
        self._hosted = hosted
        self._patience = patience
        self._reading = reading
        self._threads = threading.local()
        self._failed = 0

    def send(self, request: Request, may_repeat: Callable[[], bool] = lambda: True) -> Reply:
        """The answer. `may_repeat` is asked before each further attempt.

        Raises `Declined` for what the server does not take, and `EngineError` where it takes nothing.
        """
        answer = self._attempt(request, self._patience.pauses[:1])
        for turn, pause in enumerate(self._patience.pauses):
            if not isinstance(answer, _Trouble) or answer.wait > self._patience.longest:
                break
            if not may_repeat():
                raise Declined(f"{self.host} {answer.what}, and the budget allows no further attempt")
            if not answer.busy:
                time.sleep(_jittered(pause))
            answer = self._attempt(request, self._patience.pauses[turn + 1 : turn + 2])
        return self._concluded(answer)

    def _attempt(self, request: Request, pause: tuple[float, ...]) -> Reply | _Trouble:
        """An answer or not; what a busy server asks for, at least the pause, is told to all threads."""
        with self.throttle.place() as begun:
            answer = self._exchange(request)
        answer = self._judged(answer) if isinstance(answer, Reply) else answer
        if not isinstance(answer, _Trouble):
            self.throttle.answered()
        elif answer.busy and pause and answer.wait <= self._patience.longest:
            self.throttle.refused(begun, max(answer.wait, _jittered(*pause)))
        return answer

    def _exchange(self, request: Request) -> Reply | _Trouble:
        from requests import RequestException, Timeout

        patience, wire = self._patience, self._wire()
        url, timeouts = below(self._url, request.path), (patience.connect, patience.read)
        answer: Reply | _Trouble = _Trouble("cannot be reached")
        begun = time.monotonic()
        with wire.within(patience.whole) as late:
            try:
                answer = _received(wire, url, request, timeouts)
            except Timeout:
                late.set()
            except (RequestException, OSError, ValueError):  # urllib3 raises a ValueError at odd headers
                if time.monotonic() - begun >= patience.read:
                    late.set()
        return _Trouble("does not answer") if late.is_set() else answer

    def _wire(self) -> Wire:
        """This thread's own."""
        if not hasattr(self._threads, "wire"):
            from essaytool.engines.wire import Wire

            self._threads.wire = Wire(trust_environment=self._hosted)
        wire: Wire = self._threads.wire
        return wire

    def _judged(self, reply: Reply) -> Reply | _Trouble:
        """The answer, if it is one. Raises where another attempt would not help."""
        if self._reading.reads(reply):
            return reply
        if stopped := self._reading.stops(reply):
            raise EngineError(f"{self.host} {stopped}", hint=LATER)
        if declined := self._reading.declines(reply):
            raise Declined(f"{self.host} {declined}")
        status, wait = reply.status, _seconds(reply.retry_after)
        if status == 429:
            asked = f", and asks to wait {wait:.0f} seconds" if wait else ""
            return _Trouble(f"takes no more requests for now{asked}", wait, busy=True)
        if status in _AGAIN:
            return _Trouble(f"answers {status}", wait, busy=status in _BUSY, of_texts=True)
        if 300 <= status < 400 or status in (401, 403):
            raise EngineError(f"{self.host} turns us away ({status})", hint=self._reading.turned_away)
        if status in (404, 405, 410):
            raise EngineError(f"{self.host} has nothing at this address ({status})", hint="check `url`")
        if not 200 <= status < 300:
            raise Declined(f"{self.host} answers {status}")
        return reply

    def _concluded(self, answer: Reply | _Trouble) -> Reply:
        if isinstance(answer, Reply):
            self._failed = 0
            return answer
        self._failed += 1
        if answer.of_texts and self._failed < _ENOUGH:
            raise Declined(f"{self.host} {answer.what}")
        raise EngineError(f"{self.host} {answer.what}", hint=LATER)


def _received(wire: Wire, url: str, request: Request, timeouts: tuple[float, float]) -> Reply | _Trouble:
    with wire.session.request(
        "GET" if request.body is None else "POST",
        url,
        params=request.query,
        data=None if request.body is None else as_json(request.body),
        headers={**({} if request.body is None else _JSON), **request.headers},
        timeout=timeouts,
        allow_redirects=False,
        stream=True,
    ) as response:
        content = bytearray()
        for part in response.iter_content(65_536):
            content += part
            if len(content) > _LONGEST:
                return _Trouble("answers without end")
        return Reply(response.status_code, bytes(content), response.headers.get("Retry-After", ""))


def as_json(value: Any) -> bytes:
    """The value as it is sent: a letter costs what it costs in UTF-8."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def _jittered(seconds: float) -> float:
    """About so long, so that not all who wait come back at the same moment."""
    return seconds * random.uniform(0.75, 1.25)


def _seconds(retry_after: str) -> float:
    """How long a ``Retry-After`` header asks to wait: seconds or a date; else 0."""
    number = retry_after.strip()
    if number.isascii() and number.isdecimal():
        return float(number)
    try:
        until = parsedate_to_datetime(retry_after)
        return max(0.0, until.timestamp() - time.time())
    except (ValueError, OverflowError):
        return 0
