"""The state of one walk over an edition's text, from its events to HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from essaytool.editions.anchors import OWN, Anchors
from essaytool.editions.footnotes import Note
from essaytool.editions.furniture import Furniture
from essaytool.editions.marks import Slots, attributes
from essaytool.languages import Language
from essaytool.markdown.inline import has_text
from essaytool.markdown.parser import Event, Run
from essaytool.model import Placed


def _same_target(target: str) -> tuple[str, Language | None]:
    return target, None


def _unknown_size(_target: str) -> tuple[int, int] | None:
    return None


@dataclass(frozen=True)
class Setting:
    """What an edition's text needs to know of the page that it stands on."""

    language: Language
    source_language: Language
    say: Furniture
    seal: str = OWN
    """What the renderer's own ids and classes begin with."""
    resolve: Callable[[str], tuple[str, Language | None]] = _same_target
    """Where a link leads, and the language there if it is not the page's."""
    size_of: Callable[[str], tuple[int, int] | None] = _unknown_size
    """The width and height of an image, in CSS pixels, where they are known."""
    title: str = ""
    """The page's title, if it has one: a first heading that says it stands for it, others move down."""
    keeps_ids: bool = True
    """Whether the text's HTML may give ids; not so where the page shows the text in two languages."""


@dataclass
class Writer:
    """What is known in the middle of a text."""

    setting: Setting
    source: bytes
    slots: Slots
    notes: Mapping[str, Note]
    anchors: Anchors
    shift: int = 0
    out: list[str] = field(default_factory=list)
    outside: list[tuple[str, list[str]]] = field(default_factory=list)
    """The label of each footnote that the walk is in, and what was written around it."""
    note_texts: dict[str, str] = field(default_factory=dict)
    references: Counter[str] = field(default_factory=Counter)
    """How often each footnote was referred to."""
    rest: Iterator[Event] = field(default_factory=lambda: iter(()))
    """The events of the text that is being written, after the one whose turn it is."""
    coming: Run | None = None
    """The text right after the event that is being written, if one is there."""
    hosted: bool = False
    """Whether an element has taken the attributes of the coming text."""
    listing: str | None = None
    """The language of the code block that the coming text stands in; empty if it names none."""
    box: str = ""
    """The box of a task, until its text comes."""
    in_head: bool = False
    alignments: Sequence[str] = ()
    column: int = 0

    def host(self) -> str:
        """The attributes of the coming text, for the element that is being opened around it."""
        self.hosted = self.coming is not None
        return self.marks(self.coming) if self.coming else ""

    def marks(self, run: Run) -> str:
        """The attributes of an element around this text."""
        placed = self.slots.of(run)
        return self.marks_of(placed, has_text(run)) if placed else ""

    def marks_of(self, placed: Placed, words: bool) -> str:
        """The attributes of an element around this slot, which has `words` to be read or not."""
        setting = self.setting
        return attributes(placed, setting.language, setting.source_language, setting.seal, words)
