"""No damage that a server does becomes a draft, and what a good one does mostly becomes one.

Each hostile server of `damage.md` answers for the texts of real essays, in every carrier. What is accepted is
put into its essay without any further judgement, and read by another parser (`oracle`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import cycle, product
from pathlib import Path

import pytest

from essaytool.drafting.ladder import attempts
from essaytool.drafting.verify import accepted
from essaytool.errors import Refusal
from essaytool.languages import parse_tag
from essaytool.markdown.protect import CARRIERS, Protected, protect
from essaytool.markdown.protect.span import Role
from essaytool.markdown.segment import segment
from essaytool.markdown.verify import assemble
from essaytool.model import Context, Essay, Unit
from tests.conftest import SWEEP
from tests.drafting import oracle
from tests.drafting.damage import KIND, LANGUAGES, SPANISH, Server, hostile, rows, swaps, translated
from tests.drafting.samples import ENGLISH, Scripted
from tests.markdown.documents import ROOT, real

OURS = Path(__file__).with_name("contexts.md")
"""A small essay with a text in every context."""
TRANSLATED = re.compile(r"/(?:ar|de|zh-hans)/")
"""The articles of the corpora that are no English."""
MOST = 40
"""Units of an essay that are tried where time is short."""
TRACES = {name: trace for name, _, trace in rows()}


def essays(corpora: Path | None = None) -> list[Essay]:
    paths = [OURS, *sorted((ROOT / "source").glob("*.md"))]
    own = [(str(path), path.read_bytes()) for path in paths]
    others = real(corpora, 1 if SWEEP else 60) if corpora else []
    others = [(path, source) for path, source in others if not TRANSLATED.search(path)]
    return [segment(source, path=path, code="comments") for path, source in [*own, *others]]


@dataclass(frozen=True)
class Outcome:
    """What becomes of one entry."""

    msgstr: str = ""
    reason: str = ""
    rungs: int = 0


def drafted(unit: Unit, carrier: str, server: Server, language: str) -> Outcome:
    """The draft that comes of asking a server as a run does; or why there is none."""
    engine, reason = Scripted(carriers=(carrier,)), ""
    for rung, attempt in enumerate(attempts([unit], engine), 1):
        try:
            answer = attempt.answer([server(text) for text in attempt.texts])
            return Outcome(accepted(attempt, answer, ENGLISH, parse_tag(language)), rungs=rung)
        except Refusal as refusal:
            reason = reason or refusal.sentence
    return Outcome(reason=reason)


def faults(essay: Essay, drafts: dict[int, str], trace: str, language: str) -> Iterator[str]:
    """What is wrong with these drafts, by slot, alone and in their essay."""
    for number, msgstr in drafts.items():
        unit = essay.slots[number]
        if found := oracle.fault(unit.msgid, msgstr, trace, language):
            yield f"{found}: {unit.context}: {unit.msgid!r} -> {msgstr!r}"
    if not _keeps(essay, drafts):
        for number, msgstr in drafts.items():
            if not _keeps(essay, {number: msgstr}):
                unit = essay.slots[number]
                yield f"changes the essay: {unit.context}: {unit.msgid!r} -> {msgstr!r}"


def _keeps(essay: Essay, drafts: dict[int, str]) -> bool:
    edition = assemble(essay, drafts).markdown.decode(errors="replace")
    return oracle.structure(edition) == oracle.structure(essay.source.decode(errors="replace"))


def numbered(essay: Essay) -> dict[int, Unit]:
    """The units of an essay by their slots; of a long one, some of them."""
    found = [(number, slot) for number, slot in enumerate(essay.slots) if slot.translatable]
    return dict(found if SWEEP else found[:: 1 + len(found) // MOST])


def test_the_table_lists_the_servers() -> None:
    assert list(TRACES) == list(hostile(SPANISH))
    assert len(TRACES) >= 25


def test_the_sample_has_every_context() -> None:
    assert {unit.context for unit in essays()[0].units} == set(Context)


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("name", TRACES)
def test_no_damage_becomes_a_draft(name: str, carrier: str) -> None:
    for essay, language in product(essays()[: None if SWEEP else 1], LANGUAGES):
        assert broken(essay, name, carrier, language) == []


def test_nor_does_it_in_real_books(corpora: Path) -> None:
    """Each server meets each essay, or with less time some of them, each carrier and each language."""
    found = essays(corpora)[1:]
    meetings = list(product(TRACES, found)) if SWEEP else list(zip(TRACES, cycle(found), strict=False))
    carriers, languages = cycle(CARRIERS), cycle(LANGUAGES)
    assert {
        (name, fault)
        for (name, essay), carrier, language in zip(meetings, carriers, languages, strict=False)
        for fault in broken(essay, name, carrier, language)
    } == set()


def broken(essay: Essay, name: str, carrier: str, language: str) -> list[str]:
    server = hostile(language)[name]
    outcomes = {number: drafted(unit, carrier, server, language) for number, unit in numbered(essay).items()}
    drafts = {number: outcome.msgstr for number, outcome in outcomes.items() if outcome.msgstr}
    return list(faults(essay, drafts, TRACES[name], language))


@pytest.mark.parametrize("carrier", CARRIERS)
def test_what_a_kind_server_does_becomes_drafts(carrier: str, corpora: Path) -> None:
    entries = accepted_ones = 0
    found = essays(corpora)
    for essay, language in zip(found if SWEEP else found[:3], cycle(LANGUAGES), strict=False):
        for habit in (*KIND.values(), None):
            drafts = kindly_drafted(essay, carrier, habit, language)
            entries += len(numbered(essay))
            accepted_ones += len(drafts)
            assert list(faults(essay, drafts, "", language)) == []
    assert accepted_ones >= 0.98 * entries


def kindly_drafted(essay: Essay, carrier: str, habit: Server | None, language: str) -> dict[int, str]:
    """The drafts, by slot, of a server that has this habit; without one, it swaps names."""
    drafts = {}
    for number, unit in numbered(essay).items():
        mine = habit or partial(swaps, lone=names_in(protect(unit.msgid, unit.context, carrier)))
        outcome = drafted(unit, carrier, partial(habitual, habit=mine, language=language), language)
        drafts |= {number: outcome.msgstr} if outcome.msgstr else {}
    return drafts


def habitual(text: str, habit: Server, language: str) -> str:
    return habit(translated(text, language))


def names_in(protected: Protected) -> tuple[str, ...]:
    """Placeholders for words that may change their places in a sentence."""
    return tuple(
        placeholder.sent
        for placeholder in protected.placeholders
        if [part.role for part in placeholder.parts] == [Role.NOUN]
    )
