"""With ``code = "comments"``, the laws hold inside code blocks, too (cases: `tests/spec/code.md`)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from essaytool.editions.localize import localize
from essaytool.engines import Batch, Text
from essaytool.engines.pseudo import Pseudo
from essaytool.errors import ConfigError, Refusal
from essaytool.languages import parse_tag
from essaytool.markdown.contexts import canon
from essaytool.markdown.protect import protect, restore
from essaytool.markdown.segment import segment
from essaytool.markdown.verify import lost_markup, place, proven
from essaytool.model import Catalog, Context, Entry, Essay, Unit
from essaytool.project import find_project
from essaytool.workflow.extract import extract
from tests.conftest import THOROUGH
from tests.editions.samples import ARABIC, ENGLISH, page
from tests.markdown.documents import examples, msgstrs, real

LISTINGS = {
    "rust": '/// Adds `one`.\nfn add() {} /* by\n  hand */\nlet é = "Hello, {x}!"; // 你好\n#[doc = "a b"]\n',
    "python": '#!/bin/env python\n"""A module.\n\n  It greets.\n"""\n("Good day %s" % x)  # a\nf"a b {x}"\n',
    "js": "/**\n * Says hello.\n * @param {string} to whom\n */\nf('It\\'s me', `a day`, `a ${b} c`) // a\n",
    "c": '#include "a b.h" /* not mine */\nputs("Good day\\n"); // said **/\n/**** A rule ****/\n',
    "sh": '#!/bin/sh\n# say it\necho "Good day" \'and good night\' "of $x"  # done\n',
    "sql": "-- the newest\nSELECT 'It''s here', 'A good day', \"my col\" /* of all\n days */ FROM t;\n",
    "html": '<!-- a\n note -->\n<p class="a b" title="Read me">x</p>\n<script>// run\n"Good day"</script>\n',
    "yaml": "# a note\nkey: 'Good day' # said\nother: |\n  # not a note\n",
    "lisp": '; a note\n(say "Good day") #| more\n  of it |#\n',
    "gibberish": '// nobody knows\n"what this is"\n',
}
SOUP = (
    *LISTINGS,
    "// ",
    "/* ",
    "*/",
    "# ",
    "-- ",
    "; ",
    '"',
    "'",
    "`",
    '"""',
    "<!-- ",
    "-->",
    "\n",
    "a b",
    "=",
    "\\",
)
HOSTILE = (
    *(
        "word",
        "Two words",
        "é",
        "你",
        " ",
        "\t",
        "\n",
        "\r",
        "\0",
        "\u2028",
        "…",
        "\\",
        "\\n",
        "@x ",
        "<b>",
        "r#",
    ),
    *(
        '"',
        "'",
        "`",
        "```",
        "~~~",
        '"""',
        "#",
        "#|",
        "|#",
        "//",
        "/",
        "/*",
        "*/",
        "*",
        "--",
        "-->",
        "<!--",
        ";",
    ),
    *(
        "{",
        "}",
        "{x}",
        "${x}",
        "$(ls)",
        "%s",
        "?>",
        "</script>",
        "(*",
        "*)",
        "- ",
        "> ",
        "<!-- i18n:skip -->",
    ),
)
WRAPS = (
    lambda text: text,
    lambda text: text.rstrip("\n`~"),
    lambda text: text.replace("\n", "\r\n"),
    lambda text: "> " + text.replace("\n", "\n> "),
    lambda text: "- " + text.replace("\n", "\n  "),
    lambda text: "> 1. " + text.replace("\n", "\n>    "),
    lambda text: "x[^1]\n\n[^1]: y\n\n    " + text.replace("\n", "\n    "),
)

fences = st.sampled_from(["```", "~~~"])
listings = st.sampled_from(sorted(LISTINGS.items())) | st.tuples(
    st.sampled_from([*LISTINGS, "php", "ruby", "haskell", "console", "diff"]),
    st.lists(st.sampled_from(SOUP), max_size=30).map("".join),
)
essays = st.builds(
    lambda listing, fence, wrap: wrap(f"{fence}{listing[0]}\n{listing[1]}\n{fence}\n").encode(),
    listings,
    fences,
    st.sampled_from(WRAPS),
)
hostile = st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=6).map("".join) | msgstrs


def read(source: bytes) -> Essay:
    return segment(source, code="comments")


def texts_of(essay: Essay) -> list[str]:
    return [unit.msgid for unit in essay.units if unit.context is Context.CODE]


def only_unit(source: str) -> Unit:
    [unit] = read(source.encode()).units
    return unit


# --- 1: partition; 2: identity


@given(essays)
def test_the_pieces_of_an_essay_are_the_essay(source: bytes) -> None:
    essay = read(source)
    assert b"".join(piece.source for piece in essay.pieces) == source
    assert all(slot.source == slot.msgid.encode() for slot in essay.slots if slot.context is Context.CODE)


@given(essays)
def test_without_translations_and_with_each_msgid_an_edition_is_the_source(source: bytes) -> None:
    essay = read(source)
    texts = {number: slot.msgid for number, slot in enumerate(essay.slots)}
    assert localize(essay, Catalog("x.po", ())).markdown == source
    assert place(essay, texts).edition.markdown == source


@pytest.mark.parametrize("wrap", WRAPS)
@pytest.mark.parametrize("language", LISTINGS)
def test_marks_of_containers_are_in_no_msgid(language: str, wrap: object) -> None:
    assert callable(wrap)
    listing = f"```{language}\n{LISTINGS[language]}```\n"
    assert texts_of(read(wrap(listing).encode())) == texts_of(read(listing.encode()))


# --- 4: splice


@given(essays, st.data())
def test_no_translation_changes_the_code(source: bytes, data: st.DataObject) -> None:
    essay = read(source)
    texts = {number: data.draw(hostile) for number in range(len(essay.slots))}
    placement = place(essay, texts)
    edition = read(placement.edition.markdown)
    assert placement.accepted.keys() | placement.refused.keys() == texts.keys()
    assert edition.skeleton == essay.skeleton
    assert [slot.msgid for slot in edition.slots] == [
        placement.accepted.get(number, slot.msgid) for number, slot in enumerate(essay.slots)
    ]


@given(essays, hostile)
@example(b"```c\n/*\nx y\n*/\n```\n", "```")
def test_canon_is_idempotent(source: bytes, msgstr: str) -> None:
    for unit in read(source).slots:
        try:
            once = canon(unit, msgstr)
        except Refusal:
            continue
        assert canon(unit, once) == once


@pytest.mark.parametrize(
    ("code", "msgstr"),
    [
        ("rust\n// one", "eins /* zwei"),
        ("rust\n/// one", "eins 'zwei' \"drei"),
        ('python\n"one two"', "eins"),
        ("js\n'It\\'s me'", "C\\'est moi"),
        ("c\n/* one */", "eins // zwei #"),
        ("sh\n# one", "$(eins) `zwei`"),
        ("python\n# one", "-- ``` --"),
    ],
)
def test_what_means_nothing_within_its_marks_stands_as_it_is(code: str, msgstr: str) -> None:
    essay = read(f"```{code}\n```\n".encode())
    assert place(essay, {0: msgstr}).accepted == {0: msgstr}


@pytest.mark.parametrize(
    ("code", "msgstr", "reason"),
    [
        ("rust\n// one", "eins\nzwei", "it holds a line break, which a code comment cannot"),
        ("c\n/* one */", "eins */ exit(1); /*", "it holds */, which ends the code comment"),
        ('c\nputs("one two");', 'eins" zwei', 'it holds ", which ends the code string'),
        ('sh\necho "one two"', "`rm -r ~` zwei", "it holds `, which the source lacks"),
        ('rust\n"one two"', "eins {zwei}", "it holds {, which the source lacks"),
        ("c\n// one", "eins \\", "it would not be read as a code comment"),
        ("rust\n//one", "/eins", "it would not be read as a code comment"),
        ("c\n/*\none\n*/", "```", "it would not be read as a code comment"),
        ("js\n// one", "eins\u2028alert(2)", "it would not be read as a code comment"),
        ("rust\n/* one */", "eins /* zwei", "it would change the structure of the essay"),
        ("html\n<script>// one\n</script>", "</script>", "it would change the structure of the essay"),
    ],
)
def test_what_would_leave_its_marks_is_refused(code: str, msgstr: str, reason: str) -> None:
    essay = read(f"```{code}\n```\n".encode())
    assert place(essay, {0: msgstr}).refused == {0: reason}


def test_a_bad_text_does_not_cost_its_neighbours() -> None:
    essay = read(b"```rust\n" + b"/* a comment */\n" * 100 + b"```\n")
    texts = {number: f"Kommentar {number}" for number in range(100)} | {40: "/* {", 77: "*/"}
    assert place(essay, texts).refused.keys() == {40, 77}


# --- what stays as it is


@given(essays)
def test_code_is_left_alone_unless_it_is_asked_for(source: bytes) -> None:
    assert all(slot.context is not Context.CODE for slot in segment(source).slots)


def test_a_block_that_is_too_long_to_read_in_time_is_left_alone() -> None:
    assert texts_of(read(b"```js\n// a note\n" + b"/* a " * 10_000 + b"\n```\n")) == []


def test_the_lexers_are_not_imported_before_a_block_names_a_language() -> None:
    script = (
        "import sys; from essaytool.markdown.segment import segment\n"
        "segment(b'# One\\n\\n```\\n# two\\n```\\n\\n    # three\\n', code='comments')\n"
        "segment(b'```python\\n# one\\n```\\n')\n"
        "print('pygments' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "False\n"


# --- the rooms above


@pytest.mark.parametrize(
    ("msgid", "msgstr", "reasons"),
    [
        ("Hello, {name}!", "{name}, hallo!", ()),
        ("%d items\\n", "%d Stück", ("the code \\n is lost",)),
        ("Calls `add`", "Ruft auf", ("the code `add` is lost",)),
        ("a *b* [c](d) <e>", "f", ()),
    ],
)
def test_fields_escapes_and_code_are_compared(msgid: str, msgstr: str, reasons: tuple[str, ...]) -> None:
    assert lost_markup(msgid, msgstr, Context.CODE) == reasons


def test_a_draft_keeps_what_the_code_needs() -> None:
    unit = only_unit('```c\nprintf("Good day, %s, see `man` in {0}\\n");\n```\n')
    protected = protect(unit.msgid, unit.context, Pseudo.carriers[0])
    [answer] = Pseudo({}).translate(Batch((Text(protected.text),), ENGLISH, ARABIC))
    draft = restore(protected, str(answer))
    assert canon(unit, draft) == draft != unit.msgid
    assert lost_markup(unit.msgid, draft, unit.context) == ()


def test_a_page_shows_translated_comments_in_one_piece_of_code() -> None:
    essay = read(b"Text\n\n> ```c\n> // one < two\n> // three\n> ```\n\n```c\n// four\n```\n")
    catalog = Catalog("x.po", (Entry("one < two", "eins < zwei"), Entry("four", "vier", flags=("fuzzy",))))
    html = page(localize(essay, catalog), parse_tag("de"), [ENGLISH, parse_tag("de")]).html
    assert '<code class="language-c"><span class="et-c1">// eins &lt; zwei\n// three\n</span></code>' in html
    assert '<code class="language-c"><span class="et-c1">// four\n</span></code>' in html


def test_a_project_asks_for_comments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "add.md").write_text("Add.\n\n```c\n// one\n```\n", "utf-8")
    (tmp_path / "essaytool.toml").write_text('languages = ["de"]\n', "utf-8")
    template = tmp_path / "locales" / "add.pot"
    list(extract(find_project(tmp_path, {}), ["add"]))
    assert "one" not in template.read_text("utf-8")
    list(extract(find_project(tmp_path, {"ESSAYTOOL_CODE": "comments"}), ["add"]))
    assert '#. code comment\n#: source/add.md\nmsgid "one"\n' in template.read_text("utf-8")


def test_code_is_one_of_two_settings(tmp_path: Path) -> None:
    (tmp_path / "essaytool.toml").write_text('code = "strings"\n', "utf-8")
    with pytest.raises(ConfigError, match="`code` is 'strings'"):
        find_project(tmp_path, {})


def test_real_essays_keep_their_bytes_and_their_code(corpora: Path) -> None:
    def breaks(source: bytes) -> bool:
        essay = read(source)
        texts = {number: f"{slot.msgid} ×" for number, slot in enumerate(essay.slots)}
        return essay.source != source or not proven(essay, place(essay, texts).accepted)

    documents = [*examples(corpora), *real(corpora, share=1 if THOROUGH else 4)]
    assert [name for name, source in documents if breaks(source)] == []
