"""Front matter: YAML between ``---`` lines or TOML between ``+++`` lines, at an essay's first byte (after a
BOM).

It is front matter only if it parses to a mapping; all else is Markdown, as a rule above a text is. Values of
listed keys are units, strings and strings in a list alike. A translation replaces the bytes of its own scalar
and no others, in the scalar's own quoting where that can hold it; ruamel and tomlkit round trips change lines
that nobody touched.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from essaytool.errors import SourceError
from essaytool.markdown.lines import NEWLINE
from essaytool.toml import parse_toml

BOM = b"\xef\xbb\xbf"
_FENCE = re.compile(rb"(?P<mark>---|\+\+\+)[ \t]*(?:\r\n?|\n)")
_KEY_LINE = re.compile(rb"[\w\"-]+[ \t]*(?::[ \t\r\n]|=)")
_LARGEST = 100_000
"""Characters of front matter, of which each may take a kilobyte when it is parsed."""
_TOML_KEY = re.compile(r"^(?P<key>[A-Za-z0-9_-]+|\"[^\"\n]*\")[ \t]*=[ \t]*", re.MULTILINE)
_TOML_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_TOML_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL
)
_TOML_ITEM = re.compile(_TOML_STRING.pattern + r"|#[^\n]*|[\[\]]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A translatable string of front matter: its bytes in the essay, its key, its value, and how it is
    quoted.
    """

    start: int
    end: int
    key: str
    value: str
    style: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """An essay's front matter; `end` is the first byte after it. Without any, `end` is where the BOM ends."""

    end: int
    values: Mapping[str, Any]
    scalars: tuple[Scalar, ...] = ()


def peel(source: bytes) -> tuple[bytes, bytes]:
    """An essay in two: BOM and front matter, and the Markdown after them."""
    end = read_front_matter(source).end
    return source[:end], source[end:]


def read_front_matter(source: bytes, keys: Sequence[str] = ()) -> FrontMatter:
    """The front matter of an essay, with the scalars of these keys; never raises, as what does not parse is
    Markdown.
    """
    bom = len(BOM) if source.startswith(BOM) else 0
    bounds = _bounds(source, bom)
    if bounds is None:
        return FrontMatter(bom, {})
    begin, until, end = bounds
    try:
        text = source[begin:until].decode()
        parsed = _parsed(source[bom : bom + 3], text)
    except ValueError:
        return FrontMatter(bom, {})
    if not isinstance(parsed, dict):
        return FrontMatter(bom, {})
    is_yaml = source[bom : bom + 1] == b"-"
    values = _yaml_values(parsed) if is_yaml else parsed
    found = _yaml_scalars(text, parsed, keys) if is_yaml else _toml_scalars(text, values, keys)
    scalars = (_in_bytes(scalar, text, begin) for scalar in found)
    return FrontMatter(end, values, tuple(sorted(scalars, key=lambda scalar: scalar.start)))


def require_front_matter(source: bytes, path: str) -> None:
    """Raise `SourceError`, with the line, for text between fences that means to be front matter and is
    broken.
    """
    bom = len(BOM) if source.startswith(BOM) else 0
    bounds = _bounds(source, bom)
    opening = _FENCE.match(source, bom)
    if opening is None or not _KEY_LINE.match(source, opening.end()):
        return
    if bounds is None:
        hint = f"end it with a line {opening['mark'].decode()}"
        raise SourceError("the front matter is never closed", path=path, line=1, hint=hint)
    text = source[bounds[0] : bounds[1]].decode(errors="replace")
    language = "YAML" if source[bom : bom + 1] == b"-" else "TOML"
    try:
        _parsed(source[bom : bom + 3], text)
    except ValueError as error:
        raise SourceError(
            f"the front matter is not {language}: {_reason(error)}",
            path=path,
            line=_error_line(error),
            hint="mend it, or put quotes around the value",
        ) from error


def _reason(error: Exception) -> str:
    if getattr(error, "line", None) is not None:
        return str(error)
    return re.sub(r" \(at .*\)$", "", str(error)).splitlines()[0].lower()


def _error_line(error: Exception) -> int:
    """The line in the essay; the fence is its first."""
    line = getattr(error, "line", None)
    if line is not None:
        return int(line) + 2
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) + 1 if found else 1


def _bounds(source: bytes, bom: int) -> tuple[int, int, int] | None:
    """Where the text between the fences begins and ends, and where the closing fence's line ends.

    Lines are walked, not matched by one pattern: that was exponential on unclosed fences with CRLF.
    """
    opening = _FENCE.match(source, bom)
    if opening is None:
        return None
    at = opening.end()
    while at <= len(source):
        newline = NEWLINE.search(source, at)
        until = newline.start() if newline else len(source)
        if source[at:until].rstrip(b" \t") == opening["mark"]:
            return opening.end(), at, newline.end() if newline else until
        if newline is None:
            return None
        at = newline.end()
    return None


def _parsed(fence: bytes, text: str) -> Any:
    """What a mapping parses to: the values of a TOML table, the nodes of a YAML mapping by their keys."""
    if len(text) > _LARGEST:
        raise ValueError(f"it has more than {_LARGEST // 1000} KB")
    if fence == b"+++":
        return parse_toml(text.replace("\r\n", "\n").replace("\r", "\n"))
    from essaytool.markdown.yaml_nodes import compose

    return compose(text)


def _yaml_values(nodes: Mapping[str, Any]) -> dict[str, Any]:
    from essaytool.markdown.yaml_nodes import plain

    return {key: plain(node) for key, node in nodes.items()}


def _yaml_scalars(text: str, nodes: Mapping[str, Any], keys: Sequence[str]) -> Iterator[Scalar]:
    from essaytool.markdown.yaml_nodes import scalars

    return (Scalar(*found) for found in scalars(text, nodes, keys))


def _in_bytes(scalar: Scalar, text: str, begin: int) -> Scalar:
    start = begin + len(text[: scalar.start].encode())
    end = start + len(text[scalar.start : scalar.end].encode())
    return Scalar(start, end, scalar.key, scalar.value, scalar.style)


def _toml_scalars(text: str, values: Mapping[str, Any], keys: Sequence[str]) -> Iterator[Scalar]:
    table = _TOML_TABLE.search(text)
    for match in _TOML_KEY.finditer(
        text, 0, table.start() if table and not _in_list(text, table.start()) else len(text)
    ):
        key = match["key"].strip('"')
        if key not in keys:
            continue
        found = list(_toml_strings(text, match.end()))
        expected = values[key] if isinstance(values.get(key), list) else [values.get(key)]
        if [scalar[2] for scalar in found] == expected:
            for start, end, value in found:
                yield Scalar(start, end, key, value.strip(" \t\r\n"), f"toml{text[start]}")


def _in_list(text: str, at: int) -> bool:
    """Whether a bracket at a line's start belongs to a value, not to a table's name."""
    return not re.match(r"[ \t]*\[\[?[\w.\" -]+\]\]?[ \t]*(?:#.*)?\r?$", text[at:].split("\n", 1)[0])


def _toml_strings(text: str, at: int) -> Iterator[tuple[int, int, str]]:
    """The string at this place, or those of the list that begins here."""
    depth = 0
    while match := (_TOML_ITEM.search(text, at) if depth else _TOML_ITEM.match(text, at)):
        at = match.end()
        if match[0][0] in "\"'":
            yield match.start(), at, tomllib.loads(f"x = {match[0]}")["x"]
        depth += {"[": 1, "]": -1}.get(match[0], 0)
        if depth == 0:
            return


# --- writing a scalar ---------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def encode(value: str, style: str) -> str | None:
    """A string as a scalar of this style, in double quotes where the style cannot hold it; None where nothing
    can.
    """
    return _encode_toml(value, style) if style.startswith("toml") else _encode_yaml(value, style)


def _encode_yaml(value: str, style: str) -> str | None:
    import json

    from essaytool.markdown.yaml_nodes import reads_as

    quoted = json.dumps(value, ensure_ascii=False)
    candidates = {"yaml": [value, quoted], "yaml'": ["'" + value.replace("'", "''") + "'", quoted]}.get(
        style, [quoted]
    )
    return next((text for text in candidates if reads_as(text, value)), None)


def _encode_toml(value: str, style: str) -> str | None:
    import json

    literal = style == "toml'" and "'" not in value and "\n" not in value
    text = f"'{value}'" if literal else json.dumps(value, ensure_ascii=False)
    try:
        return text if tomllib.loads(f"x = {text}")["x"] == value else None
    except tomllib.TOMLDecodeError:
        return None
