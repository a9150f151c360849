"""Inner pages: what maintainers and reviewers read, and no reader of an essay is led to."""

from __future__ import annotations

from typing import Any

from essaytool.editions.furniture import furniture
from essaytool.editions.templating import STATE, dress, fill
from essaytool.languages import parse_tag


def fill_inner(kind: str, mark: str, **values: Any) -> bytes:
    """The page of this kind, in English, which search engines are asked to leave out.

    `mark` is what it says of itself in a comment, so that no other file is written over.
    """
    english = parse_tag("en")
    html = fill(
        f"{kind}.html.jinja",
        language=english,
        say=furniture(english),
        **dress(STATE, kind, language=english),
        canonical="",
        feed="",
        properties=[],
        alternates=[],
        noindex=True,
        mark=mark,
        **values,
    )
    return html.encode("utf-8", "backslashreplace")
