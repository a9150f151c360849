"""Trees for site generators, as the generators themselves take them."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

import pytest

from essaytool.editions.layouts import LAYOUTS, Page, generated_lists, markdown_for, require_codes
from essaytool.editions.layouts.codes import hugo_code, mkdocs_code
from essaytool.editions.layouts.places import from_page
from essaytool.errors import LanguageError
from essaytool.languages import Language, parse_tag
from essaytool.markdown.frontmatter import read_front_matter
from essaytool.project import find_project
from essaytool.workflow.build import build, with_layout
from essaytool.workflow.draft import Wish, draft
from essaytool.workflow.extract import extract
from essaytool.workflow.results import Failure
from essaytool.workflow.scope import Scope
from essaytool.workflow.update import update
from tests.conftest import ROOT
from tests.editions import samples

TAGS = ("ar", "es", "pt-BR", "zh-Hant")
GENERATED = ("hugo", "hugo-suffix", "mkdocs", "mkdocs-suffix")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><rect width="4" height="3"/></svg>'
DEEP = """\
+++
title = "Deep"
+++

[up](../torture.md#setext-heading), [beside](other.markdown "A title"),
<a href="other.md#own">a tag</a>, [by label][there], ![beside](images/dot.png), ![above](<../images/dot.png>),
<img src="images/dot.png" alt="">.

[there]: ../open-models.md#what-was-given-away "Title"

## Own words ##
"""


def png() -> bytes:
    """An image of one pixel."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0abc")),
        (b"IEND", b""),
    )
    body = b"".join(
        struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))
        for kind, held in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.fixture(scope="module")
def essays(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the shipped essays, one that holds all that a text can hold, and some in a folder."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "source", root / "source")
    torture = (ROOT / "tests" / "editions" / "torture.md").read_text("utf-8")
    source = root / "source"
    (source / "torture.md").write_text(re.sub("(?m)^Dead: .*$", "", torture), "utf-8")
    (source / "deep" / "images").mkdir(parents=True)
    for path in ("images/dot.png", "images/dot.es.png", "deep/images/dot.png", "x"):
        (source / path).write_bytes(png())
    (source / "images" / "drawing.svg").write_text(SVG, "utf-8")
    (source / "deep" / "essay.md").write_text(DEEP, "utf-8")
    (source / "deep" / "other.markdown").write_text("Text only.\n\n## Own\n", "utf-8")
    languages = ", ".join(f'"{tag}"' for tag in TAGS)
    (root / "essaytool.toml").write_text(f'languages = [{languages}]\nengine = "pseudo"\n', "utf-8")
    project = find_project(root)
    for steps in (
        extract(project, project.essays()),
        update(project, project.languages(), project.essays()),
        draft(project, project.languages(), project.essays(), Wish(("pseudo",))),
    ):
        assert not [step for step in steps if isinstance(step, Failure)]
    # One essay that one language lacks, so that a link has to leave its language.
    (root / "locales" / "pt_BR" / "LC_MESSAGES" / "open-models.po").unlink()
    return root


def tree(essays: Path, layout: str) -> Path:
    """The output folder with the tree of a layout in it."""
    project = with_layout(find_project(essays), layout)
    assert not [step for step in build(project, Scope(layout=layout)) if isinstance(step, Failure)]
    return project.output_folder


HUGO = """\
baseURL = "https://example.org/"
title = "Essays"
defaultContentLanguage = "en"
defaultContentLanguageInSubdir = true
disableKinds = ["taxonomy", "term"]
{content}

[markup.goldmark.renderer]
unsafe = true
"""
SINGLE = (
    '<html lang="{{ .Lang }}"><title>{{ .Title }}</title>'
    '{{ range .Translations }}<link rel="alternate" href="{{ .RelPermalink }}">{{ end }}{{ .Content }}</html>'
)
MKDOCS = """\
site_name: Essays
site_url: https://example.org/
docs_dir: output/docs
markdown_extensions: [attr_list, def_list, footnotes, md_in_html, tables]
plugins:
  - i18n:
      docs_structure: {structure}
      fallback_to_default: false
      languages:
        - {{locale: en, name: English, default: true}}
        - {{locale: ar, name: ar}}
        - {{locale: es, name: es}}
        - {{locale: pt_BR, name: pt}}
        - {{locale: zh_TW, name: zh}}
"""


def site_by_hugo(essays: Path, layout: str) -> Path:
    tongues = {tag.lower(): f"output/content/{tag.lower()}" for tag in ("en", *TAGS)}
    suffixed = layout.endswith("suffix")
    content = 'contentDir = "output/content"' if suffixed else ""
    tables = (
        f"\n[languages.{code}]\n" + ("weight = 1\n" if suffixed else f'contentDir = "{folder}"\n')
        for code, folder in tongues.items()
    )
    (essays / "hugo.toml").write_text(HUGO.format(content=content) + "".join(tables), "utf-8")
    templates = essays / "layouts" / "_default"
    templates.mkdir(parents=True, exist_ok=True)
    (templates / "single.html").write_text(SINGLE, "utf-8")
    (templates / "list.html").write_text("<html><title>{{ .Title }}</title></html>", "utf-8")
    run(essays, "hugo", "--panicOnWarning", "--cleanDestinationDir", "--destination", f"site-{layout}")
    return essays / f"site-{layout}"


def site_by_mkdocs(essays: Path, layout: str) -> Path:
    structure = "suffix" if layout.endswith("suffix") else "folder"
    (essays / "mkdocs.yml").write_text(MKDOCS.format(structure=structure), "utf-8")
    run(essays, "mkdocs", "build", "--strict", "--quiet", "--site-dir", f"site-{layout}")
    return essays / f"site-{layout}"


def run(folder: Path, name: str, *arguments: str) -> None:
    done = subprocess.run([name, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, "WARN" in done.stdout + done.stderr) == (0, False), done.stdout + done.stderr


@pytest.fixture(scope="module")
def site_of(
    essays: Path,
    program: Callable[[str], str],
    environment: None,  # noqa: ARG001
) -> Callable[[str], Path]:
    """The site that a layout's own generator makes of its tree, without a warning."""

    @cache
    def made(layout: str) -> Path:
        generator = layout.partition("-")[0]
        program(generator)
        tree(essays, layout)
        return (site_by_hugo if generator == "hugo" else site_by_mkdocs)(essays, layout)

    return made


@pytest.fixture(scope="module")
def environment() -> Iterator[None]:
    """The programs that stand beside this Python are found, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        yield


def folder_of(layout: str, tag: str) -> str:
    """Where the pages of a language lie in a generator's site."""
    if layout.startswith("hugo"):
        return tag.lower()
    return {"en": "", "pt-BR": "pt_BR", "zh-Hant": "zh_TW"}.get(tag, tag)


def pages(site: Path, layout: str, tag: str) -> dict[str, samples.Page]:
    """The essays' pages in one language, by name."""
    folder = site / folder_of(layout, tag)
    names = ("open-models", "reading-across-languages", "torture", "deep/essay", "deep/other")
    paths = {name: folder / name / "index.html" for name in names}
    return {name: samples.Page(path.read_text("utf-8")) for name, path in paths.items() if path.exists()}


@pytest.mark.parametrize("layout", GENERATED)
def test_the_generator_makes_a_page_of_every_edition(layout: str, site_of: Callable[[str], Path]) -> None:
    made = {tag: set(pages(site_of(layout), layout, tag)) for tag in ("en", *TAGS)}
    every = {"open-models", "reading-across-languages", "torture", "deep/essay", "deep/other"}
    assert made == {tag: every - ({"open-models"} if tag == "pt-BR" else set()) for tag in ("en", *TAGS)}


@pytest.mark.parametrize("layout", GENERATED)
def test_links_and_images_lead_somewhere_in_the_generated_site(
    layout: str, site_of: Callable[[str], Path]
) -> None:
    site, checked = site_of(layout), 0
    for tag in ("en", *TAGS):
        for name, page in pages(site, layout, tag).items():
            here = f"/{folder_of(layout, tag)}/{name}/".replace("//", "/")
            for element in (*page.all("a"), *page.all("img")):
                target = local(element["href"] or element["src"])
                if target is None:
                    continue
                path = posixpath.normpath(posixpath.join(here, unquote(target.path)))
                found = site / path.lstrip("/")
                found = found / "index.html" if found.is_dir() or not found.suffix else found
                assert found.is_file(), f"{here}: {target.geturl()}"
                if target.fragment and found.suffix == ".html":
                    ids = {each["id"] for each in samples.Page(found.read_text("utf-8")).elements}
                    assert unquote(target.fragment) in ids, f"{here}: {target.geturl()}"
                checked += 1
    assert checked > 60


def local(target: str) -> SplitResult | None:
    """A target within the site. The torture essay has some that are no URL, an image that is not there, and a
    footnote that nobody refers to, to which the generators' own notes lead back.
    """
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    beyond = parts.scheme or parts.netloc or parts.fragment.startswith("fn")
    return None if beyond or parts.path in ("x", "../x") else parts


@pytest.mark.parametrize("layout", GENERATED)
def test_headings_have_the_same_ids_in_every_language_and_their_text_is_whole(
    layout: str, site_of: Callable[[str], Path]
) -> None:
    site = site_of(layout)
    found = {tag: headings(pages(site, layout, tag)) for tag in ("en", *TAGS)}
    assert "what-was-given-away" in found["en"]["open-models"]
    assert {"own-words"} <= set(found["es"]["deep/essay"])
    for tag in TAGS:
        for name, ids in found[tag].items():
            assert ids == found["en"][name], (tag, name)
    for page in pages(site, layout, "es").values():
        assert not [
            each.text for each in page.elements if each.tag in ("h1", "h2", "h3") and "{#" in each.text
        ]


def headings(found: dict[str, samples.Page]) -> dict[str, list[str]]:
    levels = ("h1", "h2", "h3", "h4", "h5", "h6")
    return {
        name: [each["id"] for each in page.elements if each.tag in levels and each["id"]]
        for name, page in found.items()
    }


@pytest.mark.parametrize("layout", GENERATED)
def test_an_image_in_the_readers_language_is_the_one_that_is_shown(
    layout: str, site_of: Callable[[str], Path], essays: Path
) -> None:
    site = site_of(layout)
    page = pages(site, layout, "es")["torture"]
    shown = next(image["src"] for image in page.all("img") if "dot" in image["src"])
    path = posixpath.normpath(posixpath.join(folder_of(layout, "es"), "torture", shown))
    assert (site / path).read_bytes() == (essays / "source" / "images" / "dot.es.png").read_bytes()


def test_hugo_knows_the_translations_of_a_page(site_of: Callable[[str], Path]) -> None:
    page = pages(site_of("hugo"), "hugo", "es")["deep/essay"]
    others = {link["href"] for link in page.all("link", rel="alternate")}
    assert others == {f"/{code}/deep/essay/" for code in ("en", "ar", "pt-br", "zh-hant")}


def test_mkdocs_gets_a_first_page_in_every_language(site_of: Callable[[str], Path]) -> None:
    first = samples.Page((site_of("mkdocs") / "es" / "index.html").read_text("utf-8"))
    links = {link["href"]: link.text for link in first.all("a")}
    assert {"open-models/", "deep/essay/", "torture/"} <= links.keys()
    assert "<" in links["torture/"]


def test_the_plain_layout_is_the_essays_own_bytes(essays: Path) -> None:
    output = tree(essays, "plain")
    for name in ("open-models", "torture", "deep/essay"):
        assert (output / "en" / f"{name}.md").read_bytes() == (essays / "source" / f"{name}.md").read_bytes()


def test_another_layout_takes_the_place_of_the_one_before(essays: Path) -> None:
    output = tree(essays, "hugo")
    assert not [*output.glob("*.html"), *output.glob("en/*.html"), *output.glob("en/*.md")]
    output = tree(essays, "plain")
    assert not (output / "content").exists()
    assert (output / "en" / "torture.html").exists()


# --- one text at a time -----------------------------------------------------------------------------------


def written(text: str, layout: str, tag: str = "en", name: str = "essay") -> str:
    """The Markdown that a layout makes of an essay, beside which there is `other` in English only."""
    language, editions = (
        parse_tag(tag),
        {name: (samples.ENGLISH, samples.SPANISH), "other": (samples.ENGLISH,)},
    )
    page = Page(name, language, samples.ENGLISH, LAYOUTS[layout], editions)
    return markdown_for(samples.source(text), page).decode()


@pytest.mark.parametrize(
    ("layout", "before", "after"),
    [
        ("hugo", "a: 1\n", 'lang: "en"\ntranslationKey: "essay"\ntitle: "essay"\na: 1\n'),
        ("hugo", "title: T\n", 'lang: "en"\ntranslationKey: "essay"\ntitle: T\n'),
        ("hugo", "lang: xx\ntitle: T # kept\n", 'translationKey: "essay"\nlang: "en"\ntitle: T # kept\n'),
        ("hugo", "translationKey: own\ntitle: T\n", 'lang: "en"\ntranslationKey: own\ntitle: T\n'),
        ("mkdocs", "{title: T}\n", "title: T\nlang: en\ntranslationKey: essay\n"),
        ("hugo", "title: T\nlang: no\n", "title: T\nlang: en\ntranslationKey: essay\n"),
    ],
)
def test_front_matter_keeps_its_bytes_and_gets_our_keys(layout: str, before: str, after: str) -> None:
    assert written(f"---\n{before}---\n\ntext\n", layout) == f"---\n{after}---\n\ntext\n"


def test_toml_stays_toml_for_hugo_and_becomes_yaml_for_mkdocs() -> None:
    essay = '+++\r\ntitle = "T"\r\ndate = 2026-11-23\r\n[own]\r\nkey = [1, "no"]\r\n+++\r\n\r\ntext\r\n'
    hugo = '+++\r\nlang = "en"\r\ntranslationKey = "essay"\r\ntitle = "T"\r\ndate = 2026-11-23\r\n[own]\r\n'
    assert written(essay, "hugo") == f'{hugo}key = [1, "no"]\r\n+++\r\n\r\ntext\r\n'
    made = written(essay, "mkdocs")
    assert made.startswith("---\r\ntitle: T\r\ndate: 2026-11-23\r\nown:\r\n  key:\r\n  - 1\r\n  - 'no'\r\n")
    assert read_front_matter(made.encode()).values["lang"] == "en"


def test_an_essay_without_front_matter_gets_one_behind_its_byte_order_mark() -> None:
    made = written('\ufeff# A "title"\n\ntext\n', "hugo")
    head = '\ufeff---\nlang: en\ntranslationKey: essay\ntitle: A "title"\n---\n\n'
    assert made == f'{head}# A "title" {{#a-title}}\n\ntext\n'


@pytest.mark.parametrize(
    ("layout", "before", "after"),
    [
        ("hugo", "## A *b*", "## A *b* {#a-b}"),
        ("mkdocs", "## A *b*", "## A *b* { #a-b }"),
        ("hugo", "## A ##  ", "## A {#a}"),
        ("mkdocs", "> ## A ##", "> ## A { #a }"),
        ("hugo", "A\nb\n---", "A\nb {#a-b}\n---"),
        ("mkdocs", "A\nb\n---", "A\nb\n---"),
        ("hugo", "## A {#own}", "## A {#own}"),
        ("hugo", "## A {b}", "## A {b} {#a-b}"),
        ("mkdocs", "## A {b}", "## A {b}"),
        ("hugo", "##", "##"),
        ("hugo", "- ## A\\", "- ## A\\ {#a}"),
        ("mkdocs", "## A\n\n## A", "## A { #a }\n\n## A { #a-1 }"),
        ("hugo", '<p id="a">x</p>\n\n## A', '<p id="a">x</p>\n\n## A {#a-1}'),
        ("hugo", "`## A`\n\n    ## B", "`## A`\n\n    ## B"),
    ],
)
def test_ids_are_written_on_headings_only(layout: str, before: str, after: str) -> None:
    assert written(f"---\ntitle: T\n---\n{before}\n", layout).partition("title: T\n---\n")[2] == f"{after}\n"


@pytest.mark.parametrize(
    ("layout", "before", "after"),
    [
        ("hugo", "[a](other.md)", '[a]({{< relref "/other.md" >}})'),
        ("hugo", "[a](<other.md#x y> 't')", "[a]({{< relref \"/other.md#x y\" >}} 't')"),
        ("hugo", "[a][l]\n\n[l]: other.md 't'", "[a][l]\n\n[l]: {{< relref \"/other.md\" >}} 't'"),
        ("hugo", '<a href="other.md">a</a>', '<a href="{{< relref "/other.md" >}}">a</a>'),
        ("hugo", "![a](i/x.png?v=1)", "![a](../i/x.png?v=1)"),
        ("hugo-suffix", "![a](i/x.png)", "![a](../i/x.en.png)"),
        ("hugo", "[![a](x.png)](x.png)", "[![a](../x.png)](../x.png)"),
        ("hugo", "`[a](other.md)` [b](b.md) [c](https://x.example/other.md) [d](/other.md)", None),
        (
            "mkdocs",
            "[a](other.md#x) ![b](x.png) [c](./other.markdown)",
            "[a](other.md#x) ![b](x.png) [c](other.md)",
        ),
        ("mkdocs", '<img src="x.png"> <a href="other.md#x">', '<img src="../x.png"> <a href="../other/#x">'),
        ("mkdocs", "[a\\]](<other.markdown>) [b](other.markdown)", "[a\\]](other.md) [b](other.md)"),
    ],
)
def test_links_follow_the_shape_of_the_tree(layout: str, before: str, after: str | None) -> None:
    assert (
        written(f"---\ntitle: T\n---\n{before}\n", layout).partition("title: T\n---\n")[2]
        == f"{after or before}\n"
    )


@pytest.mark.parametrize(
    ("layout", "after"),
    [
        ("hugo", '[a]({{< relref path="/other.md#x" lang="en" >}})\n'),
        ("mkdocs", "[a](../../other/#x)\n"),
        ("mkdocs-suffix", "[a](../../other/#x)\n"),
    ],
)
def test_a_link_to_an_essay_that_the_language_lacks_leads_to_the_original(layout: str, after: str) -> None:
    made = written("---\ntitle: T\n---\n[a](other.md#x)\n", layout, "es")
    assert made.endswith(after)


def test_a_translation_cannot_make_hugo_run_a_shortcode() -> None:
    text = "One {{< own >}}.\n\nTwo.\n"
    texts = {"One {{< own >}}.": "Uno {{< own >}}.", "Two.": '{{< readfile "/etc/passwd" >}}'}
    page = Page("essay", samples.SPANISH, samples.ENGLISH, LAYOUTS["hugo"], {})
    made = markdown_for(samples.translation(text, texts), page).decode()
    assert made.endswith("\nUno {{< own >}}.\n\nTwo.\n")


@pytest.mark.parametrize(
    ("tag", "hugo", "mkdocs"),
    [
        ("en", "en", "en"),
        ("pt-BR", "pt-br", "pt_BR"),
        ("zh-Hans", "zh-hans", "zh_CN"),
        ("zh-Hant", "zh-hant", "zh_TW"),
        ("sr-Latn", "sr-latn", "sr_RS"),
        ("es-419", "es-419", "es"),
        ("fa", "fa", "fa"),
    ],
)
def test_each_generator_has_its_own_codes(tag: str, hugo: str, mkdocs: str) -> None:
    assert (hugo_code(parse_tag(tag)), mkdocs_code(parse_tag(tag))) == (hugo, mkdocs)


@pytest.mark.parametrize(
    ("tags", "sentence"),
    [(("es", "es-419"), "mkdocs calls both es and es-419 es"), (("yue",), "MkDocs has no code for yue")],
)
def test_a_language_without_a_code_of_its_own_is_refused(tags: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(LanguageError, match=sentence):
        require_codes(LAYOUTS["mkdocs"], [parse_tag(tag) for tag in tags])


@pytest.mark.parametrize(
    ("name", "path", "way"),
    [
        ("a", "i.png", "../i.png"),
        ("a/b", "i.png", "../../i.png"),
        ("a/b", "a/i.png", "../i.png"),
        ("a/index", "a/i.png", "i.png"),
        ("README", "i.png", "i.png"),
    ],
)
def test_a_page_is_served_as_a_folder(name: str, path: str, way: str) -> None:
    assert from_page(name, path) == way


def test_only_mkdocs_needs_first_pages() -> None:
    tongues: tuple[Language, ...] = (samples.ENGLISH,)
    assert list(generated_lists(LAYOUTS["hugo"], {}, tongues)) == []
    ((path, content),) = generated_lists(LAYOUTS["mkdocs-suffix"], {}, tongues)
    assert (path, content) == ("docs/index.en.md", b'---\nlang: "en"\n---\n\n# Essays\n\n')
