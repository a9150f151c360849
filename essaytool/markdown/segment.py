"""From an essay's bytes to its pieces: units, and the verbatim text between them.

A unit is a span of bytes that the parser's ranges give; whatever no unit covers is verbatim, so joining the
pieces gives the essay back (law "Partition"). `tests/spec/segment.md` shows what becomes a msgid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from essaytool.errors import SourceError
from essaytool.markdown.frontmatter import read_front_matter
from essaytool.markdown.lines import NEWLINE
from essaytool.markdown.parser import Event, Run, runs
from essaytool.markdown.walk import Walk
from essaytool.model import Essay, Unit, Verbatim

SCHEMA = 1
"""The number of this segmentation; catalogs carry it, so that a later one can migrate them."""

MOST_BYTES = 20_000_000
"""The largest essay, six times *War and Peace*: one that is all markup takes 50 times its size in memory."""
DEEPEST = 500
"""Blocks in each other; Chromium keeps 512 elements apart."""

FRONT_MATTER_KEYS = ("title", "subtitle", "description", "summary", "tags")


def segment(
    source: bytes,
    *,
    path: str = "essay.md",
    front_matter: Sequence[str] = FRONT_MATTER_KEYS,
    code: str = "verbatim",
) -> Essay:
    """Cut an essay into pieces: ``b"".join(piece.source for piece in essay.pieces) == source``.

    `front_matter` names the keys whose values are translated; of code blocks, the comments and strings are if
    `code` is ``comments``, and nothing is if it is ``verbatim``. Raises `SourceError`, with the line, for
    text that is not UTF-8, for a misspelt directive, and for a skip directive that is not closed.
    """
    text = _decode(source, path)
    head = read_front_matter(source, front_matter)
    body = text[len(source[: head.end].decode()) :]
    walk = Walk(source, path, head.end, comments=code == "comments")
    walk.read_front_matter(head)
    walk.read_definitions(body)
    try:
        walk.follow(_shallow(runs(body), source, path, head.end))
    except SourceError as error:
        error.path = path
        raise
    return Essay(
        path=path,
        pieces=tuple(_pieces(source, sorted(walk.units, key=attrgetter("start")))),
        skeleton=tuple(walk.skeleton),
        newline=_newline(source),
        front_matter=tuple(front_matter),
        code=code,
    )


def _shallow(items: Iterable[Run | Event], source: bytes, path: str, offset: int) -> Iterator[Run | Event]:
    """The same items. Raises `SourceError` where blocks are nested more deeply than any browser keeps apart,
    for what sanitises a page takes a time that grows with the square of that, and for a paragraph that holds
    too much.
    """
    depth = 0
    for item in items:
        if isinstance(item, Run):
            yield item
            continue
        name, _, start, _ = item
        depth += {"+": 1, "-": -1}.get(name[0], 0)
        if depth > DEEPEST:
            line = len(NEWLINE.findall(source, 0, offset + start)) + 1
            hint = f"there may be {DEEPEST} quotes and lists in each other"
            raise SourceError("is nested too deeply", path=path, line=line, hint=hint)
        yield item


def _decode(source: bytes, path: str) -> str:
    try:
        return source.decode()
    except UnicodeDecodeError as error:
        line = len(NEWLINE.findall(source, 0, error.start)) + 1
        raise SourceError("is not UTF-8", path=path, line=line, hint="save the essay as UTF-8") from error


def _newline(source: bytes) -> str:
    found = NEWLINE.search(source)
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
