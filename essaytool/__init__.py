"""essaytool publishes one essay in every language.

These names are the public API, documented where they are defined. They are fetched when first used (PEP
562), so that importing the package costs next to nothing:

>>> import essaytool
>>> essay = essaytool.segment(b"# Hello\\n", path="hello.md")
>>> essaytool.localize(essay, essaytool.template(essay)).markdown
b'# Hello\\n'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from essaytool.catalog.po import parse_catalog as parse_catalog
    from essaytool.catalog.po import serialize_catalog as serialize_catalog
    from essaytool.catalog.template import template as template
    from essaytool.checks import check as check
    from essaytool.editions.localize import localize as localize
    from essaytool.editions.page import render_html as render_html
    from essaytool.errors import EssaytoolError as EssaytoolError
    from essaytool.markdown.segment import segment as segment
    from essaytool.model import Catalog as Catalog
    from essaytool.model import Edition as Edition
    from essaytool.model import Entry as Entry
    from essaytool.model import Essay as Essay
    from essaytool.model import Finding as Finding
    from essaytool.model import State as State
    from essaytool.model import Unit as Unit
    from essaytool.updating.merge import merge as merge

__version__ = "0.1.0"

_HOMES = {
    "Catalog": "essaytool.model",
    "Edition": "essaytool.model",
    "Entry": "essaytool.model",
    "Essay": "essaytool.model",
    "EssaytoolError": "essaytool.errors",
    "Finding": "essaytool.model",
    "State": "essaytool.model",
    "Unit": "essaytool.model",
    "check": "essaytool.checks",
    "localize": "essaytool.editions.localize",
    "merge": "essaytool.updating.merge",
    "parse_catalog": "essaytool.catalog.po",
    "render_html": "essaytool.editions.page",
    "segment": "essaytool.markdown.segment",
    "serialize_catalog": "essaytool.catalog.po",
    "template": "essaytool.catalog.template",
}
"""Where each public name is defined."""

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
