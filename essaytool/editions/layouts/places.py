"""Where the files of a generator's tree lie, and where the generator serves what it makes of them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from essaytool.languages import Language


@dataclass(frozen=True)
class Layout:
    """A tree of Markdown as one generator takes it."""

    name: str
    tree: str
    """The folder of the tree in the output folder."""
    code: Callable[[Language], str]
    """What the generator calls a language. Raises `LanguageError` for one that it cannot call anything."""
    suffixed: bool
    """Whether a language is a part of a file's name, ``a/b.es.md``; else it is a folder, ``es/a/b.md``."""
    source_bare: bool
    """Whether the source's own images have no code in a tree with suffixes, and its pages lie at the root."""

    def markdown_path(self, name: str, language: Language) -> str:
        """The path of an essay's Markdown in the output folder."""
        code = self.code(language)
        return f"{self.tree}/{name}.{code}.md" if self.suffixed else f"{self.tree}/{code}/{name}.md"

    def image_path(self, image: str, language: Language, source_language: Language) -> str:
        """The path of an image for this language in the output folder."""
        return f"{self.tree}/{self.image(image, language, source_language)}"

    def image(self, image: str, language: Language, source_language: Language) -> str:
        """The path of an image in the tree."""
        code = self.code(language)
        if not self.suffixed:
            return f"{code}/{image}"
        stem, suffix = posixpath.splitext(image)
        return image if self.source_bare and language == source_language else f"{stem}.{code}{suffix}"


def page_folder(name: str) -> str:
    """The folder as which a generator serves an essay, relative to its language's: ``a/b/`` for ``a/b``."""
    folder, stem = posixpath.split(name)
    return folder if stem.lower() in ("index", "_index", "readme") else name


def from_page(name: str, path: str) -> str:
    """The way from where an essay is served to a path relative to its language's folder."""
    return posixpath.relpath(path, page_folder(name) or ".")
