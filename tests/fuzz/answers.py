"""Engines' answers: whatever a server sends becomes a draft that a catalog can hold, or a reason why not."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import cache, partial
from types import SimpleNamespace

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.provenance import sign
from essaytool.drafting.verify import accepted
from essaytool.engines import Answer, Batch, Text, Unanswered, apertium, bergamot, load_engine
from essaytool.engines.hosted import Hosted
from essaytool.engines.http import Patience, Reply
from essaytool.errors import EngineError, Refusal
from essaytool.languages import parse_tag
from essaytool.markdown.protect import Protected, protect
from essaytool.markdown.segment import segment
from essaytool.model import Catalog, Entry, State, Unit
from tests.fuzz.inputs import parts, text

ENGLISH, FRENCH = parse_tag("en"), parse_tag("fr")
ESSAY = """# Bread

Yeast eats *sugar* & [salt](https://example.org/salt "White"), `not` 3 €.[^1]

[^1]: Really.
""".encode()
SERVED = ("google", "mymemory", "libre", "deepl", "microsoft", "chat")
URL = "http://127.0.0.1:9/"
DAY = datetime.date(2026, 11, 23)


def answers(data: bytes) -> None:
    """The first line names an engine, a status and a ``Retry-After``; the rest is the body of the answer."""
    line, _, body = data.partition(b"\n")
    name, status, retry_after = parts(line.replace(b" ", b"\n%%\n"), 3)
    engine = text(name)
    if engine == "apertium":
        _judge(lambda asked: apertium._answer(asked, text(body)), "word")
    elif engine == "bergamot":
        model = SimpleNamespace(translate=lambda _: text(body))
        _judge(partial(bergamot._answer, model), "token")
    elif engine in SERVED and status.isdigit() and len(status) == 3:
        _judge(
            _asked(engine, Reply(int(status), body, retry_after.decode("latin-1"))),
            _engine(engine).carriers[0],
        )


@cache
def _engine(name: str) -> Hosted:
    model = {"model": "tiny"} if name == "chat" else {}
    engine = type(load_engine(name, {"url": URL, **model}))(
        {"url": URL, **model}, Patience(pauses=(), longest=0)
    )
    assert isinstance(engine, Hosted)
    return engine


def _asked(name: str, reply: Reply) -> Callable[[str], Answer]:
    """What the engine reads in this answer to a text, which it gets without a server."""
    engine = _engine(name)
    engine.connection._exchange = lambda _: reply  # type: ignore[method-assign]

    def ask(asked: str) -> Answer:
        try:
            (answer,) = engine.translate(Batch((Text(asked),), ENGLISH, FRENCH))
        except EngineError as error:
            return Unanswered(str(error))
        return answer

    return ask


def _judge(ask: Callable[[str], Answer], carrier: str) -> None:
    for unit, protected in _texts(carrier):
        answer = ask(protected.text)
        assert isinstance(answer, str | Unanswered)
        try:
            msgstr = accepted(SimpleNamespace(units=(unit,), protected=protected), answer, ENGLISH, FRENCH)
        except Refusal:
            continue
        draft = sign(Entry(unit.msgid, msgstr), "fuzz", DAY)
        catalog = Catalog("essay.po", (b'msgid ""\nmsgstr "Language: fr\\n"\n\n', draft))
        (read,) = parse_catalog(serialize_catalog(catalog)).entries
        assert (read.msgstr, read.state) == (msgstr, State.DRAFT)


@cache
def _texts(carrier: str) -> Sequence[tuple[Unit, Protected]]:
    """The essay's texts, as they are sent."""
    units = [unit for unit in segment(ESSAY).slots if unit.translatable]
    return [(unit, protect(unit.msgid, unit.context, carrier)) for unit in units]
