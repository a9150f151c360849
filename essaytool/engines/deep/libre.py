"""LibreTranslate, on a server of one's own or of somebody else: there is no usual one.

deep-translator builds the request and takes the translation out of the answer. It would send text and key in
the URL, and markup as text: here they go in the body, as JSON, and markup as HTML. The server takes the
escapes out of the HTML that it answers, which is undone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from essaytool.engines.codes import LIBRE, code_of
from essaytool.engines.deep.door import Call, Send, Translators, Unreadable, asking, libre
from essaytool.engines.hosted import Hosted, given
from essaytool.engines.http import Declined, Patience, Reading, Reply, Request
from essaytool.engines.protocol import Answer, Batch, EngineSettings, Limits, Unanswered
from essaytool.languages import Language

_NO_TAG = re.compile(r"<(?!/?[a-z]+\b[^<>]*>)", re.IGNORECASE)
_STOPS = {
    "api key": "wants a key, or another one",
    "is not supported": "does not have one of the languages",
    "as a target language": "does not translate between these languages",
}


class Libre(Hosted):
    """The engine."""

    name = "libre"
    needs = "deep_translator"
    carriers = ("html",)
    takes = Limits(text=2_000, at_once=4, seconds=1.0)
    """What the public server takes; one of one's own may take more."""

    def __init__(self, settings: EngineSettings, patience: Patience | None = None) -> None:
        self.reading = Reading(stops=_stopped, declines=_complaint)
        super().__init__(settings, patience)
        self._translators = Translators(libre)

    def speaks(self, source: Language, target: Language) -> bool:
        codes = code_of(source, LIBRE), code_of(target, LIBRE)
        return all(codes) and codes[0] != codes[1]

    def ask(self, batch: Batch) -> Sequence[Answer]:
        translator = self._translators.between(code_of(batch.source, LIBRE), code_of(batch.target, LIBRE))
        key = {"api_key": key} if (key := self.key()) else {}

        def send(call: Call) -> Reply:
            sent = {name: value for name, value in call.params.items() if name != "api_key"}
            request = Request("/translate", body={**sent, "format": "html", **key})
            return self.connection.send(request, batch.may_repeat)

        return [_answer(translator, item.text, send) for item in batch.texts]


def _answer(translator: Any, text: str, send: Send) -> Answer:
    try:
        answer = given(asking(translator, text, send), "libre")
    except Declined as declined:
        return Unanswered(str(declined))
    except Unreadable as unreadable:
        return Unanswered(f"libre's answer cannot be read ({unreadable})")
    return _escaped(answer) if isinstance(answer, str) else answer


def _escaped(answer: str) -> str:
    """HTML again: what is neither a tag nor one's end is text."""
    return _NO_TAG.sub("&lt;", answer.replace("&", "&amp;"))


def _stopped(reply: Reply) -> str:
    words = _words(reply)
    return next((meaning for sign, meaning in _STOPS.items() if sign in words), "")


def _complaint(reply: Reply) -> str:
    return "finds the text too long" if "exceeds text limit" in _words(reply) else ""


def _words(reply: Reply) -> str:
    """What the server complains about, in lower case."""
    value = reply.json() if reply.status in (400, 403) else None
    return str(value.get("error", "")).lower() if isinstance(value, dict) else ""
