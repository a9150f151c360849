"""The one door to deep-translator: google, without a key.

deep-translator 1.11.4 is no longer kept, and is asked only to build a request and to read the page that
answers it. What it lacks is here: connections that are kept open and do not hang, waiting as the server
asks, one answer a text, and errors of ours. It calls ``requests.get`` with its own ``proxies``, the one thing
that it hands through untouched: a `_Connection` travels there, and `_ask_connection` stands for
``requests.get``. A translator is made for each thread, because it keeps the text of a request in itself
and so mixes up those of two threads.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.util import find_spec
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from essaytool.engines.protocol import THIS_MACHINE, Answer, Batch, EngineSettings, Limits, Unanswered
from essaytool.errors import ConfigError, EngineError
from essaytool.languages import Language

if TYPE_CHECKING:
    from requests import Response

_GOOGLE = "https://translate.google.com/m"
_CODES = {"fil": "tl", "he": "iw", "jv": "jw", "nb": "no"}
"""What google calls languages that it does not call by their tags."""
_CHINESE = {"Hans": "zh-CN", "Hant": "zh-TW"}
_AGAIN = frozenset({408, 429, 500, 502, 503, 504})
"""The answers after which the same request may do better later."""
_ENOUGH = 3
"""How many texts in a row a server may fail on before it is the server's fault."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds."""

    connect: float = 3.05
    """For a connection."""
    read: float = 30.0
    """For the next bytes of an answer."""
    pauses: tuple[float, ...] = (0.5, 2.0, 5.0)
    """Before each further attempt."""
    longest: float = 60.0
    """What a server may ask for before an attempt."""


class Google:
    """The engine. Its ``url`` can be set: to a server on this machine that speaks as google does."""

    name = "google"
    model = ""
    carriers = ("token",)
    garbles = None
    reads_context = False
    takes_terms = False
    cached = True
    limits = Limits(text=4999, attempts=4, seconds=0.3)
    price_per_million = 0.0

    def __init__(self, settings: EngineSettings, patience: Patience = Patience()) -> None:
        self._url = _safe_url(str(settings.get("url", "") or _GOOGLE))
        self._patience = patience
        self._here = threading.local()
        self.hosted = not _is_loopback(self._url)
        self.destination = (urlsplit(self._url).hostname or "") if self.hosted else THIS_MACHINE

    def available(self) -> str:
        return "" if find_spec("deep_translator") else "needs deep-translator"

    def speaks(self, source: Language, target: Language) -> bool:
        codes = google_code(source), google_code(target)
        return all(codes) and codes[0] != codes[1]

    def measure(self, text: str) -> int:
        return len(text)

    def translate(self, batch: Batch) -> Sequence[Answer]:
        translator = self._translator(google_code(batch.source), google_code(batch.target))
        return [_answer(translator, item.text) for item in batch.texts]

    def _translator(self, source: str, target: str) -> Any:
        """This thread's translator for these codes."""
        made: dict[str, Any] = self._here.__dict__
        pair = f"{source} {target}"
        if pair not in made:
            from deep_translator import google  # type: ignore[import-untyped]

            google.requests = SimpleNamespace(get=_ask_connection)
            connection = _Connection(self._url, self._patience, trust_environment=self.hosted)
            made[pair] = google.GoogleTranslator(source, target, proxies=connection)
        return made[pair]


def _safe_url(url: str) -> str:
    """The URL, if text may be sent there. Raises `ConfigError`."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    encrypted = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(url))
    if not parts.hostname or not encrypted:
        raise ConfigError(
            f"`engines.google.url` is {url!r}", hint="it takes https, or http to a server on this machine"
        )
    return url


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


# --- languages ----------------------------------------------------------------------------------------------


def google_code(language: Language) -> str:
    """What google calls a language; empty where it does not have it in that script."""
    from babel.core import get_global

    likely: Mapping[str, str] = get_global("likely_subtags")
    locale = language.locale
    usual = likely.get(locale.language, "").split("_")[1:2]
    with_region = likely.get(f"{locale.language}_{locale.territory}", "").split("_")[1:2]
    script = [locale.script] if locale.script else with_region or usual
    if locale.language == "zh":
        return _CHINESE.get(script[0], "")
    code = _CODES.get(locale.language, locale.language)
    return code if script == usual and code in _codes() else ""


def _codes() -> frozenset[str]:
    from deep_translator.constants import GOOGLE_LANGUAGES_TO_CODES  # type: ignore[import-untyped]

    return frozenset(GOOGLE_LANGUAGES_TO_CODES.values())


# --- asking -------------------------------------------------------------------------------------------------


def _answer(translator: Any, text: str) -> Answer:
    """One translation. What goes wrong with this text alone is its answer; no message holds the text."""
    try:
        translated = translator.translate(" ".join(text.split()))
    except EngineError:
        raise
    except _Declined as declined:
        return Unanswered(str(declined))
    except Exception as error:
        return Unanswered(f"google's answer cannot be read ({type(error).__name__})")
    if not isinstance(translated, str) or not translated.strip():
        return Unanswered("google gave no translation")
    return translated


class _Declined(Exception):
    """The server does not take this text; it may take the next."""


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Why a request brought no page, and how many seconds the server asks to wait."""

    what: str
    wait: float = 0
    of_text: bool = False
    """Whether it may be this text's fault."""


def _ask_connection(_url: str, params: Mapping[str, str], proxies: _Connection) -> Response:
    """What deep-translator takes for ``requests.get``; the connection knows the URL better."""
    return proxies.get(params)


class _Connection:
    """Requests to one URL over connections that are kept open."""

    def __init__(self, url: str, patience: Patience, *, trust_environment: bool) -> None:
        from requests import Session

        self._url = url
        self._patience = patience
        self._session = Session()
        self._session.trust_env = trust_environment
        self._session.auth = lambda request: request  # else ~/.netrc is read, whatever host a project names
        self._failed = 0

    def get(self, params: Mapping[str, str]) -> Response:
        """The page that answers.

        Raises `_Declined` for a text that the server does not take, and `EngineError` where it takes none.
        """
        answer = self._attempt(params)
        for pause in self._patience.pauses:
            if not isinstance(answer, _Trouble) or answer.wait > self._patience.longest:
                break
            time.sleep(max(pause, answer.wait))
            answer = self._attempt(params)
        if not isinstance(answer, _Trouble):
            self._failed = 0
            return answer
        self._failed += 1
        trouble = f"{_host(self._url)} {answer.what}"
        if answer.of_text and self._failed < _ENOUGH:
            raise _Declined(trouble)
        raise EngineError(trouble, hint="what was drafted is kept: draft again later")

    def _attempt(self, params: Mapping[str, str]) -> Response | _Trouble:
        from requests import RequestException, Timeout

        timeouts = (self._patience.connect, self._patience.read)
        try:
            response = self._session.get(self._url, params=params, timeout=timeouts, allow_redirects=False)
        except Timeout:
            return _Trouble("does not answer")
        except RequestException:
            return _Trouble("cannot be reached")
        response.encoding = "utf-8"
        return _judged(response, self._url)


def _judged(response: Response, url: str) -> Response | _Trouble:
    """The page, if it is one. Raises `_Declined` and `EngineError` where another attempt would not help."""
    status = response.status_code
    if status == 429:
        wait = _seconds(response.headers.get("Retry-After", ""))
        asked = f", and asks to wait {wait:.0f} seconds" if wait else ""
        return _Trouble(f"takes no more requests for now{asked}", wait)
    if status in _AGAIN:
        return _Trouble(f"answers {status}", _seconds(response.headers.get("Retry-After", "")), of_text=True)
    if 300 <= status < 400 or status in (401, 403):
        raise EngineError(
            f"{_host(url)} turns us away ({status})", hint="it may take us for a robot: draft again later"
        )
    if status >= 400:
        raise _Declined(f"{_host(url)} answers {status}")
    return response


def _seconds(retry_after: str) -> float:
    """How long a ``Retry-After`` header asks to wait: seconds or a date (RFC 9110, 10.2.3); else 0."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0
    return max(0.0, until.timestamp() - time.time())


def _host(url: str) -> str:
    return urlsplit(url).hostname or url
