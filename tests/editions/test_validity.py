"""Whole sites in twenty languages, before their judges: the Nu HTML checker, axe in a browser, RELAX NG."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.languages import parse_tag
from essaytool.project import Project, find_project
from essaytool.workflow.build import build
from essaytool.workflow.draft import Wish, draft
from essaytool.workflow.extract import extract
from essaytool.workflow.results import Failure
from essaytool.workflow.scope import Scope
from essaytool.workflow.update import update
from tests.conftest import ROOT, SWEEP, THOROUGH
from tests.editions import tongues
from tests.editions.judges import ask, nu, relax_ng, served

SHIPPED = ("ar", "de", "es", "fr", "hi", "ja", "pt-BR", "ru", "zh-Hans")
FURTHER = tongues.TAGS
URL = "https://essays.example/e/"
GUESS = "This document appears to be written in"
CONFIGURATION = """\
source_language = "en"
languages = {languages}
site_url = "{url}"
publish_at = 10
"""


def spend(results: Iterator[object]) -> None:
    assert [result for result in results if isinstance(result, Failure)] == []


def made(folder: Path, spoken: Mapping[str, str]) -> Project:
    """A project with the shipped essays and their catalogs, and pseudo-translations in further languages; a
    letter, translated into these: each language has the words of the one that `spoken` names; and one
    essay with everything in it, whose translations are all pseudo.
    """
    shutil.copytree(ROOT / "source", folder / "source")
    shutil.copytree(ROOT / "locales", folder / "locales")
    (folder / "source" / "letter.md").write_text(tongues.ESSAY, "utf-8")
    shutil.copy(Path(__file__).parent / "showcase.md", folder / "source")
    settings = CONFIGURATION.format(languages=[*SHIPPED, *FURTHER], url=URL)
    (folder / "essaytool.toml").write_text(settings, "utf-8")
    project = find_project(folder)
    essays = ("letter", "open-models", "reading-across-languages", "showcase")
    spend(extract(project, essays))
    spend(update(project, project.languages(), essays))
    for tag, words in spoken.items():
        translate(project.catalog_path("letter", parse_tag(tag)), tongues.texts(words))
    further = [parse_tag(tag) for tag in FURTHER]
    spend(draft(project, further, essays[1:3], Wish(("pseudo",))))
    spend(draft(project, project.languages(), essays[3:], Wish(("pseudo",))))
    spend(build(project, Scope()))
    return project


def translate(path: Path, texts: Mapping[str, str]) -> None:
    catalog = parse_catalog(path.read_bytes())
    entries = [replace(entry, msgstr=texts[entry.msgid], source=b"") for entry in catalog.entries]
    path.write_bytes(serialize_catalog(catalog.with_entries(entries)))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a site in twenty languages."""
    folder = tmp_path_factory.mktemp("site")
    return made(folder, {tag: tag for tag in FURTHER}).output_folder


def is_pseudo(page: str) -> bool:
    tag, _, name = page.partition("/")
    return name == "showcase.html" or (
        tag in FURTHER and name in ("open-models.html", "reading-across-languages.html")
    )


# --- Nu ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def judged(site: Path, program: Callable[[str], str]) -> Mapping[str, list[str]]:
    return nu(site, program)


def test_there_are_twenty_languages(site: Path) -> None:
    assert len({path.parent.name for path in site.glob("*/index.html")}) == 20


def test_nu_has_nothing_to_say_on_any_page(judged: Mapping[str, list[str]]) -> None:
    """A pseudo-translation is in no language, and Nu, which guesses, may say so; of all else it may not."""
    said = {
        page: [each for each in messages if not (is_pseudo(page) and each.startswith(GUESS))]
        for page, messages in judged.items()
    }
    assert len(said) == 1 + 20 + 2 * 20 + 11 + 20
    assert {page: messages for page, messages in said.items() if messages} == {}


def test_nu_does_see_in_which_language_a_page_is(tmp_path: Path, program: Callable[[str], str]) -> None:
    """The control: each language has another one's words. Of Persian words Nu is never sure enough."""
    known = [tag for tag in FURTHER if tag != "fa"]
    others = {"fa": "uk", **dict(zip(known, (*known[1:], known[0]), strict=True))}
    said = nu(made(tmp_path, others).output_folder, program, "letter.html")
    unseen = [
        tag for tag in FURTHER if not any(each.startswith(GUESS) for each in said[f"{tag}/letter.html"])
    ]
    assert unseen == []
    assert said["en/letter.html"] == []


# --- axe --------------------------------------------------------------------------------------------------

SCRIPTS = ("en", "ar", "he", "fa", "ur", "hi", "ja", "ko", "th", "ru", "zh-Hans", "zh-Hant")
EACH = [
    {"scheme": scheme, "width": width, "spacing": spacing}
    for scheme, width, spacing in product(("light", "dark"), (320, 1280), (False, True))
]
MOST = [how for how in EACH if how["spacing"] == (how["width"] == 320)]
SOME = [MOST[0], MOST[-1]]
"""Narrow and light, with the reader's own spacing; wide and dark."""


def looks(site: Path) -> list[dict[str, object]]:
    """The pages to look at, each with how: in a sweep all in every way, else one of a kind per script."""
    if SWEEP:
        pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
        return [{"url": page, **how} for page in pages for how in EACH]
    whole = [
        "index.html",
        "en/showcase.html",
        "ar/showcase.html",
        "pt-BR/open-models.html",
        "hi/open-models.html",
    ]
    if not THOROUGH:
        return [{"url": page, **SOME[number % 2]} for number, page in enumerate(whole)]
    found = [{"url": page, **how} for page in whole for how in MOST]
    for tag in SCRIPTS:
        essay = "letter" if tag in FURTHER else "reading-across-languages"
        found += [{"url": f"{tag}/{page}.html", **how} for page in (essay, "index") for how in SOME]
    return found


def test_axe_finds_nothing_and_no_page_scrolls_sideways(site: Path, program: Callable[[str], str]) -> None:
    with served(site) as address:
        plan = [{**look, "url": f"{address}{look['url']}"} for look in looks(site)]
        seen = ask("axe.mjs", {"looks": plan}, program)
    assert len(seen) == len(plan)
    assert min(look["passes"] for look in seen) > 15
    wrong = {
        f"{look['url'].removeprefix(address)} {look['scheme']} {look['width']}": look["wrong"]
        for look in seen
    }
    assert {page: found for page, found in wrong.items() if found} == {}


def test_axe_does_see_what_is_wrong(tmp_path: Path, program: Callable[[str], str]) -> None:
    page = '<!doctype html><html lang="en"><title>x</title><main><h1>x</h1><img src="x.png">'
    page += '<p style="color: #bbb">pale'
    (tmp_path / "bad.html").write_text(page + '<p style="inline-size: 400px">wide</p></main></html>', "utf-8")
    with served(tmp_path) as address:
        look = {"url": f"{address}bad.html", "scheme": "light", "width": 320, "spacing": False}
        (seen,) = ask("axe.mjs", {"looks": [look]}, program)
    found = " ".join(seen["wrong"])
    assert "image-alt" in found
    assert "color-contrast" in found
    assert "scrolls sideways" in found


# --- feeds ------------------------------------------------------------------------------------------------


def test_every_feed_is_atom(site: Path, program: Callable[[str], str]) -> None:
    feeds = sorted(site.glob("*/feed.xml"))
    assert len(feeds) == 20
    assert relax_ng(Path(__file__).parent / "atom.rnc", feeds, program) == ""


def test_the_schema_of_atom_does_see_what_is_wrong(
    site: Path, tmp_path: Path, program: Callable[[str], str]
) -> None:
    text = (site / "en" / "feed.xml").read_text("utf-8")
    for number, (before, after) in enumerate(
        (
            ("<updated>", "<updated>x"),
            ("<id>", "<ident>"),
            ('rel="self"', 'rel="self" rank="1"'),
            ("</title>", "</title><title>b</title>"),
        )
    ):
        assert before in text
        broken = text.replace(before, after, 1).replace(
            "</id>", "</ident>" if after == "<ident>" else "</id>", 1
        )
        (tmp_path / f"{number}.xml").write_text(broken, "utf-8")
        assert relax_ng(Path(__file__).parent / "atom.rnc", [tmp_path / f"{number}.xml"], program) != "", (
            after
        )
