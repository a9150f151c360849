"""The parser's inline events as HTML: one small function for each, in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import quote

from essaytool.editions.anchors import OWN, without_ids
from essaytool.editions.writer import Writer
from essaytool.markdown.code import coloured
from essaytool.markdown.inline import label_key
from essaytool.markdown.parser import Event, Run

_URL_SAFE = "!#$%&'()*+,-./:;=?@_~"
"""What stands in a URL as it is; all else is percent-encoded, brackets too, as in CommonMark's examples."""

Write = Callable[[Writer, Event], str]


def write_run(writer: Writer, run: Run) -> str:
    """A run of text, in the element that hosts it or, where it has something to say, in one of its own.

    It has one of its own where other blocks can follow it in the same element, as a list can in a list item.
    """
    if writer.listing is not None:
        return _listing(writer, run)
    writer.rest = iter(run.events)
    html = "".join(INLINES[event[0]](writer, event) for event in writer.rest)
    marks = "" if writer.hosted else writer.marks(run)
    box, writer.box, writer.hosted = writer.box, "", False
    if box:
        return f"<label{marks}>{box} {html}</label>"
    return f"<div{marks}>{html}</div>" if marks else html


def _listing(writer: Writer, run: Run) -> str:
    """A text in a code block, with a class of Pygments around each piece of a language that it knows."""
    code, own = "".join(event[1] for event in run.events), writer.setting.seal
    pieces = coloured(writer.listing or "", code)
    if not pieces:
        return escape(code, quote=False)
    return "".join(
        f'<span class="{own}{kind}">{escape(text, quote=False)}</span>' if kind else escape(text, quote=False)
        for kind, text in pieces
    )


def _always(html: str) -> Write:
    return lambda *_: html


def _text(_writer: Writer, event: Event) -> str:
    return escape(event[1], quote=False)


def _code(_writer: Writer, event: Event) -> str:
    return f'<code dir="ltr">{escape(event[1], quote=False)}</code>'


def _tag(writer: Writer, event: Event) -> str:
    return str(event[1]) if writer.setting.keeps_ids else without_ids(event[1])


def _link(writer: Writer, event: Event) -> str:
    target = event[1]["dest_url"]
    if event[1]["link_type"] == "Email":
        return f'<a href="mailto:{_url(target)}">'
    url, language = writer.setting.resolve(target)
    hreflang = f' hreflang="{language.tag}"' if language else ""
    return f'<a href="{_url(url)}"{hreflang}{_title(event)}>'


def _image(writer: Writer, event: Event) -> str:
    """An image; what stands in its brackets is its alternative text, without markup (CommonMark 6.4)."""
    target = event[1]["dest_url"]
    alt = "".join(_spoken(event) for event in _until_end(writer.rest))
    size = writer.setting.size_of(target)
    measures = f' width="{size[0]}" height="{size[1]}"' if size else ""
    return f'<img src="{_url(target)}" alt="{escape(alt)}"{_title(event)}{measures} loading="lazy">'


def _until_end(rest: Iterator[Event]) -> Iterator[Event]:
    """The events up to the end of the image that they stand in; images can hold images."""
    depth = 1
    for event in rest:
        depth += (event[0] == "+Image") - (event[0] == "-Image")
        if depth == 0:
            return
        yield event


def _spoken(event: Event) -> str:
    """What an event within an image adds to its alternative text."""
    match event[0]:
        case "Text" | "Code":
            return str(event[1])
        case "SoftBreak" | "HardBreak":
            return " "
        case _:
            return ""


def _reference(writer: Writer, event: Event) -> str:
    key, own = label_key(event[1]), writer.setting.seal
    note = writer.notes[key]
    writer.references[key] += 1
    anchor = reference_anchor(note.anchor, writer.references[key])
    to, at = escape(f"#{OWN}fn-{note.anchor}"), escape(own + anchor)
    return f'<sup><a href="{to}" id="{at}" role="doc-noteref">{note.number}</a></sup>'


def reference_anchor(note: str, count: int) -> str:
    """What the place is called that refers to this note for the first, second… time.

    A dot comes before the number, as no slug has one.
    """
    return f"ref-{note}" if count == 1 else f"ref-{note}.{count}"


def _title(event: Event) -> str:
    return f' title="{escape(event[1]["title"])}"' if event[1]["title"] else ""


def _url(target: str) -> str:
    return escape(quote(target, safe=_URL_SAFE))


INLINES: dict[str, Write] = {
    "Text": _text,
    "Code": _code,
    "InlineHtml": _tag,
    "SoftBreak": _always("\n"),
    "HardBreak": _always("<br>\n"),
    "FootnoteReference": _reference,
    "+Emphasis": _always("<em>"),
    "-Emphasis": _always("</em>"),
    "+Strong": _always("<strong>"),
    "-Strong": _always("</strong>"),
    "+Strikethrough": _always("<del>"),
    "-Strikethrough": _always("</del>"),
    "+Link": _link,
    "-Link": _always("</a>"),
    "+Image": _image,
}
