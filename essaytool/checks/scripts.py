"""Scripts: which letters a language is written in, by the CLDR's likely subtags, and which a text holds."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from essaytool.languages import Language

# The blocks of Unicode 16 that hold a script's letters; those of extinct scripts are no language's here.
_RANGES = {
    "Latn": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Cyrl": "\u0400-\u052f\u1c80-\u1c8f",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Arab": "\u0620-\u065f\u066e-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff"
    "\ufb50-\ufdff\ufe70-\ufefc",
    "Hebr": "\u05d0-\u05ea\ufb1d-\ufb4f",
    "Deva": "\u0900-\u0963\u0970-\u097f",
    "Hani": "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "Kana": "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9d",
    "Hang": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff",
    "Thai": "\u0e01-\u0e4f",
    "Beng": "\u0980-\u09e3\u09f0-\u09ff",
    "Guru": "\u0a00-\u0a65\u0a70-\u0a7f",
    "Gujr": "\u0a80-\u0ae5\u0af0-\u0aff",
    "Orya": "\u0b00-\u0b65\u0b70-\u0b7f",
    "Taml": "\u0b80-\u0be5\u0bf0-\u0bff",
    "Telu": "\u0c00-\u0c65\u0c70-\u0c7f",
    "Knda": "\u0c80-\u0ce5\u0cf0-\u0cff",
    "Mlym": "\u0d00-\u0d65\u0d70-\u0d7f",
    "Sinh": "\u0d80-\u0de5\u0df0-\u0dff",
    "Laoo": "\u0e80-\u0eff",
    "Tibt": "\u0f00-\u0fff",
    "Mymr": "\u1000-\u109f",
    "Geor": "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f",
    "Armn": "\u0530-\u0588",
    "Ethi": "\u1200-\u139f",
    "Khmr": "\u1780-\u17dd",
}
_TOGETHER = {
    "Jpan": ("Hani", "Kana"),
    "Kore": ("Hang", "Hani"),
    "Hans": ("Hani",),
    "Hant": ("Hani",),
    "Hrkt": ("Kana",),
}
"""Codes of ISO 15924 that mean several scripts, or a way of writing one."""

LATIN = re.compile(f"[{_RANGES['Latn']}]")
HAN = re.compile(f"[{_RANGES['Hani']}]")
KANA = re.compile(f"[{_RANGES['Kana']}]")
_CLASSES = {name: re.compile(f"[{letters}]") for name, letters in _RANGES.items()}
_BEYOND_LATIN = re.compile(
    "[\u0370-\u1cff\u1f00-\u1fff\u2d00-\u2d2f\u3005-\ud7ff\uf900-\ufefc\uff66-\uff9d\U00020000-\U0003ffff]"
)
LOOKALIKE = re.compile(f"[{_RANGES['Cyrl']}{_RANGES['Grek']}]")
MIXED = re.compile(
    f"(?<![^\\W\\d_])(?=[^\\W\\d_]*[A-Za-z])(?=[^\\W\\d_]*[{_RANGES['Cyrl']}{_RANGES['Grek']}])[^\\W\\d_]{{2,}}"
)
"""A word with letters of Latin and of a script that looks like it."""


@cache
def scripts_of(language: Language) -> frozenset[str]:
    """The scripts that a language is written in; empty if the CLDR does not say, or we do not know them."""
    script = language.locale.script or _likely_script(language)
    return frozenset(name for name in _TOGETHER.get(script, (script,)) if name in _RANGES)


def _likely_script(language: Language) -> str:
    from babel.core import get_global

    likely = get_global("likely_subtags")
    found = likely.get(language.folder) or likely.get(language.locale.language, "")
    return next((part for part in str(found).split("_") if len(part) == 4 and part.isalpha()), "")


@cache
def native_letters(scripts: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(_RANGES[name] for name in sorted(scripts))}]")


@cache
def strange_letters(scripts: frozenset[str]) -> re.Pattern[str]:
    """Letters of scripts besides these and Latin."""
    others = sorted(_RANGES.keys() - scripts - {"Latn"})
    return re.compile(f"[{''.join(map(_RANGES.__getitem__, others))}]")


def count_scripts(text: str) -> Counter[str]:
    """How many letters of each script a text holds."""
    latin = len(LATIN.findall(text))
    found = Counter({"Latn": latin} if latin else {})
    if _BEYOND_LATIN.search(text):
        for name, letters in _CLASSES.items():
            if name != "Latn" and (count := len(letters.findall(text))):
                found[name] = count
    return found


def first_of(script: str, text: str) -> int:
    """Where the first letter of a script stands."""
    match = _CLASSES[script].search(text)
    return match.start() if match else 0
