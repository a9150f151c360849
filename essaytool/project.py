"""The project: where its three folders are and what its configuration says.

Configuration is ``[tool.essaytool]`` in ``pyproject.toml`` or the same keys at the top of ``essaytool.toml``;
the first folder upward that has either is the project's root. ``ESSAYTOOL_<KEY>`` in the environment
overrides a top-level string, number or boolean. Keys and their meaning are `Settings`'s fields.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from essaytool.errors import ConfigError, EssaytoolError, ProjectError
from essaytool.files import read_if_there, shown, walk
from essaytool.languages import Language, parse_tag

CONFIG_FILE = "essaytool.toml"
PYPROJECT = "pyproject.toml"

_CHOICES = {"drafts": ("mark", "exclude"), "stale": ("source", "mark"), "code": ("verbatim", "comments")}
"""The values of settings that take one of a few."""


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
    code: str = "verbatim"
    """What is translated in code blocks: nothing, or ``comments``, which means strings as well."""
    front_matter: tuple[str, ...] = ("title", "subtitle", "description", "summary", "tags")
    order: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


_PER_LANGUAGE = ("publish_at", "drafts", "stale", "engine", "ignore")
_PER_ENGINE: Mapping[str, type] = {"url": str}


@dataclass(frozen=True)
class Project:
    """A project's root folder and settings. Paths are absolute."""

    root: Path
    settings: Settings
    for_language: Mapping[str, Settings] = field(default_factory=dict)
    for_engine: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def source_folder(self) -> Path:
        return self.root / self.settings.source

    @property
    def locales_folder(self) -> Path:
        return self.root / self.settings.locales

    @property
    def output_folder(self) -> Path:
        return self.root / self.settings.output

    @property
    def source_language(self) -> Language:
        return parse_tag(self.settings.source_language)

    def settings_for(self, language: Language) -> Settings:
        """The settings with what the configuration says for this language alone."""
        return self.for_language.get(language.tag, self.settings)

    def languages(self) -> tuple[Language, ...]:
        """The working set: the configured languages and the catalog folders found, without the source, by
        tag.
        """
        found = {parse_tag(tag) for tag in self.settings.languages}
        if self.locales_folder.is_dir():
            names = (folder.parent.name for folder in self.locales_folder.glob("*/LC_MESSAGES"))
            found |= {language for name in names if (language := _folder_language(name))}
        return tuple(sorted(found - {self.source_language}, key=lambda language: language.tag))

    def essays(self) -> tuple[str, ...]:
        """The essays by name (``a/b`` for ``source/a/b.md``): those of ``order`` first, then by name.

        Raises `ProjectError` when the source folder is missing, and for two sources of one name.
        """
        if not self.source_folder.is_dir():
            raise ProjectError(
                "the folder of essays is missing",
                path=shown(self.source_folder),
                hint="make it, or set `source`",
            )
        found: dict[str, Path] = {}
        for path in sorted([*walk(self.source_folder, ".md"), *walk(self.source_folder, ".markdown")]):
            name = path.relative_to(self.source_folder).with_suffix("").as_posix()
            if name == "index":
                hint = "rename the essay: each language's list of essays is called index.html"
                raise ProjectError("an essay cannot be called index", path=shown(path), hint=hint)
            if name in found:
                raise ProjectError(
                    f"is the same essay as {found[name].name}", path=shown(path), hint="rename one of the two"
                )
            found[name] = path
        rank = {name: place for place, name in enumerate(self.settings.order)}
        return tuple(sorted(found, key=lambda name: (rank.get(name, len(rank)), name)))

    def source_path(self, essay: str) -> Path:
        markdown = self.source_folder / f"{essay}.md"
        longer = self.source_folder / f"{essay}.markdown"
        return longer if longer.exists() and not markdown.exists() else markdown

    def template_path(self, essay: str) -> Path:
        return self.locales_folder / f"{essay}.pot"

    def catalog_path(self, essay: str, language: Language) -> Path:
        return self.locales_folder / language.folder / "LC_MESSAGES" / f"{essay}.po"

    def relative(self, path: Path) -> str:
        """The path as references and findings show it: relative to the root, with ``/``."""
        return path.relative_to(self.root).as_posix()


def _folder_language(name: str) -> Language | None:
    try:
        return parse_tag(name)
    except EssaytoolError:
        return None


def find_project(start: Path, environ: Mapping[str, str] = os.environ) -> Project:
    """The project that `start` lies in. Raises `ProjectError` where there is none, `ConfigError` where it is
    broken.
    """
    for folder in (start, *start.parents):
        table = _configuration(folder)
        if table is not None:
            path, values = table
            return _project(folder, path, {**values, **_from_environment(environ)})
    raise ProjectError(
        "there is no essaytool project here", hint="run `essaytool init` to make one", path=start
    )


def _configuration(folder: Path) -> tuple[Path, dict[str, Any]] | None:
    own = read_if_there(folder / CONFIG_FILE)
    shared = read_if_there(folder / PYPROJECT)
    table = None if shared is None else _toml(folder / PYPROJECT, shared).get("tool", {}).get("essaytool")
    if own is None:
        return None if table is None else (folder / PYPROJECT, dict(table))
    if table is not None:
        raise ConfigError(
            f"the project is configured here and in {PYPROJECT}",
            path=shown(folder / CONFIG_FILE),
            hint="keep one of the two",
        )
    return folder / CONFIG_FILE, _toml(folder / CONFIG_FILE, own)


def _toml(path: Path, content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"is not TOML: {error}", path=shown(path), hint="see https://toml.io for the syntax"
        ) from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    hints = get_type_hints(Settings)
    values: dict[str, Any] = {}
    for name, kind in hints.items():
        text = environ.get(f"ESSAYTOOL_{name.upper()}")
        if text is None or kind not in (str, int, bool):
            continue
        values[name] = _scalar(name, kind, text)
    return values


def _scalar(name: str, kind: type, text: str) -> Any:
    if kind is bool and text.lower() in {"1", "true", "yes", "0", "false", "no"}:
        return text.lower() in {"1", "true", "yes"}
    if kind is int and text.isdecimal():
        return int(text)
    if kind is str:
        return text
    raise ConfigError(f"ESSAYTOOL_{name.upper()} is {text!r}", hint=f"it takes {_expected(kind)}")


def _project(root: Path, path: Path, values: dict[str, Any]) -> Project:
    place = shown(path)
    per_language = _tables(place, "language", values.pop("language", {}))
    per_engine = _tables(place, "engines", values.pop("engines", {}))
    settings = _settings(place, Settings(), values, tuple(item.name for item in fields(Settings)))
    for tag in (settings.source_language, *settings.languages, *per_language):
        _language_of(place, tag)
    for engine, table in per_engine.items():
        for key, value in table.items():
            _check_key(place, f"engines.{engine}.{key}", key, tuple(_PER_ENGINE))
            _check_type(place, f"engines.{engine}.{key}", value, _PER_ENGINE[key])
    return Project(
        root=root,
        settings=settings,
        for_language={
            parse_tag(tag).tag: _settings(place, settings, table, _PER_LANGUAGE, f"language.{tag}.")
            for tag, table in per_language.items()
        },
        for_engine=per_engine,
    )


def _tables(place: str, key: str, value: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(value, dict) or not all(isinstance(table, dict) for table in value.values()):
        raise ConfigError(
            f"`{key}` is not a table of tables", path=place, hint=f"write [tool.essaytool.{key}.NAME]"
        )
    return value


def _settings(
    place: str, base: Settings, values: Mapping[str, Any], allowed: tuple[str, ...], prefix: str = ""
) -> Settings:
    """`base` with these values, each checked. Raises `ConfigError`."""
    hints = get_type_hints(Settings)
    changed: dict[str, Any] = {}
    for key, value in values.items():
        _check_key(place, prefix + key, key, allowed)
        if get_origin(hints[key]) is tuple:
            value = (value,) if key == "engine" and isinstance(value, str) else value
            changed[key] = tuple(value) if _is_list_of_strings(value) else value
        else:
            changed[key] = value
        _check_type(place, prefix + key, changed[key], hints[key])
        _check_choice(place, prefix + key, key, changed[key])
    return replace(base, **changed)


def _is_list_of_strings(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _check_key(place: str, shown_key: str, key: str, allowed: tuple[str, ...]) -> None:
    if key not in allowed:
        close = difflib.get_close_matches(key, allowed, n=1)
        hint = f"did you mean `{close[0]}`?" if close else f"known here: {', '.join(allowed)}"
        raise ConfigError(f"the key `{shown_key}` is unknown", path=place, hint=hint)


def _check_type(place: str, key: str, value: Any, kind: Any) -> None:
    accepted = (tuple,) if get_args(kind) else (int, float) if kind is float else (kind,)
    if not isinstance(value, accepted) or (isinstance(value, bool) and kind is not bool):
        raise ConfigError(f"`{key}` is {value!r}", path=place, hint=f"it takes {_expected(kind)}")


def _check_choice(place: str, shown_key: str, key: str, value: Any) -> None:
    if key in _CHOICES and value not in _CHOICES[key]:
        raise ConfigError(
            f"`{shown_key}` is {value!r}", path=place, hint=f"one of {', '.join(_CHOICES[key])}"
        )
    if key == "publish_at" and not 0 <= value <= 100:
        raise ConfigError(f"`{shown_key}` is {value}", path=place, hint="a percentage from 0 to 100")
    if key in {"source", "locales", "output"} and not _is_plain_folder(value):
        raise ConfigError(f"`{shown_key}` is {value!r}", path=place, hint="a folder inside the project")


def _is_plain_folder(value: str) -> bool:
    path = Path(value)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts


def _expected(kind: Any) -> str:
    names = {str: "a string", int: "a whole number", bool: "true or false", float: "a number"}
    return names.get(kind, "a list of strings")


def _language_of(place: str, tag: str) -> Language:
    try:
        return parse_tag(tag)
    except EssaytoolError as error:
        raise ConfigError(error.sentence, path=place, hint=error.hint) from error
