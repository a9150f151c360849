"""Microsoft's translator of Azure, with a key.

deep-translator names the languages, the region's header and the kind of markup. It would send one text a
request, ask for the list of languages when it is made, and read every error as an answer: ours are the array
of texts, the table of languages, and the reading
(https://learn.microsoft.com/azure/ai-services/translator/text-translation/reference/v3/translate).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from essaytool.engines.codes import MICROSOFT, code_of
from essaytool.engines.deep.door import Call, Translators, microsoft, reply_to
from essaytool.engines.hosted import Hosted, one_each, texts_of
from essaytool.engines.http import Patience, Reading, Reply, Request
from essaytool.engines.protocol import Answer, Batch, EngineSettings, Limits
from essaytool.languages import Language

_REGION = "Ocp-Apim-Subscription-Region"
_SPENT = (403_000, 403_001)
_LANGUAGES = (400_019, 400_023, 400_035, 400_036)
_TOO_LONG = (400_050, 400_072, 400_077)


class Microsoft(Hosted):
    """The engine. A key of one region needs that region's name, ``region``."""

    name = "microsoft"
    needs = "deep_translator"
    needs_key = True
    carriers = ("html",)
    takes = Limits(text=10_000, texts=100, batch=10_000, at_once=4, seconds=0.5)
    """A request may have 50,000 characters; but the free tier takes 33,300 a minute, and refuses a request
    that has much of that in it.
    """

    def __init__(self, settings: EngineSettings, patience: Patience | None = None) -> None:
        self.reading = Reading(stops=_stopped, declines=_complaint, turned_away="check the key and `region`")
        super().__init__(settings, patience)
        self._translators = Translators(partial(microsoft, region=str(settings.get("region", ""))))

    def usual_url(self) -> str:
        return "https://api.cognitive.microsofttranslator.com"

    def speaks(self, source: Language, target: Language) -> bool:
        codes = code_of(source, MICROSOFT), code_of(target, MICROSOFT)
        return all(codes) and codes[0] != codes[1]

    def ask(self, batch: Batch) -> Sequence[Answer]:
        pair = code_of(batch.source, MICROSOFT), code_of(batch.target, MICROSOFT)
        key = {"Ocp-Apim-Subscription-Key": key} if (key := self.key()) else {}

        def send(call: Call) -> Reply:
            region = {name: value for name, value in call.headers.items() if name == _REGION}
            request = Request(
                "/translate",
                query={"api-version": "3.0", **call.params},
                body=[{"text": item.text} for item in batch.texts],
                headers={**region, **key},
            )
            return self.connection.send(request, batch.may_repeat)

        value = reply_to(self._translators.between(*pair), batch.texts[0].text, send).json()
        return one_each(_firsts(value), len(batch.texts), self.name)


def _firsts(value: object) -> object:
    """The first translation of each text: there is one for each language that was asked for."""
    if not isinstance(value, list):
        return None
    found = [texts_of(item.get("translations")) if isinstance(item, dict) else None for item in value]
    return [texts[0] if isinstance(texts, list) and texts else None for texts in found]


def _code(reply: Reply) -> int:
    """The server's number for what is wrong; 0 where there is none."""
    value = reply.json() if reply.status >= 400 else None
    error = value.get("error") if isinstance(value, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, int) else 0


def _stopped(reply: Reply) -> str:
    code = _code(reply)
    if code in _SPENT:
        return "says that the quota is used up"
    return "does not have one of the languages" if code in _LANGUAGES else ""


def _complaint(reply: Reply) -> str:
    return "finds the request too long" if _code(reply) in _TOO_LONG else ""
