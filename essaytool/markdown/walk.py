"""One walk over an essay's events: which slots there are, what each is, and the structure around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from essaytool.errors import SourceError
from essaytool.markdown import code, html
from essaytool.markdown.directives import Directive, parse_directive
from essaytool.markdown.frontmatter import FrontMatter
from essaytool.markdown.inline import Run, has_text, label_key, label_text, lone_image, readable
from essaytool.markdown.lines import NEWLINE, Lines, offsets_of
from essaytool.markdown.msgid import msgid_of
from essaytool.markdown.parser import Event, definitions
from essaytool.model import Context, Unit

_ATX = re.compile(rb"#{1,6}[ \t]+$")
_TITLE = re.compile(
    rb"""\[(?:[^\[\]\\]|\\.)*\]:[\s>]*(?:<[^<>\n]*>|[^\s<]\S*)[\s>]+(?P<quote>["'(])""", re.DOTALL
)
_KINDS = {
    "Item": "list item",
    "BlockQuote": "quote",
    "FootnoteDefinition": "footnote",
    "DefinitionListTitle": "term",
    "DefinitionListDefinition": "definition",
}
_LINE = frozenset({"line"})
_STRUCTURAL = frozenset({"CodeBlock", "List", "Table", "FootnoteDefinition", "BlockQuote"})
"""The containers whose attributes are structure: language, start, alignment, label, alert."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a slot's surroundings say about it; the fields are those of `Unit`."""

    context: Context
    kind: str
    style: str = ""
    lead: str = ""
    opens: frozenset[str] = frozenset()


@dataclass
class Walk:
    """The state of a walk. Offsets of events are `base` bytes short of the essay's."""

    source: bytes
    path: str
    base: int
    comments: bool = False
    """Whether the comments and strings of code blocks are slots."""
    units: list[Unit] = field(default_factory=list)
    skeleton: list[object] = field(default_factory=list)
    stack: list[tuple[str, Any]] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    after_definition: set[int] = field(default_factory=set)
    """The line starts right below a reference definition, where a quoted text would become its title."""
    pending: list[Directive] = field(default_factory=list)
    active: list[tuple[int, Directive]] = field(default_factory=list)
    skipping_since: int | None = None
    fresh: str = ""
    """``item`` or ``quote`` while the next text would be the first thing in one."""
    html_lines: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = Lines(self.source, self.base)
        self.body = self.lines.body

    def read_front_matter(self, head: FrontMatter) -> None:
        """Its scalars as slots; its keys are structure."""
        for scalar in head.scalars:
            place = Place(Context.FRONT_MATTER, f"front matter: {scalar.key}", scalar.style)
            start, end = scalar.start - self.base, scalar.end - self.base
            self.add(start, end, scalar.value, place, readable(scalar.value))
        self.skeleton.append(("front matter", tuple(head.values)))

    def read_definitions(self, body: str) -> None:
        """The essay's reference definitions: their labels, and their titles as slots."""
        found = definitions(body) if "]:" in body else {}
        for label, definition in found.items():
            self.labels[label_key(label)] = label_text(label)
            start, end = definition["span"]["start"], definition["span"]["end"]
            newline = NEWLINE.match(self.body, end)
            self.after_definition.update([newline.end()] if newline else [])
            if definition["title"]:
                self.add_title(start, end, definition["title"])
        self.skeleton.append(
            sorted((label_key(label), item["dest"], bool(item["title"])) for label, item in found.items())
        )

    # --- events

    def follow(self, stream: Iterable[Run | Event]) -> None:
        """Walk to the end. Raises `SourceError` for a directive that cannot be meant."""
        items = list(stream)
        for item in items if b"[^" in self.body else ():
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
                self.html_lines.append(item)
            else:
                self.fresh = ""
                self.skeleton.append(item[:2])
        if self.skipping_since is not None:
            hint, line = "end the region with <!-- i18n:skip-end -->", self.skipping_since
            raise SourceError("i18n:skip-start is never closed", path=self.path, line=line, hint=hint)

    def on_open(self, event: Event) -> None:
        name, value = event[0][1:], event[1]
        if name != "HtmlBlock":
            self.activate()
        self.stack.append((name, value))
        if name == "Heading":
            self.skeleton.append((name, value["level"]))
        else:
            self.skeleton.append((event[0], value if name in _STRUCTURAL else None))
        if name in ("Item", "BlockQuote"):
            self.fresh = "item" if name == "Item" else "quote"
        elif name not in ("Paragraph", "Heading"):
            self.fresh = ""

    def on_close(self, event: Event) -> None:
        if event[0] == "-HtmlBlock":
            self.on_html(self.html_lines)
            self.html_lines = []
        self.stack.pop()
        self.skeleton.append(event[0])
        self.leave()

    def on_run(self, run: Run) -> None:
        if self.stack and self.stack[-1][0] == "CodeBlock":
            listing = code.read_code(self.stack[-1][1] if self.comments else None, run.events)
            for text in listing.texts:
                self.add(*text.span, text.words, Place(Context.CODE, text.kind, text.frame), text.readable)
            self.skeleton.append(("code", listing.rest))
            return
        self.activate()
        translatable = has_text(run)
        if translatable or not self.add_read_attributes(run):
            self.add_run(run, translatable=translatable)
        self.leave()

    def on_html(self, lines: list[Event]) -> None:
        """Texts and directives of an HTML block, whose lines the parser gives without container marks."""
        block = html.Block(b"".join([self.body[start:end] for _, _, start, end in lines]))
        at = offsets_of(lines)
        found: list[tuple[int, html.Stretch | bytes]] = [(item.start, item) for item in block.stretches()]
        for place, item in sorted([*found, *block.comments()], key=itemgetter(0)):
            if isinstance(item, html.Stretch):
                self.activate()
                self.add_stretch(item, block.source, at(item.start), at(item.end - 1) + 1)
            else:
                self.obey(item.decode(), at(place))
        self.skeleton.append(("html", block.skeleton()))

    def leave(self) -> None:
        """What was asked for the block that ends here holds no longer."""
        if self.active:
            self.active = [(depth, directive) for depth, directive in self.active if depth < len(self.stack)]
        self.fresh = ""

    # --- directives

    def activate(self) -> None:
        """What was asked for the next block holds until the block that begins here is closed."""
        if self.pending:
            self.active += [(len(self.stack), directive) for directive in self.pending]
            self.pending = []

    def obey(self, comment: str, offset: int) -> None:
        line = self.lines.number(offset)
        directive = parse_directive(comment, path=self.path, line=line)
        if directive is None:
            return
        self.skeleton.append(directive)
        if directive.name == "skip-start" and self.skipping_since is None:
            self.skipping_since = line
        elif directive.name == "skip-end" and self.skipping_since is not None:
            self.skipping_since = None
        elif directive.name.startswith("skip-"):
            where = "in a skipped region" if directive.name == "skip-start" else "without a skip-start"
            hint = "skip-start and skip-end come in pairs"
            raise SourceError(
                f"there is an i18n:{directive.name} {where}", path=self.path, line=line, hint=hint
            )
        else:
            self.pending.append(directive)

    def asked(self, name: str) -> tuple[str, ...]:
        """The texts of the directives of this name that hold here."""
        if not self.active:
            return ()
        return tuple(directive.text for _, directive in self.active if directive.name == name)

    # --- slots

    def add_run(self, run: Run, *, translatable: bool) -> None:
        image = lone_image(run)
        within = Run(run.events[1:-1]) if image else run
        span = within.span(self.body)
        depth = sum([name == "BlockQuote" for name, _ in self.stack])
        msgid = msgid_of(within, self.body, span, depth=depth, labels=self.labels)
        place = Place(Context.ALT, "image text") if image else self.place(span[0])
        if place.context is Context.CELL:
            msgid = msgid.replace("\\|", "|")
        self.add(*span, msgid, place, translatable)

    def add_read_attributes(self, run: Run) -> bool:
        """For a run of tags without a text between them: the attributes that people read; whether it has any.

        One that is broken over lines in a quote stays as it is, for it would hold the quote's marks.
        """
        found = [
            (start, item)
            for name, _, start, end in run.events
            if name == "InlineHtml"
            for item in html.Block(self.body[start:end]).stretches()
            if not self.lines.lead(start).count(">") or b"\n" not in self.body[start:end]
        ]
        for start, item in found:
            self.add_stretch(item, self.body[start:], start + item.start, start + item.end)
        return bool(found)

    def place(self, start: int) -> Place:
        """The place of a text that begins here, as the innermost telling container has it."""
        for name, value in reversed(self.stack):
            if name == "Heading":
                return self.heading(start, value["level"][1])
            if name == "TableCell":
                head = any(outer == "TableHead" for outer, _ in self.stack)
                first = b"|" not in self.body[self.lines.start(start) : start]
                kind = "table heading" if head else "table cell"
                return Place(Context.CELL, kind, opens=frozenset({"line"} if first else ()))
            if name in _KINDS:
                style = "term" if name == "DefinitionListTitle" else ""
                return Place(Context.INLINE, _KINDS[name], style, self.lines.lead(start), self.opens(start))
        return Place(Context.INLINE, "paragraph", "", self.lines.lead(start), self.opens(start))

    def heading(self, start: int, level: str) -> Place:
        """An ATX heading if hashes stand before the text on its line, else a setext one."""
        if _ATX.search(self.body, self.lines.start(start), start):
            return Place(Context.HEADING, f"heading {level}", "atx")
        return Place(Context.HEADING, f"heading {level}", "setext", self.lines.lead(start), self.opens(start))

    def opens(self, start: int) -> frozenset[str]:
        if not self.fresh and self.lines.start(start) not in self.after_definition:
            return _LINE
        below = ["definition"] if self.lines.start(start) in self.after_definition else []
        return frozenset({"line", *([self.fresh] if self.fresh else []), *below})

    def add_title(self, start: int, end: int, title: str) -> None:
        own = self.body[start:end].rstrip()
        if not (opening := _TITLE.match(own)):
            return
        first, last = start + opening.end(), start + len(own) - 1
        lead = self.lines.lead(first) if "\n" in title else ""
        place = Place(Context.TITLE, "link title", opening["quote"].decode(), lead)
        self.add(first, last, title, place, readable(title))

    def add_stretch(self, stretch: html.Stretch, block: bytes, start: int, end: int) -> None:
        own = block[stretch.start : stretch.end].decode()
        if not stretch.attribute:
            self.add(start, end, html.one_line(own), Place(Context.HTML, "HTML text"), True)
            return
        kind = "image text" if stretch.attribute == "alt" else f"HTML attribute: {stretch.attribute}"
        self.add(start, end, html.attribute_value(own), Place(Context.ATTRIBUTE, kind, stretch.quote), True)

    def add(self, start: int, end: int, msgid: str, place: Place, translatable: bool) -> None:
        skipped = self.skipping_since is not None or (bool(self.active) and bool(self.asked("skip")))
        unit = Unit(
            source=self.source[self.base + start : self.base + end],
            msgid=msgid,
            context=place.context,
            kind=place.kind,
            start=self.base + start,
            line=self.lines.number(start),
            translatable=translatable and not skipped,
            msgctxt=next(reversed(self.asked("context")), None),
            notes=self.asked("comment"),
            lead=place.lead,
            style=place.style,
            opens=place.opens,
            labels=self.labels,
        )
        self.units.append(unit)
        self.skeleton.append(place.context)
