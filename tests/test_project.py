"""What a configuration may say, and what is said of one that cannot be meant."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from essaytool.errors import ConfigError
from essaytool.languages import parse_tag
from essaytool.project import Project, Settings, find_project
from essaytool.workflow.opening import NAMES

FILE = "essaytool.toml"


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a project with one essay; the current folder."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "bread.md").write_text("Bread\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configured(text: str, file: str = FILE, **environ: str) -> Project:
    Path(file).write_text(text, "utf-8")
    return find_project(Path.cwd(), environ, names=NAMES)


def refused(text: str, file: str = FILE, **environ: str) -> tuple[str, str]:
    """The error's words and its hint."""
    with pytest.raises(ConfigError) as error:
        configured(text, file, **environ)
    return str(error.value), error.value.hint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tool = 3", "`tool` is 3"),
        ("tool = []", "`tool` is []"),
        ("[tool]\nessaytool = 3", "`tool.essaytool` is 3"),
    ],
)
def test_a_table_that_is_none_is_refused(text: str, said: str) -> None:
    hint = "write [tool.essaytool], and the keys below"
    assert refused(text, "pyproject.toml") == (f"pyproject.toml: {said}", hint)


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ('engine = "gogle"', "`engine`: there is no engine `gogle`", "did you mean `google`?"),
        (
            '[language.es]\nengine = ["auto", "x"]',
            "`language.es.engine`: there is no engine `x`",
            "known here",
        ),
        (
            'memory = ["../shared.tmx"]',
            "`memory` is ('../shared.tmx',)",
            "TMX files inside the project; `essaytool import` takes one from anywhere",
        ),
        ('[engines.gogle]\nurl = "x"', "`engines`: there is no engine `gogle`", "did you mean `google`?"),
        ('[engines.pseudo]\nurl = "x"', "the key `engines.pseudo.url` is unknown", "leave it out"),
        ("[engines.google]\nurl = 3", "`engines.google.url` is 3", "it takes a string"),
        ("[engines.google]\nmodel = 'x'", "the key `engines.google.model` is unknown", "known here: url"),
        ("[engines.chat]\nmodle = 'x'", "the key `engines.chat.modle` is unknown", "did you mean `model`?"),
        ("[engines.deepl]\nat_once = 0", "`engines.deepl.at_once` is 0", "it takes 1 to 64"),
        ("[engines.deepl]\nat_once = 2.5", "`engines.deepl.at_once` is 2.5", "it takes a whole number"),
        (
            "[engines.deepl]\nprice_per_million = -1",
            "`engines.deepl.price_per_million` is -1",
            "it takes 0 to 1,000,000,000",
        ),
        (
            "[engines.deepl]\nprice_per_million = 'dear'",
            "`engines.deepl.price_per_million` is 'dear'",
            "it takes a number",
        ),
        (
            "[engines.deepl]\nprice_per_million = nan",
            "`engines.deepl.price_per_million` is nan",
            "it takes 0 to",
        ),
        ("[engines.chat]\ntexts = true", "`engines.chat.texts` is True", "it takes a whole number"),
        ("[engines.deepl]\nkey = 'x'", "the key `engines.deepl.key` is unknown", "known here: url"),
        ('ignore = ["markpu"]', "`ignore`: there is no check `markpu`", "did you mean `markup`?"),
        ('[language.es]\nignore = ["x"]', "`language.es.ignore`: there is no check `x`", "known here"),
        ('order = ["braed"]', "`order`: there is no essay `braed`", "did you mean `bread`?"),
    ],
)
def test_a_setting_names_only_what_there_is(text: str, said: str, hint: str) -> None:
    sentence, hinted = refused(text)
    assert sentence == f"{FILE}: {said}"
    assert hinted.startswith(hint)


def test_all_that_there_is_may_be_named() -> None:
    project = configured(
        'engine = ["auto", "google"]\nignore = ["markup", "structure"]\norder = ["bread"]\n'
        '[engines.google]\nurl = "http://127.0.0.1/m"\n[engines.pseudo]\n'
    )
    assert project.settings.engine == ("auto", "google")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)//", "ftp://example.org", "https://", "https:///x", "example.org", "http://[::1"],
)
def test_a_site_stands_on_the_web(url: str) -> None:
    hint = "an address with its host, such as https://example.org/"
    assert refused(f'site_url = "{url}"') == (f"{FILE}: `site_url` is {url!r}", hint)


@pytest.mark.parametrize(
    "url", ["", "https://example.org", "https://example.org/", "http://localhost:8000/a"]
)
def test_a_site_needs_no_final_slash(url: str) -> None:
    assert configured(f'site_url = "{url}"').settings.site_url == url


@pytest.mark.parametrize(
    ("said", "chain"), [("pseudo", ("pseudo",)), ("apertium, google", ("apertium", "google"))]
)
def test_the_environment_names_an_engine_or_a_chain(said: str, chain: tuple[str, ...]) -> None:
    assert configured('engine = "auto"', ESSAYTOOL_ENGINE=said).settings.engine == chain


def test_the_environment_comes_before_the_file_and_its_languages() -> None:
    text = 'publish_at = 70\n[language.es]\npublish_at = 95\ndrafts = "exclude"\n'
    spanish = configured(text, ESSAYTOOL_PUBLISH_AT="10").settings_for(parse_tag("es"))
    assert (spanish.publish_at, spanish.drafts) == (10, "exclude")
    assert configured(text).settings_for(parse_tag("es")).publish_at == 95


@pytest.mark.parametrize(
    ("variable", "text", "said"),
    [
        ("ESSAYTOOL_PUBLISH_AT", "101", "`publish_at` is 101"),
        ("ESSAYTOOL_PUBLISH_AT", "many", "`publish_at` is 'many'"),
        ("ESSAYTOOL_NOINDEX_DRAFTS", "perhaps", "`noindex_drafts` is 'perhaps'"),
        ("ESSAYTOOL_DRAFTS", "hide", "`drafts` is 'hide'"),
        ("ESSAYTOOL_OUTPUT", "../out", "`output` is '../out'"),
        ("ESSAYTOOL_SITE_URL", "x", "`site_url` is 'x'"),
        ("ESSAYTOOL_ENGINE", "google,gogle", "`engine`: there is no engine `gogle`"),
        ("ESSAYTOOL_SOURCE_LANGUAGE", "xx-YY", "'xx-YY' is not a language tag that we know"),
    ],
)
def test_a_variable_is_blamed_for_what_it_says(variable: str, text: str, said: str) -> None:
    sentence, hint = refused("", **{variable: text})
    assert sentence.startswith(f"{variable}: {said}")
    assert hint


def test_the_settings_page_lists_every_key() -> None:
    page = (Path(__file__).resolve().parent.parent / "docs" / "settings.md").read_text("utf-8")
    assert [item.name for item in fields(Settings) if f"`{item.name}`" not in page] == []
