"""What changed between two texts, word by word, as wdiff writes it: ``the [-old-]{+new+} text``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

_WORD = re.compile(r"\s+|[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|\w+|.", re.DOTALL)
"""A word, blanks, or one character of punctuation or of a script without blanks between words."""


SAME, GONE, NEW = "same", "gone", "new"

_FORMS = {SAME: "{}", GONE: "[-{}-]", NEW: "{{+{}+}}"}


def word_diff(before: str, after: str) -> str:
    """Both texts in one, with what is gone in ``[-…-]`` and what is new in ``{+…+}``."""
    return "".join(_FORMS[kind].format(text) for kind, text in pieces(before, after))


def pieces(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The stretches of both texts, in order, each with what became of it."""
    return _pieces(_WORD.findall(before), _WORD.findall(after))


def _pieces(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    from rapidfuzz.distance import Indel

    steps = Indel.opcodes(before, after)
    for is_equal, group in groupby(steps, lambda step: step.tag == "equal"):
        own = list(group)
        gone = "".join(word for step in own for word in before[step.src_start : step.src_end])
        new = "".join(word for step in own for word in after[step.dest_start : step.dest_end])
        kinds = ((SAME, new),) if is_equal else ((GONE, gone), (NEW, new))
        yield from ((kind, text) for kind, text in kinds if text)
