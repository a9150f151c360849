r"""PO files as catalogs, and back: ``serialize_catalog(parse_catalog(data)) == data`` for what msgcat reads.

This is the one door to polib, which reads the entries that hold an escape; all others are read with the
grammar alone. What polib gets is made legible first, because polib 1.2 by itself takes other things than
msgcat for strings: one string a value, on a line of its own; octal and hexadecimal escapes
decoded, whole runs of them at a time, since each is a byte of a character; lines that end at ``\n`` alone.

A catalog's pieces are entries and, as bytes, all else: its header, blank lines, comments after the last
entry, exact copies of entries (git merges make them), and all that follows the ``domain`` line of another
domain.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

import polib

from essaytool.catalog.blocks import Block, Field
from essaytool.catalog.charset import CONVERT, EOT, decode
from essaytool.catalog.provenance import read_provenance
from essaytool.catalog.render import Style, render, revise
from essaytool.catalog.style import is_mostly_wrapped
from essaytool.catalog.syntax import lex
from essaytool.errors import CatalogError
from essaytool.model import Catalog, Entry, Key, Provenance

HEADER_KEY: Key = (None, "")
MOST_ENTRIES = 250_000
"""Each takes about 4 KB when it is read."""

_MSGID = re.compile(rb"^(?:#~ ?)?msgid[ \t\"]", re.MULTILINE)
_LINES = re.compile(rb"[^\n]*\n|[^\n]+")
_REFERENCE = re.compile("\u2068([^\u2069]*)\u2069(\\S*)|(\\S+)")
_CODES = re.compile(r"((?:\\(?:[0-7]{1,3}|x[0-9a-fA-F]+))+)|\\a|\\.")
_CODE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9a-fA-F]+))")
_MANY_FORMS = re.compile(r"msgstr\[\d\d+\]")
"""The fields that polib misreads: of their number it takes the first digit."""


def parse_catalog(data: bytes, *, path: str = "messages.po") -> Catalog:
    """The catalog in these bytes. Raises `CatalogError`, with the line, for what msgcat refuses.

    What only msgfmt refuses is read: it is for checks to find. So are exact copies of an entry: see
    `essaytool.catalog.copies`. Refused is also what has more than `MOST_ENTRIES`.
    """
    if sum(1 for _ in _MSGID.finditer(data)) > MOST_ENTRIES:
        hint = "split the essay"
        raise CatalogError(f"has more than {MOST_ENTRIES:,} entries", path=path, hint=hint)
    text = decode(data, path)
    blocks = _messages(lex(text.text, path))
    lines = _LINES.findall(data[len(text.bom) :])
    sources = (b"".join(lines[block.first : block.end]) for block in blocks)
    entries = list(_entries(blocks, sources, text.charset, path))
    header = next((entry.msgstr for entry in entries if entry.key == HEADER_KEY), "")
    return Catalog(
        path=path,
        pieces=(*([text.bom] if text.bom else []), *_pieces(blocks, entries, lines, path)),
        header=_header_keys(header),
        charset=text.charset,
        newline="\r\n" if lines and lines[0].endswith(b"\r\n") else "\n",
    )


def serialize_catalog(catalog: Catalog) -> bytes:
    """The bytes of a catalog; what did not change is what was read, but for copies of what did.

    Raises `CatalogError` for a text that the catalog's charset cannot hold.
    """
    changed = [piece for piece in catalog.pieces if isinstance(piece, Entry) and not piece.source]
    written = _write(changed, catalog)
    now = {entry.key: entry for entry in changed}
    pieces = without_outdated_copies(catalog, now) if changed else catalog.pieces
    return b"".join(piece if isinstance(piece, bytes) else piece.source or next(written) for piece in pieces)


def without_outdated_copies(
    catalog: Catalog, now: Mapping[Key, Entry], gone: Collection[Key] = ()
) -> tuple[bytes | Entry, ...]:
    """The catalog's pieces, but for exact copies of entries that are not the same `now`, or are `gone`."""

    def is_outdated(piece: bytes | Entry) -> bool:
        if isinstance(piece, Entry) or b"msgid" not in piece:
            return False
        copies = (entry for entry in parse_piece(piece, catalog) if entry.key != HEADER_KEY)
        return any(copy.key in gone or not is_copy(copy, now.get(copy.key, copy)) for copy in copies)

    return tuple(piece for piece in catalog.pieces if not is_outdated(piece))


def is_copy(entry: Entry, other: Entry) -> bool:
    """Whether two entries say the same; they may differ in what no person wrote."""
    return replace(entry, line=other.line, comments=other.comments, references=other.references) == other


def parse_piece(piece: bytes, catalog: Catalog) -> list[Entry]:
    """The entries in a stretch of this catalog's bytes; their lines count from its beginning."""
    blocks = _messages(lex_piece(piece, catalog))
    lines = _LINES.findall(piece)
    sources = (b"".join(lines[block.first : block.end]) for block in blocks)
    return list(_entries(blocks, sources, catalog.charset, catalog.path))


def lex_piece(piece: bytes, catalog: Catalog) -> list[Block]:
    """The blocks in a stretch of this catalog's bytes; their lines count from its beginning, from 0."""
    return lex(piece.decode(catalog.charset, "surrogateescape"), catalog.path)


def _messages(blocks: Iterable[Block]) -> list[Block]:
    """The entries of the catalog's own domain: those before the ``domain`` line of another one."""
    ours = takewhile(lambda block: block.raw("domain") in (None, "messages"), blocks)
    return [block for block in ours if "msgid" in block.fields]


def _pieces(
    blocks: Sequence[Block], entries: Sequence[Entry], lines: Sequence[bytes], path: str
) -> Iterator[bytes | Entry]:
    first: dict[Key, Entry] = {}
    place = 0
    for block, entry in zip(blocks, entries, strict=True):
        if block.first > place:
            yield b"".join(lines[place : block.first])
        place = block.end
        known = first.setdefault(entry.key, entry)
        if known is not entry:
            _refuse_another(entry, known, path)
        yield entry if known is entry and entry.key != HEADER_KEY else entry.source
    if place < len(lines):
        yield b"".join(lines[place:])


def _refuse_another(entry: Entry, known: Entry, path: str) -> None:
    """PO allows one entry a key, obsolete ones included, but for exact copies."""
    if not is_copy(entry, known):
        raise CatalogError(
            f"the msgid of line {known.line} stands here again, in an entry that differs",
            path=path,
            line=entry.line,
            hint=f"keep one of the two, the entry of line {known.line} or that of line {entry.line}",
        )


def _header_keys(msgstr: str) -> dict[str, str]:
    keys: dict[str, str] = {}
    for line in msgstr.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            keys.setdefault(name.strip(), value.strip())
    return keys


def _entries(blocks: Sequence[Block], sources: Iterable[bytes], charset: str, path: str) -> Iterator[Entry]:
    for block, values, source in zip(blocks, _values(blocks, charset, path), sources, strict=True):
        said = _comments(block)
        notes, provenance = _provenance(said["#"]) if said["#"] else ((), None)
        yield Entry(
            msgid=values["msgid"],
            msgstr=values.get("msgstr", ""),
            msgctxt=values.get("msgctxt"),
            msgid_plural=values.get("msgid_plural"),
            msgstr_plural=tuple(value for name, value in values.items() if name.startswith("msgstr[")),
            flags=tuple(flag for line in said["#,"] for flag in _flags(line)),
            notes=notes,
            comments=tuple(said["#."]),
            references=tuple(reference for line in said["#:"] for reference in _references(line)),
            previous_msgid=values.get("previous msgid"),
            previous_msgctxt=values.get("previous msgctxt"),
            provenance=provenance,
            obsolete=block.obsolete,
            line=block.fields["msgid"].first + 1,
            source=source,
            original=source,
        )


def _flags(line: str) -> Iterator[str]:
    return (flag for part in line.split(",") if (flag := part.strip()))


@lru_cache(maxsize=1 << 10)
def _references(line: str) -> tuple[str, ...]:
    """Remembered, since all entries of a catalog are of one essay."""
    return tuple("".join(parts) for parts in _REFERENCE.findall(line))


def _comments(block: Block) -> dict[str, list[str]]:
    """What the comments say, by their marker."""
    said: dict[str, list[str]] = {"#": [], "#.": [], "#:": [], "#,": [], "#=": []}
    for comment in block.comments:
        said[comment.marker].append(comment.content)
    return said


def _provenance(notes: Sequence[str]) -> tuple[tuple[str, ...], Provenance | None]:
    """The notes without the last comment on a draft, and what that says."""
    for place in reversed(range(len(notes))):
        if provenance := read_provenance(notes[place]):
            return (*notes[:place], *notes[place + 1 :]), provenance
    return tuple(notes), None


class _Lines(str):
    r"""A text whose lines end at ``\n`` alone: `str.splitlines` knows ends that stand in strings."""

    def splitlines(self, keepends: bool = False) -> list[str]:
        return self.split("\n")


class _InOrder(polib.POFile):
    """polib takes the header out of the entries that it read; here all stay in order."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self.entries: list[polib.POEntry] = []

    def append(self, entry: polib.POEntry) -> None:
        self.entries.append(entry)


def _values(blocks: Sequence[Block], charset: str, path: str) -> Iterator[Mapping[str, str]]:
    """The values of each entry's fields, by name. A text without escapes is what it says; polib reads the
    entries that hold some.
    """
    plain = [not any(map(_must_be_read, block.fields.values())) for block in blocks]
    read = iter(_read([block for block, bare in zip(blocks, plain, strict=True) if not bare], charset, path))
    for block, bare in zip(blocks, plain, strict=True):
        if bare:
            yield {name: field.raw for name, field in block.fields.items()}
        else:
            values = next(read)
            yield {name: _value(field, values, charset, path) for name, field in block.fields.items()}


def _must_be_read(field: Field) -> bool:
    return any("\\" in string or EOT in string for string in field.strings)


def _read(blocks: Sequence[Block], charset: str, path: str) -> list[polib.POEntry]:
    """These entries, as polib reads them.

    The first line is there because polib opens a file that is named like the text it gets; no name holds a
    NUL.
    """
    lines = ["# \0"]
    for block in blocks:
        for name, field in block.fields.items():
            if not _MANY_FORMS.fullmatch(name):
                lines.append(f'{name.replace("previous ", "#| ")} "{_legible(field, charset, path)}"')
    return polib.pofile(_Lines("\n".join(lines)), klass=_InOrder, encoding="utf-8").entries


def _value(field: Field, values: polib.POEntry, charset: str, path: str) -> str:
    if _MANY_FORMS.fullmatch(field.name):
        return polib.unescape(_legible(field, charset, path))
    if field.name.startswith("msgstr["):
        return values.msgstr_plural[int(field.name[7:-1])]
    value: str = getattr(values, field.name.replace(" ", "_"))
    return value


def _legible(field: Field, charset: str, path: str) -> str:
    """A field's value, with the escapes that polib does not know as the characters that they are."""

    def decoded(match: re.Match[str]) -> str:
        if not match[1]:
            return "\a" if match[0] == r"\a" else match[0]
        codes = (int(octal, 8) if octal else int(hexa, 16) for octal, hexa in _CODE.findall(match[1]))
        return polib.escape(bytes(code & 0xFF for code in codes).decode(charset))

    try:
        legible = _CODES.sub(decoded, field.raw) if "\\" in field.raw else field.raw
    except UnicodeDecodeError as error:
        sentence = f"the escapes in {field.name} are no characters of {charset}"
        raise CatalogError(sentence, path=path, line=field.first + 1, hint=CONVERT) from error
    if kept := next((mark for mark in (EOT, "\0") if mark in legible), ""):
        sentence = f"{field.name} holds U+{ord(kept):04X}, which gettext keeps for itself"
        raise CatalogError(sentence, path=path, line=field.first + 1, hint="remove the character")
    return legible


def _write(entries: Sequence[Entry], catalog: Catalog) -> Iterator[bytes]:
    """The bytes of changed and new entries."""
    if not entries:
        return
    read = b"".join(piece.original for piece in catalog.pieces if isinstance(piece, Entry))
    wrapped = is_mostly_wrapped(read.decode(catalog.charset, "surrogateescape"))
    style = Style(catalog.path, catalog.charset, catalog.newline, wrapped)
    sources = [entry.original for entry in entries if entry.original]
    blocks = [lex_piece(source, catalog)[0] for source in sources]
    originals = zip(blocks, _entries(blocks, sources, catalog.charset, catalog.path), strict=True)
    for entry in entries:
        if entry.original:
            block, old = next(originals)
            yield revise(entry, old, block, style)
        else:
            yield render(entry, style)
