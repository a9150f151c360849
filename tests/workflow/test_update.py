"""Extracting and updating: templates follow essays, catalogs follow templates, and nobody's work goes."""

from __future__ import annotations

import pytest

from essaytool.errors import ProjectError
from essaytool.languages import parse_tag
from essaytool.project import Project, find_project
from essaytool.workflow.check import check
from essaytool.workflow.extract import extract
from essaytool.workflow.results import Checked, Extracted, Failure, Lag, Orphan, Updated
from essaytool.workflow.steps import choose_essays
from essaytool.workflow.update import update

SPANISH = parse_tag("es")


def carry(project: Project) -> list[Updated | Orphan | Failure]:
    list(extract(project, project.essays()))
    return list(update(project, [SPANISH], project.essays()))


def test_a_template_is_written_when_its_text_changed(project: Project) -> None:
    assert [result.changed for result in extract(project, project.essays())] == [True, True]
    project.source_path("bread").write_text("\n\n# Bread\n\nYeast eats sugar.\n", "utf-8")
    assert [result.changed for result in extract(project, project.essays())] == [False, False]
    project.source_path("bread").write_text("# Bread\n\nYeast eats flour.\n", "utf-8")
    assert [result.changed for result in extract(project, project.essays())] == [True, False]


def test_the_template_names_the_language_of_the_essays(project: Project) -> None:
    config = project.root / "essaytool.toml"
    config.write_text(config.read_text("utf-8").replace('"en"', '"pt"'), "utf-8")
    (first, *_) = extract(find_project(project.root), ["bread"])
    assert isinstance(first, Extracted)
    assert "X-Source-Language: pt" in project.template_path("bread").read_text("utf-8")


def test_a_new_catalog_is_all_new(project: Project) -> None:
    bread, water = carry(project)
    path = "locales/es/LC_MESSAGES/bread.po"
    assert isinstance(bread, Updated)
    assert (bread.path, bread.changed, bread.kept, bread.new) == (path, True, 0, 2)
    assert [change.text for change in bread.changes] == ["Bread", "Yeast eats sugar."]
    assert isinstance(water, Updated)


def test_a_changed_paragraph_keeps_its_translation_as_fuzzy(project: Project) -> None:
    carry(project)
    catalog = project.catalog_path("bread", SPANISH)
    text = catalog.read_text("utf-8")
    catalog.write_text(text.replace('sugar."\nmsgstr ""', 'sugar."\nmsgstr "Come azúcar."'), "utf-8")
    project.source_path("bread").write_text("# Bread\n\nYeast eats sugars.\n", "utf-8")
    bread, _ = carry(project)
    assert isinstance(bread, Updated)
    assert (bread.kept, bread.fuzzy) == (1, 1)
    assert '#| msgid "Yeast eats sugar."' in catalog.read_text("utf-8")


def test_an_essay_that_is_gone_leaves_its_catalogs_and_is_told(project: Project) -> None:
    carry(project)
    project.source_path("water").unlink()
    (project.locales_folder / "es" / "LC_MESSAGES" / "foreign.po").write_text(
        'msgid "x"\nmsgstr ""\n', "utf-8"
    )
    _, *orphans = carry(project)
    assert orphans == [Orphan("locales/water.pot"), Orphan("locales/es/LC_MESSAGES/water.po")]
    assert project.catalog_path("water", SPANISH).exists()


def test_an_essay_with_another_name_takes_its_template_and_its_catalogs_along(project: Project) -> None:
    carry(project)
    old, new = project.catalog_path("bread", SPANISH), project.catalog_path("loaves/bread", SPANISH)
    text = old.read_text("utf-8").replace('sugar."\nmsgstr ""', 'sugar."\nmsgstr "Come azúcar."')
    old.write_text(text.replace("#. paragraph", "# a note\n#. paragraph"), "utf-8")
    source = project.source_path("bread")
    (project.source_folder / "loaves").mkdir()
    source.rename(project.source_folder / "loaves" / "bread.md")
    template, _ = extract(project, project.essays())
    assert isinstance(template, Extracted)
    assert template.renamed_from == "locales/bread.pot"
    catalog, _ = update(project, [SPANISH], project.essays())
    assert isinstance(catalog, Updated)
    assert (catalog.renamed_from, catalog.kept) == ("locales/es/LC_MESSAGES/bread.po", 2)
    after = new.read_text("utf-8")
    assert "# a note\n" in after
    assert 'msgstr "Come azúcar."' in after
    assert "#: source/loaves/bread.md" in after
    assert not old.exists()
    assert not project.template_path("bread").exists()


def test_an_essay_that_is_another_takes_nothing_along(project: Project) -> None:
    carry(project)
    project.source_path("bread").unlink()
    (project.source_folder / "cake.md").write_text("# Bread\n\nCake is what to eat then.\n", "utf-8")
    results = carry(project)
    assert [result.renamed_from for result in results if isinstance(result, Updated)] == ["", ""]
    assert project.catalog_path("bread", SPANISH).exists()


def test_an_essay_that_quotes_a_renamed_one_does_not_take_its_catalogs(project: Project) -> None:
    texts = [f"Paragraph {number} of the essay, which somebody translated." for number in range(6)]
    project.source_path("bread").write_text("\n\n".join(texts), "utf-8")
    carry(project)
    old = project.source_path("bread")
    (project.source_folder / "a-digest.md").write_text("\n\n".join([*texts[:4], "And more."]), "utf-8")
    old.rename(project.source_folder / "loaves.md")
    templates = {each.essay: each.renamed_from for each in extract(project, project.essays())}
    catalogs = {
        each.essay: each.renamed_from
        for each in update(project, [SPANISH], project.essays())
        if isinstance(each, Updated)
    }
    assert templates == {"a-digest": "", "loaves": "locales/bread.pot", "water": ""}
    assert catalogs == {"a-digest": "", "loaves": "locales/es/LC_MESSAGES/bread.po", "water": ""}


def test_names_that_go_round_take_their_catalogs_along(project: Project) -> None:
    texts = {
        name: f"Chapter {name} tells of {name} things, and of nothing else."
        for name in ("one", "two", "three")
    }
    for essay in project.essays():
        project.source_path(essay).unlink()
    for place, text in enumerate(texts.values(), 1):
        (project.source_folder / f"{place:02}.md").write_text(text, "utf-8")
    carry(project)
    for place, (name, text) in enumerate(texts.items(), 1):
        path = project.catalog_path(f"{place:02}", SPANISH)
        written = path.read_text("utf-8").replace(
            f'msgid "{text}"\nmsgstr ""', f'msgid "{text}"\nmsgstr "{name}"'
        )
        path.write_text(written, "utf-8")
    for place in (3, 2, 1):
        old, new = (project.source_folder / f"{number:02}.md" for number in (place, place + 1))
        old.rename(new)
    (project.source_folder / "01.md").write_text("A foreword that nobody has translated yet, alas.", "utf-8")
    results = [result for result in carry(project) if isinstance(result, Updated)]
    assert {each.essay: each.renamed_from[-5:] for each in results} == {
        "04": "03.po",
        "03": "02.po",
        "02": "01.po",
        "01": "",
    }
    for place, name in enumerate(texts, 2):
        text = project.catalog_path(f"{place:02}", SPANISH).read_text("utf-8")
        assert f'msgstr "{name}"' in text
        assert "#~" not in text
    assert "#~" not in project.catalog_path("01", SPANISH).read_text("utf-8")


def test_names_that_two_essays_swapped_lose_nothing(project: Project) -> None:
    carry(project)
    for essay in ("bread", "water"):
        path = project.catalog_path(essay, SPANISH)
        path.write_text(path.read_text("utf-8").replace('msgstr ""\n\n', f'msgstr "{essay}"\n\n'), "utf-8")
    before = {essay: project.source_path(essay).read_text("utf-8") for essay in ("bread", "water")}
    project.source_path("bread").write_text(before["water"], "utf-8")
    project.source_path("water").write_text(before["bread"], "utf-8")
    (project.source_folder / "cake.md").write_text("Cake is what to eat then.\n", "utf-8")
    assert not [result for result in carry(project) if isinstance(result, Failure)]
    for essay in ("bread", "water"):
        assert project.catalog_path(essay, SPANISH).exists()


def test_a_common_heading_makes_no_essay_the_old_one(project: Project) -> None:
    project.source_path("bread").write_text("# Introduction\n", "utf-8")
    carry(project)
    project.source_path("bread").unlink()
    text = "# Introduction\n\nAn essay about something that the other one never mentioned.\n"
    (project.source_folder / "cake.md").write_text(text, "utf-8")
    results = carry(project)
    assert [result.renamed_from for result in results if isinstance(result, Updated)] == ["", ""]


def test_without_a_template_there_is_no_update(project: Project) -> None:
    results = list(update(project, [SPANISH], ["bread"]))
    assert [type(result) for result in results] == [Failure]


def test_a_broken_catalog_is_a_finding_and_stops_no_other(project: Project) -> None:
    carry(project)
    project.catalog_path("bread", SPANISH).write_text('msgid "a"\nmsgstr "b"\n\nmsgid "open\n', "utf-8")
    bread, water = check(project, [SPANISH], project.essays())
    assert isinstance(bread, Checked)
    assert isinstance(water, Checked)
    assert [(finding.line, finding.check) for finding in bread.findings] == [(4, "syntax")]
    assert water.findings == ()


def test_findings_can_be_ignored_for_one_language(project: Project) -> None:
    carry(project)
    catalog = project.catalog_path("bread", SPANISH)
    catalog.write_text(catalog.read_text("utf-8").replace("Language: es", "Language: fr"), "utf-8")
    (bread,) = check(project, [SPANISH], ["bread"])
    assert isinstance(bread, Checked)
    assert [finding.check for finding in bread.findings] == ["language"]
    config = project.root / "essaytool.toml"
    config.write_text(config.read_text("utf-8") + '\n[language.es]\nignore = ["language"]\n', "utf-8")
    (bread,) = check(find_project(project.root), [SPANISH], ["bread"])
    assert isinstance(bread, Checked)
    assert bread.findings == ()


def test_a_project_without_essays_says_where_to_write_one(project: Project) -> None:
    for essay in project.essays():
        project.source_path(essay).unlink()
    with pytest.raises(ProjectError, match="there is no essay yet"):
        choose_essays(project, [], project.root)


def test_a_template_of_yesterdays_essay_is_told(project: Project) -> None:
    list(extract(project, ["bread"]))
    (project.root / "source" / "bread.md").write_text("# Bread\n\nNew.\n", "utf-8")
    lags = [result for result in update(project, [SPANISH], ["bread"]) if isinstance(result, Lag)]
    assert lags == [Lag("locales/bread.pot", "source/bread.md", "extract")]
