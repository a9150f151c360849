"""Where links between essays can lead: which essays and places there are, and what is wrong with a link.

Only what the essays themselves can answer for is judged: a relative link that stays within their folder, and
the fragments of their pages. What lies elsewhere, and folders, are somebody else's to know.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import accumulate
from urllib.parse import unquote

from essaytool.editions.links import ESSAY_FILE, PICTURE, beside, local_parts
from essaytool.errors import Refusal
from essaytool.languages import Language
from essaytool.markdown.frontmatter import peel
from essaytool.markdown.parser import Event, events
from essaytool.markdown.plain_marks import is_plainly_kept
from essaytool.markdown.reading import reading
from essaytool.model import Context, Essay, Finding, Severity, Unit

CHECK = "link"
"""The id of findings on links."""
_RAW_LINK = re.compile(r"<a\b[^>]*?\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))", re.IGNORECASE)
_ID = re.compile(r'<[a-z][^>]*?\sid="([^"]*)"')
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_FAR = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_LIST = "index.html"
_MARKDOWN = (Context.INLINE, Context.HEADING, Context.CELL)
_TOP = ("", "top")
"""Fragments that are the page's beginning in every browser (HTML, 7.4.6.4)."""


@dataclass(frozen=True)
class Targets:
    """What links can lead to."""

    is_essay: Callable[[str], bool]
    """Whether there is an essay of this name."""
    places_of: Callable[[str], frozenset[str] | None]
    """The ids on the page of an essay, which are the same in all languages; None if it cannot be read."""

    def fault(self, target: str, name: str) -> str:
        """What is wrong with a link of the essay `name`; empty if nothing is."""
        if target.startswith("#"):
            return self._fault_of_fragment(target[1:], name)
        parts = local_parts(target)
        path = beside(name, parts.path) if parts else ".."
        if parts is None or path.startswith(("..", "/")) or path == _LIST or PICTURE.search(path):
            return ""
        essay = _essay_of(path)
        if essay is None:
            return f"{path} is not published, as only essays and images are"
        return self._fault_of_fragment(parts.fragment, essay) if self.is_essay(essay) else _unknown(essay)

    def _fault_of_fragment(self, fragment: str, essay: str) -> str:
        wanted = fragment.partition(":~:")[0]
        if wanted.lower() in _TOP:
            return ""
        places = self.places_of(essay)
        known = places is None or wanted in places or unquote(wanted) in places
        return "" if known else f"the page of {essay} has no place #{wanted}"

    def refuse(self, name: str, unit: Unit, msgstr: str) -> None:
        """Raise `Refusal` for a translation of the essay `name` that brings a dead link along, or an image
        from elsewhere, which would tell another host who reads the page.
        """
        if unit.context not in _MARKDOWN or "](" not in msgstr or is_plainly_kept(unit.msgid, msgstr):
            return
        for kind, target in sorted(_targets(msgstr, unit) - _targets(unit.msgid, unit)):
            if kind == "+Image" and _FAR.match(target):
                raise Refusal(f"it shows an image from elsewhere that the essay does not show: {target}")
            if kind == "+Link" and (fault := self.fault(target, name)):
                raise Refusal(f"its link {target} leads nowhere: {fault}")


def _unknown(essay: str) -> str:
    return f"there is no essay {essay}"


def _essay_of(path: str) -> str | None:
    """The essay that a path in the folder of essays means, as Markdown or as a page; None for other files."""
    bare = ESSAY_FILE.sub("", path)
    return bare if bare != path else path.removesuffix(".html") if path.endswith(".html") else None


def _targets(text: str, unit: Unit) -> set[tuple[str, str]]:
    """Where the links and images of a text lead, each with what it is."""
    parts = reading(text, unit.labels)
    return {(str(part[0]), str(part[1])) for part in parts if part[0] in ("+Link", "+Image")}


def places(essay: Essay, language: Language) -> frozenset[str]:
    """The ids on the page of an essay, which its author wrote in `language`."""
    # Few links lead to a place on a page, and what renders pages takes long to import.
    from essaytool.editions.cover import cover
    from essaytool.editions.furniture import furniture
    from essaytool.editions.localize import source_edition
    from essaytool.editions.render import render
    from essaytool.editions.sanitize import sanitize, seal
    from essaytool.editions.writer import Setting

    edition = source_edition(essay)
    sealed = seal(edition.markdown)
    title = cover(edition, "", language, language).title.text
    setting = Setting(language, language, furniture(language), seal=sealed, title=title)
    rendered = render(edition, setting)
    html = sanitize(rendered.title + rendered.body + rendered.notes, sealed)
    return frozenset(unescape(found) for found in _ID.findall(html))


def dead_links(essay: Essay, name: str, targets: Targets) -> list[Finding]:
    """The links of an essay that lead nowhere, by line."""
    front, body = peel(essay.source)
    found = []
    for target, at in sorted(_links(events(body.decode())), key=lambda link: link[1]):
        if fault := targets.fault(target, name):
            line, column = _place(essay.source, len(front) + at)
            message = f"the link {target} leads nowhere: {fault}"
            found.append(Finding(essay.path, line, column, Severity.ERROR, CHECK, message))
    return found


def linked_essays(markdown: bytes, name: str) -> tuple[str, ...]:
    """The essays to which the text of an edition of `name` links, by name, whether they are there or not."""
    stream = events(peel(markdown)[1].decode())
    parts = (local_parts(target) for target, _ in _links(stream))
    found = (_essay_of(beside(name, part.path)) for part in parts if part)
    return tuple(sorted({essay for essay in found if essay}))


def _links(stream: list[Event]) -> Iterator[tuple[str, int]]:
    """Where the links of a text lead, and the bytes at which they begin; those of HTML tags, too."""
    for event, value, start, _ in stream:
        if event == "+Link" and value["link_type"] != "Email":
            yield value["dest_url"], start
    yield from _links_in_tags([event for event in stream if event[0] in ("Html", "InlineHtml")])


def _links_in_tags(tags: list[Event]) -> Iterator[tuple[str, int]]:
    """The links of an essay's own HTML, in which a tag can stand on several lines; comments hold none."""
    ends = list(accumulate(len(value) for _, value, _, _ in tags))
    text = _COMMENT.sub(lambda comment: " " * len(comment[0]), "".join(value for _, value, _, _ in tags))
    for link in _RAW_LINK.finditer(text):
        target = next(quoted for quoted in link.groups() if quoted is not None)
        yield unescape(target), tags[bisect_right(ends, link.start())][2]


def _place(source: bytes, at: int) -> tuple[int, int]:
    """Line and column of a byte, both counted from 1, the column in characters."""
    before = source[:at]
    return before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode(errors="replace")) + 1
