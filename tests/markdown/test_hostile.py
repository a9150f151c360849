"""Law 4, "Splice", by numbers: hostile texts in every slot of every example and of real essays."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from essaytool.markdown.contexts import canon
from essaytool.markdown.segment import segment
from essaytool.markdown.verify import place, proven
from tests.conftest import SWEEP
from tests.markdown.documents import TOKENS, examples, real

TEXTS = (
    *(
        "x",
        "# x",
        "a\\\nb",
        "a  \n- b",
        "***",
        "---",
        "==",
        "~~~",
        "```",
        "`",
        "[",
        "](",
        "![",
        "[x",
        "[x]: y",
        "[^1]: x",
    ),
    *(
        "<div>",
        "<b>",
        "</p>",
        "<!-- x -->",
        "<!-- i18n:skip-start -->",
        "> q",
        "- i",
        "+ x",
        "1. n",
        "1986. x",
        "::: x",
    ),
    *(
        "a | b",
        "foo\\",
        "\\",
        "*a",
        "*a* **b** _c_",
        "é \"q\" 'z'",
        "(p)",
        '"Hallo"',
        "&lt;",
        "&#10;",
        "$",
        "{{ x }}",
        "#hash",
    ),
    *(
        "+++",
        "a\n\nb",
        "a\u2028b",
        "\u200fab",
        "\u202eab",
        "\ufeffx",
        "\0",
        "\x1b[31m",
        "[ ] x",
        "[!NOTE]",
        "C #",
        "\t x",
    ),
)
ROUNDS = 6 if SWEEP else 1


def hostile(source: random.Random) -> str:
    """A text that means harm, or a handful of marks."""
    if source.random() < 0.5:
        return source.choice(TEXTS)
    return "".join(source.choice(TOKENS) for _ in range(source.randint(1, 12)))


def trials(corpora: Path) -> Iterator[tuple[str, bytes, random.Random]]:
    for number in range(ROUNDS):
        for name, source in [*examples(corpora), *real(corpora, share=1 if SWEEP else 10)]:
            yield name, source, random.Random(f"{number} {name}")


@pytest.mark.parametrize("few", [False, True], ids=["all slots", "one slot in ten"])
def test_hostile_texts_break_no_document(corpora: Path, few: bool) -> None:
    count: Counter[str] = Counter()
    for name, source, luck in trials(corpora):
        essay = segment(source, path=name)
        numbers = [number for number in range(len(essay.slots)) if not few or luck.random() < 0.1]
        texts = {number: hostile(luck) for number in numbers}
        placement = place(essay, texts)
        assert proven(essay, placement.accepted), name
        for number, text in placement.accepted.items():
            assert canon(essay.slots[number], text) == text
        changed = [number for number, text in placement.accepted.items() if text != texts[number]]
        count += Counter(
            texts=len(texts),
            changed=len(changed),
            refused=len(placement.refused),
            structure=sum("structure" in reason for reason in placement.refused.values()),
        )
    assert count["structure"] <= count["texts"] / 50, count
