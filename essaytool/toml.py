"""TOML's one door: reading it, from whoever wrote it.

tomllib goes as deep as the text does, and keeps what it knows of each beginning of a dotted key: a key of
100,000 parts, 200 KB, takes tens of gigabytes.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_DEEPEST = 50
_TOO_DEEP = re.compile(rf"{_PART}(?:[ \t]*\.[ \t]*{_PART}){{{_DEEPEST}}}")


def parse_toml(text: str) -> dict[str, Any]:
    """The values of a document. Raises `ValueError`, whose text is the reason, for what is no TOML or is
    nested too deeply.
    """
    if _TOO_DEEP.search(text):
        raise ValueError(f"a key has more than {_DEEPEST} parts")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
