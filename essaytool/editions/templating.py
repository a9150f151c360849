"""The one door to Jinja, and what every page has: its style, and the policy that lets nothing else in.

Whatever a template is given is escaped, unless it is `Markup`. A project may bring templates and stylesheets
of its own. They may have been cloned from anywhere, so they run in Jinja's sandbox: they see what a page is
given, and reach nothing else of this process.
"""

from __future__ import annotations

import re
import traceback
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from essaytool.errors import ProjectError
from essaytool.files import read
from essaytool.languages import Language

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\s*([{};,])\s*|(?<=:)\s+")
_FAR_IMAGE = re.compile(r'<img(?: [\w-]+="[^"]*")*? src="(?:(https?):)?//([^/?#"]*)')
_HOST = re.compile(r"[\w.:\[\]-]+")

ESSAY, LIST, REVIEW, COVERAGE, PAIRS = "essay", "list", "review", "coverage", "pairs"
STATE, BILINGUAL = "state", "bilingual"
"""The kinds of pages, the marks of what nobody has reviewed, and translations beside their source: each has
a stylesheet of its own.
"""
_PARTS = {
    "alert": ' class="et-alert ',
    "code": "<(?:code|kbd|pre|samp)",
    "colour": '<span class="et-\\w{1,3}">',
    "notes": ' role="doc-',
    "scripts": ' lang="(?:ar|bn|fa|gu|he|hi|ja|k[mno]|lo|m[lry]|ne|p[as]|si|t[aeh]|ur|yi|zh)["-]',
    "quotes": "<q[ >]",
    "table": "<table",
    "tasks": "<input",
    "terms": "<(?:details|dl)",
}
"""What a page has a further stylesheet for, if the essay has it. Pygments' own classes are short."""
OWN_FOLDER = "templates"
"""Where in a project its own templates and stylesheets lie."""
_ORIGINAL = "essaytool/"
"""With this before its name, a template is the one of this package, even if the project has its own."""
_EXTRA = "extra.css"


@dataclass(frozen=True, eq=False)
class Look:
    """How pages look: the templates and stylesheets of this package, and before them those of a project."""

    own: Mapping[str, str] = field(default_factory=dict)
    """The project's own, by file name. ``extra.css`` comes after all other stylesheets."""

    def __reduce__(self) -> tuple[Callable[..., Look], tuple[tuple[str, str], ...]]:
        """Another process compiles the templates itself, once."""
        return _look, tuple(self.own.items())

    @cached_property
    def environment(self) -> Environment:
        from jinja2 import FunctionLoader, StrictUndefined
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        return ImmutableSandboxedEnvironment(
            loader=FunctionLoader(self._load),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def _load(self, name: str) -> tuple[str, str, None] | None:
        """A template's text and where it is said to stand."""
        if name in self.own:
            return self.own[name], f"{OWN_FOLDER}/{name}", None
        path = _FOLDER / "templates" / name.removeprefix(_ORIGINAL)
        known = path.parent == _FOLDER / "templates" and path.is_file()
        return (read(path).decode(), name, None) if known else None

    def sheet(self, name: str) -> str:
        """A stylesheet; one of ours without the comments and blanks that are for those who work on it."""
        if f"{name}.css" in self.own:
            return self.own[f"{name}.css"]
        text = _COMMENT.sub("", read(_FOLDER / "styles" / f"{name}.css").decode())
        return _BLANKS.sub(r"\1", " ".join(text.split()))


PLAIN = Look()
"""The look of a project that brings nothing of its own."""


@lru_cache(maxsize=4)
def _look(*own: tuple[str, str]) -> Look:
    """The look with these templates and stylesheets: the same for the same, so that it is made up once."""
    return Look(dict(own)) if own else PLAIN


def fill(template: str, *, look: Look = PLAIN, **values: Any) -> str:
    """The file that a template makes of these values. Raises `ProjectError` where a project's own fails."""
    from jinja2 import TemplateError

    try:
        return look.environment.get_template(template).render(**values)
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
        if not look.own:
            raise
        path, line = _place(error)
        hint = "docs/pages.md says what templates are given"
        raise ProjectError(f"the template fails: {error}", path=path, line=line, hint=hint) from error


def _place(error: Exception) -> tuple[str, int | None]:
    """The line of a project's template at which an error came up."""
    name, line = getattr(error, "name", None), getattr(error, "lineno", None)
    if isinstance(name, str) and isinstance(line, int):
        return f"{OWN_FOLDER}/{name}", line
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(f"{OWN_FOLDER}/")]
    return (own[-1].filename, own[-1].lineno) if own else (OWN_FOLDER, None)


def dress(
    *sheets: str, language: Language, fragment: str = "", look: Look = PLAIN, script: str = ""
) -> dict[str, Any]:
    """What a page with these stylesheets needs for its looks, and the policy that admits nothing else.

    `fragment` is the part of the page that an essay wrote, `script` the block of data that the page holds.
    """
    shown = f' lang="{language.tag}"{fragment}'
    parts = [part for part, sign in _PARTS.items() if re.search(sign, shown)]
    text = style(*sheets, *parts, look=look)
    return {"style": Markup(text), "policy": policy(text, fragment, script)}


@lru_cache(maxsize=64)
def style(*sheets: str, look: Look = PLAIN) -> str:
    """The stylesheet of a page: what all have, and these.

    Raises `ProjectError` for a project's own that would end the element which it stands in.
    """
    extra = [look.own[_EXTRA]] if _EXTRA in look.own else []
    text = "".join([*map(look.sheet, ("page", *sheets)), *extra])
    # The policy has the digest of what a parser of HTML makes of it, and some leave out blanks at its end.
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if "</style" in text.lower():
        raise ProjectError("a stylesheet holds </style", path=OWN_FOLDER, hint="a page could not hold it")
    return text


def policy(style: str, fragment: str, script: str = "") -> str:
    """The Content-Security-Policy of a page: its stylesheet, and images; no form, nothing else.

    Images come from where the page lies, and from those other hosts only of which the essay shows some.
    Nothing may run: data for machines is no script, but browsers and checkers that take it for one are told
    that it is meant to be there. (`frame-ancestors` has no effect in a page: CSP 3, 3.3.)
    """
    hosts = sorted({_source(scheme, host) for scheme, host in _FAR_IMAGE.findall(fragment)} - {""})
    rules = ["default-src 'none'", f"style-src {_digest(style)}"]
    rules += [f"script-src {_digest(script)}"] if script else []
    rules += [" ".join(["img-src 'self'", *hosts]), "base-uri 'none'", "form-action 'none'"]
    return "; ".join(rules)


def _source(scheme: str, host: str) -> str:
    """An image's origin as the policy names it, in ASCII (CSP 3, 2.3.1); empty where it cannot."""
    try:
        name = host.encode("idna").decode().lower()
    except UnicodeError:
        return ""
    named = f"{scheme}://{name}" if scheme else name
    return named if _HOST.fullmatch(name) else ""


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
