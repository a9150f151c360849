"""Settings: what a configuration may say, and the checks that it says nothing else.

``ESSAYTOOL_<KEY>`` in the environment stands for a string, number or boolean at the top of the
configuration; ``ESSAYTOOL_ENGINE`` is a name, or several with commas between them. An error names the place
that is to blame: the file or the variable.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, get_origin, get_type_hints
from urllib.parse import urlsplit

from essaytool.errors import ConfigError, EssaytoolError
from essaytool.files import CACHE_FOLDER
from essaytool.languages import parse_tag
from essaytool.project.essays import UNPRINTABLE

LAYOUTS = ("plain", "hugo", "hugo-suffix", "mkdocs", "mkdocs-suffix")
"""The shapes that a tree of Markdown can have: docs/layouts.md."""
_CHOICES = {
    "drafts": ("mark", "exclude"),
    "stale": ("source", "mark"),
    "code": ("verbatim", "comments"),
    "layout": LAYOUTS,
}
"""The values of settings that take one of a few."""
_LONGEST_PATH, _LONGEST_NAME = 1_000, 255
"""What file systems take, in bytes of a name; and for a folder's path, room for what lies in it."""
_TRUTH = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


@dataclass(frozen=True)
class Settings:
    """What a project's configuration says, checked; the defaults are those of a project that says nothing."""

    source_language: str = "en"
    languages: tuple[str, ...] = ()
    source: str = "source"
    locales: str = "locales"
    output: str = "output"
    site_url: str = ""
    """Without it: no sitemap, feed or canonical, and hreflang is relative."""
    publish_at: int = 80
    """Percent of source words that an edition must show translated; below it is not built."""
    drafts: str = "mark"
    stale: str = "source"
    noindex_drafts: bool = False
    engine: tuple[str, ...] = ("auto",)
    """A name, or a chain of names tried in order."""
    memory: tuple[str, ...] = ()
    """TMX files in the project, beside its own catalogs."""
    keep_trivial: bool = True
    """Whether an edit that changes no word leaves translations reviewed."""
    code: str = "verbatim"
    """What is translated in code blocks: nothing, or ``comments``, which means strings as well."""
    front_matter: tuple[str, ...] = ("title", "subtitle", "description", "summary", "tags")
    order: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    layout: str = "plain"


_PER_LANGUAGE = ("publish_at", "drafts", "stale", "noindex_drafts", "engine", "ignore")
_PER_ENGINE: Mapping[str, type] = {
    "url": str,
    "model": str,
    "region": str,
    "email": str,
    "at_once": int,
    "texts": int,
    "timeout": int,
    "price_per_million": float,
}
"""The keys that engines of ours read, with their types; which engine reads which is for `Names` to say."""
_LEAST_AND_MOST = {"at_once": (1, 64), "texts": (1, 100), "timeout": (1, 3600), "price_per_million": (0, 1e9)}


@dataclass(frozen=True)
class Names:
    """What settings may name that only rooms above this one know."""

    engines: Mapping[str, Collection[str] | None]
    """The keys of each engine's own table, by the engine's name; None where only the engine knows them."""
    checks: Collection[str]
    """The ids of checks."""


def from_file(place: str, values: Mapping[str, Any], names: Names | None) -> Settings:
    """What the top of a configuration says. Raises `ConfigError`, as all functions here do."""
    return Settings(**_checked(place, values, tuple(item.name for item in fields(Settings)), names))


def language_tables(place: str, settings: Settings, tables: Any, names: Names | None) -> dict[str, Settings]:
    """The settings of each language that has its own, by tag."""
    found = {}
    for tag, table in _tables(place, "language", tables).items():
        own = _checked(place, table, _PER_LANGUAGE, names, f"language.{tag}.")
        found[_tag(place, tag)] = replace(settings, **own)
    return found


def engine_tables(place: str, tables: Any, names: Names | None) -> dict[str, dict[str, Any]]:
    """The settings of each engine that has its own, by name."""
    found = _tables(place, "engines", tables)
    if names:
        refuse_unknown(place, "engines", "engine", found, names.engines)
    for engine, table in found.items():
        allowed = names.engines[engine] if names else _PER_ENGINE
        for key, value in table.items() if allowed is not None else ():
            shown_key = f"engines.{engine}.{key}"
            _check_key(place, shown_key, key, allowed or ())
            _check_type(place, shown_key, value, _PER_ENGINE[key])
            _check_size(place, shown_key, key, value)
    return found


def from_environment(environ: Mapping[str, str], names: Names | None) -> dict[str, Any]:
    """The settings that the environment gives, by key."""
    found: dict[str, Any] = {}
    for key, kind in get_type_hints(Settings).items():
        variable = f"ESSAYTOOL_{key.upper()}"
        if variable in environ and (key == "engine" or get_origin(kind) is not tuple):
            found |= _checked(variable, {key: _value(key, kind, environ[variable])}, (key,), names)
    return found


def _value(key: str, kind: type, text: str) -> Any:
    """What a variable's text means; a text that means nothing of this kind stays as it is."""
    if key == "engine":
        return [name.strip() for name in text.split(",")]
    if kind is bool:
        return _TRUTH.get(text.lower(), text)
    try:
        return int(text) if kind is int else text
    except ValueError:
        return text


def refuse_unknown(
    place: str, shown_key: str, noun: str, named: Iterable[str], known: Collection[str]
) -> None:
    """Raise `ConfigError` for the first name that is not known."""
    for name in named:
        if name not in known:
            sentence = f"`{shown_key}`: there is no {noun} `{name}`"
            raise ConfigError(sentence, path=place, hint=_suggestion(name, known))


def _tables(place: str, key: str, value: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(value, dict) or not all(isinstance(table, dict) for table in value.values()):
        raise ConfigError(
            f"`{key}` is not a table of tables", path=place, hint=f"write [tool.essaytool.{key}.NAME]"
        )
    return value


def _checked(
    place: str, values: Mapping[str, Any], allowed: tuple[str, ...], names: Names | None, prefix: str = ""
) -> dict[str, Any]:
    """The values as `Settings` has them."""
    hints = get_type_hints(Settings)
    found: dict[str, Any] = {}
    for key, value in values.items():
        _check_key(place, prefix + key, key, allowed)
        if get_origin(hints[key]) is tuple:
            value = (value,) if key == "engine" and isinstance(value, str) else value
            value = tuple(value) if _is_list_of_strings(value) else value
        _check_type(place, prefix + key, value, hints[key])
        _check_choice(place, prefix + key, key, value)
        _check_names(place, prefix + key, key, value, names)
        found[key] = value
    return found


def _is_list_of_strings(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _check_key(place: str, shown_key: str, key: str, allowed: Collection[str]) -> None:
    if key not in allowed:
        raise ConfigError(f"the key `{shown_key}` is unknown", path=place, hint=_suggestion(key, allowed))


def _suggestion(name: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    listed = f"known here: {', '.join(known)}" if known else "leave it out"
    return f"did you mean `{close[0]}`?" if close else listed


def _check_type(place: str, key: str, value: Any, kind: Any) -> None:
    accepted = int | float if kind is float else get_origin(kind) or kind
    if not isinstance(value, accepted) or (isinstance(value, bool) and kind is not bool):
        raise ConfigError(f"`{key}` is {value!r}", path=place, hint=f"it takes {_expected(kind)}")


def _check_size(place: str, shown_key: str, key: str, value: Any) -> None:
    least, most = _LEAST_AND_MOST.get(key, (0, 0))
    if most and not least <= value <= most:
        hint = f"it takes {least:.0f} to {most:,.0f}"
        raise ConfigError(f"`{shown_key}` is {value!r}", path=place, hint=hint)


def _check_choice(place: str, shown_key: str, key: str, value: Any) -> None:
    hint = ""
    if key in _CHOICES and value not in _CHOICES[key]:
        hint = f"one of {', '.join(_CHOICES[key])}"
    elif key == "publish_at" and not 0 <= value <= 100:
        hint = "a percentage from 0 to 100"
    elif key in {"source", "locales", "output"} and not _is_plain_path(value):
        hint = "a folder inside the project"
    elif key == "memory" and not all(map(_is_plain_path, value)):
        hint = "TMX files inside the project; `essaytool import` takes one from anywhere"
    elif key == "site_url" and value and not _is_web_address(value):
        hint = "an address with its host, such as https://example.org/"
    if hint:
        raise ConfigError(f"`{shown_key}` is {value!r}", path=place, hint=hint)


def _check_names(place: str, shown_key: str, key: str, value: Any, names: Names | None) -> None:
    if key in {"source_language", "languages"}:
        for tag in (value,) if isinstance(value, str) else value:
            _tag(place, tag)
    elif names and key == "engine":
        unknown = [name for name in value if name != "auto" and name not in names.engines]
        refuse_unknown(place, shown_key, "engine", unknown, ("auto", *names.engines) if unknown else ())
    elif names and key == "ignore":
        refuse_unknown(place, shown_key, "check", value, names.checks)


def _is_plain_path(value: str) -> bool:
    """Whether it is a path below the project's root that no line of ours breaks on, and not in a folder whose
    files have a meaning to others: what stands in ``.git`` says which programs git runs.
    """
    path = Path(value)
    named = {part.casefold() for part in path.parts}
    is_below = bool(named) and not path.is_absolute() and not named & {"..", ".git", CACHE_FOLDER}
    is_short = len(value) <= _LONGEST_PATH and all(
        len(os.fsencode(part)) <= _LONGEST_NAME for part in path.parts
    )
    return is_below and is_short and not UNPRINTABLE.search(value)


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _expected(kind: Any) -> str:
    names = {str: "a string", int: "a whole number", float: "a number", bool: "true or false"}
    return names.get(kind, "a list of strings")


def _tag(place: str, text: str) -> str:
    """The tag in its usual form."""
    try:
        return parse_tag(text).tag
    except EssaytoolError as error:
        raise ConfigError(error.sentence, path=place, hint=error.hint) from error
