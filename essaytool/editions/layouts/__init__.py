"""Markdown for site generators: the editions as a tree that Hugo or MkDocs takes as it is (docs/layouts.md).

The plain layout is none of these: there an edition is the essay's own bytes, in a folder for each language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from essaytool.editions.cover import Cover, cover
from essaytool.editions.furniture import furniture
from essaytool.editions.layouts.codes import hugo_code, mkdocs_code
from essaytool.editions.layouts.edits import Edit, splice
from essaytool.editions.layouts.headings import heading_ids
from essaytool.editions.layouts.heads import with_keys
from essaytool.editions.layouts.places import Layout
from essaytool.editions.layouts.relink import relinked
from essaytool.editions.layouts.targets import Page, TargetOf, hugo_target, mkdocs_target
from essaytool.editions.marks import Slots
from essaytool.errors import LanguageError
from essaytool.languages import Language
from essaytool.markdown.frontmatter import peel
from essaytool.model import Edition

__all__ = ["LAYOUTS", "Layout", "Page", "generated_lists", "markdown_for", "require_codes"]


@dataclass(frozen=True)
class _Dialect:
    """What a generator's Markdown wants."""

    target: TargetOf
    mark: str
    """How an id of a heading is written, with ``%s`` for the id."""
    yaml_only: bool
    unfit: re.Pattern[bytes]
    """Headings without an id: those to which the author gave one, and those to which the generator cannot."""
    calls: re.Pattern[bytes] | None = None
    """What the generator would run, if a text held it."""


_HUGO = _Dialect(
    hugo_target,
    mark="{#%s}",
    yaml_only=False,
    unfit=re.compile(rb"\{[ \t]*[#.][^{}]*\}[ \t]*$"),
    calls=re.compile(rb"\{\{[<%]"),
)
_MKDOCS = _Dialect(mkdocs_target, mark="{ #%s }", yaml_only=True, unfit=re.compile(rb"\}[ \t]*$|[\r\n]"))
"""Python-Markdown has no headings of several lines, and reads two groups of braces as one."""

LAYOUTS: Mapping[str, Layout] = {
    layout.name: layout
    for layout in (
        Layout("hugo", "content", hugo_code, suffixed=False, source_bare=False),
        Layout("hugo-suffix", "content", hugo_code, suffixed=True, source_bare=False),
        Layout("mkdocs", "docs", mkdocs_code, suffixed=False, source_bare=True),
        Layout("mkdocs-suffix", "docs", mkdocs_code, suffixed=True, source_bare=True),
    )
}
"""The layouts by name, but for the plain one."""
_DIALECTS = {"content": _HUGO, "docs": _MKDOCS}
_MARKUP = re.compile(r"[\\`*_{}\[\]#]")


def require_codes(layout: Layout, languages: Iterable[Language]) -> None:
    """Raise `LanguageError` where the generator has no code for a language, or one for two of them."""
    found: dict[str, Language] = {}
    for language in languages:
        code = layout.code(language)
        if code in found:
            both = f"{found[code].tag} and {language.tag}"
            raise LanguageError(f"{layout.name} calls both {both} {code}", hint="leave one of the two out")
        found[code] = language


def markdown_for(edition: Edition, page: Page) -> bytes:
    """The Markdown of an edition as its generator wants it; bytes that have no need to change do not."""
    dialect = _DIALECTS[page.layout.tree]
    head, body = peel(edition.markdown)
    slots = Slots(edition, len(head))
    edits = [
        *_without_calls(edition, len(head), dialect),
        *relinked(body, lambda kind, target: dialect.target(page, kind, target)),
        *heading_ids(body, slots, dialect.mark, dialect.unfit),
    ]
    front = cover(edition, page.name, page.language, page.source_language)
    return with_keys(
        head + splice(body, edits),
        {"lang": page.layout.code(page.language)},
        {"translationKey": page.name, "title": front.title.text},
        edition.essay.newline,
        yaml_only=dialect.yaml_only,
    )


def _without_calls(edition: Edition, base: int, dialect: _Dialect) -> Iterator[Edit]:
    """The source's own bytes for translations that would make the generator run what the source does not."""
    if dialect.calls is None:
        return
    for placed in edition.placed:
        own, source = edition.markdown[placed.start : placed.end], placed.unit.source
        new = set(dialect.calls.findall(own)) - set(dialect.calls.findall(source))
        if new and placed.start >= base:
            yield Edit(placed.start - base, placed.end - base, source)


def generated_lists(
    layout: Layout, covers: Mapping[tuple[str, Language], Cover], languages: tuple[Language, ...]
) -> Iterator[tuple[str, bytes]]:
    """What a generator does not make by itself: for MkDocs, which wants one, each language's first page."""
    if layout.tree != "docs":
        return
    for language in languages:
        title = furniture(language).plain("Essays")
        lines = [f"# {title}", ""]
        lines += [
            f"- [{_written(front.title.text)}](<{name}.md>)"
            for (name, spoken), front in covers.items()
            if spoken == language
        ]
        text = f'---\nlang: "{layout.code(language)}"\n---\n\n' + "\n".join(lines) + "\n"
        yield layout.markdown_path("index", language), text.encode()


def _written(text: str) -> str:
    """A text as Markdown that shows it; Python-Markdown has no escape for what begins tags and entities."""
    return _MARKUP.sub(r"\\\g<0>", escape(" ".join(text.split()), quote=False))
