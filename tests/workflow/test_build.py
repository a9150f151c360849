"""Building: which editions there are, and what becomes of them when something cannot be read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from essaytool.errors import FileError
from essaytool.languages import parse_tag
from essaytool.model import Severity
from essaytool.project import Project
from essaytool.workflow.build import build, with_drafts
from essaytool.workflow.draft import Wish, draft
from essaytool.workflow.extract import extract
from essaytool.workflow.results import Checked, Failure, Lost, Unplaced, Withheld
from essaytool.workflow.scope import Scope
from essaytool.workflow.update import update

EVERYTHING = Scope()
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'


def drafted(project: Project) -> Project:
    """The project with drafts for all of it."""
    spend(extract(project, project.essays()))
    spend(update(project, project.languages(), project.essays()))
    spend(draft(project, project.languages(), project.essays(), Wish(("pseudo",))))
    return project


def spend(results: Iterable[Any]) -> list[Any]:
    found = list(results)
    assert not [result for result in found if isinstance(result, Failure)], found
    return found


def files(project: Project) -> set[str]:
    folder = project.output_folder
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def page(project: Project, path: str) -> str:
    return (project.output_folder / path).read_text("utf-8")


def test_the_source_has_an_edition_that_is_its_own_bytes(project: Project) -> None:
    spend(build(project, EVERYTHING))
    english = {f"en/{name}.{suffix}" for name in ("bread", "water") for suffix in ("html", "json", "md")}
    assert files(project) == english | {"en/index.html", "index.html", "manifest.json"}
    source = project.source_path("bread").read_bytes()
    assert (project.output_folder / "en" / "bread.md").read_bytes() == source


def test_too_little_is_not_built_and_said_with_numbers(project: Project) -> None:
    spend(extract(project, project.essays()))
    spend(update(project, project.languages(), project.essays()))
    catalog = project.catalog_path("bread", parse_tag("es"))
    catalog.write_text(
        catalog.read_text("utf-8").replace('msgid "Bread"\nmsgstr ""', 'msgid "Bread"\nmsgstr "Pan"'), "utf-8"
    )
    results = spend(build(project, EVERYTHING))
    assert [result for result in results if isinstance(result, Withheld)][1] == Withheld(
        "bread", "es", 25, 80
    )
    assert 'lang="es"' not in page(project, "index.html")
    enough = replace(project, settings=replace(project.settings, publish_at=25))
    spend(build(enough, EVERYTHING))
    assert page(project, "es/bread.md") == "# Pan\n\nYeast eats sugar.\n"


def test_an_edition_that_only_lags_behind_its_essay_is_told_so(project: Project) -> None:
    drafted(project)
    spend(build(project, EVERYTHING))
    project.source_path("bread").write_text("Something else, which nobody has extracted.\n", "utf-8")
    withheld = [result for result in spend(build(project, EVERYTHING)) if isinstance(result, Withheld)]
    assert [(each.essay, each.language, each.behind) for each in withheld] == [
        ("bread", "ar", True),
        ("bread", "es", True),
    ]


def test_an_edition_that_falls_below_its_threshold_is_removed(project: Project) -> None:
    drafted(project)
    spend(build(project, EVERYTHING))
    assert {"es/bread.html", "ar/water.md"} <= files(project)
    spend(build(with_drafts(project, "exclude"), EVERYTHING))
    assert not [path for path in files(project) if path.startswith(("es/", "ar/"))]


def test_a_renamed_essay_leaves_no_page_behind(project: Project) -> None:
    spend(build(project, EVERYTHING))
    project.source_path("water").rename(project.source_folder / "rain.md")
    spend(build(project, EVERYTHING))
    assert not [path for path in files(project) if "water" in path]


def test_a_broken_catalog_keeps_its_pages_and_stops_no_other(project: Project) -> None:
    drafted(project)
    spend(build(project, EVERYTHING))
    before = {path: page(project, path) for path in files(project)}
    project.catalog_path("bread", parse_tag("es")).write_text('msgid "open\n', "utf-8")
    project.source_path("water").write_text("Water is wet. Rain is, too.\n", "utf-8")
    results = list(build(project, EVERYTHING))
    (failure,) = [result for result in results if isinstance(result, Failure)]
    assert str(failure.error) == "locales/es/LC_MESSAGES/bread.po:1: msgid is not closed"
    assert files(project) == before.keys()
    assert page(project, "en/water.md") == "Water is wet. Rain is, too.\n"
    for path in ("es/bread.html", "es/bread.md", "es/index.html", "ar/bread.html"):
        assert page(project, path) == before[path]


def test_a_broken_essay_keeps_its_pages_and_stops_no_other(project: Project) -> None:
    spend(build(project, EVERYTHING))
    before = {path: page(project, path) for path in files(project)}
    project.source_path("bread").write_bytes(b"\xff")
    project.source_path("water").write_text("Rain.\n", "utf-8")
    results = list(build(project, EVERYTHING))
    assert [str(result.error) for result in results if isinstance(result, Failure)] == [
        "source/bread.md:1: is not UTF-8"
    ]
    assert page(project, "en/water.md") == "Rain.\n"
    for path in ("en/bread.html", "en/bread.md", "en/index.html", "index.html"):
        assert page(project, path) == before[path]


def test_a_build_of_one_language_leaves_the_others_alone(project: Project) -> None:
    drafted(project)
    spend(build(project, Scope(languages=(parse_tag("es"),))))
    assert {path.partition("/")[0] for path in files(project)} == {"es", "index.html", "manifest.json"}
    spend(build(project, EVERYTHING))
    for path in ("es/bread.md", "ar/bread.md"):
        (project.output_folder / path).unlink()
    spend(build(project, Scope(languages=(parse_tag("es"),))))
    assert "es/bread.md" in files(project)
    assert "ar/bread.md" not in files(project)


def dead_links(project: Project) -> list[str]:
    """The links of all pages to files that are not there."""
    return [
        f"{path.relative_to(project.output_folder)} -> {link}"
        for path in project.output_folder.rglob("*.html")
        for link in re.findall(r'href="([^"#:]+)"', path.read_text("utf-8"))
        if not (path.parent / unquote(link)).exists()
    ]


@pytest.mark.parametrize(
    "scope",
    [
        EVERYTHING,
        Scope(languages=(parse_tag("es"),)),
        Scope(essays=("water",)),
        Scope(formats=("html",)),
        Scope(languages=(parse_tag("ar"),), essays=("bread",), formats=("html",)),
    ],
)
def test_pages_point_only_at_what_is_there(scope: Scope, project: Project) -> None:
    drafted(project)
    spend(build(project, scope))
    assert "index.html" in files(project)
    assert dead_links(project) == []


def test_a_build_of_one_language_points_at_what_was_built_before(project: Project) -> None:
    drafted(project)
    spend(build(project, EVERYTHING))
    before = {path: page(project, path) for path in files(project)}
    for scope in (Scope(languages=(parse_tag("es"),)), Scope(essays=("water",)), Scope(formats=("html",))):
        spend(build(project, scope))
        assert {path: page(project, path) for path in files(project)} == before


def test_local_images_lie_beside_the_editions_that_show_them(project: Project) -> None:
    drafted(project)
    (project.source_folder / "art").mkdir()
    (project.source_folder / "art" / "loaf.svg").write_text(SVG, "utf-8")
    project.source_path("bread").write_text("![](art/loaf.svg)\n\n![](art/gone.png)\n", "utf-8")
    results = spend(build(project, EVERYTHING))
    lost = [result for result in results if isinstance(result, Lost)]
    assert lost == [Lost("bread", "source/art/gone.png", "cannot be read: no such file or directory")]
    assert "en/art/loaf.svg" in files(project)
    assert 'width="4" height="3"' in page(project, "en/bread.html")


def test_an_image_in_the_readers_language_stands_for_the_image(project: Project) -> None:
    drafted(project)
    for name in ("loaf.png", "loaf.es.png", "crumb.ar.png"):
        (project.source_folder / name).write_bytes(name.encode())
    project.source_path("bread").write_text("![](loaf.png)\n\n![](crumb.png)\n", "utf-8")
    results = spend(build(project, EVERYTHING))
    shown = {path: page(project, path) for path in files(project) if path.endswith(".png")}
    assert shown == {
        "ar/crumb.png": "crumb.ar.png",
        "ar/loaf.png": "loaf.png",
        "en/loaf.png": "loaf.png",
        "es/loaf.png": "loaf.es.png",
    }
    (lost,) = [result for result in results if isinstance(result, Lost)]
    assert lost.path == "source/crumb.png"


def test_what_is_no_image_is_not_published_as_one(project: Project) -> None:
    (project.source_folder / "evil.html").write_text("<script>1</script>", "utf-8")
    (project.source_folder / "evil.svg").write_text("<html><script>1</script></html>", "utf-8")
    project.source_path("bread").write_text("![](evil.html) ![](evil.svg)\n", "utf-8")
    lost = [result for result in build(project, EVERYTHING) if isinstance(result, Lost)]
    assert lost == [
        Lost("bread", "source/evil.html", "it is not an image"),
        Lost("bread", "source/evil.svg", "it is not an SVG image"),
    ]
    assert not [path for path in files(project) if "evil" in path]


def test_an_image_that_is_a_link_out_of_the_essays_stays_there(project: Project) -> None:
    (project.root / "secret.png").write_bytes(b"secret")
    (project.source_folder / "loaf.png").symlink_to(project.root / "secret.png")
    project.source_path("bread").write_text("![](loaf.png)\n", "utf-8")
    results = list(build(project, EVERYTHING))
    assert Lost("bread", "source/loaf.png", "it leads out of the folder of essays") in results
    assert "en/loaf.png" not in files(project)


@pytest.mark.parametrize("name", ["index.html", "bread.html"])
def test_an_image_never_takes_the_place_of_a_page(name: str, project: Project) -> None:
    (project.source_folder / name).write_text("not a page of ours\n", "utf-8")
    project.source_path("water").write_text(f"![]({name})\n", "utf-8")
    spend(build(project, EVERYTHING))
    assert page(project, f"en/{name}").startswith("<!doctype html>")


def test_two_builds_are_the_same_bytes(project: Project, tmp_path: Path) -> None:
    drafted(project)
    spend(build(project, EVERYTHING))
    first = {path: page(project, path) for path in files(project)}
    project.output_folder.rename(tmp_path / "first")
    spend(build(project, EVERYTHING))
    assert {path: page(project, path) for path in files(project)} == first


def test_without_writing_nothing_is_written_not_even_a_lock(project: Project) -> None:
    spend(build(project, EVERYTHING, writes=False))
    assert {path.name for path in project.root.iterdir()} == {"essaytool.toml", ".gitignore", "source"}


# --- links, feeds, looks ------------------------------------------------------------------------------------


def test_a_dead_link_of_an_essay_is_a_finding_with_its_place_and_the_pages_are_built(
    project: Project,
) -> None:
    project.source_path("bread").write_text(
        "# Bread\n\nSee [water](water.md) and [wine](wine.md).\n", "utf-8"
    )
    results = spend(build(project, EVERYTHING))
    (checked,) = [result for result in results if isinstance(result, Checked)]
    (finding,) = checked.findings
    assert (finding.path, finding.line, finding.column, finding.check) == ("source/bread.md", 3, 27, "link")
    assert finding.severity is Severity.ERROR
    assert '<a href="water.html">' in page(project, "en/bread.html")


def test_a_build_of_one_essay_judges_the_links_of_no_other(project: Project) -> None:
    project.source_path("bread").write_text("[wine](wine.md)\n", "utf-8")
    results = spend(build(project, Scope(essays=("water",))))
    assert not [result for result in results if isinstance(result, Checked)]


def test_a_dead_link_in_a_translation_falls_back_and_does_not_count_as_shown(project: Project) -> None:
    project.source_path("bread").write_text("See [water](water.md#water).\n", "utf-8")
    project.source_path("water").write_text("# Water\n\nWet.\n", "utf-8")
    spend(extract(project, project.essays()))
    spend(update(project, project.languages(), project.essays()))
    catalog = project.catalog_path("bread", parse_tag("es"))
    text = catalog.read_text("utf-8")
    translated = text.replace(
        '(water.md#water)."\nmsgstr ""', '(water.md#water)."\nmsgstr "Véase [agua](agua.md)."'
    )
    catalog.write_text(translated, "utf-8")
    results = spend(build(project, EVERYTHING))
    (unplaced,) = [result for result in results if isinstance(result, Unplaced)]
    assert unplaced.path == "locales/es/LC_MESSAGES/bread.po"
    assert "its link agua.md leads nowhere: there is no essay agua" in unplaced.reason
    withheld = [result for result in results if isinstance(result, Withheld) and result.essay == "bread"]
    assert {(each.language, each.shown) for each in withheld} == {("es", 0), ("ar", 0)}


def test_with_an_address_each_language_has_a_feed_and_the_epoch_dates_what_says_no_day(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = replace(project, settings=replace(project.settings, site_url="https://x.example/"))
    project.source_path("bread").write_text("---\ndate: 2026-11-16\n---\n\nBread.\n", "utf-8")
    spend(build(project, EVERYTHING))
    assert page(project, "en/feed.xml").count("<entry>") == 1
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    spend(build(project, EVERYTHING))
    feed = page(project, "en/feed.xml")
    assert feed.count("<entry>") == 2
    assert "<updated>2023-11-14T22:13:20Z</updated>" in feed


def test_a_build_without_html_leaves_lists_and_feeds_as_they_are(project: Project) -> None:
    project = replace(project, settings=replace(project.settings, site_url="https://x.example/"))
    project.source_path("bread").write_text("---\ndate: 2026-11-16\n---\n\nBread.\n", "utf-8")
    spend(build(project, EVERYTHING))
    before = files(project)
    spend(build(project, Scope(formats=("md",))))
    assert files(project) == before


def test_drafts_can_be_kept_from_search_engines_in_one_language(project: Project) -> None:
    settings = replace(project.settings, site_url="https://x.example/")
    own = replace(settings, noindex_drafts=True)
    project = replace(project, settings=settings, for_language={"es": own})
    spend(build(drafted(project), EVERYTHING))
    assert 'content="noindex"' in page(project, "es/bread.html")
    assert 'content="noindex"' not in page(project, "ar/bread.html")
    assert 'hreflang="es" href="https' not in page(project, "ar/bread.html") + page(project, "es/bread.html")
    assert "https://x.example/es/bread.html" not in page(project, "sitemap.xml")
    assert "https://x.example/ar/bread.html" in page(project, "sitemap.xml")


def test_a_project_can_have_templates_and_styles_of_its_own(project: Project) -> None:
    folder = project.root / "templates"
    folder.mkdir()
    (folder / "extra.css").write_text("p { color: teal }", "utf-8")
    (folder / "index.html.jinja").write_text("<p>{{ essays | length }} essays</p>\n", "utf-8")
    spend(build(project, EVERYTHING))
    assert page(project, "en/index.html") == "<p>2 essays</p>\n"
    assert "p { color: teal }</style>" in page(project, "en/bread.html")


def test_a_template_that_is_a_link_out_of_the_project_is_not_read(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.css"
    secret.write_text("secret", "utf-8")
    (project.root / "templates").mkdir()
    (project.root / "templates" / "extra.css").symlink_to(secret)
    with pytest.raises(FileError, match="leads out of the project"):
        spend(build(project, EVERYTHING))


def test_every_edition_has_a_record_of_what_it_shows(project: Project) -> None:
    drafted(project)
    spend(build(project, EVERYTHING))
    assert json.loads(page(project, "es/bread.json"))["shows"] == {
        "reviewed": 0,
        "draft": 2,
        "stale": 0,
        "source": 0,
    }
