"""Every engine behind a server, over its own protocol: kind servers get nearly all of their answers taken,
and of hostile ones no damage reaches a catalog.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from zlib import crc32

import pytest

from essaytool.catalog.po import parse_catalog
from essaytool.editions.localize import localize
from essaytool.languages import parse_tag
from essaytool.model import Entry, State
from essaytool.project import Project, find_project
from essaytool.workflow.draft import draft
from essaytool.workflow.extract import extract
from essaytool.workflow.relay import Wish
from essaytool.workflow.steps import read_essay
from essaytool.workflow.update import update
from tests.drafting import oracle
from tests.drafting.damage import SPANISH, hostile, rows, translated
from tests.drafting.samples import SPANISH as LANGUAGE
from tests.engines.servers import Server, serving

ENGINES = ("google", "mymemory", "libre", "deepl", "microsoft", "chat")
ESSAY = Path(__file__).resolve().parents[1] / "drafting" / "contexts.md"
TRACES = {name: trace for name, _, trace in rows()}


def drafted(project: Project, server: Server) -> dict[str, Entry]:
    """The entries of an essay with a text in every context, after a run through this server."""
    (project.root / "source" / "bread.md").write_bytes(ESSAY.read_bytes())
    config = project.root / "essaytool.toml"
    settings = "".join(f'{key} = "{value}"\n' for key, value in server.settings.items())
    config.write_text(f"{config.read_text('utf-8')}\n[engines.{server.name}]\n{settings}", "utf-8")
    project = find_project(project.root)
    list(extract(project, ["bread"]))
    list(update(project, [LANGUAGE], ["bread"]))
    list(draft(project, [LANGUAGE], ["bread"], Wish((server.name,))))
    catalog = parse_catalog(project.catalog_path("bread", LANGUAGE).read_bytes())
    return {entry.msgid: entry for entry in catalog.entries}


@pytest.mark.parametrize("name", ENGINES)
def test_a_kind_server_drafts_nearly_everything(name: str, project: Project) -> None:
    with serving(name, translate=partial(translated, language=SPANISH)) as server:
        entries = drafted(project, server)
    states = [entry.state for entry in entries.values()]
    assert len(states) > 20
    assert states.count(State.DRAFT) >= 0.98 * len(states)


@pytest.mark.parametrize("name", ENGINES)
def test_no_damage_of_a_hostile_server_reaches_a_catalog(name: str, project: Project) -> None:
    kinds = hostile(SPANISH)

    def damaged(text: str) -> str:
        """What one of the hostile servers does, another one for each text."""
        return kinds[kind_of(text, kinds)](text)

    with serving(name, translate=damaged) as server:
        entries = drafted(project, server)
    texts = {msgid: entry.msgstr for msgid, entry in entries.items() if entry.msgstr}
    found = [
        (fault, msgstr)
        for msgid, msgstr in texts.items()
        for trace in TRACES.values()
        if (fault := oracle.fault(msgid, msgstr, trace, SPANISH))
    ]
    assert found == []
    essay = read_essay(find_project(project.root), "bread")
    catalog = parse_catalog(project.catalog_path("bread", parse_tag("es")).read_bytes())
    edition = localize(essay, catalog).markdown.decode()
    assert oracle.structure(edition) == oracle.structure(essay.source.decode())


def kind_of(text: str, kinds: Mapping[str, object]) -> str:
    return list(kinds)[crc32(text.encode()) % len(kinds)]
