"""The only module that prints: the result on stdout, everything else on stderr.

Text from catalogs, essays, paths and servers is not to be trusted with a terminal: control characters
could move its cursor or retitle it, and bidi controls can make a line read as what it is not (CWE-150,
CVE-2021-42574). Here they all become visible escapes. A closed pipe ends the printing and not the work; a
stream that cannot hold a character shows its escape. Tables and progress are drawn by rich, which is
imported only for a terminal.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, TextIO, TypeVar

from essaytool.errors import EssaytoolError

SCHEMA = 1
"""The number in every JSON document; adding a key does not raise it."""

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""C0 and C1 controls, line and paragraph separators, bidi controls, byte order marks, undecodable bytes
of paths.
"""

_COMMAND = re.compile(r"^\s*:(?=:)|#(?=#\[)")
"""The first sign of what GitHub's runner looks for in a log: ``::name::`` in front, ``##[name]`` anywhere
(actions/runner, ActionCommand.cs).
"""

_Item = TypeVar("_Item")


def visible(text: str) -> str:
    """`text` as one line that does nothing to a terminal but stand there."""
    return _UNSAFE.sub(lambda match: _escape(match[0]), text)


def _escape(character: str) -> str:
    return f"\\x{ord(character):02x}" if character < "\x80" else f"\\u{ord(character):04x}"


def result(*lines: str) -> None:
    """Print lines of the result."""
    _print(sys.stdout, map(_no_command, lines))


def say(*lines: str) -> None:
    """Print lines that are not the result: what was done, what to do next."""
    _print(sys.stderr, map(_no_command, lines))


def commands(*lines: str) -> None:
    """Print lines of the result that are commands to GitHub's runner."""
    _print(sys.stdout, map(visible, lines))


def _no_command(text: str) -> str:
    """A visible line that GitHub's runner takes for no command to it: that could hide what follows."""
    return _COMMAND.sub(lambda match: match[0][:-1] + _escape(match[0][-1]), visible(text))


def error(found: EssaytoolError) -> None:
    """Print an error's sentence, and its hint on a line of its own."""
    say(str(found), *([f"hint: {found.hint}"] if found.hint else []))


def is_terminal() -> bool:
    """Whether a person can be asked: both what they type and what they read is a terminal."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr is not None and sys.stderr.isatty()


def can_edit(text: str) -> bool:
    """Whether `edited` can show a text: a line without anything that could harm the terminal."""
    try:
        import readline  # noqa: F401
    except ImportError:
        return False
    return visible(text) == text and sys.stdout is not None and sys.stdout.isatty()


def edited(question: str, text: str) -> str | None:
    """What a person at the terminal makes of a line; None if they leave it (Ctrl-C, Ctrl-D)."""
    import readline

    readline.set_auto_history(False)
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        return input(question)
    except (EOFError, KeyboardInterrupt):
        say("")
        return None
    finally:
        readline.set_startup_hook()


def document(content: dict[str, Any]) -> None:
    """Print one JSON document of ours."""
    document_of_others({"schema": SCHEMA, **content})


def document_of_others(content: dict[str, Any]) -> None:
    """Print one JSON document in a format that is not ours. What could harm a terminal, or does not fit the
    stream, is written as JSON escapes.
    """
    import json

    unicode = sys.stdout is not None and (sys.stdout.encoding or "").lower().startswith("utf")
    text = json.dumps(content, ensure_ascii=not unicode, indent=2)
    lines = (
        re.sub(_UNSAFE.pattern + r"|#(?=#\[)", lambda match: f"\\u{ord(match[0]):04x}", line)
        for line in text.split("\n")
    )
    _print(sys.stdout, lines)


def table(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    numbers: bool = True,
    bars: Sequence[Sequence[int]] = (),
) -> None:
    """Print a table whose first column is text; `numbers` says whether its others are numbers.

    `bars` are numbers by state, for a row each: a terminal that is wide enough shows them as blocks.
    """
    if _draws(sys.stdout):
        _draw_table(headings, rows, numbers, bars)
    else:
        result(*_aligned([headings, *rows], numbers))


@dataclass(frozen=True, slots=True)
class Moving:
    """What the moving line of a long work shows: a label and, where the end is known, how far it has come."""

    label: str
    done: int = 0
    total: int | None = None


def track(steps: Iterable[_Item], moving: Callable[[_Item | None], Moving]) -> Iterator[_Item]:
    """The steps of a long work, with a moving line on stderr while it is a terminal: a bar and the time
    left where the end is known.

    `moving` says what it shows after a step, and, given None, before the first.
    """
    if not _draws(sys.stderr):
        yield from steps
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        line = progress.add_task(escape(visible(moving(None).label)), total=None)
        for step in steps:
            now = moving(step)
            progress.update(line, description=escape(visible(now.label)), completed=now.done, total=now.total)
            yield step


def _print(stream: TextIO | None, lines: Iterable[str]) -> None:
    if stream is None:
        return
    encoding = stream.encoding or "utf-8"
    text = "".join(f"{line}\n" for line in lines).encode(encoding, "backslashreplace").decode(encoding)
    try:
        stream.write(text)
        stream.flush()
    except OSError as failure:
        _silence(stream)
        if stream is sys.stdout and not isinstance(failure, BrokenPipeError):
            raise


def _silence(stream: TextIO) -> None:
    """Send what the stream still holds, and all that follows, nowhere: it would fail again when Python
    ends.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _draws(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty() and os.environ.get("TERM") not in {"dumb", ""}


def _draw_table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: bool, parts: Sequence[Sequence[int]]
) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from essaytool.cli.bars import fitting

    console = Console()
    needed = sum(_widths([headings, *rows])) + 2 * len(headings)
    bars = fitting(console.width - needed, sys.stdout.encoding or "ascii") if parts else None
    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for place, heading in enumerate(headings):
        drawn.add_column(
            Text(visible(heading)), justify="right" if place and numbers else "left", no_wrap=True
        )
    if bars:
        drawn.add_column()
    for cells, numbers_of_row in zip_longest(rows, parts):
        texts = [Text(visible(cell)) for cell in cells]
        drawn.add_row(*texts, *([bars.draw(numbers_of_row)] if bars else []))
    console.width = max(console.width, needed)  # a line that wraps is better than a cut number
    with console.capture() as captured:
        console.print(drawn)
        if bars:
            console.print(Text(bars.key))
    _print(sys.stdout, captured.get().splitlines())


def _aligned(rows: Sequence[Sequence[str]], numbers: bool) -> Iterator[str]:
    widths = _widths(rows)
    for row in rows:
        blanks = [" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        first, *others = zip(row, blanks, strict=True)
        cells = ["".join(first), *(blank + cell if numbers else cell + blank for cell, blank in others)]
        yield "  ".join(cells).rstrip()


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(_width, column)) for column in zip(*rows, strict=True)]


def _width(text: str) -> int:
    """The columns that a text takes: two for a wide character, none for a combining one (UAX 11)."""
    import unicodedata

    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)
