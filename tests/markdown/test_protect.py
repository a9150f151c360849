"""Law 5, Protect: what an engine sees of a text, and what becomes of its answer."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from essaytool.errors import Refusal
from essaytool.markdown.protect import joined, protect, restore, runs
from essaytool.model import Context
from tests.markdown.documents import TOKENS, examples

CARRIERS = ("token", "word", "private", "xml", "html")
LOOKALIKES = ("XQ1Z", "xq 2 z", "XQ", "XQ3", "XQCZ", "Z", "1", "\ue000", "\ue001", "x", " ", "٣")

texts = st.one_of(
    st.text(),
    st.lists(st.sampled_from((*TOKENS, *LOOKALIKES)), max_size=24).map("".join),
    st.lists(st.sampled_from(("*", "_", "**", "~~", " ", "a", "字", "(", ".", "`", "\\")), max_size=16).map(
        "".join
    ),
)
contexts = st.sampled_from(Context)
carriers = st.sampled_from(CARRIERS)


@given(texts, contexts, carriers)
@example("*a <b>b* c</b>", Context.INLINE, "token")
@example("_a_b `c`XQ1Z", Context.INLINE, "token")
@example("<b></b><i> </i>", Context.HTML, "word")
@example("a\\\n- b", Context.INLINE, "token")
def test_an_engine_that_changes_nothing_gives_the_text_back(
    text: str, context: Context, carrier: str
) -> None:
    protected = protect(text, context, carrier)
    assert restore(protected, protected.text) == text


@given(texts, contexts, carriers)
def test_so_does_one_that_gets_the_texts_between_markup_by_themselves(
    text: str, context: Context, carrier: str
) -> None:
    protected = protect(text, context, carrier)
    assert joined(protected, runs(protected)) == protected.text


@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_example_of_the_specs_comes_back(corpora: Path, carrier: str) -> None:
    for name, source in examples(corpora):
        text = source.decode(errors="replace")
        protected = protect(text, Context.INLINE, carrier)
        assert restore(protected, protected.text) == text, name


@given(texts, contexts, carriers)
def test_no_engine_sees_a_line_break(text: str, context: Context, carrier: str) -> None:
    assert "\n" not in protect(text, context, carrier).text


SEEN = {
    "plain words go as they are": ("An old house.", "An old house."),
    "emphasis": ("A *very* old **house** it is.", "A XQ1Z very XQ2Z old XQ3Z house XQ4Z it is."),
    "markup at both ends is not sent": ("**Note: [here](u)**", "Note: XQ1Z here"),
    "code stands for a word": ("Run `make`, then go.", "Run XQ1Z, then go."),
    "code at the end is part of the sentence": ("Now run `make`", "Now run XQ1Z"),
    "a link's text, and not its target": ("See [the book](http://x.org/a_b).", "See XQ1Z the book XQ2Z."),
    "a link's title is read": ('See [it](u "The Book") now', "See XQ1Z it XQ2Z The Book XQ3Z now"),
    "a reference's text, and not its label": ("See [the book][ch-1].", "See XQ1Z the book XQ2Z."),
    "an image's alt text": (
        "So: ![a *red* house](i.png), you see",
        "So: XQ1Z a XQ2Z red XQ3Z house XQ4Z, you see",
    ),
    "a link around code is one": ("See [`Vec`](u) there.", "See XQ1Z there."),
    "a pair around a number is one": ("In **2024**, it was [1](u).", "In XQ1Z, it was XQ2Z."),
    "footnotes": ("True.[^1] Or not[^n].", "True.XQ1Z Or not XQ2Z."),
    "autolinks, addresses, URLs": ("By <http://a.b>, me@x.org, https://c.d/e_f_g.", "By XQ1Z, XQ2Z, XQ3Z."),
    "hosts, files, identifiers": (
        "On crates.io, in src/lib.rs, a snake_case it.",
        "On XQ1Z, in XQ2Z, a XQ3Z it.",
    ),
    "a name in emphasis is one with it": ("In _src/main.rs_ it is.", "In XQ1Z it is."),
    "tags": ("A <b>big</b> one<br>or <kbd>Ctrl</kbd>.", "A XQ1Z big XQ2Z one XQ3Z or XQ4Z."),
    "hard breaks": ("One line\\\nanother  \nlast", "One line XQ1Z another XQ2Z last"),
    "entities and escapes": (r"5 \* 3 &lt; 20, AT&amp;T, snake\_case", "5 XQ1Z 3 XQ2Z 20, XQ3Z, XQ4Z"),
    "shortcodes": ('As {{< ref "a_b_.md" >}} has it', "As XQ1Z has it"),
    "hashtags": ("Read on #OpenModels and #1", "Read on XQ1Z and #1"),
    "emoji": ("✔ Done 🎉 well", "Done XQ1Z well"),
    "neighbours are one": ("A **[`x`](u)** *b* c.", "A XQ1Z b XQ2Z c."),
    "a text of markup alone sends nothing": ("[^1] ✔", ""),
}


@pytest.mark.parametrize(("text", "sent"), SEEN.values(), ids=SEEN)
def test_what_is_sent_of(text: str, sent: str) -> None:
    protected = protect(text, Context.INLINE)
    assert protected.text == sent
    assert restore(protected, protected.text) == text


@pytest.mark.parametrize("context", [Context.TITLE, Context.ATTRIBUTE, Context.FRONT_MATTER])
def test_a_plain_text_has_no_markup_but_code_urls_and_hashtags_are_left(context: Context) -> None:
    protected = protect("*Not* a `code`: https://x.org #Tag <b>x", context)
    assert protected.text == "*Not* a XQ1Z: XQ2Z <b>x"


def test_html_has_tags_and_entities_and_no_markdown() -> None:
    protected = protect('A *b* <a href="x">c &mdash; d</a>, <code>e f</code>.', Context.HTML)
    assert protected.text == "A *b* XQ1Z c XQ2Z d XQ3Z, XQ4Z."


def test_words_for_engines_that_cut_numbers_off() -> None:
    assert protect("A *b* c `d`.", Context.INLINE, "word").text == "A XQCZ b XQDZ c XQFZ."


def test_what_an_engine_garbles_is_kept_from_it() -> None:
    assert protect("By Tülu, 5 € each", Context.INLINE, garbles=re.compile(r"\w*[^ -~]\w*")).text == (
        "By XQ1Z, 5 XQ2Z each"
    )


def test_placeholders_that_the_text_holds_itself_are_not_used_and_stay() -> None:
    protected = protect("XQ1Z and `x`", Context.INLINE)
    assert protected.text == "XQ1Z and XQ2Z"
    assert restore(protected, "XQ2Z y XQ1Z") == "`x` y XQ1Z"


RESTORED = {
    "words that change places": ("A *red*, `x` house", "Una casa XQ3Z XQ1Z roja XQ2Z", "Una casa `x` *roja*"),
    "blanks inside a placeholder": ("Use `x` now", "Usa XQ 1 Z ahora", "Usa `x` ahora"),
    "lower case": ("Use `x` now", "usa xq1z ahora", "usa `x` ahora"),
    "its last letter gone": ("Use `x`, now", "Usa XQ1, ahora", "Usa `x`, ahora"),
    "blanks within emphasis": ("A *b* c", "Un XQ1Z b XQ2Z c", "Un *b* c"),
    "a blank before a full stop": ("Use `x`.", "Usa XQ1Z .", "Usa `x`."),
    "no blank before a word": ("Use `x` now", "Usa XQ1Zahora", "Usa `x` ahora"),
    "a footnote that moved": ("A word[^1] more", "XQ1Z más una palabra", "[^1] más una palabra"),
    "a footnote after a blank": ("A word[^1].", "Una palabra XQ1Z.", "Una palabra[^1]."),
    "two codes that met": ("`a` of `b`", "XQ2ZXQ1Z de", "`b` `a` de"),
    "Chinese, without blanks": ("Use `x` now", "现在用XQ1Z吧", "现在用`x`吧"),
    "an underscore within a word": ("So _very_ old", "如此XQ1Z非常XQ2Z老", "如此*非常*老"),
    "an underscore at the beginning": ("_Very_ old", "非常XQ1Z老", "*非常*老"),
    "quoted emphasis beside a letter": ("A **“b”** c", "甲XQ1Z“乙”XQ2Z丙", "甲 **“乙”** 丙"),
}


@pytest.mark.parametrize(("text", "answer", "restored"), RESTORED.values(), ids=RESTORED)
def test_what_is_forgiven(text: str, answer: str, restored: str) -> None:
    assert restore(protect(text, Context.INLINE), answer) == restored


REFUSED = {
    "lost code": ("Use `x` now", "Usa ahora", "lost ``x``"),
    "a repeated link": ("A [b](u) c", "XQ1Z b XQ2Z XQ2Z c", "repeated `](u)`"),
    "an invented placeholder": ("A `b` c", "Un XQ1Z XQ7Z c", "made up a placeholder, 'XQ7Z'"),
    "a closing before its opening": ("A [b](u) c", "Un XQ2Z b XQ1Z c", "tore apart what `](u)` closes"),
    "pairs that cross": ("A [x *b* c](u) d", "A XQ1Z x XQ2Z b XQ4Z c XQ3Z d", "tore apart what `](u)`"),
    "an opening that stayed behind": ("B, *c d*, e", "B d XQ1Z, c XQ2Z, e", "put `*` behind its words"),
    "a link without its words": ("A [b](u) c", "Un XQ1Z XQ2Z b c", "lost the words before `](u)`"),
}


@pytest.mark.parametrize(("text", "answer", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(text: str, answer: str, reason: str) -> None:
    with pytest.raises(Refusal) as refusal:
        restore(protect(text, Context.INLINE), answer)
    assert reason in refusal.value.sentence


@given(texts, contexts, st.text())
def test_any_answer_keeps_all_markup_or_is_refused(text: str, context: Context, answer: str) -> None:
    protected = protect(text, context)
    with suppress(Refusal):
        restored = restore(protected, answer)
        markup = [placeholder.markup for placeholder in protected.placeholders]
        assert [mark for mark in markup if "_" not in mark and mark not in restored] == []


LONG = (
    "_" * 30_000,
    "a-" * 20_000,
    "<b>" * 20_000,
    "{{" * 20_000,
    " " * 50_000 + "x",
    "[a](" * 10_000,
    "a@" * 20_000,
)


@pytest.mark.parametrize("text", LONG, ids=lambda text: text.strip()[:4])
@pytest.mark.parametrize("context", [Context.INLINE, Context.HTML])
def test_no_text_takes_long(text: str, context: Context) -> None:
    begun = time.process_time()
    protected = protect(text, context)
    assert restore(protected, protected.text) == text
    assert time.process_time() - begun < 5
