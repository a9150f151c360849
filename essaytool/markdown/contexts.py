"""Contexts: how a msgstr is written where its unit stands, exactly or not at all.

`canon` gives the text in the form that segmenting the edition gives back: escaped where a word would open a
block, references in full, soft breaks as blanks. It proves each answer by reading it in a frame, a small
document with nothing but the unit's surroundings: the frame's blocks must be those of a harmless word, and
the text must show there what it shows when read as inline Markdown. What fails is refused, with the reason,
never joined or escaped in silence (law "Splice").

`write` then gives the bytes: quoted, with pipes escaped, with the container's marks before each further line.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from collections.abc import Callable

from essaytool.errors import Refusal
from essaytool.markdown import html
from essaytool.markdown.directives import holds_directive
from essaytool.markdown.frames import frame_of
from essaytool.markdown.frontmatter import encode
from essaytool.markdown.inline import span_of
from essaytool.markdown.msgid import msgid_of
from essaytool.markdown.parser import definitions
from essaytool.markdown.reading import Signature, definitions_for, labels_in, reading, signature
from essaytool.model import Context, Unit

# C0 but tab and line feed, DEL and C1, lone surrogates, the byte order mark, noncharacters: no text means
# them, and parsers differ on them.
_CONTROL = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BLANKS = " \t"
_TELLING = re.compile(r"[<|\n]")
_MARKDOWN = (Context.INLINE, Context.HEADING, Context.CELL, Context.ALT)


def canon(unit: Unit, msgstr: str) -> str:
    """The msgstr as segmenting an edition that holds it gives it back; the identity on its own answers.

    Raises `Refusal`, with the reason, for a msgstr that cannot stand in the unit's place exactly.
    """
    text = _tidy(unit, msgstr)
    if text == unit.msgid:
        return text
    if unit.context in _MARKDOWN:
        return text if _reads_alike_everywhere(unit, text) else _markdown(unit, text)
    return _OTHERS[unit.context](unit, text)


def write(unit: Unit, canonical: str, newline: str = "\n") -> bytes:
    """The bytes of a canonical msgstr in its unit's place; the unit's own bytes if it is the msgid."""
    if canonical == unit.msgid:
        return unit.source
    return _written(unit, canonical).replace("\n", newline + unit.lead).encode()


def _written(unit: Unit, text: str) -> str:
    match unit.context:
        case Context.CELL:
            return _in_cell(text)
        case Context.TITLE:
            return _in_title(text, unit.style)
        case Context.ATTRIBUTE:
            return _broken(_in_attribute(text, unit.style), unit.source)
        case Context.FRONT_MATTER:
            return encode(text, unit.style) or ""
        case _:
            return text


# --- tidying, the same for all contexts ---------------------------------------------------------------------


def _tidy(unit: Unit, msgstr: str) -> str:
    """The msgstr without blank ends, its line breaks in their canonical form."""
    if msgstr == unit.msgid:
        return msgstr
    text = msgstr.replace("\r\n", "\n").strip(" \t\n")
    if not text:
        raise Refusal("it is blank")
    if found := _CONTROL.search(text):
        raise Refusal(f"it holds the control character U+{ord(found[0]):04X}")
    if text == unit.msgid:
        return text
    if _BLANK_LINE.search(text):
        raise Refusal("it holds a blank line, which would begin a new paragraph")
    if holds_directive(text):
        raise Refusal("it holds an i18n directive")
    return _joined(unit, text) if "\n" in text else text


def _joined(unit: Unit, text: str) -> str:
    """Hard breaks kept where they can stand, soft ones as blanks; a msgid that keeps its breaks lets the
    msgstr keep them.
    """
    keeps = any(not _is_hard(line) for line in unit.msgid.split("\n")[:-1])
    plain = unit.context not in (Context.INLINE, Context.HEADING, Context.HTML)
    one_line = unit.style == "atx" or unit.context is Context.CELL or (plain and not keeps)
    first, *others = text.split("\n")
    parts = [first]
    for line in others:
        if _is_hard(parts[-1]) and unit.context in _MARKDOWN:
            if one_line:
                raise Refusal(f"it holds a line break, which a {unit.kind} cannot")
            parts[-1] = parts[-1] if parts[-1].endswith("\\") else parts[-1].rstrip(" ") + "  "
            parts.append(line.lstrip(_BLANKS))
        elif keeps:
            parts[-1] = parts[-1].rstrip(_BLANKS)
            parts.append(line.lstrip(_BLANKS))
        elif plain and unit.context not in (Context.CELL, Context.ALT):
            raise Refusal(f"it holds a line break, which a {unit.kind} cannot")
        else:
            parts[-1] = f"{parts[-1].rstrip(_BLANKS)} {line.lstrip(_BLANKS)}"
    return "\n".join(parts)


def _is_hard(line: str) -> bool:
    """Whether a line break after this line shows (CommonMark 6.7)."""
    return line.endswith("  ") or (len(line) - len(line.rstrip("\\"))) % 2 == 1


# --- Markdown contexts --------------------------------------------------------------------------------------


def _reads_alike_everywhere(unit: Unit, text: str) -> bool:
    """Whether a text needs no proof: one line without tags, pipes and labels that opens no block and cannot
    take hold of what stands after it. Most do.
    """
    if _TELLING.search(text) or text[-1] in "#\\" or unit.context is Context.ALT:
        return False
    return _attempts(unit, text) == [text] and _labels_are_plain(unit, text)


def _labels_are_plain(unit: Unit, text: str) -> bool:
    """Whether all labels in a text, if any, are of the unit's own footnotes: those of links may be unsaid."""
    return all(key[0] == "^" and f"[{key}]" in unit.msgid for key in labels_in(text, unit.labels))


def _markdown(unit: Unit, text: str) -> str:
    """A text proven in its frame, escaped as little as that takes."""
    defined = definitions_for(text, unit.labels)
    meant = reading(text, unit.labels)
    _refuse_invented(unit, meant)
    frame = frame_of(unit)
    reason = "it would change the structure of the essay"
    for attempt in _attempts(unit, text):
        framed = frame.read(_written(unit, attempt).replace("\n", "\n" + frame.before_line), defined)
        if framed is None:
            continue
        run, document = framed
        within = run.inner() if unit.context is Context.ALT else run
        if within.events and signature(within.events) == meant:
            span = span_of(within, document)
            msgid = msgid_of(within, document, span, depth=frame.quotes, labels=unit.labels)
            return msgid.replace("\\|", "|") if unit.context is Context.CELL else msgid
        reason = "part of its markup would be read differently here"
    raise Refusal(reason)


def _refuse_invented(unit: Unit, meant: Signature) -> None:
    """Tags and labels are the author's: a translation may lack some, which `check` finds, but adds none."""
    tags, labels = _tags(meant), _labels(meant)
    if not tags and not labels:
        return
    own = reading(unit.msgid, unit.labels)
    if extra := tags - _tags(own):
        raise Refusal(f"it holds the tag {next(iter(extra))}, which the source lacks")
    if alien := sorted(labels - _labels(own)):
        raise Refusal(f"it refers to [{alien[0]}], which the source does not")


def _tags(parts: Signature) -> Counter[str]:
    found: Counter[str] = Counter()
    for part in parts:
        if part[0] == "InlineHtml":
            found.update(html.tags(str(part[1])) or {str(part[1]): 1})
    return found


def _labels(parts: Signature) -> set[str]:
    notes = {f"^{part[1]}" for part in parts if part[0] == "FootnoteReference"}
    return notes | {str(part[1]) for part in parts if part[0] in ("+Link by label", "+Image by label")}


def _attempts(unit: Unit, text: str) -> list[str]:
    """The text with what would open a block escaped; then with every bracket escaped as well."""
    if unit.context is Context.ALT:
        return [text, re.sub(r"(?<!\\)([\[\]])", r"\\\1", text)]
    if unit.style == "atx":
        return [re.sub(r"(^|[ \t])(#+)$", r"\1\\\2", text)]
    if unit.context is Context.CELL and "line" not in unit.opens:
        return [text]
    first, *others = text.split("\n")
    escaped = [_escape(first, unit.opens), *(_escape(line, frozenset()) for line in others)]
    return [text, "\n".join(escaped)] if "\n".join(escaped) != text else [text]


# What opens a block at a line's start, each with the place where a backslash keeps it a text. The colon of a
# label is escaped, not its bracket: the bracket may be a link's.
_OPENERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"()#{1,6}(?:[ \t]|$)",
        r"()>",
        r"()[-+*](?:[ \t]|$)",
        r"()(?P<mark>[-_*])[ \t]*(?:(?P=mark)[ \t]*)*$",
        r"()=+[ \t]*$",
        r"(\d{1,9})[.)](?:[ \t]|$)",
        r"()`{3,}[^`]*$",
        r"()~{3,}",
        r"():",
        r"()[|:\- \t]*-[|:\- \t]*$",
        r"(\[(?:[^\[\]\\]|\\.)+\]):",
    )
)
_FIRST_OPENERS = {
    "item": re.compile(r"()\[[ xX]\](?:[ \t]|$)"),
    "quote": re.compile(r"()\[![A-Za-z]+\]"),
    "definition": re.compile(r"()[\"'(]"),
}


def _escape(line: str, opens: frozenset[str]) -> str:
    if line[:1].isalpha():
        return line
    for opener in (*_OPENERS, *(_FIRST_OPENERS[name] for name in sorted(opens & _FIRST_OPENERS.keys()))):
        if match := opener.match(line):
            return f"{line[: match.end(1)]}\\{line[match.end(1) :]}"
    return line


def _in_cell(text: str) -> str:
    """Pipes escaped (GFM, "Tables"); a blank keeps a last backslash from escaping the cell's own pipe."""
    return text.replace("|", "\\|") + (" " if text.endswith("\\") else "")


def _html(unit: Unit, text: str) -> str:
    line = html.one_line(text)
    if extra := html.tags(line) - html.tags(unit.msgid):
        raise Refusal(f"it holds the tag {next(iter(extra))}, which the source lacks")
    block = html.Block(f"<div>\n{line}\n</div>".encode())
    found = [(item.start, item.end) for item in block.stretches()]
    if found != [(6, len(block.source) - 7)] or block.comments():
        raise Refusal("its tags do not pair up")
    return line


def _title(unit: Unit, text: str) -> str:
    read = definitions(f"[x]: /x {_quoted(_in_title(text, unit.style), unit.style)}").get("x")
    if not read or read["title"] != text:
        raise Refusal("a link's title cannot hold it")
    return text


def _front_matter(unit: Unit, text: str) -> str:
    if encode(text, unit.style) is None:
        raise Refusal("front matter cannot hold it")
    return text


def _code(unit: Unit, text: str) -> str:
    from essaytool.markdown.literals import canon_literal

    return canon_literal(unit, text)


_OTHERS: dict[Context, Callable[[Unit, str], str]] = {
    Context.HTML: _html,
    Context.ATTRIBUTE: lambda _, text: text,
    Context.TITLE: _title,
    Context.CODE: _code,
    Context.FRONT_MATTER: _front_matter,
}


def _quoted(text: str, quote: str) -> str:
    return f"{quote}{text}{')' if quote == '(' else quote}"


def _in_title(text: str, quote: str) -> str:
    """A link's title (CommonMark 6.3): a backslash before what would end it or mean something else."""
    closing = r"[()]" if quote == "(" else re.escape(quote)
    return re.sub(rf"\\(?=[!-/:-@\[-`{{-~]|$)|{closing}|&(?=#?\w+;)", lambda match: "\\" + match[0], text)


def _broken(text: str, source: bytes) -> str:
    """An attribute's value over two lines where the source has it so: on one line, its tag might stand there
    alone, and would be an HTML block.
    """
    if not re.search(rb"[\r\n]", source):
        return text
    first, blank, others = text.partition(" ")
    return f"{first}\n{others}" if blank else f"\n{text}"


def _in_attribute(text: str, quote: str) -> str:
    escaped = re.sub(r"&(?=#?\w)", "&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace(quote, entities.escape(quote))
