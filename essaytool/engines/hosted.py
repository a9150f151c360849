"""What engines behind a server have in common: where it is, what may be sent there, and how much it takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from itertools import repeat
from typing import ClassVar

from essaytool.engines.addresses import host_of, is_loopback, safe_url
from essaytool.engines.http import Connection, Declined, Patience, Reading
from essaytool.engines.keys import find_key, lacking
from essaytool.engines.protocol import (
    NOTHING,
    THIS_MACHINE,
    Answer,
    Batch,
    EngineSettings,
    Limits,
    Unanswered,
)
from essaytool.errors import EngineError, EssaytoolError


class Hosted:
    """An engine behind a server. What each one asks, and reads in the answer, is in `ask`."""

    name: ClassVar[str]
    carriers: ClassVar[tuple[str, ...]] = ("token",)
    garbles: ClassVar[re.Pattern[str] | None] = None
    reads_context: ClassVar[bool] = False
    takes_terms: ClassVar[bool] = False
    cached: ClassVar[bool] = True
    takes: ClassVar[Limits]
    """Its limits, where the settings say nothing."""
    patience: ClassVar[Patience] = Patience()
    reading: Reading = Reading()
    needs: ClassVar[str] = ""
    """The package that it needs."""
    needs_key: ClassVar[bool] = False

    model = ""

    def __init__(self, settings: EngineSettings, patience: Patience | None = None) -> None:
        patience = patience or self.patience
        url = str(settings.get("url", "")) or self.usual_url()
        self.url = safe_url(f"engines.{self.name}.url", url.rstrip("/")) if url else ""
        self.address = self.url
        self.hosted = not is_loopback(self.url)
        self.destination = self._destination()
        at_once = settings.get("at_once") or self.usual_at_once()
        self.limits = replace(self.takes, attempts=patience.attempts, at_once=at_once)
        self.price_per_million = float(settings.get("price_per_million", 0))
        self.connection = Connection(
            self.url, hosted=self.hosted, at_once=at_once, patience=patience, reading=self.reading
        )

    def usual_url(self) -> str:
        """Where its server is; empty where that is for the settings to say."""
        return ""

    def usual_at_once(self) -> int:
        """How many requests may be under way, where the settings do not say."""
        return self.takes.at_once

    def _destination(self) -> str:
        if not self.url:
            return "the server at `url`"
        return host_of(self.url) if self.hosted else THIS_MACHINE

    def available(self) -> str:
        if self.needs and not find_spec(self.needs):
            return f"needs the package `{self.needs}`"
        if not self.url:
            return f"needs its server's address: the setting `engines.{self.name}.url`"
        return lacking(self.name, self.url) if self.needs_key and self.hosted else ""

    def measure(self, text: str) -> int:
        return len(text)

    def key(self) -> str:
        """The key that goes to its server; empty where there is none. Raises `EngineError`."""
        failure = ""
        try:
            key = find_key(self.name, self.url)
        except EssaytoolError as error:
            failure, hint = str(error), error.hint
        if failure:
            raise EngineError(failure, hint=hint)
        if self.needs_key and self.hosted and not key:
            raise EngineError(f"{self.name} {lacking(self.name, self.url)}")
        return key

    def translate(self, batch: Batch) -> Sequence[Answer]:
        if not self.url:
            raise EngineError(f"{self.name} {self.available()}")
        worded = tuple(item for item in batch.texts if item.text.strip())
        try:
            answers = iter(self.ask(replace(batch, texts=worded)) if worded else ())
        except Declined as declined:
            answers = repeat(Unanswered(str(declined)))
        return [self._without_key(next(answers)) if item.text.strip() else NOTHING for item in batch.texts]

    def _without_key(self, answer: Answer) -> Answer:
        """The answer, unless the server put the key into it: what is drafted is kept and published."""
        key = self.key()
        return Unanswered(f"{self.name} gave the key back") if key and key in str(answer) else answer

    def ask(self, batch: Batch) -> Sequence[Answer]:
        """One answer a text; none is blank. Raises `Declined` for all of them, and `EngineError`."""
        raise NotImplementedError


def given(text: object, engine: str) -> Answer:
    """What a server gave for one text, if it gave a text."""
    return text if isinstance(text, str) and text.strip() else Unanswered(f"{engine} gave no translation")


def one_each(found: object, count: int, engine: str) -> Sequence[Answer]:
    """The answers to so many texts, if the server gave a list of as many. Raises `Declined`."""
    if not isinstance(found, list):
        raise Declined(f"{engine}'s answer cannot be read")
    if len(found) != count:
        raise Declined(f"{engine} gave {len(found)} answers to {count} texts")
    return [given(text, engine) for text in found]


def texts_of(translations: object) -> object:
    """The texts of a list of translations that are objects with a text."""
    if not isinstance(translations, list):
        return None
    return [item.get("text") if isinstance(item, dict) else None for item in translations]
