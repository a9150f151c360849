"""The stylesheet and the templates, read as text: what they must never say."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from essaytool.editions.templating import PLAIN
from tests.editions.samples import page, source

EDITIONS = Path(__file__).resolve().parents[2] / "essaytool" / "editions"
SHEETS = sorted(EDITIONS.glob("styles/*.css"))
TEMPLATES = sorted(EDITIONS.glob("templates/*"))


def read(path: Path) -> str:
    return re.sub(r"/\*.*?\*/|\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)


@pytest.mark.parametrize("path", [*SHEETS, *TEMPLATES], ids=lambda path: path.name)
def test_no_side_is_called_left_or_right(path: Path) -> None:
    assert re.findall(r"\b(?:left|right)\b", read(path)) == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sizes_and_sides_are_logical(path: Path) -> None:
    physical = (
        r"[{;]\s*((?:min-|max-)?(?:width|height)|(?:margin|padding|border)-(?:top|bottom)|top|bottom)\s*:"
    )
    assert re.findall(physical, read(path)) == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_stylesheet_fetches_nothing_and_spaces_no_letters(path: Path) -> None:
    assert re.findall(r"url\(|@import|@font-face|letter-spacing|text-align:\s*justify", read(path)) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_script_no_inline_style_and_no_unescaped_value(path: Path) -> None:
    text = read(path).replace('<script type="application/ld+json">', "")
    assert re.findall(r"<script|\sstyle=|\son\w+=|\|\s*safe\b|autoescape", text) == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_an_inlined_stylesheet_says_what_its_file_says(path: Path) -> None:
    written, inlined = read(path), PLAIN.sheet(path.stem)
    assert re.sub(r"\s", "", inlined) == re.sub(r"\s", "", written)
    assert len(inlined) < len(written)


@pytest.mark.parametrize(
    ("text", "sheet"),
    [
        ("`code`", "code"),
        ("```py\nx = 1\n```", "colour"),
        ("| a |\n|---|", "table"),
        ("- [ ] a", "tasks"),
        ("a[^n]\n\n[^n]: b", "notes"),
        ("> [!NOTE]\n> a", "alert"),
        ("a\n: b", "terms"),
        ("<q>a</q>", "quotes"),
    ],
)
def test_a_page_has_the_stylesheets_of_what_its_essay_holds_and_no_other(text: str, sheet: str) -> None:
    assert PLAIN.sheet(sheet) in page(source(f"{text}\n")).one("style").text
    assert PLAIN.sheet(sheet) not in page(source("text\n")).one("style").text


def test_the_policy_admits_the_stylesheet_that_the_page_has_and_no_other() -> None:
    shown = page(source("text\n"))
    digest = b64encode(sha256(shown.one("style").text.encode()).digest()).decode()
    assert (
        f"style-src 'sha256-{digest}';" in shown.one("meta", http_equiv="Content-Security-Policy")["content"]
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground_and_marks_can_be_seen(scheme: str) -> None:
    """WCAG 2.2: 4.5 to 1 for text (1.4.3), 3 to 1 for what is not text (1.4.11)."""
    colours = palette(scheme)
    grounds = [colours["paper"], colours["tint"]]
    for name in ("ink", "quiet", "link"):
        assert min(contrast(colours[name], ground) for ground in grounds) >= 4.5, name
    for name in (name for name in colours if name.startswith("code-")):
        assert contrast(colours[name], colours["tint"]) >= 4.5, name
    for name in ("draft", "source"):
        assert min(contrast(colours[name], ground) for ground in grounds) >= 3, name
    for mark in re.findall(r"--mark:(#\w{6})", PLAIN.sheet("alert")):
        assert min(contrast(mark, ground) for ground in grounds) >= 3, mark


def palette(scheme: str) -> dict[str, str]:
    """The colours of a scheme by name, of all stylesheets."""
    found: dict[str, str] = {}
    for path in SHEETS:
        light, _, dark = read(path).partition("prefers-color-scheme: dark")
        found |= dict(re.findall(r"--([\w-]+): (#\w{6})", light))
        found |= dict(re.findall(r"--([\w-]+): (#\w{6})", dark)) if scheme == "dark" else {}
    return found


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
