"""Badges: accessible, legible, the right width in every script, and the same bytes every time."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.languages import parse_tag
from essaytool.reports.badge import GOOD, LABEL, LOW, MIDDLING, badge, text_width
from essaytool.tally import Tally
from tests.editions.test_styles import contrast
from tests.reports.samples import essay_of, language_of

SVG = "{http://www.w3.org/2000/svg}"
TAGS = ("ar", "de", "fa", "he", "hi", "ja", "ko", "pt-BR", "ru", "ta", "th", "ur", "zh-Hans", "zh-Hant")


def drawn(tag: str, reviewed: int = 87, missing: int = 13) -> ElementTree.Element:
    return ElementTree.fromstring(badge(language_of(essay_of(Tally(reviewed, 0, 0, missing)), tag=tag)))


@pytest.mark.parametrize("tag", TAGS)
def test_a_badge_says_in_words_what_it_shows(tag: str) -> None:
    svg = drawn(tag)
    title, description = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert title.text == f"{parse_tag(tag).native_name}: 87 % reviewed"
    assert description.text == ("87 of 100 words are reviewed, 0 are drafts, 0 are stale, 13 are missing.")
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


@pytest.mark.parametrize("tag", TAGS)
def test_the_name_is_in_its_language_and_direction(tag: str) -> None:
    name, value = drawn(tag).iter(f"{SVG}text")
    language = parse_tag(tag)
    assert name.text == language.native_name
    assert name.get("{http://www.w3.org/XML/1998/namespace}lang") == tag
    assert name.get("direction") == language.direction
    assert value.text == "87 %"


@pytest.mark.parametrize("tag", TAGS)
def test_both_texts_stand_inside_their_grounds(tag: str) -> None:
    svg = drawn(tag)
    whole = float(svg.get("width", 0))
    name, value = (
        (float(text.get("x", 0)), float(text.get("textLength", 0))) for text in svg.iter(f"{SVG}text")
    )
    border = 2 * name[0]
    assert name[1] < border < value[0] - value[1] / 2
    assert value[0] + value[1] / 2 < whole


@pytest.mark.parametrize("ground", [GOOD, MIDDLING, LOW, LABEL])
def test_white_text_stands_out_from_every_ground(ground: str) -> None:
    assert contrast("#ffffff", ground) >= 4.5


def test_grounds_follow_the_number() -> None:
    grounds = [drawn("de", reviewed, 100 - reviewed)[3].get("fill") for reviewed in (100, 90, 89, 50, 49, 0)]
    assert grounds == [GOOD, GOOD, MIDDLING, MIDDLING, LOW, LOW]


def test_a_badge_is_complete_in_itself_and_its_bytes_are_always_the_same() -> None:
    item = language_of(essay_of(Tally(1)), tag="de")
    assert badge(item) == badge(item)
    assert not [word for word in (b"<script", b"href", b"url(", b"@import", b"style") if word in badge(item)]


MEASURE = """
<pre id="seen"></pre><script>
const texts = [...document.querySelectorAll("text")]
texts.forEach(text => text.removeAttribute("textLength"))
document.getElementById("seen").textContent = texts.map(text => text.getComputedTextLength()).join(" ")
</script>
"""


def test_estimated_widths_are_near_those_of_a_browser(tmp_path: Path, program: Callable[[str], str]) -> None:
    badges = b"".join(badge(language_of(essay_of(Tally(1)), tag=tag)) for tag in TAGS)
    path = tmp_path / "badges.html"
    path.write_bytes(b"<meta charset=utf-8>" + badges + MEASURE.encode())
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}")
    command = [program("chromium"), *options, "--dump-dom", path.as_uri()]
    document = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    found = re.search(r'<pre id="seen">(.*?)</pre>', document)
    assert found is not None
    measured = [float(width) for width in found[1].split()]
    estimated = [int(width) for width in re.findall(rb'textLength="(\d+)"', badges)]
    ratios = [one / other for one, other in zip(estimated, measured, strict=True)]
    assert len(ratios) == 2 * len(TAGS)
    assert (min(ratios) > 0.75, max(ratios) < 1.35) == (True, True), ratios


@given(st.text())
def test_every_text_has_a_width(text: str) -> None:
    assert text_width(text) >= 1
