"""A server on this machine that answers as translate.google.com/m does, with the faults of real ones."""

from __future__ import annotations

import html
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PAGE = '<html><body><div class="result-container">{}</div></body></html>'
ERROR_PAGE = "<html><body><h1>Sorry</h1>We cannot do this now.</body></html>"


@dataclass
class GooglePage:
    """What the server saw, and what it is to do; it translates into upper case unless told otherwise."""

    url: str = ""
    translate: Callable[[str], str] = str.upper
    faults: list[str] = field(default_factory=list)
    """What goes wrong with the next requests, one each; `answer` knows what can."""
    always: str = ""
    """What goes wrong with every request."""
    retry_after: str = ""
    delay: float = 0.0
    """Seconds before every answer."""
    requests: list[dict[str, str]] = field(default_factory=list)
    connections: set[tuple[str, int]] = field(default_factory=set)
    credentials: list[str | None] = field(default_factory=list)
    """What the requests' ``Authorization`` said."""

    def fault(self) -> str:
        return self.faults.pop(0) if self.faults else self.always


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *about: object) -> None:
        """A client that does not wait for its answer is what some tests are about."""


@contextmanager
def google_page() -> Iterator[GooglePage]:
    page = GooglePage()
    server = Server(("127.0.0.1", 0), answering(page))
    page.url = f"http://127.0.0.1:{server.server_port}/m"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield page
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def answering(page: GooglePage) -> type[BaseHTTPRequestHandler]:
    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
            page.requests.append(query)
            page.connections.add(self.client_address)
            page.credentials.append(self.headers["Authorization"])
            fault = page.fault()
            time.sleep(page.delay)
            if fault == "hang":
                time.sleep(1)
            self.answer(*answer(query["q"], fault, page.translate))

        def answer(self, status: int, body: str) -> None:
            content = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(content)))
            if page.retry_after:
                self.send_header("Retry-After", page.retry_after)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:9/sorry/")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            pass

    return Answer


def answer(text: str, fault: str, translate: Callable[[str], str]) -> tuple[int, str]:
    match fault:
        case "empty":
            return 200, PAGE.format("")
        case "no body":
            return 200, ""
        case "error page":
            return 200, ERROR_PAGE
        case "echo":
            return 200, PAGE.format(html.escape(text))
        case "302" | "400" | "403" | "429" | "500" | "503":
            return int(fault), ERROR_PAGE
        case _:
            return 200, PAGE.format(html.escape(translate(text)))
