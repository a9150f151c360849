"""Aligning: a translation that lost, gained, split or joined paragraphs still finds its essay's units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.markdown.segment import segment
from essaytool.model import Unit
from essaytool.updating.align import Pair, align
from tests.updating.damage import ESSAYS, LANGUAGES, ROOT, damaged, translation

ENGLISH = """\
# The bench

There is one bench in our village, and nobody sits on it.

It was put there in 1986 by [the council](https://example.org/council), on a Friday.

Every spring somebody paints it green. Nobody has ever seen who it is.

- the sun
- the wind, which is worse

In the end we shall have to move it: three metres would be enough.

## Thanks

To everyone who stood beside it for years.
"""
GERMAN = """\
# Die Bank

In unserem Dorf gibt es eine Bank, und niemand sitzt darauf.

Sie wurde 1986 vom [Gemeinderat](https://example.org/council) aufgestellt, an einem Freitag.

Jedes Frühjahr streicht sie jemand grün. Keiner hat je gesehen, wer es ist.

- die Sonne
- der Wind, der schlimmer ist

Am Ende werden wir sie versetzen müssen: drei Meter würden reichen.

## Dank

An alle, die jahrelang danebengestanden haben.
"""


def units(markdown: str) -> tuple[Unit, ...]:
    return segment(markdown.encode()).units


def seen(pairs: Sequence[Pair]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(pair.sources, pair.targets) for pair in pairs]


SAME = [((number,), (number,)) for number in range(9)]


def test_a_whole_translation_is_paired_one_with_one() -> None:
    pairs = align(units(ENGLISH), units(GERMAN))
    assert seen(pairs) == SAME
    assert all(pair.is_confident for pair in pairs)


def test_a_lost_paragraph_shifts_no_other() -> None:
    lost = GERMAN.replace(
        "Jedes Frühjahr streicht sie jemand grün. Keiner hat je gesehen, wer es ist.\n\n", ""
    )
    later = [((number,), (number - 1,)) for number in range(4, 9)]
    assert seen(align(units(ENGLISH), units(lost))) == [*SAME[:3], ((3,), ()), *later]


def test_an_added_paragraph_shifts_no_other() -> None:
    added = GERMAN.replace(
        "- die Sonne",
        "Das steht so in keinem Original, und es ist auch sonst recht lang geraten.\n\n- die Sonne",
    )
    later = [((number,), (number + 1,)) for number in range(4, 9)]
    assert seen(align(units(ENGLISH), units(added))) == [*SAME[:4], ((), (4,)), *later]


def test_a_split_paragraph_is_two_with_one() -> None:
    split = GERMAN.replace("grün. Keiner", "grün.\n\nKeiner")
    later = [((number,), (number + 1,)) for number in range(4, 9)]
    assert seen(align(units(ENGLISH), units(split))) == [*SAME[:3], ((3,), (3, 4)), *later]


def test_joined_paragraphs_are_one_with_two() -> None:
    joined = GERMAN.replace("sitzt darauf.\n\nSie wurde", "sitzt darauf. Sie wurde")
    later = [((number,), (number - 1,)) for number in range(3, 9)]
    assert seen(align(units(ENGLISH), units(joined))) == [SAME[0], ((1, 2), (1,)), *later]


def test_an_original_that_is_quoted_beside_its_translation_is_not_taken_for_it() -> None:
    quoted = GERMAN.replace(
        "Jedes Frühjahr",
        "*Every spring somebody paints it green. Nobody has ever seen who it is.*\n\nJedes Frühjahr",
    )
    pairs = align(units(ENGLISH), units(quoted))
    assert ((3,), (4,)) in seen(pairs)
    assert ((), (3,)) in seen(pairs)


def test_a_translation_of_another_essay_is_not_believed() -> None:
    source = segment((ROOT / "source" / "open-models.md").read_bytes()).units
    pairs = align(source, translation("reading-across-languages", "de"))
    assert not any(pair.is_confident for pair in pairs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_damaged_translations_98_percent_are_paired_right_and_no_wrong_pair_is_certain(
    language: str,
) -> None:
    counts: Counter[str] = Counter()
    for essay in ESSAYS:
        case = damaged(essay, language, seed=20261124)
        counts["rest"] += len(case.rest)
        for pair in align(case.source, case.units):
            if len(pair.sources) == len(pair.targets) == 1:
                is_right = case.truth[pair.targets[0]] == pair.sources[0]
                counts["right"] += is_right
                counts["wrong and certain"] += pair.is_confident and not is_right
    assert counts["right"] >= 0.98 * counts["rest"]
    assert counts["wrong and certain"] == 0


TEXTS = st.lists(
    st.sampled_from(["# A", "B b b.", "- c", "D 1986 [x](y).", "`e` f", "G, g; g! g?"]), max_size=8
)


@given(TEXTS, TEXTS)
def test_every_unit_is_in_one_pair_and_in_order(source: list[str], target: list[str]) -> None:
    own, other = units("\n\n".join(source)), units("\n\n".join(target))
    pairs = align(own, other)
    assert [number for pair in pairs for number in pair.sources] == list(range(len(own)))
    assert [number for pair in pairs for number in pair.targets] == list(range(len(other)))
    assert all(0 <= pair.confidence <= 1 for pair in pairs)
