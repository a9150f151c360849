"""DeepL, with a key.

deep-translator builds a request for one text, as DeepL no longer takes it: by GET, with the key in the URL.
What is still its are the names of the parameters. Ours are the POST with the key in a header, up to 50 texts
in it, the handling of tags, the context, today's languages, and the reading of the answer
(https://developers.deepl.com/api-reference/translate).
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from essaytool.engines.codes import DEEPL_SOURCE, DEEPL_TAGGED, DEEPL_TARGET, code_of
from essaytool.engines.deep.door import Call, Translators, deepl, reply_to
from essaytool.engines.hosted import Hosted, one_each, texts_of
from essaytool.engines.http import Patience, Reading, Reply, Request, as_json
from essaytool.engines.keys import find_key
from essaytool.engines.protocol import Answer, Batch, EngineSettings, Limits, Unanswered
from essaytool.errors import EssaytoolError
from essaytool.languages import Language

_PRO, _FREE = "https://api.deepl.com", "https://api-free.deepl.com"
_CONTEXT = 4_000
"""Characters of context that go along; they cost nothing, but the request has its size."""
_QUOTA = 456


class DeepL(Hosted):
    """The engine. A key that ends in ``:fx`` is one of the free API, which has a host of its own."""

    name = "deepl"
    needs = "deep_translator"
    needs_key = True
    carriers = ("xml",)
    reads_context = True
    takes = Limits(text=30_000, texts=50, batch=100_000, at_once=4, seconds=1.0)
    """A request has at most 50 texts and 128 KiB, of which the context and the rest get a part."""

    def __init__(self, settings: EngineSettings, patience: Patience | None = None) -> None:
        self.reading = Reading(stops=_spent, declines=_complaint)
        super().__init__(settings, patience)
        self._translators = Translators(deepl)

    def usual_url(self) -> str:
        try:
            free, pro = find_key(self.name, _FREE), find_key(self.name, _PRO)
        except EssaytoolError:
            return _PRO
        return _FREE if free.endswith(":fx") or (free and not pro) else _PRO

    def speaks(self, source: Language, target: Language) -> bool:
        """Another variant of the same language comes back as it was."""
        codes = code_of(source, DEEPL_SOURCE), code_of(target, DEEPL_TARGET)
        return all(codes) and codes[0] != codes[1].partition("-")[0]

    def measure(self, text: str) -> int:
        """In bytes of the request."""
        return len(as_json(text)) + 2

    def ask(self, batch: Batch) -> Sequence[Answer]:
        pair = code_of(batch.source, DEEPL_SOURCE), code_of(batch.target, DEEPL_TARGET)
        markup = _TAGGED if _handles_tags(*pair) else _UNTAGGED
        ready = [markup.ready(item.text) for item in batch.texts]
        texts = [text for text in ready if isinstance(text, str)]
        found = iter(self._translations(batch, pair, texts, markup) if texts else ())
        return [
            markup.back(next(found), item.text) if isinstance(text, str) else text
            for item, text in zip(batch.texts, ready, strict=True)
        ]

    def _translations(
        self, batch: Batch, pair: tuple[str, str], texts: list[str], markup: _Markup
    ) -> Sequence[Answer]:
        key = self.key()
        headers = {"Authorization": f"DeepL-Auth-Key {key}"} if key else {}

        def send(call: Call) -> Reply:
            named = {name: call.params[name] for name in ("source_lang", "target_lang")}
            body = {**named, "text": texts, **markup.parameters, **_context(batch)}
            return self.connection.send(
                Request("/v2/translate", body=body, headers=headers), batch.may_repeat
            )

        value = reply_to(self._translators.between(*pair), texts[0], send).json()
        found = value.get("translations") if isinstance(value, dict) else None
        return one_each(texts_of(found), len(texts), self.name)


def _handles_tags(source: str, target: str) -> bool:
    return source in DEEPL_TAGGED and target in DEEPL_TAGGED


def _context(batch: Batch) -> dict[str, str]:
    """What stands around the texts, for DeepL to read and not to translate."""
    around = [batch.title, *(side for item in batch.texts for side in (item.before, item.after))]
    context = "\n\n".join(dict.fromkeys(filter(None, around)))[:_CONTEXT]
    return {"context": context} if context else {}


# --- markup -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Markup:
    """How texts are made ready for DeepL, and its answers for us."""

    ready: Callable[[str], Answer]
    back: Callable[[Answer, str], Answer]
    """From the answer to a text, and that text as it was."""
    parameters: Mapping[str, str]


def _well_formed(text: str) -> Answer:
    """The text, if it is XML: else DeepL refuses the whole request."""
    try:
        ElementTree.fromstring(f"<text>{text}</text>")
    except ElementTree.ParseError:
        return Unanswered("is not XML that deepl would take")
    return text


def _unescaped(text: str) -> Answer:
    return text if "<" in text else html.unescape(text)


def _escaped(answer: Answer, text: str) -> Answer:
    return html.escape(answer, quote=False) if isinstance(answer, str) and "<" not in text else answer


_TAGGED = _Markup(
    _well_formed,
    lambda answer, _: answer,
    {"tag_handling": "xml", "tag_handling_version": "v2", "split_sentences": "nonewlines"},
)
_UNTAGGED = _Markup(_unescaped, _escaped, {})
"""For the languages in which DeepL handles no tags: a text without any goes as the plain text that it is.
With tags it goes as it stands; they may survive, and if they do not, the texts between them are asked for.
"""


# --- what is said beside translations -----------------------------------------------------------------------


def _spent(reply: Reply) -> str:
    return "says that the quota is used up" if reply.status == _QUOTA else ""


def _complaint(reply: Reply) -> str:
    return "finds the request too long" if reply.status in (413, 414) else ""
