"""Reading a text as inline Markdown: what it shows and where its markup leads, whatever stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from essaytool.markdown.inline import label_key
from essaytool.markdown.parser import Event, Run, runs

Signature = tuple[tuple[object, ...], ...]
"""What a reader sees of a run, and where its markup leads: equal signatures mean equal text and markup."""

_REFERENCES = ("Reference", "Collapsed", "Shortcut")
_LABEL = re.compile(r"\]\[((?:[^\[\]\\]|\\.)+)\]|\[(\^[^\[\]\s]+)\]")
_FORCED_BREAK = re.compile(r"(?:(?<!\\)\\(?:\\\\)*| {2,})\n")
"""A line break that shows: a backslash or two blanks before it (CommonMark 6.7)."""


def signature(stream: Iterable[Event]) -> Signature:
    """What these inline events show, with adjoining texts as one and soft breaks as blanks."""
    parts: list[tuple[object, ...]] = []
    for name, value, _, _ in stream:
        if name in ("Text", "SoftBreak"):
            text = " " if name == "SoftBreak" else value.replace("\0", "\ufffd")
            if parts and parts[-1][0] == "Text":
                text = str(parts.pop()[1]) + text
            parts.append(("Text", text))
        else:
            parts.append(_mark(name, value))
    return tuple(_around_breaks(parts))


def _mark(name: str, value: Any) -> tuple[object, ...]:
    if name in ("+Link", "+Image"):
        if value["link_type"] in _REFERENCES:
            return (f"{name} by label", label_key(value["id"]))
        return (name, value["dest_url"], value["title"])
    if name == "InlineHtml":
        return ("HardBreak",) if value == _BREAK_TAG else (name, " ".join(value.split()))
    if name == "HardBreak" or name.startswith("-"):
        return (name,)
    return (name, value)


def _around_breaks(parts: list[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """Blanks at a hard break do not show."""
    for place, part in enumerate(parts):
        if part[0] == "Text":
            text = str(part[1])
            text = text.rstrip(" ") if parts[place + 1 : place + 2] == [("HardBreak",)] else text
            text = text.lstrip(" ") if place and parts[place - 1] == ("HardBreak",) else text
            if text:
                yield ("Text", text)
        else:
            yield part


_BREAK_TAG = "<br data-hard>"


def reading(text: str, labels: Mapping[str, str]) -> Signature:
    """A text read as inline Markdown and nothing else, in an essay that defines these labels.

    It is read inside a heading, where no block can begin; hard breaks, which a heading cannot hold, ride as a
    tag.
    """
    line = _FORCED_BREAK.sub(f" {_BREAK_TAG} ", text)
    before, after = ("x ", " x") if "\n" in line else ("# x ", " x")
    document = f"{before}{line}{after}\n\n{definitions_for(text, labels)}"
    first = next((item for item in runs(document) if isinstance(item, Run)), None)
    return _without_guards(signature(first.events)) if first else ()


def definitions_for(text: str, labels: Mapping[str, str]) -> str:
    """Definitions of those labels that the text could refer to, so that it can be read by itself."""
    return "".join(f"[{labels[key]}]: x\n\n" for key in labels_in(text, labels))


def labels_in(text: str, labels: Mapping[str, str]) -> list[str]:
    """The keys of those labels that the text could refer to."""
    if "[" not in text or not labels:
        return []
    named = {label_key(match) for match in re.findall(r"\[((?:[^\[\]\\]|\\.)+)\]", text, re.DOTALL)}
    return sorted(named & labels.keys())


def labels_of(msgid: str) -> dict[str, str]:
    """The labels that a msgid shows, by key, since references and footnotes stand in it in full."""
    found = ("".join(match) for match in _LABEL.findall(msgid))
    return {label_key(label): label for label in found}


def _without_guards(parts: Signature) -> Signature:
    """The signature without the ``x`` at both ends, which kept the text's own ends from meaning anything."""
    texts = list(parts)
    if texts and texts[0][0] == "Text":
        texts[0] = ("Text", str(texts[0][1])[2:])
    if texts and texts[-1][0] == "Text":
        texts[-1] = ("Text", str(texts[-1][1])[:-2])
    return tuple(part for part in texts if part != ("Text", ""))
