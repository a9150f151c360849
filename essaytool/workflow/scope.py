"""What a build is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from essaytool.editions.bilingual import FOLDER as BILINGUAL
from essaytool.editions.links import FEED
from essaytool.languages import Language
from essaytool.project import FORMATS, USUAL_FORMATS

TREES = ("content", "docs")
"""The folders of the trees that site generators take."""
PLAIN = "plain"
_RECORD = "json"


@dataclass(frozen=True)
class Scope:
    """What a build is about; all else stays as it is. Nothing given is everything."""

    languages: Sequence[Language] = ()
    essays: Sequence[str] = ()
    formats: Sequence[str] = ()
    """What is made; if nothing is asked for, what is usual: Markdown and pages, or only a generator's
    tree."""
    layout: str = PLAIN
    bilingual: Sequence[Language] = ()
    """The languages whose translations are shown beside the source."""

    @property
    def is_everything(self) -> bool:
        return not (self.languages or self.essays or self.formats)

    def makes(self, kind: str) -> bool:
        """Whether this is made: a format, in the output's own shape, or a generator's ``tree``."""
        formats = self.formats or (USUAL_FORMATS if self.layout == PLAIN else ("md",))
        if kind in ("md", "tree"):
            return "md" in formats and (kind == "md") == (self.layout == PLAIN)
        return kind in formats

    def has(self, name: str, language: Language) -> bool:
        """Whether an edition is within it."""
        return (not self.languages or language in self.languages) and (not self.essays or name in self.essays)

    def covers(self, path: str) -> bool:
        """Whether a path in the output folder is within it. Lists and feeds go with HTML, images with any
        essay, an edition's record with any format of its own. A tree for a generator is, if all Markdown is.
        """
        formats = self.formats or USUAL_FORMATS
        tag, _, rest = path.partition("/")
        if tag in TREES:
            return "md" in formats and not (self.languages or self.essays)
        if tag == BILINGUAL:
            return not self.essays and rest.partition("/")[0] in {language.tag for language in self.bilingual}
        name, _, suffix = rest.rpartition(".")
        if rest in ("", FEED) and "html" not in formats:
            return False
        if not rest:
            return True
        page = suffix in (*FORMATS, _RECORD)
        spoken = not self.languages or tag in {language.tag for language in self.languages}
        named = not self.essays or not page or name in (*self.essays, "index")
        return spoken and named and (suffix not in FORMATS or suffix in formats)
