"""The parser's block events as HTML: one small function for each, in a table."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from essaytool.editions.anchors import heading_slug
from essaytool.editions.footnotes import Note
from essaytool.editions.inlines import reference_anchor
from essaytool.editions.writer import Writer
from essaytool.markdown.inline import label_key
from essaytool.markdown.parser import Event

Write = Callable[[Writer, Event], str]

_ALIGNMENTS = {"Left": "start", "Center": "center", "Right": "end"}
"""Tables are aligned along the line, so that they turn around with the direction of the script."""


def _always(html: str) -> Write:
    return lambda *_: html


def _hosting(element: str) -> Write:
    return lambda writer, _event: f"<{element}{writer.host()}>"


# --- headings, quotes, lists, code ----------------------------------------------------------------------


def _heading(writer: Writer, event: Event) -> str:
    placed = writer.slots.of(writer.coming) if writer.coming else None
    anchor = writer.anchors.name(heading_slug(placed.unit if placed else None))
    return f'<{_level(writer, event[1]["level"])} id="{escape(anchor)}"{writer.host()}>'


def _end_heading(writer: Writer, event: Event) -> str:
    return f"</{_level(writer, event[1])}>\n"


def _level(writer: Writer, name: str) -> str:
    return f"h{min(int(name[1]) + writer.shift, 6)}"


def _quote(writer: Writer, event: Event) -> str:
    if event[1] is None:
        return "<blockquote>\n"
    own, kind = writer.setting.seal, event[1]
    title = f'<p class="{own}alert-title">{writer.setting.say(kind)}</p>'
    return f'<div class="{own}alert {own}{kind.lower()}" role="note">\n{title}\n'


def _end_quote(_writer: Writer, event: Event) -> str:
    return "</blockquote>\n" if event[1] is None else "</div>\n"


def _list(_writer: Writer, event: Event) -> str:
    if event[1] is None:
        return "<ul>\n"
    return "<ol>\n" if event[1] == 1 else f'<ol start="{event[1]}">\n'


def _end_list(_writer: Writer, event: Event) -> str:
    return "</ol>\n" if event[1] else "</ul>\n"


def _task(writer: Writer, event: Event) -> str:
    """The box of a task, which goes into the label that its text is."""
    box = f'<input type="checkbox" disabled{" checked" if event[1] else ""}>'
    if writer.coming is None:
        return box
    writer.box = box
    return ""


def _code(writer: Writer, event: Event) -> str:
    words = event[1]["Fenced"].split() if isinstance(event[1], dict) else []
    writer.listing = words[0] if words else ""
    language = f' class="language-{escape(words[0])}"' if words else ""
    return f'<pre dir="ltr" tabindex="0"><code{language}>'


def _end_code(writer: Writer, _event: Event) -> str:
    writer.listing = None
    return "</code></pre>\n"


def _raw(writer: Writer, event: Event) -> str:
    """A line of an HTML block, with an element around each text in it that has something to say of itself."""
    done, end = event[2], event[3]
    parts = []
    for at, begins, placed in writer.slots.edges(done, end):
        if marks := writer.marks_of(placed, words=True):
            parts += [writer.source[done:at].decode(), f"<span{marks}>" if begins else "</span>"]
            done = at
    return "".join([*parts, writer.source[done:end].decode()])


# --- tables ---------------------------------------------------------------------------------------------


def _table(writer: Writer, event: Event) -> str:
    """A table, in an element that scrolls where the page is narrow and that the keyboard can reach."""
    writer.alignments = event[1]
    return f'<div class="{writer.setting.seal}scroll" tabindex="0"><table>\n'


def _head(writer: Writer, _event: Event) -> str:
    writer.in_head, writer.column = True, 0
    return "<thead>\n<tr>"


def _end_head(writer: Writer, _event: Event) -> str:
    writer.in_head = False
    return "</tr>\n</thead>\n<tbody>\n"


def _row(writer: Writer, _event: Event) -> str:
    writer.column = 0
    return "<tr>"


def _cell(writer: Writer, _event: Event) -> str:
    alignment = _ALIGNMENTS.get(writer.alignments[writer.column])
    marks = writer.host()
    if alignment:
        marks = _with_class(marks, writer.setting.seal + alignment)
    writer.column += 1
    return f'<th scope="col"{marks}>' if writer.in_head else f"<td{marks}>"


def _with_class(marks: str, name: str) -> str:
    return marks.replace(' class="', f' class="{name} ') if ' class="' in marks else f'{marks} class="{name}"'


def _end_cell(writer: Writer, _event: Event) -> str:
    return "</th>" if writer.in_head else "</td>"


# --- footnotes ------------------------------------------------------------------------------------------


def _footnote(writer: Writer, event: Event) -> str:
    writer.outside.append((label_key(event[1]), writer.out))
    writer.out = []
    return ""


def _end_footnote(writer: Writer, _event: Event) -> str:
    label, outside = writer.outside.pop()
    writer.note_texts.setdefault(label, "".join(writer.out))
    writer.out = outside
    return ""


def write_notes(writer: Writer) -> str:
    """The footnotes as a list, in their order, each with a way back to every place that refers to it."""
    items = "".join(_note(writer, label, note) for label, note in writer.notes.items())
    return f"<ol>\n{items}</ol>\n" if items else ""


def _note(writer: Writer, label: str, note: Note) -> str:
    text = writer.note_texts.get(label, "").rstrip()
    back = "".join(f" {_back(writer, note, count)}" for count in range(1, writer.references[label] + 1))
    body = f"{text.removesuffix('</p>')}{back}</p>" if text.endswith("</p>") else f"{text}\n<p>{back}</p>"
    return f'<li id="{writer.setting.seal}fn-{escape(note.anchor)}">\n{body}\n</li>\n'


def _back(writer: Writer, note: Note, count: int) -> str:
    own, anchor = writer.setting.seal, escape(reference_anchor(note.anchor, count))
    number = f"{note.number}" if count == 1 else f"{note.number}.{count}"
    words = writer.setting.say("Back to reference {number}", number=number)
    setting = writer.setting
    # The note that it stands in may be in the source's language, while its words are in the page's.
    tongue = f' lang="{setting.language.tag}" dir="{setting.language.direction}"'
    marks = tongue if setting.language != setting.source_language else ""
    return f'<a href="#et-{anchor}" role="doc-backlink"{marks}><span class="{own}hidden">{words}</span></a>'


BLOCKS: dict[str, Write] = {
    "+Paragraph": _hosting("p"),
    "-Paragraph": _always("</p>\n"),
    "+Heading": _heading,
    "-Heading": _end_heading,
    "+BlockQuote": _quote,
    "-BlockQuote": _end_quote,
    "+List": _list,
    "-List": _end_list,
    "+Item": _always("<li>"),
    "-Item": _always("</li>\n"),
    "TaskListMarker": _task,
    "+DefinitionList": _always("<dl>\n"),
    "-DefinitionList": _always("</dl>\n"),
    "+DefinitionListTitle": _hosting("dt"),
    "-DefinitionListTitle": _always("</dt>\n"),
    "+DefinitionListDefinition": _always("<dd>"),
    "-DefinitionListDefinition": _always("</dd>\n"),
    "+CodeBlock": _code,
    "-CodeBlock": _end_code,
    "+HtmlBlock": _always(""),
    "-HtmlBlock": _always(""),
    "Html": _raw,
    "+Table": _table,
    "-Table": _always("</tbody>\n</table></div>\n"),
    "+TableHead": _head,
    "-TableHead": _end_head,
    "+TableRow": _row,
    "-TableRow": _always("</tr>\n"),
    "+TableCell": _cell,
    "-TableCell": _end_cell,
    "+FootnoteDefinition": _footnote,
    "-FootnoteDefinition": _end_footnote,
    "Rule": _always("<hr>\n"),
}
