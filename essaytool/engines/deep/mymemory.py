"""MyMemory: a public translation memory with machine translation behind it, without a key.

deep-translator builds the request and takes the translation out of the answer. Its plain ``http`` is not
used, nor its way to take the next best match where there is no translation: that is another text's. The
server says what is wrong in place of a translation, with status 200 (https://mymemory.translated.net/doc/).
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import partial
from typing import Any

from essaytool.engines.codes import MYMEMORY, code_of
from essaytool.engines.deep.door import Call, Send, Translators, Unreadable, asking, mymemory
from essaytool.engines.hosted import Hosted, given
from essaytool.engines.http import Declined, Patience, Reading, Reply, Request
from essaytool.engines.protocol import Answer, Batch, EngineSettings, Limits, Unanswered
from essaytool.languages import Language

_OWN_TRANSLATION = 0.8
"""How like the text a match must be; machine translation counts as 0.85."""
_COMPLAINTS = {
    "QUERY LENGTH LIMIT": "finds the text too long",
    "INVALID": "does not know one of the languages",
    "DISTINCT LANGUAGES": "finds the languages the same",
}


class MyMemory(Hosted):
    """The engine. With an address to write to, ``email``, it takes ten times as much a day."""

    name = "mymemory"
    needs = "deep_translator"
    takes = Limits(text=450, at_once=2, seconds=0.7)
    """The server takes 500 bytes, and placeholders may count more for it than here."""

    def __init__(self, settings: EngineSettings, patience: Patience | None = None) -> None:
        self.reading = Reading(stops=_spent, declines=_complaint, turned_away="draft again later")
        super().__init__(settings, patience)
        self._translators = Translators(partial(mymemory, email=str(settings.get("email", ""))))

    def usual_url(self) -> str:
        return "https://api.mymemory.translated.net/get"

    def speaks(self, source: Language, target: Language) -> bool:
        codes = code_of(source, MYMEMORY), code_of(target, MYMEMORY)
        return all(codes) and codes[0].partition("-")[0] != codes[1].partition("-")[0]

    def measure(self, text: str) -> int:
        """In bytes of UTF-8."""
        return len(text.encode("utf-8", "replace"))

    def ask(self, batch: Batch) -> Sequence[Answer]:
        pair = code_of(batch.source, MYMEMORY), code_of(batch.target, MYMEMORY)
        translator = self._translators.between(*pair)

        def send(call: Call) -> Reply:
            return self.connection.send(Request(query=call.params), batch.may_repeat)

        return [_answer(translator, item.text, send) for item in batch.texts]


def _answer(translator: Any, text: str, send: Send) -> Answer:
    try:
        answer = given(asking(translator, " ".join(text.split()), send), "mymemory")
    except Declined as declined:
        return Unanswered(str(declined))
    except Unreadable as unreadable:
        return Unanswered(f"mymemory's answer cannot be read ({unreadable})")
    return html.unescape(answer) if isinstance(answer, str) and "&" not in text else answer


def _said(reply: Reply) -> dict[str, Any]:
    """The answer's fields; none where it is not the server's own."""
    value = reply.json()
    return value if isinstance(value, dict) and isinstance(value.get("responseData"), dict) else {}


def _spent(reply: Reply) -> str:
    said = _said(reply)
    warned = "MYMEMORY WARNING" in _words(said)
    return "has no more translations for us today" if said.get("quotaFinished") is True or warned else ""


def _complaint(reply: Reply) -> str:
    said = _said(reply)
    words = _words(said)
    if not said or reply.status in (429, 503):
        return ""
    if str(said.get("responseStatus")) != "200":
        known = (meaning for sign, meaning in _COMPLAINTS.items() if sign in words)
        return next(known, "does not take the text")
    if not str(said["responseData"].get("translatedText") or "").strip():
        return "has no translation of the text"
    return "" if _is_own(said["responseData"].get("match")) else "knows the translation of another text only"


def _is_own(match: object) -> bool:
    return not isinstance(match, int | float) or match >= _OWN_TRANSLATION


def _words(said: dict[str, Any]) -> str:
    """What the server says in place of a translation, or beside it."""
    data = said.get("responseData", {})
    return f"{data.get('translatedText')} {said.get('responseDetails')}".upper() if said else ""
