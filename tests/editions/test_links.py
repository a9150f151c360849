"""Where links lead, and which files an edition needs beside it."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.editions import links
from essaytool.editions.links import Site, local_images, relative, resolve
from tests.editions.samples import ARABIC, ENGLISH, SPANISH, source

SITE = Site(
    ENGLISH, {"a": (ENGLISH, SPANISH), "deep/b": (ENGLISH, ARABIC), "c": (ARABIC,), "d e": (ENGLISH,)}
)


@pytest.mark.parametrize(
    ("target", "name", "url"),
    [
        ("a.md", "c", "a.html"),
        ("./a.markdown", "c", "a.html"),
        ("a.md?x=1#part", "c", "a.html?x=1#part"),
        ("../a.md", "deep/b", "../a.html"),
        ("deep/b.MD", "a", "deep/b.html"),
        ("d%20e.md", "a", "d%20e.html"),
        ("unknown.md", "a", "unknown.md"),
        ("../../a.md", "deep/b", "../../a.md"),
        ("/a.md", "c", "/a.md"),
        ("https://x.example/a.md", "c", "https://x.example/a.md"),
        ("//x.example/a.md", "c", "//x.example/a.md"),
        ("mailto:a.md", "c", "mailto:a.md"),
        ("#part", "a", "#part"),
        ("http://[broken", "a", "http://[broken"),
    ],
)
def test_a_link_to_an_essay_leads_to_its_page_and_any_other_stays(target: str, name: str, url: str) -> None:
    assert resolve(target, name, ENGLISH, SITE) == (url, None)


def test_a_link_to_an_essay_that_this_language_lacks_leads_to_the_original() -> None:
    assert resolve("deep/b.md", "a", SPANISH, SITE) == ("../en/deep/b.html", ENGLISH)


def test_a_link_to_an_essay_that_even_its_own_language_lacks_leads_to_one_that_there_is() -> None:
    assert resolve("c.md", "a", SPANISH, SITE) == ("../ar/c.html", ARABIC)


def test_a_colon_in_a_name_does_not_look_like_a_scheme() -> None:
    assert relative("en/a.html", "en/javascript:x.html") == "javascript%3Ax.html"


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("![x](images/x.svg)", ("deep/images/x.svg",)),
        ("![x](../top.png?v=2#f)", ("top.png",)),
        ("![x](<a b%20c.png>)", ("deep/a b c.png",)),
        ("[big](large.JPG) and [text](notes.txt)", ("deep/large.JPG",)),
        ("![x][r] ![y][r]\n\n[r]: i.png", ("deep/i.png",)),
        ("<img alt='' src=raw.png> text", ("deep/raw.png",)),
        ("<p>\n<img\n src='a&amp;b.png'>\n</p>", ("deep/a&b.png",)),
        ("![x](../../secret.png) ![y](/etc/x.png) ![z](..%2F..%2Fx.png)", ()),
        ("![x](https://x.example/i.png) ![y](//x.example/i.png) ![z](data:image/png;base64,x)", ()),
        ("![x](..\\..\\x.png) ![y](a%00.png) ![z](#f) ![w](.) ![v]()", ()),
        ("`![x](code.png)`", ()),
    ],
)
def test_the_images_of_an_edition_are_those_it_shows_from_the_source_folder(
    text: str, files: tuple[str, ...]
) -> None:
    assert local_images(source(text + "\n"), "deep/essay") == files


PATHS = st.lists(st.sampled_from(["ar", "a", "b", "a b", "é"]), min_size=1, max_size=4).map("/".join)


@given(PATHS, PATHS)
def test_a_relative_link_is_the_shortest_way_from_a_page_to_a_file(page: str, path: str) -> None:
    page, path = f"{page}/page.html", f"{path}/file.html"
    assert relative(page, path) == quote(posixpath.relpath(path, posixpath.dirname(page)))
    assert relative("index.html", path) == quote(path)


PICTURES = (
    *(
        "![x](i",
        "![x][r]",
        "[x](i",
        "<img src=i",
        "<img src='i",
        ".png",
        ".JPG",
        "\\.png",
        "&period;png",
        "&#46;webp",
    ),
    *(")", ">", "'>", " ", "\n\n", "[r]: i", "text", "`", "(", "[r]"),
)


@given(st.lists(st.sampled_from(PICTURES), max_size=8).map("".join))
def test_a_text_that_is_not_read_for_images_has_none(text: str) -> None:
    edition = source(f"# x\n\n{text}\n\n[r]: i.png\n" if "[r]" in text else f"# x\n\n{text}\n")
    quickly = local_images(edition, "essay")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(links, "_MAY_SHOW", re.compile(b""))
        assert quickly == local_images(edition, "essay")
