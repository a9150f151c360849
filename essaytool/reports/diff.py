"""What changed between two texts, word by word, as wdiff writes it: ``the [-old-]{+new+} text``."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"\s+|[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|\w+|.", re.DOTALL)
"""A word, blanks, or one character of punctuation or of a script without blanks between words."""


def word_diff(before: str, after: str) -> str:
    """Both texts in one, with what is gone in ``[-…-]`` and what is new in ``{+…+}``."""
    return "".join(_pieces(_WORD.findall(before), _WORD.findall(after)))


def _pieces(before: list[str], after: list[str]) -> Iterator[str]:
    from rapidfuzz.distance import Indel

    for step in Indel.opcodes(before, after):
        gone = "".join(before[step.src_start : step.src_end])
        new = "".join(after[step.dest_start : step.dest_end])
        if step.tag == "equal":
            yield new
        else:
            yield f"[-{gone}-]" if gone else ""
            yield f"{{+{new}+}}" if new else ""
