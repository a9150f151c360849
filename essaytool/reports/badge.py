"""A badge for each language: a small SVG that says how much of its words is reviewed.

It names no font file and holds no script. How wide a text is depends on the reader's fonts, so its width is
estimated from what kinds of letters it has, and the text is told to be that wide (``textLength``, SVG 2,
11.5).
"""

from __future__ import annotations

import unicodedata

from essaytool.editions.templating import fill
from essaytool.languages import parse_tag
from essaytool.reports.coverage import LanguageCoverage

MARK = "made by essaytool coverage"
"""What every file says that a report may write over."""
GOOD, MIDDLING, LOW = "#1a7f37", "#8a5a00", "#b3261e"
LABEL = "#3d4147"
"""The grounds; on each, white text stands out by 4.5 to 1 and more (WCAG 2.2, 1.4.3)."""

_EM, _PAD = 11, 7
_NARROW, _BROAD = frozenset(" !'(),.:;I[]`fijlrt|"), frozenset("%@MWmw")
_EMS = {"narrow": 0.38, "broad": 0.97, "capital": 0.7, "plain": 0.6, "wide": 1.0, "mark": 0.3, "none": 0.0}
_SCRIPTS = {
    "ARABIC": 0.46, "BENGALI": 0.66, "CHEROKEE": 0.72, "DEVANAGARI": 0.54, "HEBREW": 0.47, "KANNADA": 0.55,
    "KHMER": 0.42, "MALAYALAM": 0.8, "MYANMAR": 0.72, "ORIYA": 0.7, "SINHALA": 0.82, "TAMIL": 0.85,
    "TELUGU": 0.7, "THAI": 0.5, "TIFINAGH": 0.7, "VAI": 0.8,
}  # fmt: skip
"""Widths in ems, of Verdana and DejaVu Sans and, for other scripts, Noto; a script by the first word of its
letters' names. Of the names of all languages that Babel has, nine of ten are within 15 percent in Chromium.
"""


def badge(item: LanguageCoverage) -> bytes:
    """The badge of one language."""
    language = parse_tag(item.language)
    name, value = language.native_name, f"{item.reviewed} %"
    widths = text_width(name), text_width(value)
    svg = fill(
        "badge.svg.jinja",
        mark=MARK,
        language=language,
        value=value,
        name=name,
        words=item.coverage.words,
        ground=_ground(item.reviewed),
        label=LABEL,
        widths=widths,
        pad=_PAD,
        size=_EM,
    )
    return svg.encode()


def text_width(text: str) -> int:
    """About how wide a text is, in pixels; never nothing."""
    return max(1, round(_EM * sum(map(_ems, text))))


def _ems(character: str) -> float:
    script = unicodedata.name(character, "").partition(" ")[0]
    kind = _kind(character)
    return _SCRIPTS.get(script, _EMS[kind]) if kind in {"plain", "capital"} else _EMS[kind]


def _kind(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cf"}:
        return "none"
    if category == "Mc":
        return "mark"
    if unicodedata.east_asian_width(character) in "WF":
        return "wide"
    if character in _NARROW:
        return "narrow"
    if character in _BROAD:
        return "broad"
    return "capital" if category == "Lu" else "plain"


def _ground(reviewed: int) -> str:
    return GOOD if reviewed >= 90 else MIDDLING if reviewed >= 50 else LOW
