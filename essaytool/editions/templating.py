"""The one door to Jinja, and what every page has: its style, and the policy that lets nothing else in.

Whatever a template is given is escaped, unless it is `Markup`.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from essaytool.files import read

_FOLDER = Path(__file__).parent
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\s*([{};,])\s*|(?<=:)\s+")
_FAR_IMAGE = re.compile(r' src="(?:(https?:)|//)')

ESSAY, LIST, PAIRS = "essay", "list", "pairs"
"""The kinds of pages; each has a stylesheet besides the one of all."""


def fill(template: str, **values: Any) -> str:
    """The file that a template makes of these values."""
    return _environment().get_template(template).render(**values)


def dress(kind: str, fragment: str = "") -> dict[str, Any]:
    """What a page of this kind needs for its looks: its stylesheet, and the policy that admits nothing else.

    `fragment` is the part of the page that an essay wrote.
    """
    return {"style": Markup(style(kind)), "policy": policy(kind, fragment)}


@lru_cache(maxsize=4)
def style(kind: str) -> str:
    """The stylesheet of a kind of page, without the comments and blanks that are for those who work on it."""
    sheets = [read(_FOLDER / "styles" / f"{name}.css").decode() for name in ("page", kind)]
    return _BLANKS.sub(r"\1", " ".join(_COMMENT.sub("", "".join(sheets)).split()))


def policy(kind: str, fragment: str) -> str:
    """The Content-Security-Policy of a page: its stylesheet, and images; no script, no form, nothing else.

    Images come from where the page lies, and from elsewhere only if the essay shows such. (`frame-ancestors`
    has no effect in a page: CSP 3, 3.3.)
    """
    digest = b64encode(sha256(style(kind).encode()).digest()).decode()
    schemes = sorted({scheme or "https:" for scheme in _FAR_IMAGE.findall(fragment)})
    images = " ".join(["'self'", *schemes])
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src 'sha256-{digest}'",
            f"img-src {images}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(lambda name: read(_FOLDER / "templates" / name).decode()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
