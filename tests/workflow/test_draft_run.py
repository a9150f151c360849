"""Whole draft runs against a real server: what is sent, what it costs, and what is left when a run dies."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.provenance import sign
from essaytool.errors import ConfigError
from essaytool.languages import parse_tag
from essaytool.model import Entry, State
from essaytool.project import Project, find_project
from essaytool.workflow import saving
from essaytool.workflow.draft import draft
from essaytool.workflow.extract import extract
from essaytool.workflow.relay import Wish
from essaytool.workflow.results import Drafted, Failure, GaveUp, Planned, Sent
from essaytool.workflow.update import update
from tests.conftest import SWEEP
from tests.drafting.samples import TODAY, foreign
from tests.engines.servers import Server, serving

SPANISH = parse_tag("es")
GOOGLE = Wish(("google",))
ENTRIES = 1000
NUMBERS = "one two three four five six seven eight nine ten".split()


@pytest.fixture
def page() -> Iterator[Server]:
    with serving("google", translate=foreign) as page:
        yield page


def with_google(project: Project, page: Server, price: float = 0) -> Project:
    """The project as its configuration has it drafted by the server."""
    table = f'\n[engines.google]\nurl = "{page.url}"\n' + (f"price_per_million = {price}\n" if price else "")
    path = project.root / "essaytool.toml"
    path.write_text(path.read_text("utf-8") + table, "utf-8")
    return find_project(project.root)


def ready(project: Project, **essays: str) -> Project:
    """The project with these essays, extracted and brought into the catalogs."""
    for name, text in essays.items():
        (project.root / "source" / f"{name}.md").write_text(text, "utf-8")
    list(extract(project, project.essays()))
    list(update(project, [SPANISH], project.essays()))
    return project


def entries(project: Project, essay: str) -> dict[str, Entry]:
    content = project.catalog_path(essay, SPANISH).read_bytes()
    return {entry.msgid: entry for entry in parse_catalog(content).entries}


def emptied(project: Project) -> None:
    """Catalogs as they were before any draft."""
    for essay in project.essays():
        project.catalog_path(essay, SPANISH).unlink()
    list(update(project, [SPANISH], project.essays()))


def run(project: Project, wish: Wish) -> list[object]:
    return list(draft(project, [SPANISH], project.essays(), wish))


def drafts(results: list[object]) -> list[Drafted]:
    return [result for result in results if isinstance(result, Drafted)]


def fill(project: Project, essay: str, msgid: str, msgstr: str) -> None:
    """Translate one entry, as a person would."""
    path = project.catalog_path(essay, SPANISH)
    text = path.read_text("utf-8")
    path.write_text(text.replace(f'"{msgid}"\nmsgstr ""', f'"{msgid}"\nmsgstr "{msgstr}"'), "utf-8")


def test_a_dry_run_says_what_a_run_sends(project: Project, page: Server) -> None:
    project = with_google(ready(project, more="# Bread\n\nSee [the *old* book](x.html) & `code`.\n"), page)
    (planned,) = run(project, replace(GOOGLE, dry_run=True))
    assert page.requests == []
    results = run(project, GOOGLE)
    assert isinstance(planned, Planned)
    assert planned.characters == sum(map(len, page.texts))
    assert planned.requests == len(page.requests)
    assert results[-1] == Sent("google", "this machine", planned.characters, planned.requests, planned.price)


def test_a_text_of_several_essays_is_sent_once(project: Project, page: Server) -> None:
    project = with_google(ready(project, bread="Bread.\n\nThe end.\n", water="Water.\n\nThe end.\n"), page)
    run(project, GOOGLE)
    assert Counter(page.texts) == Counter(["Bread.", "Water.", "The end."])
    assert entries(project, "water")["The end."].msgstr == "Thö önd."


def test_what_was_drafted_once_is_never_sent_again(project: Project, page: Server) -> None:
    project = with_google(ready(project), page)
    run(project, GOOGLE)
    before, first = len(page.requests), entries(project, "bread")
    emptied(project)
    drafted = drafts(run(project, GOOGLE))[0]
    assert len(page.requests) == before
    assert [(share.drafts, share.cached) for share in drafted.by] == [(2, 2)]
    assert {key: entry.msgstr for key, entry in entries(project, "bread").items()} == {
        key: entry.msgstr for key, entry in first.items()
    }


def test_what_people_approved_elsewhere_is_not_sent_at_all(project: Project, page: Server) -> None:
    project = with_google(ready(project, bread="The end.\n", water="The end.\n"), page)
    fill(project, "bread", "The end.", "Fin.")
    run(project, GOOGLE)
    assert page.requests == []
    entry = entries(project, "water")["The end."]
    assert (entry.msgstr, entry.state) == ("Fin.", State.DRAFT)
    assert entry.provenance is not None
    assert entry.provenance.engine == "memory"


def test_a_text_like_one_of_the_memory_is_stale_where_no_engine_has_an_answer(
    project: Project, page: Server
) -> None:
    bread, water = "Yeast eats sugar all day long.", "Yeast eats sugar all night long."
    project = with_google(ready(project, bread=bread, water=water), page)
    fill(project, "bread", bread, "Come azúcar.")
    page.always = "echo"
    run(project, GOOGLE)
    entry = entries(project, "water")[water]
    assert (entry.msgstr, entry.state, entry.previous_msgid) == ("Come azúcar.", State.STALE, bread)


def test_repeated_requests_count_and_stop_before_the_limit(project: Project, page: Server) -> None:
    text = "Ten chars."
    project = with_google(ready(project, bread=text), page)
    page.always = "500"
    results = list(draft(project, [SPANISH], ["bread"], replace(GOOGLE, max_chars=25)))
    assert page.texts == [text, text]
    assert [result.characters for result in results if isinstance(result, Sent)] == [20]


def test_a_price_that_nobody_knows_cannot_be_limited(project: Project) -> None:
    project = replace(ready(project), for_engine={"google": {"url": "https://mirror.example/m"}})
    with pytest.raises(ConfigError, match="nobody knows what google costs"):
        run(project, replace(GOOGLE, max_cost=1.0))


def test_the_next_engine_of_the_chain_drafts_what_one_refuses(project: Project, page: Server) -> None:
    page.translate = lambda text: text if "sugar" in text else foreign(text)
    project = with_google(ready(project), page)
    bread = drafts(run(project, Wish(("google", "pseudo"))))[0]
    assert {share.engine: share.drafts for share in bread.by} == {"google": 1, "pseudo": 1}
    assert bread.left_empty == ()


def test_the_next_engine_goes_on_where_one_stops(project: Project, page: Server) -> None:
    page.always = "403"
    results = run(with_google(ready(project), page), Wish(("google", "pseudo")))
    assert [result.engine for result in results if isinstance(result, GaveUp)] == ["google"]
    assert not any(isinstance(result, Failure) for result in results)
    assert sum(drafted.drafts for drafted in drafts(results)) == 3


GERMAN = parse_tag("de")
LIKE = {"bread": "Yeast eats sugar all day long.", "water": "Yeast eats sugar all night long."}


def with_memory(project: Project) -> Project:
    """A project in Spanish and German, with one text translated, and one like it that is not."""
    project = ready(project, **LIKE)
    list(update(project, [SPANISH, GERMAN], project.essays()))
    for language in (SPANISH, GERMAN):
        path = project.catalog_path("bread", language)
        text = path.read_text("utf-8")
        path.write_text(
            text.replace(f'"{LIKE["bread"]}"\nmsgstr ""', f'"{LIKE["bread"]}"\nmsgstr "Eso."'), "utf-8"
        )
    return project


def test_what_an_engine_did_not_come_to_waits_for_another_run(project: Project, page: Server) -> None:
    page.always = "403"
    project = with_google(with_memory(project), page)
    list(draft(project, [GERMAN, SPANISH], project.essays(), GOOGLE))
    assert len(page.requests) == 1
    for language in (SPANISH, GERMAN):
        catalog = parse_catalog(project.catalog_path("water", language).read_bytes())
        assert [entry.state for entry in catalog.entries] == [State.MISSING]


@pytest.mark.parametrize(("hosted", "state"), [(True, State.STALE), (False, State.MISSING)])
def test_where_no_engine_can_the_memory_helps_out_once_all_may_be_asked(
    project: Project, hosted: bool, state: State
) -> None:
    project = with_memory(project)
    list(draft(project, [SPANISH], project.essays(), Wish(("bergamot",), hosted=hosted)))
    assert [entry.state for entry in entries(project, "water").values()] == [state]


def test_an_entry_that_no_engine_drafts_says_why_each_did_not(project: Project, page: Server) -> None:
    page.always = "echo"
    bread = "Yeast eats sugar all day."
    chain = Wish(("google", "google"))
    project = with_google(ready(project, bread=bread, water=""), page)
    drafted = drafts(run(project, chain))[0]
    assert [left.reason for left in drafted.left_empty] == [
        "google: the engine gave the source back; google: the engine gave the source back"
    ]


HUMAN = st.builds(
    Entry,
    msgid=st.just(""),
    msgstr=st.sampled_from(["", "Hecho a mano.", "Otra cosa"]),
    flags=st.sampled_from([(), ("fuzzy",)]),
    notes=st.sampled_from([(), ("a note",)]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200 if SWEEP else 25)
@given(st.lists(HUMAN, min_size=3, max_size=3), st.booleans(), st.lists(st.integers(0, 2), max_size=2))
def test_no_byte_of_a_person_is_touched(
    project: Project, people: list[Entry], redraft: bool, ours: list[int]
) -> None:
    """Whatever stands in a catalog, a run alters missing entries alone and, with redraft, its own drafts."""
    project = ready(project, bread="# One\n\nTwo two.\n\nThree three three.\n")
    emptied(project)
    path = project.catalog_path("bread", SPANISH)
    catalog = parse_catalog(path.read_bytes())
    written = [
        replace(entry, msgstr=person.msgstr, flags=person.flags, notes=person.notes, source=b"")
        for entry, person in zip(catalog.entries, people, strict=True)
    ]
    for place in ours:
        if written[place].msgstr:
            written[place] = sign(written[place], "pseudo", TODAY)
    path.write_bytes(serialize_catalog(catalog.with_entries(written)))
    before = {entry.key: entry for entry in parse_catalog(path.read_bytes()).entries}
    list(draft(project, [SPANISH], ["bread"], Wish(("pseudo",), redraft=redraft)))
    for entry in parse_catalog(path.read_bytes()).entries:
        old = before[entry.key]
        if old.state is State.MISSING or (redraft and old.state is State.DRAFT):
            assert entry.notes == old.notes
        else:
            assert entry.source == old.source


def test_a_run_that_is_killed_loses_a_batch_at_most_and_pays_for_nothing_twice(
    project: Project, page: Server
) -> None:
    project = with_google(ready(project, long=long_essay()), page)
    page.latency = 0.002
    chance = random.Random(20261124)
    for _ in range(20 if SWEEP else 3):
        kill_later(project.root, chance.uniform(0.8, 3.0))
    finished = subprocess.run(command(), cwd=project.root, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    found = entries(project, "long")
    assert {entry.state for entry in found.values()} == {State.DRAFT}
    times = Counter(page.texts)
    again = sum(count - 1 for count in times.values())
    kills = 20 if SWEEP else 3
    assert again <= kills * at_once(page)


def long_essay() -> str:
    numbers = (f"{NUMBERS[n // 100]} {NUMBERS[n // 10 % 10]} {NUMBERS[n % 10]}" for n in range(ENTRIES))
    return "\n\n".join(f"The house {number} stands at the lake." for number in numbers)


def command() -> list[str]:
    return [sys.executable, "-m", "essaytool", "draft", "-l", "es", "-e", "google"]


def kill_later(folder: Path, seconds: float) -> None:
    """Start a run, and kill it after so many seconds, if it lasts so long."""
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(command(), cwd=folder, stdout=nowhere, stderr=nowhere) as running:
        time.sleep(seconds)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()


def at_once(page: Server) -> int:
    from essaytool.engines import load_engine

    return load_engine("google", page.settings).limits.at_once


def test_nothing_more_is_asked_for_a_catalog_that_vanished(
    project: Project, page: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other catalogs of the run are drafted to the end."""
    monkeypatch.setattr(saving, "SAVE_EVERY", -1.0)
    monkeypatch.setattr(saving, "_SHARE_OF_TIME", 0)
    project = with_google(ready(project, bread=long_essay(), water="Water is wet.\n"), page)
    path = project.catalog_path("bread", SPANISH)

    def vanishes(text: str) -> str:
        path.unlink(missing_ok=True)
        return foreign(text)

    page.translate = vanishes
    results = run(project, GOOGLE)
    (failure,) = [result for result in results if isinstance(result, Failure)]
    assert "was deleted while it was being drafted" in str(failure.error)
    assert len(page.requests) <= ENTRIES / 10
    assert [(drafted.essay, drafted.drafts) for drafted in drafts(results)] == [("water", 1)]
    assert not path.exists()


def test_a_term_that_is_the_same_everywhere_is_not_sent(project: Project, page: Server) -> None:
    project = with_google(ready(project, bread="We bake with Open Yeast every day.\n", water=""), page)
    rows = "term,es,note,untranslatable\nOpen Yeast,,a make,yes\n"
    (project.root / "locales" / "glossary.csv").write_text(rows, "utf-8")
    list(draft(project, [SPANISH], ["bread"], GOOGLE))
    assert page.texts == ["We bake with XQ1Z every day."]
    assert entries(project, "bread")["We bake with Open Yeast every day."].msgstr == (
        "Wö bökö wöth Open Yeast övöry döy."
    )


def test_an_engine_that_takes_a_glossary_is_given_the_terms_of_its_texts(project: Project) -> None:
    rows = "term,es,note\nyeast,levadura,\nwheat,trigo,\n"
    with serving("chat", translate=foreign) as server:
        project = ready(project, bread="We bake with yeast.\n", water="")
        path = project.root / "essaytool.toml"
        table = f'\n[engines.chat]\nurl = "{server.url}"\nmodel = "tiny"\n'
        path.write_text(path.read_text("utf-8") + table, "utf-8")
        (project.root / "locales" / "glossary.csv").write_text(rows, "utf-8")
        list(draft(find_project(project.root), [SPANISH], ["bread"], Wish(("chat",))))
    (asked,) = server.requests
    assert "levadura" in str(asked.body)
    assert "trigo" not in str(asked.body)
