"""Law 5, Protect: what an engine sees of a text, and what becomes of its answer."""

from __future__ import annotations

import re
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from essaytool.errors import Refusal
from essaytool.markdown.protect import CARRIERS, joined, protect, restore, runs
from essaytool.markdown.segment import segment
from essaytool.model import Context, Term
from tests.conftest import SWEEP
from tests.markdown.documents import TOKENS, examples, real

LOOKALIKES = (
    *("XQ1Z", "xq 2 z", "XQ", "XQ3", "XQCZ", "Z", "1", "\ue000", "\ue001", "x", " ", "٣"),
    *('<x id="1"/>', "<g id=1>", "</g>", "&lt;", "&amp;lt;"),
)

texts = st.one_of(
    st.text(),
    st.lists(st.sampled_from((*TOKENS, *LOOKALIKES)), max_size=24).map("".join),
    st.lists(st.sampled_from(("*", "_", "**", "~~", " ", "a", "字", "(", ".", "`", "\\")), max_size=16).map(
        "".join
    ),
)
contexts = st.sampled_from(Context)
carriers = st.sampled_from(tuple(CARRIERS))


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
def test_every_text_of_real_essays_comes_back(corpora: Path, carrier: str) -> None:
    for path, source in real(corpora, 1 if SWEEP else 12):
        for unit in segment(source, code="comments").units:
            protected = protect(unit.msgid, unit.context, carrier)
            assert restore(protected, protected.text) == unit.msgid, path
            assert joined(protected, runs(protected)) == protected.text, path


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


IN_TAGS = {
    "emphasis": (
        "A *very* old house.",
        'A <g id="1">very</g> old house.',
        'A <b id="XQ1Z">very</b> old house.',
    ),
    "code, and the text's own signs": (
        "Run `a` & b < c.",
        'Run <x id="1"/> &amp; b &lt; c.',
        'Run <span translate="no">XQ1Z</span> &amp; b &lt; c.',
    ),
    "pairs right within each other are one": (
        "A **[big](u)** one.",
        'A <g id="1">big</g> one.',
        'A <b id="XQ1Z">big</b> one.',
    ),
    "a pair in a pair": (
        "A [very *big*, old](u) one.",
        'A <g id="1">very <g id="2">big</g>, old</g> one.',
        'A <b id="XQ1Z">very <b id="XQ2Z">big</b>, old</b> one.',
    ),
    "what stands beside code in a link": (
        "So [`Vec` is](u) it.",
        'So <g id="1"><x id="2"/> is</g> it.',
        'So <b id="XQ1Z"><span translate="no">XQ2Z</span> is</b> it.',
    ),
    "what stands beside a pair": (
        "Run `a`*b c* now.",
        'Run <x id="1"/><g id="2">b c</g> now.',
        'Run <span translate="no">XQ1Z</span><b id="XQ2Z">b c</b> now.',
    ),
    "pairs around all are not sent": ("**[All of it](u)**", "All of it", "All of it"),
    "a pair that begins before and ends within": (
        "**Note:** read *it*",
        '<g id="1">Note:</g> read <g id="2">it</g>',
        '<b id="XQ1Z">Note:</b> read <b id="XQ2Z">it</b>',
    ),
    "a pair without words": (
        "In **2024** it was.",
        'In <x id="1"/> it was.',
        'In <span translate="no">XQ1Z</span> it was.',
    ),
    "a link's title stays at its target": (
        'See [it](u "The Book") now.',
        'See <x id="1"/>it<x id="2"/>The Book<x id="3"/> now.',
        (
            'See <span translate="no">XQ1Z</span> it <span translate="no">XQ2Z</span> The Book '
            '<span translate="no">XQ3Z</span> now.'
        ),
    ),
    "of two pairs that cross one is two lone marks": (
        "*a <b>b* c</b> d",
        '<g id="1">a <x id="2"/>b</g> c<x id="3"/> d',
        ('<b id="XQ1Z">a <span translate="no">XQ2Z</span> b</b> c <span translate="no">XQ3Z</span> d'),
    ),
}


@pytest.mark.parametrize(("text", "xml", "html"), IN_TAGS.values(), ids=IN_TAGS)
def test_what_is_sent_in_tags_of(text: str, xml: str, html: str) -> None:
    assert [protect(text, Context.INLINE, carrier).text for carrier in ("xml", "html")] == [xml, html]
    for carrier in ("xml", "html"):
        protected = protect(text, Context.INLINE, carrier)
        assert restore(protected, protected.text) == text


KEPT = {
    "a family": "👨‍👩‍👧",
    "a flag": "🇧🇷",
    "a flag of a region": "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "a skin tone": "👍🏽",
    "a keycap": "1️⃣",
    "a keycap of a mark": "#️⃣",
    "a text sign as an emoji": "©️",
    "emoji in a row": "🎉🎊",
    "an element that is not to be translated": '<span translate="no">Alte Brücke</span>',
    "the same without quotation marks": "<b id=x translate=no>Alte *Brücke*</b>",
    "the same by its class": '<i class="name notranslate">Old Bridge</i>',
    "displayed mathematics": "$$a_1 + b$$",
    "mathematics": "$x^2 + y$",
}


@pytest.mark.parametrize("kept", KEPT.values(), ids=KEPT)
def test_one_placeholder_stands_for(kept: str) -> None:
    for carrier in CARRIERS:
        protected = protect(f"Here it {kept} is.", Context.INLINE, carrier)
        assert [placeholder.markup for placeholder in protected.placeholders] == [kept]
        assert restore(protected, protected.text) == protected.msgid


SENT = {
    "prices": "It costs $5 or $6, and $7 to $8.",
    "variables": "From $HOME to $PATH it goes.",
    "an element that is translated": "A class of notranslated things.",
    "a number": "In 2024 it was 1,000.5 metres.",
}


@pytest.mark.parametrize("text", SENT.values(), ids=SENT)
def test_stays_in_the_text(text: str) -> None:
    assert protect(text, Context.INLINE).text == text


TERMS = (
    Term("Go", "Go"),
    Term("Open Models", "Open Models"),
    Term("Open", "Open"),
    Term("C++", "C++"),
    Term("模型", "模型"),
    Term("house", "casa"),
    Term("café", "café"),
)
WITH_TERMS = {
    "in the glossary's case": ("Go is not go.", "XQ1Z is not go."),
    "as whole words": ("Going to Google in Go's way.", "Going to Google in XQ1Z's way."),
    "the longest": ("Open Models are Open.", "XQ1Z are XQ2Z."),
    "over a soft break": ("All Open\tModels now.", "All XQ1Z now."),
    "with signs": ("Write C++, not C.", "Write XQ1Z, not C."),
    "where no blanks part words": ("这个模型很好", "这个XQ1Z很好"),
    "not those that are translated": ("A house.", "A house."),
    "with an accent apart": ("Our cafe\u0301 here.", "Our XQ1Z here."),
    "not before an accent": ("Go\u0301 on.", "Go\u0301 on."),
    "within code only once": ("Run `Go` now.", "Run XQ1Z now."),
    "in a link": ("See [the Go book](u) here.", "See XQ1Z the XQ2Z book XQ3Z here."),
}


@pytest.mark.parametrize(("text", "sent"), WITH_TERMS.values(), ids=WITH_TERMS)
def test_terms_of_the_glossary_are_kept(text: str, sent: str) -> None:
    protected = protect(text, Context.INLINE, terms=TERMS)
    assert protected.text == sent
    assert restore(protected, protected.text) == text


@given(
    texts, contexts, carriers, st.lists(st.text(max_size=4).map(lambda text: Term(text, text)), max_size=3)
)
def test_with_any_terms_the_text_comes_back(
    text: str, context: Context, carrier: str, terms: list[Term]
) -> None:
    protected = protect(text, context, carrier, terms=[*terms, Term("a", "a"), Term("* b", "* b")])
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


FORGIVEN_IN_TAGS = {
    "other quotation marks": ("xml", "A `x` *b* c", "A <x id='1'/> <g id=“2”>b</g> c", "A `x` *b* c"),
    "no quotation marks": ("xml", "A `x` c", "A <x id=1/> c", "A `x` c"),
    "an end tag for an empty element": ("xml", "A `x` c", 'A <x id="1"></x> c', "A `x` c"),
    "blanks and capitals": ("xml", "A `x` *b* c", 'A < X ID = "1" / > <G id="2" >b</ G> c', "A `x` *b* c"),
    "blanks within a pair": ("xml", "A *b* c", 'A <g id="1"> b </g> c', "A *b* c"),
    "more escapes than it was sent": ("xml", "It's `x`", "C&#39;est &quot;<x id='1'/>&quot;", 'C\'est "`x`"'),
    "a pair that moved": ("xml", "A *red* `x` c", '<x id="2"/> C <g id="1">roja</g>', "`x` C *roja*"),
    "blanks within what is kept": ("html", "A `x` c", 'A <span translate="no"> XQ1Z </span> c', "A `x` c"),
    "what is kept without its element": ("html", "A `x` c", "A XQ1Z c", "A `x` c"),
    "another order of attributes": ("html", "A *b* c", '<b class="t" id="xq1z">B</B> c', "*B* c"),
    "wide letters": ("token", "A `x` c", "用ＸＱ１Ｚ吧", "用`x`吧"),
}


@pytest.mark.parametrize(
    ("carrier", "text", "answer", "restored"), FORGIVEN_IN_TAGS.values(), ids=FORGIVEN_IN_TAGS
)
def test_what_is_forgiven_in_tags(carrier: str, text: str, answer: str, restored: str) -> None:
    assert restore(protect(text, Context.INLINE, carrier), answer) == restored


REFUSED_IN_TAGS = {
    "a tag that nobody sent": ("xml", "A `x` c", 'A <x id="1"/> <i>c</i>', "made up a placeholder, '<i>'"),
    "a number that nobody sent": ("xml", "A `x` c", 'A <x id="1"/> <x id="2"/> c', "made up a placeholder"),
    "words within what is kept": ("html", "A `x` c", 'A <span translate="no">XQ1Z b</span> c', "made up"),
    "a word in an empty element": ("xml", "A `x` c", 'A <x id="1">b</x> c', "made up a placeholder"),
    "a pair that is not closed": ("xml", "A *b* c", 'A <g id="1">b c', "lost `*`"),
    "a pair that is closed twice": ("xml", "A *b* c", 'A <g id="1">b</g></g> c', "made up a placeholder"),
    "a pair as an empty element": ("xml", "A *b* c", 'A <g id="1"/> b c', "made up a placeholder"),
    "a repeated pair": ("xml", "A *b* c", 'A <g id="1">b</g> <g id="1">c</g>', "repeated `*`"),
    "a pair without its words": ("xml", "A *b* c", 'A b <g id="1"></g> c', "lost the words before `*`"),
    "a script": ("xml", "A `x` c", 'A <x id="1"/> <script>c</script>', "made up a placeholder, '<script>'"),
    "a break at the end": ("xml", "One\\\ntwo", 'One two<x id="1"/>', "line break without words"),
}


@pytest.mark.parametrize(
    ("carrier", "text", "answer", "reason"), REFUSED_IN_TAGS.values(), ids=REFUSED_IN_TAGS
)
def test_what_is_refused_in_tags(carrier: str, text: str, answer: str, reason: str) -> None:
    with pytest.raises(Refusal) as refusal:
        restore(protect(text, Context.INLINE, carrier), answer)
    assert reason in refusal.value.sentence


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


PIECES = (
    "XQ1Z",
    "XQ2Z",
    "XQCZ",
    '<x id="1"/>',
    '<g id="2">',
    "</g>",
    '<b id="XQ1Z">',
    "</b>",
    "\ue000",
    " ",
    "a",
)
answers = st.one_of(st.text(), st.lists(st.sampled_from((*PIECES, *TOKENS)), max_size=12).map("".join))


@given(texts, contexts, carriers, answers)
@example("A *b* c `d`", Context.INLINE, "xml", 'a <g id="1">b</g> <x id="2"/>')
def test_any_answer_keeps_all_markup_or_is_refused(
    text: str, context: Context, carrier: str, answer: str
) -> None:
    protected = protect(text, context, carrier)
    with suppress(Refusal):
        restored = restore(protected, answer)
        markup = Counter(placeholder.markup.replace("_", "*") for placeholder in protected.placeholders)
        shown = restored.replace("_", "*")
        assert [mark for mark, count in markup.items() if shown.count(mark) < count] == []


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
