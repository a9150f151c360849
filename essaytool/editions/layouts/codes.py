"""What site generators call languages. None takes every BCP 47 tag as it is."""

from __future__ import annotations

import re

from babel.core import get_global

from essaytool.errors import LanguageError
from essaytool.languages import Language

_MKDOCS = re.compile(r"[a-z]{2}(?:_[A-Z]{2})?")
"""What both MkDocs and mkdocs-static-i18n take: the one refuses scripts, the other three letters."""


def hugo_code(language: Language) -> str:
    """Hugo's keys of languages, and the codes in names of its files, are tags in lower case."""
    return language.tag.lower()


def mkdocs_code(language: Language) -> str:
    """A language and its territory: ``pt_BR``; for a script, where most who write it live: ``zh_TW`` for
    zh-Hant.

    Raises `LanguageError` for a language that has no code of two letters.
    """
    locale = language.locale
    territory = locale.territory or (_home(language) if locale.script else "")
    code = f"{locale.language}_{territory}" if territory.isalpha() else locale.language
    if not _MKDOCS.fullmatch(code):
        raise LanguageError(
            f"MkDocs has no code for {language.tag}", hint="leave the language out of this layout"
        )
    return code


def _home(language: Language) -> str:
    """The territory in which most live who write a language in its script (CLDR, likely subtags)."""
    locale, likely = language.locale, get_global("likely_subtags")
    asked = (f"{locale.language}_{locale.script}", locale.language)
    return next((likely[key].rpartition("_")[2] for key in asked if key in likely), "")
