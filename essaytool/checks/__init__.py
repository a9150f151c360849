"""Checks: what a maintainer would want to know of a catalog before it is published.

Each check is a row of a table (`essaytool.checks.table`): an id that findings carry and configurations
ignore, a severity, a title, and a function that looks at a msgid with its msgstr, or at a catalog. Missing,
draft and stale are states, not findings; a stale msgstr is not compared with a source that it does not
translate any more.

These names are fetched when first used (PEP 562): looking takes some hundred patterns, and most verbs only
need to know which checks there are.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from essaytool.checks.run import check as check
    from essaytool.checks.run import refusals as refusals
    from essaytool.checks.table import CHECKS as CHECKS

_HOMES = {"CHECKS": "table", "check": "run", "refusals": "run"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
