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
"""Widths in ems of Verdana and DejaVu Sans, and of Noto for other scripts."""


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
    return max(1, round(_EM * sum(_EMS[_kind(character)] for character in text)))


def _kind(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cf"}:
        return "none"
    if unicodedata.east_asian_width(character) in "WF":
        return "wide"
    if category == "Mc":
        return "mark"
    if character in _NARROW:
        return "narrow"
    if character in _BROAD:
        return "broad"
    return "capital" if category == "Lu" else "plain"


def _ground(reviewed: int) -> str:
    return GOOD if reviewed >= 90 else MIDDLING if reviewed >= 50 else LOW
