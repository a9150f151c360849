"""One walk over an essay's events: which slots there are, what each is, and the structure around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter

from essaytool.errors import SourceError
from essaytool.markdown import html
from essaytool.markdown.directives import Directive, parse_directive
from essaytool.markdown.frontmatter import FrontMatter
from essaytool.markdown.inline import alt_of, has_text, label_key, label_text, readable, span_of
from essaytool.markdown.lines import NEWLINE, Lines, offsets_of
from essaytool.markdown.msgid import msgid_of
from essaytool.markdown.parser import Event, Run, definitions
from essaytool.markdown.places import LINE, Mark, Place, place_of
from essaytool.model import Context, Unit

_TITLE = re.compile(
    rb"""\[(?:[^\[\]\\]|\\.)*\]:[\s>]*(?:<[^<>\n]*>|[^\s<]\S*)[\s>]+(?P<quote>["'(])""", re.DOTALL
)
_FRESH = {"+Item": "item", "+BlockQuote": "quote"}


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
    blocks: list[Mark] = field(default_factory=list)
    """The blocks that are open, outermost first."""
    quotes: int = 0
    """How many of them are block quotes."""
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

    def follow(self, items: Iterable[Run | Event]) -> None:
        """Walk to the end. Raises `SourceError` for a directive that cannot be meant."""
        if b"[^" in self.body:
            items = list(items)
            self.read_footnotes(items)
        for item in items:
            if isinstance(item, Run):
                self.on_run(item)
            elif (name := item[0])[0] == "+":
                self.on_open(item)
            elif name[0] == "-":
                self.on_close(item)
            elif name == "Html":
                self.html_lines.append(item)
            else:
                self.fresh = ""
                self.skeleton.append(item[:2])
        if self.skipping_since is not None:
            hint, line = "end the region with <!-- i18n:skip-end -->", self.skipping_since
            raise SourceError("i18n:skip-start is never closed", path=self.path, line=line, hint=hint)

    def read_footnotes(self, items: Iterable[Run | Event]) -> None:
        """Their labels, since a footnote may be referred to before it is defined."""
        for item in items:
            if not isinstance(item, Run) and item[0] == "+FootnoteDefinition":
                self.labels[label_key("^" + item[1])] = "^" + item[1]

    def on_open(self, event: Event) -> None:
        name, mark = event[0], event[:2]
        if self.pending and name != "+HtmlBlock":
            self.activate()
        self.blocks.append(mark)
        self.skeleton.append(mark)
        if name != "+Paragraph" and name != "+Heading":
            self.fresh = _FRESH.get(name, "")
            self.quotes += name == "+BlockQuote"

    def on_close(self, event: Event) -> None:
        name = event[0]
        if name == "-HtmlBlock":
            self.on_html(self.html_lines)
            self.html_lines = []
        self.quotes -= name == "-BlockQuote"
        self.blocks.pop()
        self.skeleton.append(name)
        self.leave()

    def on_run(self, run: Run) -> None:
        if self.blocks and self.blocks[-1][0] == "+CodeBlock":
            self.on_code(run, self.blocks[-1][1])
            return
        if self.pending:
            self.activate()
        if has_text(run):
            self.add_run(run, translatable=True)
        elif not self.add_read_attributes(run):
            self.add_run(run, translatable=False)
        self.leave()

    def on_code(self, run: Run, block: object) -> None:
        if not self.comments:
            self.skeleton.append(self.body[run.start : run.end])
            return
        from essaytool.markdown.code import read_code

        listing = read_code(block, run.events)
        for text in listing.texts:
            self.add(*text.span, text.words, Place(Context.CODE, text.kind, text.frame), text.readable)
        self.skeleton.append(("code", listing.rest))

    def on_html(self, lines: list[Event]) -> None:
        """Texts and directives of an HTML block, whose lines the parser gives without container marks."""
        block = html.Block(b"".join([self.body[start:end] for _, _, start, end in lines]))
        at = offsets_of(lines)
        stretches = block.stretches()
        found: list[tuple[int, html.Stretch | bytes]] = [(item.start, item) for item in stretches]
        for place, item in sorted([*found, *block.comments()], key=itemgetter(0)):
            if isinstance(item, html.Stretch):
                self.activate()
                self.add_stretch(item, block.source, at(item.start), at(item.end - 1) + 1)
            else:
                self.obey(item.decode(), at(place))
        self.skeleton.append(block.skeleton() if stretches else block.source)

    def leave(self) -> None:
        """What was asked for the block that ends here holds no longer."""
        if self.active:
            self.active = [(depth, directive) for depth, directive in self.active if depth < len(self.blocks)]
        self.fresh = ""

    # --- directives

    def activate(self) -> None:
        """What was asked for the next block holds until the block that begins here is closed."""
        if self.pending:
            self.active += [(len(self.blocks), directive) for directive in self.pending]
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
        return tuple(directive.text for _, directive in self.active if directive.name == name)

    # --- slots

    def add_run(self, run: Run, *, translatable: bool) -> None:
        alt = alt_of(run)
        within = alt or run
        span = span_of(within, self.body)
        msgid = msgid_of(within, self.body, span, depth=self.quotes, labels=self.labels)
        place = Place(Context.ALT, "image text") if alt else self.place(span[0])
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
        return place_of(start, self.blocks, self.lines, self.opens(start))

    def opens(self, start: int) -> frozenset[str]:
        """What a first word here could open by accident."""
        if self.after_definition and self.lines.start(start) in self.after_definition:
            return frozenset({"line", "definition", self.fresh} - {""})
        return frozenset({"line", self.fresh}) if self.fresh else LINE

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
        skipped = self.skipping_since is not None
        context: str | None = None
        notes: tuple[str, ...] = ()
        if self.active:
            skipped = skipped or bool(self.asked("skip"))
            context, notes = next(reversed(self.asked("context")), None), self.asked("comment")
        unit = Unit(
            self.source[self.base + start : self.base + end],
            msgid,
            place.context,
            place.kind,
            self.base + start,
            self.lines.number(start),
            translatable and not skipped,
            context,
            notes,
            place.lead,
            place.style,
            place.opens,
            self.labels,
        )
        self.units.append(unit)
        self.skeleton.append(place.context)
