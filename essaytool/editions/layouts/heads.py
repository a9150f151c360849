"""Front matter as a generator wants it: with our keys among the author's, whose bytes stay as they are.

Where a line cannot simply be put in (a mapping in braces, TOML for a generator that reads YAML only), the
values are written anew, and the author's own way of writing them is lost.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from typing import Any

from essaytool.editions.layouts.edits import Edit, splice
from essaytool.markdown.frontmatter import BOM, read_front_matter

_FENCE = re.compile(rb"(?:\xef\xbb\xbf)?(?P<mark>---|\+\+\+)[ \t]*(?:\r\n?|\n)")


def with_keys(
    markdown: bytes, keys: Mapping[str, str], missing: Mapping[str, str], newline: str, *, yaml_only: bool
) -> bytes:
    """The Markdown with `keys` in its front matter, and those of `missing` that are not there."""
    front = read_front_matter(markdown, tuple(keys))
    bom = len(BOM) if markdown.startswith(BOM) else 0
    wanted = {**keys, **{key: text for key, text in missing.items() if key not in front.values}}
    if front.end == bom:
        return _written(markdown[:bom], wanted, markdown[bom:], newline, apart=newline)
    toml = markdown[bom : bom + 1] == b"+"
    if not (toml and yaml_only):
        spliced = _spliced(markdown, wanted, newline, toml=toml)
        if read_front_matter(spliced).values == {**front.values, **wanted}:
            return spliced
    values = dict(front.values) if toml else _typed(markdown[: front.end])
    return _written(markdown[:bom], {**values, **wanted}, markdown[front.end :], newline)


def _spliced(markdown: bytes, wanted: Mapping[str, str], newline: str, *, toml: bool) -> bytes:
    """The front matter with lines put in below its fence, and the values of keys that it has in their
    places.
    """
    there = {scalar.key: scalar for scalar in read_front_matter(markdown, tuple(wanted)).scalars}
    fence = _FENCE.match(markdown)
    at, sign = fence.end() if fence else 0, " =" if toml else ":"
    edits = [Edit(there[key].start, there[key].end, _quoted(wanted[key])) for key in wanted if key in there]
    lines = (f"{key}{sign} ".encode() + _quoted(wanted[key]) for key in wanted if key not in there)
    return splice(markdown, [*edits, Edit(at, at, b"".join(line + newline.encode() for line in lines))])


def _quoted(text: str) -> bytes:
    """A string in double quotes, as JSON, YAML and TOML agree on it."""
    return json.dumps(text, ensure_ascii=False).encode()


def _typed(front: bytes) -> dict[str, Any]:
    """The values of YAML front matter, as what YAML takes them for."""
    import yaml

    lines = front.removeprefix(BOM).decode().splitlines()[1:-1]
    values: dict[str, Any] = yaml.safe_load("\n".join(lines))
    return values


def _written(bom: bytes, values: Mapping[str, Any], body: bytes, newline: str, apart: str = "") -> bytes:
    import yaml

    plain = {key: str(value) if isinstance(value, datetime.time) else value for key, value in values.items()}
    text = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=2**31)
    lines = ["---", *text.rstrip("\n").split("\n"), "---"]
    return bom + "".join(line + newline for line in lines).encode() + apart.encode() + body
