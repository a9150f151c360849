"""What `check --fix` puts right, and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.checks.pairs import Pair
from essaytool.checks.repairs import REPAIRABLE, repaired
from essaytool.languages import parse_tag
from essaytool.markdown.verify import lost_markup
from essaytool.model import Context

ENGLISH = parse_tag("en")


def mended(msgid: str, msgstr: str, tag: str = "de") -> str:
    return repaired(Pair(msgid, msgstr, Context.INLINE, ENGLISH, parse_tag(tag)), REPAIRABLE)[0]


@pytest.mark.parametrize(
    ("tag", "msgid", "msgstr", "expected"),
    [
        ("de", "See [it](g.md).", "Siehe [es] (g.md).", "Siehe [es](g.md)."),
        ("de", "Use `x` now.", "Benutze „x“ jetzt.", "Benutze `x` jetzt."),
        ("fr", "Use `x` now.", "Utilisez ’x’ maintenant.", "Utilisez `x` maintenant."),
        ("de", "the code `x`", "der Code`x`", "der Code `x`"),
        ("de", "see [it](g.md)", "siehe[es](g.md)", "siehe [es](g.md)"),
        ("de", "Spring", " Frühling ", "Frühling"),
        ("de", "for", "fu\u0308r", "für"),
        ("fr", "Why?", "Pourquoi ?", "Pourquoi\u00a0?"),
        ("fr", 'A "word": yes', "Un « mot » : oui", "Un «\u00a0mot\u00a0»\u00a0: oui"),
    ],
)
def test_puts_right(tag: str, msgid: str, msgstr: str, expected: str) -> None:
    assert mended(msgid, msgstr, tag) == expected


@pytest.mark.parametrize(
    ("tag", "msgid", "msgstr"),
    [
        ("de", "See [it](g.md).", "Siehe [es] (h.md)."),  # another target: was it meant?
        ("de", "Use `x` now.", "Benutze „x“ und „x“ jetzt."),  # which of the two?
        ("de", "Use `x` now.", "Benutze x jetzt."),
        ("ar", "with `x`", "بـ`x`"),
        ("de", "It rained.", "Es regnete"),  # a full stop has other forms
        ("de", " ", " "),
        ("ar", "public", "عامًّا"),  # marks in another order than NFC's
    ],
)
def test_leaves_alone(tag: str, msgid: str, msgstr: str) -> None:
    assert mended(msgid, msgstr, tag) == msgstr


def test_what_is_ignored_is_not_repaired() -> None:
    pair = Pair("Spring", "Frühling ")
    assert repaired(pair, REPAIRABLE - {"end-blank"}) == ("Frühling ", ())


_TEXT = st.lists(
    st.sampled_from(["word ", "Wort", "`x`", "‘x’", "[a](b)", "[a] (b)", " ", "?", "e\u0301", "*i*"]),
    max_size=7,
)


@given(_TEXT.map("".join), _TEXT.map("".join), st.sampled_from(["de", "fr", "ar", "ja"]))
def test_a_repair_loses_nothing_and_is_done_once(msgid: str, msgstr: str, tag: str) -> None:
    once = mended(msgid, msgstr, tag)
    assert mended(msgid, once, tag) == once
    lost = set(lost_markup(msgid, once, Context.INLINE))
    assert lost <= set(lost_markup(msgid, msgstr, Context.INLINE))
