"""Lost markup is told in words; order and emphasis are the translator's."""

from __future__ import annotations

import pytest

from essaytool.markdown.segment import segment
from essaytool.markdown.verify import lost_markup, place
from essaytool.model import Context


@pytest.mark.parametrize(
    ("msgid", "msgstr", "reasons"),
    [
        ("See [a](http://x.y).", "Siehe [b](http://x.y).", ()),
        ("See [a](http://x.y).", "Siehe [b] (http://x.y).", ("the link to http://x.y is lost",)),
        (
            "See [a](http://x.y).",
            "Siehe [b](http://x.z).",
            ("the link to http://x.y is lost", "the link to http://x.z is not in the source"),
        ),
        ("Run `ls` or `cd`.", "`cd` oder `ls` ausführen.", ()),
        ("Run `ls`, then `ls`.", "Ausführen: `ls`.", ("the code `ls` is lost",)),
        ("Run `ls`.", "`ls ausführen.", ("the code `ls` is lost",)),
        ("True.[^1]", "Wahr.", ("the footnote [^1] is lost",)),
        ("Press <kbd>Q</kbd>.", "<kbd>Q drücken.", ("the tag </kbd> is lost",)),
        (
            "The [page][p].",
            "Die [Seite](p).",
            ("the reference [p] is lost", "the link to p is not in the source"),
        ),
        ("The [page](reference).", "Die Seite.", ("the link to reference is lost",)),
        ("An *old* ship", "Ein altes Schiff", ()),
        ('<img alt="ship" src="s.png"> here', '<img alt="Schiff" src="s.png"> hier', ()),
    ],
)
def test_markup_is_compared_as_a_multiset(msgid: str, msgstr: str, reasons: tuple[str, ...]) -> None:
    assert lost_markup(msgid, msgstr, Context.INLINE) == reasons


def test_a_front_matter_value_has_no_markup() -> None:
    assert lost_markup("Use [x](y)", "x", Context.FRONT_MATTER) == ()


def test_one_bad_text_does_not_cost_its_neighbours() -> None:
    essay = segment(b"\n\n".join(b"Paragraph %d." % number for number in range(200)))
    texts = {number: f"Absatz {number}" for number in range(200)} | {77: "a\n\nb", 130: "<div>"}
    placement = place(essay, texts)
    assert placement.refused.keys() == {77, 130}
    assert len(placement.accepted) == 198
