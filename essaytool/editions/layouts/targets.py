"""Where links and images lead in the trees of Hugo and of MkDocs.

Both serve ``a/b.md`` as the folder ``a/b/``, and only what their own Markdown has for links and images
follows that. What does not (HTML tags; in Hugo images, too) gets the address that it will have.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from essaytool.editions.layouts.places import Layout, from_page, page_folder
from essaytool.editions.layouts.relink import IMAGE, TAG
from essaytool.editions.links import ESSAY_FILE, PICTURE, beside, local_parts, local_path
from essaytool.languages import Language


@dataclass(frozen=True)
class Page:
    """One page of a tree, and what there is around it."""

    name: str
    language: Language
    source_language: Language
    layout: Layout
    editions: Mapping[str, tuple[Language, ...]]
    """The languages of every essay, by its name."""

    def essay(self, target: str) -> tuple[str, Language, str] | None:
        """The essay that a link means, the language that it can be read in, and the fragment with its
        mark.
        """
        parts = local_parts(target)
        if parts is None or not ESSAY_FILE.search(parts.path):
            return None
        name = ESSAY_FILE.sub("", beside(self.name, parts.path))
        tongues = self.editions.get(name, ())
        if not tongues:
            return None
        original = self.source_language if self.source_language in tongues else tongues[0]
        there = self.language if self.language in tongues else original
        return name, there, f"#{unquote(parts.fragment)}" if parts.fragment else ""

    def picture(self, kind: str, target: str) -> str:
        """The path in the folder of essays of an image that a target means; empty if it means none."""
        path = local_path(target, self.name)
        return path if path and (kind == IMAGE or PICTURE.search(path)) else ""

    def address(self, path: str, target: str) -> str:
        """The address of a path beside this language's pages, with what follows the target's own path."""
        parts = urlsplit(target)
        ending = parts._replace(scheme="", netloc="", path="").geturl()
        return quote(from_page(self.name, path)) + ending


def hugo_target(page: Page, kind: str, target: str) -> str | None:
    """A link to an essay is left to Hugo (`relref`); an image lies at the same place beside the pages."""
    if found := page.essay(target):
        name, there, fragment = found
        path = json.dumps(f"/{name}.md{fragment}", ensure_ascii=False)
        if there == page.language:
            return f"{{{{< relref {path} >}}}}"
        return f"{{{{< relref path={path} lang={json.dumps(page.layout.code(there))} >}}}}"
    if image := page.picture(kind, target):
        within = page.layout.image(image, page.language, page.source_language)
        code = page.layout.code(page.language)
        return page.address(within if page.layout.suffixed else within.removeprefix(f"{code}/"), target)
    return None


def mkdocs_target(page: Page, kind: str, target: str) -> str | None:
    """MkDocs follows links of Markdown to Markdown of the same language; all else gets its address."""
    if found := page.essay(target):
        name, there, fragment = found
        if there != page.language:
            return quote(
                posixpath.relpath(_served(page, name, there), _served(page, page.name, page.language))
            ) + (f"/{quote(fragment, safe='#')}")
        if kind == TAG:
            return f"{quote(from_page(page.name, page_folder(name) or '.'))}/{quote(fragment, safe='#')}"
        path = posixpath.relpath(f"{name}.md", posixpath.dirname(page.name) or ".")
        return quote(path) + quote(fragment, safe="#")
    if kind == TAG and (image := page.picture(kind, target)):
        return page.address(image, target)
    return None


def _served(page: Page, name: str, language: Language) -> str:
    """The folder as which an essay is served, from the site's root; the source's language is served there."""
    code = "" if language == page.source_language else page.layout.code(language)
    return posixpath.join("/", code, page_folder(name))


TargetOf = Callable[[Page, str, str], str | None]
