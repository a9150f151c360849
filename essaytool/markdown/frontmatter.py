"""Front matter: YAML between ``---`` lines or TOML between ``+++`` lines, at an essay's first byte (after a
BOM).

It is front matter only if it parses to a mapping; all else is Markdown, as a rule above a text is. Values of
listed keys are units, strings and strings in a list alike. A translation replaces the bytes of its own scalar
and no others, in the scalar's own quoting where that can hold it; ruamel and tomlkit round trips change lines
that nobody touched.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from essaytool.errors import SourceError
from essaytool.markdown.lines import NEWLINE
from essaytool.toml import parse_toml

BOM = b"\xef\xbb\xbf"
_FENCE = re.compile(rb"(?P<mark>---|\+\+\+)[ \t]*(?:\r\n?|\n)")
_KEY_LINE = re.compile(rb"[\w\"-]+[ \t]*(?::[ \t\r\n]|=)")
_LARGEST, _DEEPEST = 100_000, 100
"""Characters of front matter, of which each may take a kilobyte when it is parsed, and levels of YAML."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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
    except (yaml.YAMLError, ValueError):
        return FrontMatter(bom, {})
    if not isinstance(parsed, dict):
        return FrontMatter(bom, {})
    is_yaml = source[bom : bom + 1] == b"-"
    values = {key: _plain(node) for key, node in parsed.items()} if is_yaml else parsed
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
    except (yaml.YAMLError, ValueError) as error:
        raise SourceError(
            f"the front matter is not {language}: {_reason(error)}",
            path=path,
            line=_error_line(error),
            hint="mend it, or put quotes around the value",
        ) from error


def _reason(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem:
        return error.problem
    return re.sub(r" \(at .*\)$", "", str(error)).splitlines()[0].lower()


def _error_line(error: Exception) -> int:
    """The line in the essay; the fence is its first."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return int(error.problem_mark.line) + 2
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
    _require_shallow(text)
    node = yaml.compose(text, Loader=_Loader)
    if not isinstance(node, yaml.MappingNode):
        return None
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _require_shallow(text: str) -> None:
    """Raise `ValueError` for YAML that is nested so deeply that composing it would exhaust the C stack, which
    ends the process. The parser of events, which goes no deeper itself, is stopped there.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise ValueError("it is nested too deeply")


def _plain(node: Any) -> Any:
    """A node's text, or the texts of a list of scalars; types are left alone, since YAML 1.1 reads `no` as
    false.
    """
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [item.value for item in node.value if isinstance(item, yaml.ScalarNode)]
    return None


def _in_bytes(scalar: Scalar, text: str, begin: int) -> Scalar:
    start = begin + len(text[: scalar.start].encode())
    end = start + len(text[scalar.start : scalar.end].encode())
    return Scalar(start, end, scalar.key, scalar.value, scalar.style)


def _yaml_scalars(text: str, nodes: Mapping[str, Any], keys: Sequence[str]) -> Iterator[Scalar]:
    seen: set[int] = set()
    for key in keys:
        value = nodes.get(key)
        for item in value.value if isinstance(value, yaml.SequenceNode) else [value]:
            if isinstance(item, yaml.ScalarNode) and item.tag.endswith(":str") and id(item) not in seen:
                seen.add(id(item))
                start = item.start_mark.index
                raw = text[start : item.end_mark.index].rstrip(" \t\r\n")
                value = item.value.strip(" \t\r\n")
                yield Scalar(start, start + len(raw), key, value, "yaml" + (item.style or ""))


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
    quoted = json.dumps(value, ensure_ascii=False)
    candidates = {"yaml": [value, quoted], "yaml'": ["'" + value.replace("'", "''") + "'", quoted]}.get(
        style, [quoted]
    )
    return next((text for text in candidates if _reads_as(text, value)), None)


def _reads_as(text: str, value: str) -> bool:
    """Whether a YAML scalar means this string, as a value, in a block list and in a flow list, for the C
    parser and for the one in Python, which differ on tabs.
    """
    documents = {f"x: {text}\n": {"x": value}, f"x: [{text}]\n": {"x": [value]}, f"- {text}\n": [value]}
    try:
        for document in documents:
            _require_shallow(document)
        return all(
            yaml.load(document, Loader=loader) == meant
            for document, meant in documents.items()
            for loader in {_Loader, yaml.SafeLoader}
        )
    except (yaml.YAMLError, ValueError, RecursionError):
        return False


def _encode_toml(value: str, style: str) -> str | None:
    literal = style == "toml'" and "'" not in value and "\n" not in value
    text = f"'{value}'" if literal else json.dumps(value, ensure_ascii=False)
    try:
        return text if tomllib.loads(f"x = {text}")["x"] == value else None
    except tomllib.TOMLDecodeError:
        return None
