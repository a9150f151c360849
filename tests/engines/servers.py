"""Servers on this machine that speak as the real ones do, with their quirks, and with faults on demand.

    with serving("deepl") as server:
        engine = load_engine("deepl", server.settings)

`Server.requests` lists what was asked, in the order of arrival; its other attributes say what goes wrong.
Faults that every server has: a status (``"500"``), ``"hang"``, ``"drip"`` and ``"drip head"`` (a byte now and
then), ``"drop"`` (the connection is closed), ``"cut"`` (before the answer's end), ``"garbage"``, ``"empty"``,
``"endless"``. Those of one server alone are in `tests.engines.speakers`.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.engines import speakers

REASONS = {456: "Quota exceeded", 529: "Too many requests"}


@dataclass(frozen=True)
class Asked:
    """A request, and the texts in it that were to be translated."""

    method: str
    path: str
    query: Mapping[str, str]
    body: Any
    """What the JSON of a POST says."""
    headers: Mapping[str, str]
    texts: tuple[str, ...]
    connection: tuple[str, int]
    at: float
    """On the monotonic clock."""
    fault: str

    @property
    def characters(self) -> int:
        return sum(map(len, self.texts))


@dataclass
class Server:
    """What a server saw, and what it is to do. It translates into upper case, if nothing else is said."""

    name: str
    url: str = ""
    translate: Callable[[str], str] = speakers.upper
    faults: list[str] = field(default_factory=list)
    """What goes wrong with the next requests, one each; an empty string is no fault."""
    always: str = ""
    """What goes wrong with every other request."""
    retry_after: str = ""
    latency: float = 0.0
    """Seconds before each answer."""
    allowed: int | None = None
    """How many requests at once are answered; more get 429."""
    requests: list[Asked] = field(default_factory=list)
    at_once: int = 0
    """How many requests were under way together, at most."""
    under_way: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def settings(self) -> dict[str, Any]:
        """What an engine of this server has to be told."""
        model = {"model": "tiny"} if self.name == "chat" else {}
        return {"url": self.url, **model}

    @property
    def texts(self) -> list[str]:
        """The texts of all requests."""
        return [text for asked in self.requests for text in asked.texts]

    @property
    def answered(self) -> list[str]:
        """The texts of those requests that nothing went wrong with."""
        return [text for asked in self.requests if not asked.fault for text in asked.texts]

    @property
    def connections(self) -> int:
        return len({asked.connection for asked in self.requests})

    def begin(self) -> str:
        """A request has come; what goes wrong with it."""
        with self.lock:
            self.under_way += 1
            self.at_once = max(self.at_once, self.under_way)
            if self.allowed is not None and self.under_way > self.allowed:
                return "429"
            return self.faults.pop(0) if self.faults else self.always

    def end(self) -> None:
        with self.lock:
            self.under_way -= 1


class _Listening(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    spoken: Server

    def handle_error(self, *about: object) -> None:
        """A client that does not wait for its answer is what some tests are about."""


@contextmanager
def serving(name: str, **to_do: Any) -> Iterator[Server]:
    """A server that speaks as the one of this engine does."""
    server = Server(name, **to_do)
    listening = _Listening(("127.0.0.1", 0), _Answer)
    listening.spoken = server
    server.url = f"http://127.0.0.1:{listening.server_port}{speakers.PATHS.get(name, '')}"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Listening

    def do_GET(self) -> None:
        self.answer(None)

    def do_POST(self) -> None:
        self.answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def answer(self, body: Any) -> None:
        fault = self.server.spoken.begin()
        try:
            status, content = self.reply(body, fault)
            self.give(status, content, fault)
        finally:
            self.server.spoken.end()

    def reply(self, body: Any, fault: str) -> tuple[int, bytes]:
        server = self.server.spoken
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
        question = speakers.Question(parts.path, query, body, self.headers, server.translate)
        speaker = speakers.SPEAKERS[server.name]
        asked = Asked(
            self.command, parts.path, query, body, dict(self.headers), speaker.texts(question),
            self.client_address, time.monotonic(), fault,
        )  # fmt: skip
        with server.lock:
            server.requests.append(asked)
        time.sleep(server.latency)
        status, value = speaker.reply(question, fault)
        return status, value.encode() if isinstance(value, str) else json.dumps(value).encode()

    def give(self, status: int, content: bytes, fault: str) -> None:
        match fault:
            case "drop":
                self.close_connection = True
            case "hang":
                time.sleep(3)
                self.close_connection = True
            case "drip head":
                self.drip(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 10_000)
            case "drip":
                self.head(status, len(content) + 10_000)
                self.drip(content + b" " * 10_000)
            case "endless":
                self.head(status, 2**40)
                self.pour()
            case "cut":
                self.head(status, len(content) + 100)
                self.wfile.write(content)
                self.close_connection = True
            case _:
                content = {"empty": b"", "garbage": b"\xff\xfe<?{[ no"}.get(fault, content)
                self.head(status, len(content))
                self.wfile.write(content)

    def head(self, status: int, length: int) -> None:
        self.send_response(status, REASONS.get(status))
        self.send_header("Content-Length", str(length))
        if self.server.spoken.retry_after and status >= 400:
            self.send_header("Retry-After", self.server.spoken.retry_after)
        if 300 <= status < 400:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere?key=of-ours")
        self.end_headers()

    def drip(self, content: bytes) -> None:
        self.close_connection = True
        with suppress(OSError):
            for byte in content:
                self.wfile.write(bytes([byte]))
                time.sleep(0.05)

    def pour(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            while True:
                self.wfile.write(b"x" * 1_000_000)

    def log_message(self, *args: object) -> None:
        pass
