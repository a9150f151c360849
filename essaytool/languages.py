"""Languages: BCP 47 tag <-> Babel locale <-> catalog folder.

A reader or user types and sees tags (``pt-BR``, RFC 5646); folders and catalog headers carry the POSIX form
(``pt_BR``), as gettext's manual has it ("Locale Names"). Any tag that the CLDR of the installed Babel knows
is a language.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from essaytool.errors import LanguageError

if TYPE_CHECKING:
    from babel import Locale

# RFC 5646, 2.1: language, script, region, variants; what Babel's locale identifiers can hold.
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*)",
    re.IGNORECASE,
)

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_CHARACTER = re.compile(r"\w")


@dataclass(frozen=True, order=True)
class Language:
    """One language of the project. Equal tags are equal languages; they are ordered by tag."""

    tag: str
    """BCP 47, in the customary case: ``pt-BR``, ``zh-Hans``."""

    def __reduce__(self) -> tuple[Callable[[str], Language], tuple[str]]:
        """Another process knows the CLDR's data itself."""
        return parse_tag, (self.tag,)

    @property
    def folder(self) -> str:
        """The name of the catalog folder, which is also the catalog header's ``Language``."""
        return self.tag.replace("-", "_")

    @cached_property
    def locale(self) -> Locale:
        """The CLDR's data on this language."""
        from babel import Locale

        return Locale.parse(self.tag, sep="-")

    @cached_property
    def script(self) -> str:
        """The script that it is written in, by its ISO 15924 code; empty if the CLDR does not say."""
        from babel.core import get_global

        likely = get_global("likely_subtags")
        found = str(likely.get(self.folder) or likely.get(self.locale.language, ""))
        usual = (part for part in found.split("_") if len(part) == 4 and part.isalpha())
        return self.locale.script or next(usual, "")

    @cached_property
    def direction(self) -> str:
        """``ltr`` or ``rtl``, as HTML's ``dir`` has it."""
        return self.locale.text_direction

    @cached_property
    def native_name(self) -> str:
        """What its speakers call it: ``português (Brasil)``."""
        return self.name_in(self)

    @property
    def counts_characters(self) -> bool:
        """Whether a character counts as a word, because words are written without blanks between them."""
        return self.tag.split("-", 1)[0] in {"zh", "ja", "th", "yue", "lo", "km", "my"}

    def count_words(self, text: str) -> int:
        """The words of a text in this language: runs of letters, digits and marks, or characters where those
        count.

        URLs and markup count as what their letters make, as in translate-toolkit's pocount.
        """
        return _count(text, self.counts_characters)

    def number(self, number: int) -> str:
        """A number as speakers group it; Babel writes the digits of no other script than ours."""
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self.locale)

    def name_in(self, other: Language) -> str:
        """What speakers of `other` call this language; the tag where the CLDR has no name."""
        return self.locale.get_display_name(other.locale) or self.tag


@lru_cache(maxsize=1 << 14)
def _count(text: str, characters: bool) -> int:
    """Remembered, since an essay's texts are counted once for each of its languages."""
    return len((_CHARACTER if characters else _WORD).findall(text))


@lru_cache(maxsize=512)
def parse_tag(text: str) -> Language:
    """The language of a BCP 47 tag; case and ``_`` for ``-`` are forgiven.

    Raises `LanguageError` for text that is no tag, and for tags the CLDR does not know.
    """
    match = _TAG.fullmatch(text.strip().replace("_", "-"))
    if match is None or not (tag := _known(match)):
        raise LanguageError(
            f"{text!r} is not a language tag that we know",
            hint=f"use a BCP 47 tag such as pt-BR, zh-Hans or ar{_suggestion(text)}",
        )
    return Language(tag)


def find_tag(text: str) -> Language | None:
    """The language of a text that may be a tag; None if it is none."""
    try:
        return parse_tag(text)
    except LanguageError:
        return None


def _known(match: re.Match[str]) -> str:
    """The tag in its customary case (RFC 5646, 2.1.1), or nothing if the CLDR does not have it."""
    from babel import Locale, UnknownLocaleError

    parts = [match["language"].lower()]
    parts += [match["script"].title()] if match["script"] else []
    parts += [match["region"].upper()] if match["region"] else []
    tag = "-".join(parts) + match["variants"].lower()
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return ""
    return tag


def _suggestion(text: str) -> str:
    """A language whose English or native name was typed instead of its tag."""
    from babel import Locale

    wanted = text.strip().casefold()
    for tag, name in Locale("en").languages.items():
        if wanted == name.casefold() and (match := _TAG.fullmatch(tag)) and _known(match):
            return f" (for {name}: {tag})"
    return ""


def plural_forms(language: Language) -> str:
    """The catalog header's ``Plural-Forms``, from Babel's table; the Germanic rule where it has none."""
    from babel.messages.plurals import get_plural

    return str(get_plural(language.folder))
