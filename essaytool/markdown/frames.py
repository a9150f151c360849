"""Frames: the surroundings of a slot, as small as they can be, in which a text is tried out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from essaytool.markdown.parser import Run, runs
from essaytool.model import Context, Unit


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before and after a text; how many runs come before its own, how deep it is quoted."""

    before: str
    after: str = ""
    runs_before: int = 0
    quotes: int = 0

    @property
    def before_line(self) -> str:
        """What a further line of the text begins with."""
        return re.sub(r"[^>]", " ", self.before) if self.before in ("- ", "> ") else ""

    def read(self, text: str, definitions: str) -> tuple[Run, bytes] | None:
        """The text's run in the frame, and the frame as bytes; None if it changes the frame's blocks."""
        document = f"{self.before}{text}{self.after}\n\n{definitions}"
        shape, found = _shape(document)
        expected, _ = _probe(self, definitions)
        return (found[self.runs_before], document.encode()) if shape == expected else None


def _shape(document: str) -> tuple[tuple[object, ...], tuple[Run, ...]]:
    """A document's blocks, with the places of its runs, and the runs."""
    items = tuple(runs(document))
    shape = tuple("run" if isinstance(item, Run) else (item[0], repr(item[1])) for item in items)
    return shape, tuple(item for item in items if isinstance(item, Run))


@lru_cache(maxsize=1024)
def _probe(frame: Frame, definitions: str) -> tuple[tuple[object, ...], tuple[Run, ...]]:
    return _shape(f"{frame.before}x{frame.after}\n\n{definitions}")


def frame_of(unit: Unit) -> Frame:
    match unit.context, unit.style:
        case Context.HEADING, "atx":
            return Frame("# ")
        case Context.HEADING, _:
            return Frame(_opening(unit), "\n---", runs_before=_opening(unit).count("x"))
        case Context.CELL, _:
            return Frame("", " | x\n-|-") if "line" in unit.opens else Frame("| ", " |\n|-|")
        case Context.ALT, _:
            return Frame("![", "](x)")
        case _, "term":
            return Frame("x\n\n", "\n: x", runs_before=1)
        case _:
            return Frame(
                _opening(unit), runs_before=_opening(unit).count("x\n"), quotes="quote" in unit.opens
            )


def _opening(unit: Unit) -> str:
    """What stands before a text that begins its block: a paragraph, which a colon would make a term."""
    if "item" in unit.opens:
        return "- "
    if "quote" in unit.opens:
        return "> "
    return "[y]: /y\n" if "definition" in unit.opens else "x\n\n"
