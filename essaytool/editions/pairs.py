"""Two editions of one text, written as one: each block once, and each text in it twice, source and
translation.

The blocks are the source's, with its ids. A run of text is written by either edition's own writer, and both
stand in a pair whose elements fit the place: paragraphs beside each other, spans in a heading or a table's
cell. Text without anything to translate, code, images and the tags of HTML blocks are shown once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from essaytool.editions.anchors import Anchors
from essaytool.editions.blocks import BLOCKS, write_notes
from essaytool.editions.footnotes import number_notes
from essaytool.editions.inlines import write_run
from essaytool.editions.marks import Slots
from essaytool.editions.render import given_ids, is_title, title_items
from essaytool.editions.states import MISSING, REFUSED, REVIEWED, state_of
from essaytool.editions.writer import Setting, Writer
from essaytool.markdown.frontmatter import peel
from essaytool.markdown.parser import Event, Run, runs
from essaytool.model import Context, Edition, Placed

Item = Run | Event | list[Run | Event]
"""A run, a mark of a block, or all of a block that is written as one."""
_WHOLE = ("+CodeBlock", "+HtmlBlock")
"""Blocks whose lines need not correspond."""
_ELEMENTS = {"Paragraph": ("div", "p"), "Item": ("div", "div"), "DefinitionListDefinition": ("div", "div")}
"""The elements of a pair and of its sides, by the block that it stands in; elsewhere they are spans."""


@dataclass(frozen=True)
class Pair:
    """A source and its translation, and what the text of each needs to know of the page."""

    source: Edition
    translation: Edition
    source_setting: Setting
    setting: Setting
    names: Mapping[str, Markup]
    """What the states are called."""


def render_pairs(pair: Pair) -> tuple[str, str, str]:
    """The heading that stands for the title (empty if there is none), the text, and the footnotes, as HTML
    that is not sanitised yet.
    """
    walk = _Walk(pair)
    source = walk.items[0]
    opening = [item for item in source[:2] if not isinstance(item, list)]
    lifted = title_items(opening, pair.source_setting.title)
    title = walk.write(0, lifted)
    walk.main.shift = int(any(map(is_title, source[lifted:])))
    return title, walk.write(lifted, len(source)), write_notes(walk.main)


def _blocks(text: str) -> Iterator[Item]:
    whole: list[Run | Event] = []
    for item in runs(text):
        name = "" if isinstance(item, Run) else item[0]
        if whole or name in _WHOLE:
            whole.append(item)
            if name == f"-{whole[0][0][1:]}":  # type: ignore[index]
                yield whole
                whole = []
        else:
            yield item


class _Walk:
    """One walk over both editions."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        heads, bodies = zip(
            *(peel(edition.markdown) for edition in (pair.source, pair.translation)), strict=True
        )
        self.items: list[list[Item]] = [list(_blocks(body.decode())) for body in bodies]
        flat = list(runs(bodies[0].decode()))
        notes, anchors = number_notes(flat), Anchors(given_ids(flat))
        slots = Slots(pair.source, len(heads[0])), Slots(pair.translation, len(heads[1]))
        self.main = Writer(pair.source_setting, bodies[0], slots[0], notes, anchors)
        self.other = Writer(pair.setting, bodies[1], slots[1], notes, anchors)
        self.other.references = self.main.references
        placed = zip(pair.source.placed, pair.translation.placed, strict=True)
        self.translations = {one.start: other for one, other in placed}
        self.within: list[str] = []

    def write(self, start: int, end: int) -> str:
        """The items from one place to another, as HTML."""
        self.main.out = []
        source, translation = self.items
        for place in range(start, end):
            following = source[place + 1] if place + 1 < end else None
            self.main.coming = following if isinstance(following, Run) else None
            self.main.out.append(self._item(source[place], translation[place]))
        return "".join(self.main.out)

    def _item(self, item: Item, other: Item) -> str:
        if isinstance(item, list):
            return self._whole(item, other if isinstance(other, list) else [])
        if isinstance(item, Run):
            return self._run(item, other) if isinstance(other, Run) else write_run(self.main, item)
        name = item[0]
        if name.startswith("+"):
            self.within.append(name[1:])
        elif name.startswith("-"):
            self.within.pop()
        return "" if name in ("+Paragraph", "-Paragraph") else BLOCKS[name](self.main, item)

    def _run(self, run: Run, other: Run) -> str:
        place = self.within[-1] if self.within else ""
        placed, own = self.main.slots.of(run), write_run(self.main, run)
        if placed is None or not placed.unit.translatable:
            return f"<p>{own}</p>\n" if place == "Paragraph" else own
        self.other.hosted = True
        if placed.unit.context is not Context.ALT:
            return self._pair(place, placed, own, write_run(self.other, other))
        said = self._pair(place, placed, escape(_spoken(run)), escape(_spoken(other)))
        element = "p" if place == "Paragraph" else "span"
        return f"<{element}{self._source()}>{own}</{element}>\n{said}"

    def _pair(self, place: str, placed: Placed, own: str, theirs: str) -> str:
        """A text and its translation, in elements that fit their place."""
        pair, side = _ELEMENTS.get(place, ("span", "span"))
        seal, breaks = self.main.setting.seal, "\n" if pair == "div" else " "
        source = f"<{side}{self._source()}>{own}</{side}>{breaks}"
        return (
            f'<{pair} class="{seal}pair">{source}{self._translation(side, placed, theirs)}</{pair}>{breaks}'
        )

    def _source(self) -> str:
        language = self.main.setting.source_language
        return f' lang="{language.tag}" dir="{language.direction}"'

    def _translation(self, element: str, placed: Placed, text: str) -> str:
        """A translation with the name of its state, unless it is reviewed."""
        seal, state = self.main.setting.seal, state_of(self.translations[placed.start])
        name = "" if state == REVIEWED else f'<small class="{seal}state">{self.pair.names[state]}</small> '
        shown = "" if state in (MISSING, REFUSED) else text
        return f'<{element} class="{seal}side {seal}is-{state}">{name}{shown}</{element}>'

    # --- blocks that are written as one ---------------------------------------------------------------------

    def _whole(self, block: Sequence[Run | Event], other: Sequence[Run | Event]) -> str:
        if not isinstance(block[0], Run) and block[0][0] == "+HtmlBlock":
            return "".join(self._raw(item) for item in block if not isinstance(item, Run))
        own, theirs = _code(self.main, block), _code(self.other, other)
        return own if own == theirs else own + theirs

    def _raw(self, event: Event) -> str:
        """A line of an HTML block, with the translation after each text in it."""
        if event[0] != "Html":
            return ""
        source, parts, done = self.main.source, [], event[2]
        for at, begins, placed in self.main.slots.edges(event[2], event[3]):
            if placed.unit.translatable:
                parts += [
                    source[done:at].decode(),
                    f"<span{self._source()}>" if begins else self._end(placed),
                ]
                done = at
        return "".join([*parts, source[done : event[3]].decode()])

    def _end(self, placed: Placed) -> str:
        other = self.translations[placed.start]
        text = self.pair.translation.markdown[other.start : other.end].decode()
        return f"</span> {self._translation('span', placed, text)}"


def _code(writer: Writer, block: Sequence[Run | Event]) -> str:
    return "".join(
        write_run(writer, item) if isinstance(item, Run) else BLOCKS[item[0]](writer, item) for item in block
    )


def _spoken(run: Run) -> str:
    """The alternative text of a lone image."""
    return "".join(event[1] or " " for event in run.inner().events if event[0][0] not in "+-")
