"""Google's classic page, without a key.

deep-translator builds the request and reads the page. It drops tags and joins what a line break parts, so
texts go as one line, with tokens for markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote_plus

from essaytool.engines.codes import GOOGLE, code_of
from essaytool.engines.deep.door import Call, Send, Translators, Unreadable, asking, google
from essaytool.engines.hosted import Hosted, given
from essaytool.engines.http import Declined, Patience, Reading, Reply, Request
from essaytool.engines.protocol import Answer, Batch, EngineSettings, Limits, Unanswered
from essaytool.languages import Language

_ESCAPED = 3
"""Bytes of the least character that a URL does not take as it is."""


class Google(Hosted):
    """The engine. Its ``url`` can be set, to a page that answers as google's does."""

    name = "google"
    needs = "deep_translator"
    takes = Limits(text=4_999 * _ESCAPED, at_once=4, seconds=0.3)
    """deep-translator takes 4,999 characters; and the request is a URL, of which servers take 16 KiB."""
    reading = Reading(turned_away="it may take us for a robot: draft again later")

    def __init__(self, settings: EngineSettings, patience: Patience | None = None) -> None:
        super().__init__(settings, patience)
        self._translators = Translators(google)

    def usual_url(self) -> str:
        return "https://translate.google.com/m"

    def usual_at_once(self) -> int:
        """Google allows 5 requests a second; a server on this machine has no reason to."""
        return super().usual_at_once() if self.hosted else 16

    def speaks(self, source: Language, target: Language) -> bool:
        codes = code_of(source, GOOGLE), code_of(target, GOOGLE)
        return all(codes) and codes[0] != codes[1]

    def measure(self, text: str) -> int:
        """In bytes of a URL, with no character less than three."""
        return max(len(quote_plus(text)), _ESCAPED * len(text))

    def ask(self, batch: Batch) -> Sequence[Answer]:
        translator = self._translators.between(code_of(batch.source, GOOGLE), code_of(batch.target, GOOGLE))

        def send(call: Call) -> Reply:
            return self.connection.send(Request(query=call.params), batch.may_repeat)

        return [_answer(translator, item.text, send) for item in batch.texts]


def _answer(translator: Any, text: str, send: Send) -> Answer:
    """One translation. What goes wrong with this text alone is its answer."""
    try:
        return given(asking(translator, " ".join(text.split()), send), "google")
    except Declined as declined:
        return Unanswered(str(declined))
    except Unreadable as unreadable:
        return Unanswered(f"google's answer cannot be read ({unreadable})")
