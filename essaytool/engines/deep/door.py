"""The one door to deep-translator.

Its modules call ``requests.get`` or ``requests.post``. Here an object stands in for ``requests`` that hands
each call to the function that the current thread has given (`asking`); and a translator is made for each
thread, because it keeps the text of a request in itself and so mixes up those of two threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace
from typing import Any

from essaytool.engines.http import Declined, Reply
from essaytool.errors import EngineError


@dataclass(frozen=True, slots=True)
class Call:
    """What one of its classes would send."""

    url: str
    params: Mapping[str, Any] = field(default_factory=dict)
    json: Any = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


Send = Callable[[Call], Reply]

_send: ContextVar[Send] = ContextVar("send")


class Unreadable(Exception):
    """The class made nothing of the server's answer."""


def asking(translator: Any, text: str, send: Send) -> Any:
    """What a translator gives for a text, when `send` does the sending.

    Raises what `send` raises, and `Unreadable`.
    """
    token = _send.set(send)
    try:
        return translator.translate(text)
    except (EngineError, Declined):
        raise
    except Exception as error:
        failed = type(error).__name__
    finally:
        _send.reset(token)
    raise Unreadable(failed)


def reply_to(translator: Any, text: str, send: Send) -> Reply:
    """What the server answers to the request that the translator builds; the engine reads it by itself.

    Raises what `send` raises.
    """
    replies = []

    def keep(call: Call) -> Reply:
        replies.append(send(call))
        return replies[-1]

    with suppress(Unreadable):
        asking(translator, text, keep)
    return replies[0]


def _handed_on(url: str, **rest: Any) -> Any:
    known = {key: rest[key] for key in ("params", "json", "headers") if rest.get(key)}
    reply = _send.get()(Call(url, **known))
    return SimpleNamespace(status_code=200, text=reply.text, json=reply.json, close=lambda: None)


class _NeverRaised(Exception):
    pass


_REQUESTS = SimpleNamespace(
    get=_handed_on, post=_handed_on, exceptions=SimpleNamespace(RequestException=_NeverRaised)
)


class Translators:
    """The translators of one engine, made when they are first asked for."""

    def __init__(self, make: Callable[[str, str], Any]) -> None:
        self._make = make
        self._here = threading.local()

    def between(self, source: str, target: str) -> Any:
        """This thread's translator for these codes."""
        made: dict[str, Any] = self._here.__dict__
        pair = f"{source} {target}"
        if pair not in made:
            made[pair] = self._make(source, target)
        return made[pair]


def _opened(module: ModuleType) -> ModuleType:
    module.requests = _REQUESTS  # type: ignore[attr-defined]
    return module


def google(source: str, target: str) -> Any:
    from deep_translator import google as module  # type: ignore[import-untyped]

    return _opened(module).GoogleTranslator(source, target)


def mymemory(source: str, target: str, email: str) -> Any:
    from deep_translator import mymemory as module

    return _opened(module).MyMemoryTranslator(source, target, email=email or None)


def libre(source: str, target: str) -> Any:
    """It wants a key, and knows 17 languages: neither has a say in what is sent."""
    from deep_translator import libre as module

    translator = _opened(module).LibreTranslator("en", "es", api_key="-", custom_url="/")
    return _between(translator, source, target)


def deepl(source: str, target: str) -> Any:
    """It wants a key, and knows 27 languages: neither has a say in what is sent."""
    from deep_translator import deepl as module

    return _between(_opened(module).DeeplTranslator("de", "en", api_key="-"), source, target)


def microsoft(source: str, target: str, region: str) -> Any:
    """It would ask the server for its languages when it is made, which is spared it."""
    from deep_translator import microsoft as module

    class Microsoft(_opened(module).MicrosoftTranslator):  # type: ignore[misc]
        def _get_supported_languages(self) -> dict[str, str]:
            return {"source": source, "target": target}

    return Microsoft(source, target, api_key="-", region=region or None, textType="html")


def _between(translator: Any, source: str, target: str) -> Any:
    translator.source, translator.target = source, target
    return translator
