"""Furniture: a page's text that is not the essay's, from catalogs of its own in this folder.

The msgids are English. A text that the page's language lacks stands in English and says so (`lang`), since
a page must not claim a language that its words are not in. ``furniture.pot`` is the template of these
catalogs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from essaytool.catalog.po import parse_catalog
from essaytool.files import read
from essaytool.languages import Language, parse_tag
from essaytool.model import State

_FOLDER = Path(__file__).parent
_ENGLISH = "en"


@dataclass(frozen=True)
class Furniture:
    """The page's words in one language, as HTML."""

    wanted: Language
    """The language of the page."""
    found: Language
    """The language of the catalog: the same, or one that its readers read."""
    texts: Mapping[str, str]

    def __call__(self, msgid: str, **values: object) -> Markup:
        """The text in the page's language, or marked as what it is.

        Values stand for ``{name}``; text and values are escaped, unless they are `Markup`.
        """
        language = self.language_of(msgid)
        shown = Markup.escape(self.texts.get(msgid, msgid)).format(**values)
        if _kin(language) == _kin(self.wanted):
            return shown
        return Markup('<span lang="{}" dir="{}">{}</span>').format(language.tag, language.direction, shown)

    def plain(self, msgid: str) -> str:
        """The text as it is, for places that hold no HTML."""
        return self.texts.get(msgid, msgid)

    def language_of(self, msgid: str) -> Language:
        """The language that this text stands in: the page's or its relative's, or English."""
        return self.found if msgid in self.texts else parse_tag(_ENGLISH)


@lru_cache(maxsize=256)
def furniture(language: Language) -> Furniture:
    """The page's words for readers of this language: from its own catalog, or from its nearest relative's."""
    paths = {parse_tag(path.stem): path for path in sorted(_FOLDER.glob("*.po"))}
    relatives = (other for other in paths if _kin(other) == _kin(language))
    found = language if language in paths else next(relatives, language)
    return Furniture(language, found, _texts(paths[found]) if found in paths else {})


def _texts(path: Path) -> Mapping[str, str]:
    catalog = parse_catalog(read(path), path=path.name)
    return {entry.msgid: entry.msgstr for entry in catalog.entries if entry.state is State.REVIEWED}


@lru_cache(maxsize=512)
def _kin(language: Language) -> tuple[str, str]:
    """Language and script: who reads the one can read the other (CLDR, likely subtags)."""
    from babel.core import get_global

    locale = language.locale
    likely = get_global("likely_subtags")
    full = likely.get(f"{locale.language}_{locale.territory}") or likely.get(locale.language, "")
    script = locale.script or next((part for part in full.split("_")[1:] if len(part) == 4), "")
    return locale.language, script
