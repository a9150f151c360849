"""Directives: comments in an essay that tell essaytool what to do with the text after them.

``<!-- i18n:skip -->`` leaves the next block alone; ``<!-- i18n:skip-start -->`` and ``<!-- i18n:skip-end
-->`` leave all between them alone; ``<!-- i18n:comment: … -->`` is a note to translators on the next block,
and ``<!-- i18n:context: … -->`` its msgctxt. The names are those of mdBook's i18n helpers.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from essaytool.errors import SourceError

_DIRECTIVE = re.compile(r"<!--\s*i18n:\s*(?P<name>[\w-]+)\s*:?(?P<text>.*?)-->", re.DOTALL)
_WITH_TEXT = ("comment", "context")
_NAMES = ("skip", "skip-start", "skip-end", *_WITH_TEXT)


@dataclass(frozen=True, slots=True)
class Directive:
    """What one comment asks for."""

    name: str
    text: str = ""


def parse_directive(comment: str, *, path: str, line: int) -> Directive | None:
    """The directive that a comment is, or None for a comment of another kind.

    Raises `SourceError` for a misspelt name, and for a note or context without a text.
    """
    match = _DIRECTIVE.fullmatch(comment.strip())
    if match is None:
        return None
    name, text = match["name"].lower(), " ".join(match["text"].split())
    if name not in _NAMES:
        close = difflib.get_close_matches(name, _NAMES, n=1)
        hint = f"did you mean i18n:{close[0]}?" if close else f"there are {', '.join(_NAMES)}"
        raise SourceError(f"the directive i18n:{name} is unknown", path=path, line=line, hint=hint)
    if name in _WITH_TEXT and not text:
        raise SourceError(
            f"the directive i18n:{name} says nothing", path=path, line=line, hint=f"<!-- i18n:{name}: … -->"
        )
    return Directive(name, text)


def holds_directive(text: str) -> bool:
    """Whether a text, if it stood in an essay, could be taken for a directive."""
    return re.search(r"<!--\s*i18n:", text) is not None
