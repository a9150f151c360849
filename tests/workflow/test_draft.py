"""Drafting: what a person wrote stays, what was answered is saved, text leaves the machine only when told."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from essaytool.catalog.po import parse_catalog
from essaytool.errors import ConfigError
from essaytool.languages import parse_tag
from essaytool.model import Catalog, Origin, State
from essaytool.project import Project
from essaytool.workflow import saving
from essaytool.workflow.draft import draft
from essaytool.workflow.extract import extract
from essaytool.workflow.relay import Wish
from essaytool.workflow.results import Drafted, Failure, Progress, Sent, Share, Undrafted
from essaytool.workflow.update import update

SPANISH = parse_tag("es")
PSEUDO = Wish(("pseudo",))


@pytest.fixture
def catalogs(project: Project) -> Project:
    """The project with its catalogs, all empty."""
    list(extract(project, project.essays()))
    list(update(project, project.languages(), project.essays()))
    return project


@pytest.fixture
def server() -> Iterator[http.server.HTTPServer]:
    """A server that answers one request with a page that holds a translation, and then no more."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            first = not answered
            answered.append(self.path)
            self.send_response(200 if first else 403)
            self.end_headers()
            if first:
                self.wfile.write(b"<div class='result-container'>El pan</div>")

        def log_message(self, *_: Any) -> None:
            """Be quiet."""

    answered: list[str] = []
    with http.server.HTTPServer(("127.0.0.1", 0), Page) as found:
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def catalog_of(project: Project, essay: str = "bread") -> Catalog:
    return parse_catalog(path_of(project, essay).read_bytes())


def path_of(project: Project, essay: str = "bread") -> Path:
    return project.catalog_path(essay, SPANISH)


def put(project: Project, msgid: str, lines: str) -> None:
    """Write lines in place of the empty msgstr of an entry, as an editor would."""
    path = path_of(project)
    text = path.read_text("utf-8")
    assert f'msgid "{msgid}"\nmsgstr ""' in text
    path.write_text(text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\n{lines}'), "utf-8")


def test_what_is_missing_becomes_drafts_that_say_so(catalogs: Project) -> None:
    results = [*draft(catalogs, [SPANISH], ["bread"], PSEUDO)]
    path = "locales/es/LC_MESSAGES/bread.po"
    assert results[-2:] == [
        Drafted("bread", "es", path, 2, (Share("pseudo", 2, 0),), 0, 0, ()),
        Sent("pseudo", "this machine", 22, 1, 0.0),
    ]
    assert {entry.origin for entry in catalog_of(catalogs).entries} == {Origin.DRAFT}
    assert "#, fuzzy" in path_of(catalogs).read_text("utf-8")


def test_what_a_person_wrote_is_never_replaced(catalogs: Project) -> None:
    put(catalogs, "Bread", 'msgstr "Pan"')
    list(draft(catalogs, [SPANISH], ["bread"], PSEUDO))
    list(draft(catalogs, [SPANISH], ["bread"], replace(PSEUDO, redraft=True)))
    entry = catalog_of(catalogs).index[None, "Bread"]
    assert (entry.msgstr, entry.origin, entry.state) == ("Pan", Origin.HUMAN, State.REVIEWED)


def test_what_a_person_saves_meanwhile_is_kept(catalogs: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "SAVE_EVERY", -1.0)
    steps = draft(catalogs, [SPANISH], ["bread", "water"], PSEUDO)
    assert isinstance(next(steps), Progress)
    text = path_of(catalogs).read_text("utf-8")
    path_of(catalogs).write_text(f'{text}\n# a note\nmsgid "mine"\nmsgstr "mío"\n', "utf-8")
    list(steps)
    assert "# a note" in path_of(catalogs).read_text("utf-8")
    assert catalog_of(catalogs).index[None, "mine"].msgstr == "mío"


def test_a_translation_that_came_before_the_draft_was_saved_wins(catalogs: Project) -> None:
    plan_made = draft(catalogs, [SPANISH], ["bread"], PSEUDO)
    next(plan_made)  # the engine has answered, and nothing is saved before the end
    put(catalogs, "Bread", 'msgstr "Pan"')
    (drafted,) = [result for result in plan_made if isinstance(result, Drafted)]
    assert drafted.drafts == 1
    assert catalog_of(catalogs).index[None, "Bread"].msgstr == "Pan"


def test_a_run_that_is_broken_off_has_saved_what_was_answered(catalogs: Project) -> None:
    steps = draft(catalogs, [SPANISH], ["bread"], PSEUDO)
    next(steps)
    assert catalog_of(catalogs).entries[0].state is State.MISSING
    steps.close()
    assert {entry.state for entry in catalog_of(catalogs).entries} == {State.DRAFT}


def test_an_engine_that_stops_keeps_its_answers_and_is_one_failure(
    catalogs: Project, server: http.server.HTTPServer
) -> None:
    url = f"http://127.0.0.1:{server.server_port}/m"
    google = replace(catalogs, for_engine={"google": {"url": url, "at_once": 1}})
    results = list(draft(google, [SPANISH], ["bread"], Wish(("google",))))
    (failure,) = [result for result in results if isinstance(result, Failure)]
    assert failure.error.exit_code == 3
    (drafted,) = [result for result in results if isinstance(result, Drafted)]
    assert drafted.by == (Share("google", 1, 0),)
    assert catalog_of(catalogs).index[None, "Bread"].msgstr == "El pan"


def test_without_leave_no_engine_elsewhere_is_asked(catalogs: Project) -> None:
    japanese = replace(catalogs, settings=replace(catalogs.settings, languages=("ja",)))
    list(update(japanese, [parse_tag("ja")], ["bread"]))
    (result,) = draft(japanese, [parse_tag("ja")], ["bread"], Wish())
    assert isinstance(result, Undrafted)


def test_a_language_with_nothing_to_draft_needs_no_engine(catalogs: Project) -> None:
    list(draft(catalogs, [SPANISH], ["bread"], PSEUDO))
    assert list(draft(catalogs, [SPANISH], ["bread"], Wish(("bergamot",)))) == []


def test_a_catalog_that_is_missing_is_a_failure_and_the_next_one_is_drafted(catalogs: Project) -> None:
    path_of(catalogs).unlink()
    results = list(draft(catalogs, [SPANISH], ["bread", "water"], PSEUDO))
    assert isinstance(results[0], Failure)
    assert results[0].error.hint == "run `essaytool update` first"
    assert [result.essay for result in results if isinstance(result, Drafted)] == ["water"]


def test_an_engine_that_is_none_is_refused_also_where_nothing_is_missing(project: Project) -> None:
    with pytest.raises(ConfigError, match="there is no engine `gogle`"):
        list(draft(project, [], [], Wish(engines=("gogle",))))
