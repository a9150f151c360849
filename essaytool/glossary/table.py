"""The glossary's file, ``locales/glossary.csv``: a term a line, in whatever way a spreadsheet writes CSV.

The first line names the columns: ``term``, the tags of languages, ``note``, ``untranslatable`` (``yes`` or
nothing), and ``count``, which `glossary suggest` prints and nobody reads.
"""

from __future__ import annotations

import unicodedata
from codecs import BOM_UTF8
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from essaytool.errors import TableError
from essaytool.glossary import Glossary, Row
from essaytool.languages import find_tag
from essaytool.tables import Line, Table, is_blank, read_table, write_line

TERM, NOTE, UNTRANSLATABLE, COUNT = "term", "note", "untranslatable", "count"
_NO_LANGUAGES = (TERM, NOTE, UNTRANSLATABLE, COUNT)
_TRUTH = {"yes": True, "true": True, "1": True, "x": True, "no": False, "false": False, "0": False, "": False}


def parse_glossary(data: bytes, tags: Collection[str], *, path: str) -> Glossary:
    """The glossary in these bytes, of a project that is translated into these languages.

    Raises `TableError`, with the line, for a column that is none of them, a value that means nothing and a
    term that stands twice.
    """
    if is_blank(data):
        return Glossary()
    table = read_table(data, path)
    columns = [_column(cell, tags, path) for cell in table.columns]
    _refuse_doubles(columns, path)
    rows: dict[str, Row] = {}
    for line in table.lines:
        row = _row(dict(zip(columns, line.cells, strict=False)), line, path)
        known = rows.setdefault(key_of(row.term), row)
        if known is not row:
            hint = "keep one of the two"
            sentence = f"`{row.term}` stands here again, after line {known.line}"
            raise TableError(sentence, path=path, line=row.line, hint=hint)
    return Glossary(tuple(rows.values()))


def key_of(term: str) -> str:
    """What two spellings of one term share."""
    folded = " ".join(unicodedata.normalize("NFC", term).split())
    return folded if any(letter.isupper() for letter in folded[1:]) else folded.casefold()


def _column(cell: str, tags: Collection[str], path: str) -> str:
    """The name of a column: ours, or the tag of a language."""
    name = cell.casefold()
    if name in _NO_LANGUAGES:
        return name
    tag = language.tag if (language := find_tag(cell)) else ""
    if tag in tags:
        return tag
    known = [*_NO_LANGUAGES[:3], *tags]
    close = get_close_matches(cell, known, n=1, cutoff=0.5)
    hint = f"did you mean `{close[0]}`?" if close else f"there can be {', '.join(known)}"
    raise TableError(f"the column `{cell}` is no language of this project", path=path, line=1, hint=hint)


def _refuse_doubles(columns: Sequence[str], path: str) -> None:
    double = next((name for place, name in enumerate(columns) if name in columns[:place]), None)
    if double:
        sentence = f"the column `{double}` is there twice"
        raise TableError(sentence, path=path, line=1, hint="keep one of the two")
    if TERM not in columns:
        hint = "the first line names the columns, such as term,de,note"
        raise TableError("has no column `term`", path=path, line=1, hint=hint)


def _row(cells: Mapping[str, str], line: Line, path: str) -> Row:
    term, said = cells.get(TERM, ""), cells.get(UNTRANSLATABLE, "").casefold()
    translations = {tag: text for tag, text in cells.items() if tag not in _NO_LANGUAGES and text}
    if not term:
        raise TableError("has no term", path=path, line=line.number, hint="name it, or empty the line")
    if said not in _TRUTH:
        sentence = f"`untranslatable` is `{said}`"
        raise TableError(sentence, path=path, line=line.number, hint="write yes, or nothing")
    other = next((text for text in translations.values() if text != term), None)
    if _TRUTH[said] and other:
        sentence = f"`{term}` is untranslatable, and translated as `{other}`"
        raise TableError(sentence, path=path, line=line.number, hint="leave one of the two out")
    return Row(term, translations, cells.get(NOTE, ""), _TRUTH[said], line.number)


@dataclass(frozen=True)
class Proposal:
    """A term that the glossary might take up, how often it stands in the essays, in how many of them, and how
    it is translated so far.
    """

    term: str
    count: int
    essays: int
    translations: Mapping[str, str]
    untranslatable: bool


def proposed_lines(proposals: Iterable[Proposal], columns: Sequence[str], delimiter: str) -> Iterator[str]:
    """A line for each proposal, in these columns, without its end."""
    for proposal in proposals:
        cells = {
            **proposal.translations,
            TERM: proposal.term,
            UNTRANSLATABLE: "yes" if proposal.untranslatable else "",
            COUNT: str(proposal.count),
        }
        yield write_line([cells.get(column, "") for column in columns], delimiter)


def with_proposals(
    data: bytes, proposals: Sequence[Proposal], tags: Sequence[str], *, path: str
) -> tuple[bytes, list[Proposal]]:
    """The file with those of the proposals below it that it does not have, and those proposals.

    What is there stays as it is, byte for byte. Raises as `parse_glossary` does.
    """
    if is_blank(data):
        table = Table((TERM, *tags, NOTE, UNTRANSLATABLE), (), ",", "\n")
        above = b"\n" if data.removeprefix(BOM_UTF8) and not data.endswith((b"\n", b"\r")) else b""
        data += above + f"{write_line(table.columns, ',')}\n".encode()
        known: set[str] = set()
    else:
        table = read_table(data, path)
        known = {key_of(row.term) for row in parse_glossary(data, tags, path=path).rows}
    new = [proposal for proposal in proposals if key_of(proposal.term) not in known]
    columns = [_column(cell, tags, path) for cell in table.columns]
    lines = [line + table.newline for line in proposed_lines(new, columns, table.delimiter)]
    gap = b"" if not lines or data.endswith((b"\n", b"\r")) else table.newline.encode()
    return data + gap + "".join(lines).encode(), new
