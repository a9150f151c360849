"""From an essay's bytes to its pieces: units, and the verbatim text between them.

A unit is a span of bytes that the parser's ranges give; whatever no unit covers is verbatim, so joining the pieces gives the
essay back (law "Partition"). `tests/spec/segment.md` shows what becomes a msgid.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from essaytool.errors import SourceError
from essaytool.markdown import html
from essaytool.markdown.directives import Directive, parse_directive
from essaytool.markdown.frontmatter import read_front_matter
from essaytool.markdown.inline import Run, has_text, label_key, label_text, lone_image, msgid_of, readable, runs
from essaytool.markdown.parser import Event, definitions, events
from essaytool.model import Context, Essay, Unit, Verbatim

SCHEMA = 1
"""The number of this segmentation; catalogs carry it, so that a later one can migrate them."""

FRONT_MATTER_KEYS = ("title", "subtitle", "description", "summary", "tags")

_NEWLINE = re.compile(rb"\r\n?|\n")
_MAY_DEFINE = re.compile(r"\]:")
_TITLE = re.compile(rb"""\[(?:[^\[\]\\]|\\.)*\]:[\s>]*(?:<[^<>\n]*>|[^\s<]\S*)[\s>]+(?P<quote>["'(])""", re.DOTALL)
_KINDS = {
    "Item": "list item",
    "BlockQuote": "quote",
    "FootnoteDefinition": "footnote",
    "DefinitionListTitle": "term",
    "DefinitionListDefinition": "definition",
}
_STRUCTURE_VALUES = frozenset({"CodeBlock", "List", "Table", "FootnoteDefinition", "BlockQuote"})


def segment(source: bytes, *, path: str = "essay.md", front_matter: Sequence[str] = FRONT_MATTER_KEYS) -> Essay:
    """Cut an essay into pieces: ``b"".join(piece.source for piece in essay.pieces) == source``.

    `front_matter` names the keys whose values are translated. Raises `SourceError`, with the line, for text that is not UTF-8
    and for a skip directive that is not closed.
    """
    text = _decode(source, path)
    head = read_front_matter(source, front_matter)
    walk = _Walk(source, path, head.end)
    for scalar in head.scalars:
        walk.add_scalar(scalar.start, scalar.end, scalar.key, scalar.value, scalar.style)
    walk.skeleton.append(("front matter", tuple(head.values)))
    body = text[len(source[: head.end].decode()) :]
    walk.define(body)
    walk.follow(runs(events(body)))
    walk.finish()
    return Essay(
        path=path,
        pieces=tuple(_pieces(source, sorted(walk.units, key=lambda unit: unit.start))),
        skeleton=tuple(walk.skeleton),
        newline=_newline(source),
        front_matter=tuple(front_matter),
    )


def _decode(source: bytes, path: str) -> str:
    try:
        return source.decode()
    except UnicodeDecodeError as error:
        line = len(_NEWLINE.findall(source, 0, error.start)) + 1
        raise SourceError("is not UTF-8", path=path, line=line, hint="save the essay as UTF-8") from error


def _newline(source: bytes) -> str:
    found = _NEWLINE.search(source)
    return found[0].decode() if found else "\n"


def _pieces(source: bytes, units: Iterable[Unit]) -> list[Verbatim | Unit]:
    pieces: list[Verbatim | Unit] = []
    done = 0
    for unit in units:
        if unit.start > done:
            pieces.append(Verbatim(source[done : unit.start]))
        pieces.append(unit)
        done = unit.start + len(unit.source)
    return [*pieces, Verbatim(source[done:])] if done < len(source) else pieces


@dataclass
class _Walk:
    """The state of one walk over an essay's events; offsets of events are `base` bytes short of the essay's."""

    source: bytes
    path: str
    base: int
    units: list[Unit] = field(default_factory=list)
    skeleton: list[object] = field(default_factory=list)
    stack: list[tuple[str, Any]] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    definition_ends: set[int] = field(default_factory=set)
    pending: list[Directive] = field(default_factory=list)
    active: list[tuple[int, Directive]] = field(default_factory=list)
    skipping_since: int | None = None
    fresh: str = ""
    """``item`` or ``quote`` while the next text would be the first thing in one."""
    block: list[Event] = field(default_factory=list)
    """The lines of the HTML block that the walk is in."""

    def __post_init__(self) -> None:
        self.body = self.source[self.base :]
        self.line_starts = [match.end() for match in _NEWLINE.finditer(self.source)]

    # --- the walk

    def follow(self, stream: Iterable[Run | Event]) -> None:
        items = list(stream)
        for item in items:
            if not isinstance(item, Run) and item[0] == "+FootnoteDefinition":
                self.labels[label_key("^" + item[1])] = "^" + item[1]
        for item in items:
            if isinstance(item, Run):
                self.on_run(item)
            elif item[0][0] == "+":
                self.on_open(item)
            elif item[0][0] == "-":
                self.on_close(item)
            elif item[0] == "Html":
                self.block.append(item)
            else:
                self.fresh = ""
                self.skeleton.append(item[:2])

    def on_open(self, event: Event) -> None:
        name, value = event[0][1:], event[1]
        if name != "HtmlBlock":
            self.activate()
        self.stack.append((name, value))
        if name == "Heading":
            value = value["level"]
        self.skeleton.append((event[0], value if name in _STRUCTURE_VALUES or name == "Heading" else None))
        if name in ("Item", "BlockQuote"):
            self.fresh = "item" if name == "Item" else "quote"
        elif name not in ("Paragraph", "Heading"):
            self.fresh = ""

    def on_close(self, event: Event) -> None:
        if event[0] == "-HtmlBlock":
            self.on_html(self.block)
            self.block = []
        self.stack.pop()
        self.skeleton.append((event[0],))
        self.active = [(depth, directive) for depth, directive in self.active if depth < len(self.stack)]
        self.fresh = ""

    def on_run(self, run: Run) -> None:
        if self.stack and self.stack[-1][0] == "CodeBlock":
            self.skeleton.append(("code", "".join(event[1] for event in run.events)))
            return
        self.activate()
        self.add_run(run)
        self.active = [(depth, directive) for depth, directive in self.active if depth < len(self.stack)]
        self.fresh = ""

    def on_html(self, lines: list[Event]) -> None:
        """Texts and directives of an HTML block, whose lines the parser gives without container marks."""
        block = b"".join(self.body[start:end] for _, _, start, end in lines)
        at = _offsets(lines)
        found: list[tuple[int, html.Stretch | bytes]] = [(item.start, item) for item in html.stretches(block)]
        for place, item in sorted([*found, *html.comments(block)], key=lambda pair: pair[0]):
            if isinstance(item, html.Stretch):
                self.activate()
                self.add_stretch(item, block, at(item.start), at(item.end - 1) + 1)
            else:
                self.obey(item.decode(), self.base + at(place))
        self.skeleton.append(("html", html.skeleton(block)))

    # --- directives

    def activate(self) -> None:
        """What was asked for the next block holds until the block that begins here is closed."""
        self.active += [(len(self.stack), directive) for directive in self.pending]
        self.pending = []

    def obey(self, comment: str, offset: int) -> None:
        line = self.line_of(offset)
        directive = parse_directive(comment, path=self.path, line=line)
        if directive is None:
            return
        self.skeleton.append(directive)
        if directive.name == "skip-start" and self.skipping_since is None:
            self.skipping_since = line
        elif directive.name == "skip-end" and self.skipping_since is not None:
            self.skipping_since = None
        elif directive.name.startswith("skip-"):
            what = "a skip-end without a skip-start" if directive.name == "skip-end" else "a skip-start in a skipped region"
            raise SourceError(f"there is {what}", path=self.path, line=line, hint="they come in pairs")
        else:
            self.pending.append(directive)

    def finish(self) -> None:
        if self.skipping_since is not None:
            raise SourceError(
                "i18n:skip-start is never closed",
                path=self.path,
                line=self.skipping_since,
                hint="end the region with <!-- i18n:skip-end -->",
            )

    @property
    def skipped(self) -> bool:
        return self.skipping_since is not None or any(directive.name == "skip" for _, directive in self.active)

    # --- units

    def add_run(self, run: Run) -> None:
        image = lone_image(run)
        within = Run(run.events[1:-1]) if image else run
        start, end = within.span(self.body)
        depth = sum(name == "BlockQuote" for name, _ in self.stack)
        msgid = msgid_of(within, self.body, depth=depth, labels=self.labels)
        context, kind, style = self.place(start)
        if image:
            context, kind, style = Context.ALT, "image text", ""
        if context is Context.CELL:
            msgid = msgid.replace("\\|", "|")
        self.add(start, end, msgid, context, kind, style, has_text(run), self.lead(start), self.opens(start))

    def place(self, start: int) -> tuple[Context, str, str]:
        """The context of a text, its kind, and the style that its context needs to know."""
        for name, value in reversed(self.stack):
            if name == "Heading":
                return Context.HEADING, f"heading {value['level'][1]}", self.heading_style(start)
            if name == "TableCell":
                head = any(outer == "TableHead" for outer, _ in self.stack)
                return Context.CELL, "table heading" if head else "table cell", ""
            if name in _KINDS:
                return Context.INLINE, _KINDS[name], "term" if name == "DefinitionListTitle" else ""
        return Context.INLINE, "paragraph", ""

    def heading_style(self, start: int) -> str:
        """``atx`` if a mark of hashes stands before the text on its line, else ``setext``."""
        return "atx" if re.search(rb"#{1,6}[ \t]+$", self.body[self.line_start(start) : start]) else "setext"

    def line_start(self, start: int) -> int:
        place = bisect_right(self.line_starts, start + self.base)
        return max(self.line_starts[place - 1] - self.base, 0) if place else 0

    def lead(self, start: int) -> str:
        own = self.body[self.line_start(start) : start]
        return bytes(byte if byte in b"> \t" else 0x20 for byte in own).decode()

    def opens(self, start: int) -> frozenset[str]:
        line_start = self.line_start(start)
        found = {self.fresh} if self.fresh else set()
        if b"|" not in self.body[line_start:start]:
            found.add("line")
        if any(line_start - size in self.definition_ends for size in (1, 2)):
            found.add("definition")
        return frozenset(found)

    def add_scalar(self, start: int, end: int, key: str, value: str, style: str) -> None:
        kind = f"front matter: {key}"
        self.add(start - self.base, end - self.base, value, Context.FRONT_MATTER, kind, style, readable(value))

    def add_stretch(self, stretch: html.Stretch, block: bytes, start: int, end: int) -> None:
        own = block[stretch.start : stretch.end].decode()
        if stretch.attribute:
            kind = "image text" if stretch.attribute == "alt" else f"HTML attribute: {stretch.attribute}"
            self.add(start, end, html.attribute_value(own), Context.ATTRIBUTE, kind, stretch.quote, True)
        else:
            self.add(start, end, html.one_line(own), Context.HTML, "HTML text", "", True)

    def define(self, body: str) -> None:
        """Note the essay's reference definitions: their labels, and their titles as units."""
        found = definitions(body) if _MAY_DEFINE.search(body) else {}
        targets = []
        for label, definition in found.items():
            self.labels[label_key(label)] = label_text(label)
            self.definition_ends.add(definition["span"]["end"])
            targets.append((label_key(label), definition["dest"], bool(definition["title"])))
            if definition["title"]:
                self.add_title(definition["span"]["start"], definition["span"]["end"], definition["title"])
        self.skeleton.append(("definitions", tuple(sorted(targets))))

    def add_title(self, start: int, end: int, title: str) -> None:
        own = self.body[start:end].rstrip()
        opening = _TITLE.match(own)
        if opening is None:
            return
        lead = "" if "\n" not in title else self.lead(start)
        first, last = start + opening.end(), start + len(own) - 1
        self.add(first, last, title, Context.TITLE, "link title", opening["quote"].decode(), readable(title), lead)

    def add(
        self,
        start: int,
        end: int,
        msgid: str,
        context: Context,
        kind: str,
        style: str,
        translatable: bool,
        lead: str = "",
        opens: frozenset[str] = frozenset(),
    ) -> None:
        contexts = [directive.text for _, directive in self.active if directive.name == "context"]
        unit = Unit(
            source=self.body[start:end] if start >= 0 else self.source[self.base + start : self.base + end],
            msgid=msgid,
            context=context,
            kind=kind,
            start=self.base + start,
            line=self.line_of(self.base + start),
            translatable=translatable and not self.skipped,
            msgctxt=contexts[-1] if contexts else None,
            notes=tuple(directive.text for _, directive in self.active if directive.name == "comment"),
            lead=lead,
            style=style,
            opens=opens,
            labels=self.labels,
        )
        self.units.append(unit)
        self.skeleton.append(("slot", context))

    def line_of(self, offset: int) -> int:
        return bisect_right(self.line_starts, offset) + 1


def _offsets(lines: list[Event]) -> Any:
    """A function from an offset in an HTML block's joined lines to the offset in the essay's body."""
    starts, total = [], 0
    for _, _, start, end in lines:
        starts.append(total)
        total += end - start

    def at(offset: int) -> int:
        place = bisect_right(starts, offset) - 1
        return int(lines[place][2]) + offset - starts[place]

    return at
