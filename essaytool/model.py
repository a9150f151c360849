"""The domain: frozen values that every room talks about, with no behaviour beyond what they imply.

An `Essay` is pieces of bytes, and so is a `Catalog`: joining the pieces gives the file back, byte for byte.
What changes is always a new value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from essaytool.fingerprint import fingerprint
from essaytool.tally import Coverage


class Context(StrEnum):
    """Where a unit stands, which decides how a msgstr is written there: escaped, quoted, or refused."""

    INLINE = "inline"
    HEADING = "heading"
    CELL = "cell"
    HTML = "html"
    ATTRIBUTE = "attribute"
    TITLE = "title"
    ALT = "alt"
    FRONT_MATTER = "front matter"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A stretch of an essay that no translation touches."""

    source: bytes


class Unit(NamedTuple):
    """A slot: where a text to translate could stand, and mostly does. A tuple, since those are made fast."""

    source: bytes
    """The essay's own bytes, container markers of further lines included."""
    msgid: str
    """What a translator sees."""
    context: Context
    kind: str
    """What a translator is told: ``heading 2``, ``list item``…"""
    start: int
    """Offset of `source` in the essay, in bytes."""
    line: int
    """The line of the essay on which the unit begins, counted from 1."""
    translatable: bool = True
    """False for a slot without anything to translate: punctuation, a lone code span, a skipped region."""
    msgctxt: str | None = None
    notes: tuple[str, ...] = ()
    """What the author tells translators (``i18n:comment``)."""
    lead: str = ""
    """What a further line of this unit begins with: the container's quote marks, and blanks for all else."""
    style: str = ""
    """How it is written there: its quote mark or marks of code, a scalar's style, a heading's kind."""
    opens: frozenset[str] = frozenset()
    """What a first word could open by accident here: ``line``, ``item``, ``quote``, ``definition``."""
    labels: Mapping[str, str] = MappingProxyType({})
    """The essay's labels, without which references cannot be read; those of footnotes begin with ``^``."""

    @property
    def key(self) -> Key:
        return (self.msgctxt, self.msgid)


Key = tuple[str | None, str]
"""(msgctxt, msgid): one entry a key, says the PO format."""


@dataclass(frozen=True)
class Essay:
    """One source document, in pieces: ``b"".join(piece.source for piece in essay.pieces)`` is the file."""

    path: str
    """As references show it, relative to the project: ``source/open-models.md``."""
    pieces: tuple[Verbatim | Unit, ...]
    skeleton: tuple[object, ...] = field(repr=False)
    """The block structure, in order: what a translation must leave as it is."""
    newline: str = "\n"
    front_matter: tuple[str, ...] = ()
    code: str = "verbatim"
    """This and the keys of front matter are what it was segmented with."""

    @cached_property
    def source(self) -> bytes:
        return b"".join(piece.source for piece in self.pieces)

    @cached_property
    def slots(self) -> tuple[Unit, ...]:
        """Every place where a unit could stand, in order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Unit))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """What there is to translate, in essay order."""
        return tuple(slot for slot in self.slots if slot.translatable)


class State(StrEnum):
    """Derived from an entry, never stored: docs/catalogs.md."""

    REVIEWED = "reviewed"
    DRAFT = "draft"
    STALE = "stale"
    MISSING = "missing"


class Origin(StrEnum):
    """Who wrote a msgstr. Where unsure, a person."""

    HUMAN = "human"
    DRAFT = "draft"
    APPROVED_DRAFT = "approved draft"
    POST_EDITED_DRAFT = "post-edited draft"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a draft came from: its engine, day, and the fingerprints of the texts it was made from and as."""

    engine: str
    date: str
    source_print: str
    text_print: str


@dataclass(frozen=True)
class Entry:
    """One entry of a catalog, decoded. `source` holds its own bytes; it is empty once a field was changed."""

    msgid: str
    msgstr: str = ""
    msgctxt: str | None = None
    msgid_plural: str | None = None
    msgstr_plural: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """Translator comments, ``#``, a line each; the provenance comment is not among them."""
    comments: tuple[str, ...] = ()
    """Extracted comments, ``#.``, a line each."""
    references: tuple[str, ...] = ()
    previous_msgid: str | None = None
    previous_msgctxt: str | None = None
    provenance: Provenance | None = None
    obsolete: bool = False
    line: int = 0
    """The line of ``msgid`` in its catalog, counted from 1; 0 for an entry not read from a file."""
    source: bytes = field(default=b"", repr=False, compare=False)
    original: bytes = field(default=b"", repr=False, compare=False)
    """The bytes that it was read from, kept when fields change, for the lines of those that did not."""

    @property
    def key(self) -> Key:
        return (self.msgctxt, self.msgid)

    @property
    def fuzzy(self) -> bool:
        return "fuzzy" in self.flags

    @property
    def texts(self) -> tuple[str, ...]:
        """The msgstr, or all plural forms of it."""
        return self.msgstr_plural if self.msgid_plural is not None else (self.msgstr,)

    @property
    def fits_text(self) -> bool:
        """Whether the msgstr is still what the engine wrote."""
        return self.provenance is not None and self.provenance.text_print == fingerprint(*self.texts)

    @property
    def fits_source(self) -> bool:
        """Whether the msgid is still what the engine was given."""
        return self.provenance is not None and self.provenance.source_print == fingerprint(*self.key)

    @cached_property
    def state(self) -> State:
        """Read top down: missing, reviewed, draft, and what is left is stale.

        A plural entry is missing as long as its first form is, which is how msgfmt and msgattrib tell.
        """
        if not any(self.texts[:1]):
            return State.MISSING
        if not self.fuzzy:
            return State.REVIEWED
        return State.DRAFT if self.fits_text and self.fits_source else State.STALE

    @property
    def origin(self) -> Origin:
        if self.provenance is None:
            return Origin.HUMAN
        if not self.fits_text:
            return Origin.POST_EDITED_DRAFT
        return Origin.DRAFT if self.fuzzy else Origin.APPROVED_DRAFT


@dataclass(frozen=True)
class Catalog:
    """A template or a translation, in pieces: serializing what was read gives the file."""

    path: str
    pieces: tuple[bytes | Entry, ...]
    header: Mapping[str, str] = field(default_factory=dict)
    """The keys of the header entry, in order."""
    charset: str = "utf-8"
    newline: str = "\n"

    @cached_property
    def all_entries(self) -> tuple[Entry, ...]:
        """Live and obsolete entries in file order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Entry))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.all_entries if not entry.obsolete)

    @cached_property
    def index(self) -> Mapping[Key, Entry]:
        return {entry.key: entry for entry in self.entries}

    def with_entries(self, changed: Iterable[Entry]) -> Catalog:
        """This catalog with the live entries of these keys in their places; other pieces stay as they are."""
        by_key = {entry.key: entry for entry in changed}
        pieces = (
            by_key.get(piece.key, piece) if isinstance(piece, Entry) and not piece.obsolete else piece
            for piece in self.pieces
        )
        return replace(self, pieces=tuple(pieces))


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw: ``path:line:column: severity: message [check]``. Lines and columns count from 1."""

    path: str
    line: int
    column: int
    severity: Severity
    check: str
    message: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary, and what it is in one language."""

    term: str
    translation: str
    """The term itself where it is not to be translated."""
    note: str = ""

    @property
    def untranslatable(self) -> bool:
        return self.term == self.translation


@dataclass(frozen=True, slots=True)
class Placed:
    """A slot in an edition: which text stands there, and on which bytes of the edition's Markdown."""

    unit: Unit
    state: State
    translated: bool
    """Whether the edition shows the msgstr; False where it shows the source."""
    start: int
    end: int


@dataclass(frozen=True)
class Edition:
    """One essay in one language."""

    essay: Essay
    markdown: bytes
    placed: tuple[Placed, ...]
    findings: tuple[Finding, ...] = ()
    """One for every msgstr that has no exact place, and so is not shown."""
    coverage: Coverage = field(default_factory=Coverage)
    revised: datetime | None = None
    """When a person last worked on the translation, as its catalog says, in UTC."""
