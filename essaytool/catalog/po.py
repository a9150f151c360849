r"""PO files as catalogs, and back: ``serialize_catalog(parse_catalog(data)) == data`` for what msgcat reads.

This is the one door to polib. What it gets to read is made legible first, because polib 1.2 by itself takes
other things than msgcat for strings: one string a value, on a line of its own; octal and hexadecimal escapes
decoded, whole runs of them at a time, since each is a byte of a character; lines that end at ``\n`` alone.

A catalog's pieces are entries and, as bytes, all else: its header, blank lines, comments after the last
entry, exact copies of entries (git merges make them), and all that follows the ``domain`` line of another
domain.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

import polib

from essaytool.catalog.charset import CONVERT, EOT, decode, encode
from essaytool.catalog.provenance import read_provenance
from essaytool.catalog.render import Style, render, revise
from essaytool.catalog.style import is_mostly_wrapped
from essaytool.catalog.syntax import Block, Field, lex
from essaytool.errors import CatalogError
from essaytool.model import Catalog, Entry, Key, Provenance

HEADER_KEY: Key = (None, "")

_CHARSET = re.compile(r"(charset=)[^\s\\;\"]+")
_LINES = re.compile(rb"[^\n]*\n|[^\n]+")
_REFERENCE = re.compile("\u2068([^\u2069]*)\u2069(\\S*)|(\\S+)")
_CODES = re.compile(r"((?:\\(?:[0-7]{1,3}|x[0-9a-fA-F]+))+)|\\a|\\.")
_CODE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9a-fA-F]+))")
_MANY_FORMS = re.compile(r"msgstr\[\d\d+\]")
"""The fields that polib misreads: of their number it takes the first digit."""


def parse_catalog(data: bytes, *, path: str = "messages.po") -> Catalog:
    """The catalog in these bytes. Raises `CatalogError`, with the line, for what msgcat refuses.

    What only msgfmt refuses is read: it is for checks to find. So are exact copies of an entry: see `copies`.
    """
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
    pieces = (
        without_outdated_copies(catalog, {entry.key: entry for entry in changed})
        if changed
        else catalog.pieces
    )
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


def converted(catalog: Catalog, charset: str) -> Catalog:
    """The catalog in another charset, which its header then names. Raises `CatalogError` for a text that has
    no place there.
    """
    text = serialize_catalog(catalog).decode(catalog.charset, "replace")
    named = _CHARSET.sub(lambda found: found[1] + charset.upper(), text, count=1)
    return parse_catalog(encode(named, charset, catalog.path), path=catalog.path)


def copies(catalog: Catalog) -> tuple[Entry, ...]:
    """The entries that a catalog, as it was read, holds once more; their `line` is that of the copy."""
    found: list[Entry] = []
    lines_above = 0
    for piece in catalog.pieces:
        if isinstance(piece, bytes) and b"msgid" in piece:
            entries = (entry for entry in parse_piece(piece, catalog) if entry.key != HEADER_KEY)
            found += (replace(entry, line=entry.line + lines_above) for entry in entries)
        lines_above += (piece if isinstance(piece, bytes) else piece.source).count(b"\n")
    return tuple(found)


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
    for block, values, source in zip(blocks, _read(blocks, charset, path), sources, strict=True):
        forms = [field for name, field in block.fields.items() if name.startswith("msgstr[")]
        said = _comments(block)
        notes, provenance = _provenance(said["#"])
        yield Entry(
            msgid=values.msgid,
            msgstr=values.msgstr,
            msgctxt=values.msgctxt,
            msgid_plural=values.msgid_plural if forms else None,
            msgstr_plural=tuple(_plural_form(field, values, charset, path) for field in forms),
            flags=tuple(flag for line in said["#,"] for part in line.split(",") if (flag := part.strip())),
            notes=notes,
            comments=tuple(said["#."]),
            references=tuple("".join(parts) for line in said["#:"] for parts in _REFERENCE.findall(line)),
            previous_msgid=values.previous_msgid,
            previous_msgctxt=values.previous_msgctxt,
            provenance=provenance,
            obsolete=block.obsolete,
            line=block.fields["msgid"].first + 1,
            source=source,
            original=source,
        )


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


def _plural_form(field: Field, values: polib.POEntry, charset: str, path: str) -> str:
    if _MANY_FORMS.fullmatch(field.name):
        return polib.unescape(_legible(field, charset, path))
    return values.msgstr_plural[int(field.name[7:-1])]


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


def _read(blocks: Sequence[Block], charset: str, path: str) -> list[polib.POEntry]:
    """The values of the entries, as polib reads them.

    The first line is there because polib opens a file that is named like the text it gets; no name holds a
    NUL.
    """
    lines = ["# \0"]
    for block in blocks:
        for name, field in block.fields.items():
            if not _MANY_FORMS.fullmatch(name):
                lines.append(f'{name.replace("previous ", "#| ")} "{_legible(field, charset, path)}"')
    return polib.pofile(_Lines("\n".join(lines)), klass=_InOrder, encoding="utf-8").entries


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
