"""The one door to PyYAML, for front matter: nodes with their places, and what a scalar would be read as.

It is imported for the first essay that has YAML, which not every project has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 100
"""Levels of nesting that are read."""
Found = tuple[int, int, str, str, str]
"""A scalar: where it begins and ends in the text, its key, its value, and its style."""


class NoYAML(ValueError):
    """What YAML's grammar says against a text, and the line where, counted from 0."""

    def __init__(self, problem: str, line: int | None) -> None:
        super().__init__(problem)
        self.line = line


def compose(text: str) -> dict[str, Any] | None:
    """The nodes of a mapping by their keys; None for what is no mapping. Raises `NoYAML`."""
    try:
        _require_shallow(text)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise NoYAML(error.problem or "", error.problem_mark.line if error.problem_mark else None) from error
    except yaml.YAMLError as error:
        raise NoYAML(str(error), None) from error
    if not isinstance(node, yaml.MappingNode):
        return None
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _require_shallow(text: str) -> None:
    """Raise `NoYAML` for YAML that is nested so deeply that composing it would exhaust the C stack, which
    ends the process. The parser of events, which goes no deeper itself, is stopped there.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise NoYAML("it is nested too deeply", None)


def plain(node: Any) -> Any:
    """A node's text, or the texts of a list of scalars; types are left alone, since YAML 1.1 reads `no` as
    false.
    """
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [item.value for item in node.value if isinstance(item, yaml.ScalarNode)]
    return None


def scalars(text: str, nodes: Mapping[str, Any], keys: Sequence[str]) -> Iterator[Found]:
    """The strings under these keys; an alias is no second one."""
    seen: set[int] = set()
    for key in keys:
        value = nodes.get(key)
        for item in value.value if isinstance(value, yaml.SequenceNode) else [value]:
            if isinstance(item, yaml.ScalarNode) and item.tag.endswith(":str") and id(item) not in seen:
                seen.add(id(item))
                start = item.start_mark.index
                raw = text[start : item.end_mark.index].rstrip(" \t\r\n")
                value = item.value.strip(" \t\r\n")
                yield start, start + len(raw), key, value, "yaml" + (item.style or "")


def reads_as(text: str, value: str) -> bool:
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
