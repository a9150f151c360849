"""Text from strangers in a browser: each vector in every place that an author, a translator or a file's name
can write to, with all guards up, and with either of the two taken away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import partial
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest

from essaytool.editions import page as page_module
from essaytool.editions.anchors import OWN
from essaytool.editions.cover import cover
from essaytool.editions.links import Site
from essaytool.editions.localize import localize
from essaytool.editions.page import render_html
from essaytool.editions.record import record
from essaytool.editions.site import site_pages
from essaytool.editions.targets import Targets
from essaytool.markdown.segment import segment
from essaytool.model import Catalog, Edition, Entry
from tests.conftest import SWEEP, THOROUGH
from tests.editions.judges import ask
from tests.editions.samples import ARABIC, ENGLISH, source
from tests.editions.vectors import MARKDOWN, MARKUP, PLAIN

VECTORS = tuple(dict.fromkeys((*MARKUP, *MARKDOWN, *PLAIN)))
TRIED = VECTORS if THOROUGH else VECTORS[::6]
URL = "https://essays.example/"
OWN_IMAGES = ("essays.example", "x.example")
"""Where the images are that vectors show as any author might; all else that they name is evil.example."""

AUTHORED = """\
---
title: {quoted}
subtitle: {quoted}
description: {quoted}
author: {quoted}
date: 2026-11-16
---

{vector}

- {vector}

<div>
{vector}
</div>

# {vector}
"""
TRANSLATED = """\
---
title: "Title"
subtitle: 'Sub'
description: Text
---

# Head

Paragraph

- item

| cell |
|---|

![alt](i.png)

[x][r] and a note[^n]

> [!NOTE]
> quoted

<p title="attribute">words</p>

<details><summary>more</summary>

hidden

</details>

[r]: u "link title"

[^n]: note
"""
Document = dict[str, str]
Program = Callable[[str], str]


def authored(vector: str) -> Edition:
    quoted = json.dumps(vector)
    return source(AUTHORED.format(quoted=quoted, vector=vector))


def translated(vector: str) -> Edition:
    """The essay with the vector in the place of each of its texts, if it may stand there."""
    essay = segment(TRANSLATED.encode(), path="source/essay.md")
    texts = {unit.msgid: vector for unit in essay.units}
    texts["[x][r] and a note[^n]"] = f"[x][r] {vector}[^n]"
    catalog = Catalog("essay.po", tuple(Entry(msgid, text) for msgid, text in texts.items()))
    targets = Targets({"essay"}.__contains__, {}.get)
    return localize(essay, catalog, refuse=partial(targets.refuse, "essay"))


def name_of(vector: str) -> str:
    """The vector as far as a file can be called so."""
    return re.sub(r"[/\0\n]", "", vector)


def essays(vectors: Sequence[str], guard: Callable[[str], str]) -> list[Document]:
    """The pages of essays that are called as the vector, one in which an author wrote it everywhere and one
    in which a translator did.
    """
    documents = []
    for vector in vectors:
        name = name_of(vector)
        site = Site(ENGLISH, {name: (ENGLISH, ARABIC)}, URL)
        for edition, language in ((authored(vector), ENGLISH), (translated(vector), ARABIC)):
            text = render_html(edition, language, site, name)
            documents.append({"type": "text/html", "text": guard(text)})
    return documents


def around(guard: Callable[[str], str]) -> list[Document]:
    """The lists, feeds and records of essays that have the vectors for names and titles."""
    editions = {name_of(vector): authored(vector) for vector in TRIED}
    site = Site(ENGLISH, dict.fromkeys(editions, (ENGLISH, ARABIC)), URL)
    covers = {
        (name, language): cover(edition, name, language, ENGLISH)
        for name, edition in editions.items()
        for language in (ENGLISH, ARABIC)
    }
    types = {"html": "text/html", "xml": "application/xml"}
    pages = site_pages(site, covers)
    found = [
        {"type": types[path.rpartition(".")[2]], "text": guard(text.decode())} for path, text in pages.items()
    ]
    records = [record(edition, name, ARABIC, ENGLISH).decode() for name, edition in editions.items()]
    return [*found, *({"type": "application/json", "text": text} for text in records[:: 1 if SWEEP else 20])]


def without_policy(text: str) -> str:
    return re.sub(r'<meta http-equiv="Content[^>]*>', "", text, count=1)


def as_it_is(text: str) -> str:
    return text


def visit(documents: list[Document], program: Program) -> list[dict[str, Any]]:
    """What became of each document in the browser, and of the page around them."""
    seen = ask("visit.mjs", {"documents": documents, "wait": 200}, program)
    assert len(seen["documents"]) == len(documents)
    found = [{**each, **document} for each, document in zip(seen["documents"], documents, strict=True)]
    around = "<!doctype html><title>outside</title>"
    return [*found, *({**each, "text": around} for each in seen["outside"])]


def wrong(seen: list[dict[str, Any]], *, titles: bool = True, navigations: bool = True) -> list[object]:
    """The documents that did what they must not, each with what that is."""
    found: list[object] = []
    for each in seen:
        strange = [
            (kind, url)
            for kind, url in each["requests"]
            if kind != "image" or urlsplit(url).hostname not in OWN_IMAGES
        ]
        gone = each["navigations"] if navigations else []
        gone = gone or [each["title"]] * each["title"].startswith("Error")
        renamed = each["title"] == "hacked" or (titles and each["title"] != title_of(each["text"]))
        if strange or gone or renamed:
            found.append((strange, gone, each["title"], each["text"][-600:]))
    return found


def title_of(text: str) -> str:
    """What a document says that it is called, as the browser reads it."""
    match = re.search(r"<title[^>]*>(.*?)</title>", text, re.DOTALL)
    is_page = text.startswith("<!doctype html>")
    return " ".join(unescape(match[1]).split()) if match and is_page else ""


def test_there_are_many_vectors() -> None:
    assert len(VECTORS) >= 150


@pytest.mark.parametrize("guard", [as_it_is, without_policy])
def test_no_page_runs_fetches_leaves_or_renames_anything(
    guard: Callable[[str], str], program: Program
) -> None:
    assert wrong(visit(essays(TRIED, guard), program)) == []


@pytest.mark.parametrize("guard", [as_it_is, without_policy])
def test_nor_does_what_lies_around_pages(guard: Callable[[str], str], program: Program) -> None:
    assert wrong(visit(around(guard), program)) == []


def test_the_policy_alone_stops_scripts_and_requests(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the sanitiser a page can still be sent away by a tag: no policy in a page forbids that."""
    monkeypatch.setattr(page_module, "sanitize", unsanitised)
    seen = visit(essays(TRIED, as_it_is), program)
    assert wrong(seen, titles=False, navigations=False) == []


def test_a_page_without_guards_does_run_fetch_and_leave(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control."""
    monkeypatch.setattr(page_module, "sanitize", unsanitised)
    seen = visit(essays(MARKUP[:80], without_policy), program)
    assert sum(each["title"] == "hacked" for each in seen) > 20
    assert sum(any("evil.example" in url for _, url in each["requests"]) for each in seen) > 10
    assert sum(bool(each["navigations"]) for each in seen) > 0


def unsanitised(fragment: str, sealed: str) -> str:
    return fragment.replace(sealed, OWN)
