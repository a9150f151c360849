"""Laws of plain text: nothing that shows is lost, and nothing that is written turns into markup."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from essaytool.ingest.document import DEFAULTS, Document, Options
from essaytool.ingest.plain import from_text
from essaytool.markdown.segment import segment

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))

SAMPLES = (
    "a be The On Why 1986. 1. 2. 3) 12. - * + > # ## #AI #Tag | : :: ** *so* _x_ __init__ `code` ``` ~~~"
    " ~~x~~ <b> </b> <!-- --> [x](y) [x] [^1] [^1]: [x]: ![a](b) &amp; AT&T \\ \\* C:\\new www.e.org me@e.org"
    " https://e.org/a_b(c) , . ... ! ? ; ✔ ✅ 💡 1️⃣ • · – — “x” « » (x) --- *** === 中文 日本。 ، عربي،"
    " ok. Yes! no: $$x$$ {{x}} \u00a0 \u200b <!-- i18n:skip --> <i18n> 👩\u200d👧 é e\u0301 a@b [ ] \\"
).split(" ")
WORDS = st.sampled_from(SAMPLES)
LINES = st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=30)
INDENTED = st.tuples(st.sampled_from(["", "  ", "    ", "\t", "　　"]), LINES).map("".join)
TEXTS = st.lists(INDENTED | st.just(""), max_size=14).map("\n".join)

_MARK = re.compile("[ \t\u3000\u00a0]*(?:[-*+•‣⁃◦▪▫■□●○◆◇・·∙](?=[ \t\u00a0\u3000\\w])|>)")
_UNDERLINE = re.compile(r"[ \t\u3000\u00a0]*(?:={3,}|-{3,}|~{3,})[ \t\u3000\u00a0]*")
_NEWLINE = re.compile("\r\n?|\n|\v|\f|\x85|\u2028|\u2029")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\ufeff]")
_RUN_MARKS = "•‣◦▪●"


def shown(document: Document) -> str:
    """What a reader sees of a document, its title first, lists with their numbers; without blanks."""
    tokens = oracle().parse(document.body)
    return squeezed(document.title + "".join(text_of(tokens)))


@cache
def oracle() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def text_of(tokens: list[Token]) -> list[str]:
    found = []
    for token in tokens:
        match token.type:
            case "inline":
                found += text_of(token.children or [])
            case "text" | "code_inline":
                found.append(token.content)
            case "list_item_open" if token.info:
                found.append(f"{token.info}{token.markup}")
            case "hr":
                found.append(token.markup[:-1])  # the library counts one too many
            case "html_block" if token.content.strip() == "<!-- -->":
                pass
            case "html_block" | "html_inline" | "fence" | "code_block":
                found.append(f"<{token.type}: markup that nobody wrote>")
            case _:
                pass
    return found


def squeezed(text: str) -> str:
    """A text without what shows nothing."""
    seen = "".join(character for character in text if character.isprintable() and not character.isspace())
    return re.sub("[\u200b\u2060\u00ad\ufeff]", "", seen)


def allowed(text: str) -> re.Pattern[str]:
    """What may be seen of a text: all of it, but for the marks of lists and quotes and lines below titles,
    which Markdown has in its own way.
    """
    parts = []
    for line in _NEWLINE.split(_CONTROLS.sub("", text)):
        end = 0
        while mark := _MARK.match(line, end):
            end = mark.end()
        end = len(line) if _UNDERLINE.fullmatch(line) else end
        parts += [f"{re.escape(character)}?" for character in squeezed(line[:end])]
        for character in squeezed(line[end:]):
            parts.append(re.escape(character) + ("?" if character in _RUN_MARKS else ""))
    return re.compile("".join(parts))


def assert_all_is_seen(text: str, document: Document) -> None:
    seen = shown(document)
    assert allowed(text).fullmatch(seen), (squeezed(text), seen, document.markdown())


@given(TEXTS)
def test_every_visible_character_stays_in_its_order(text: str) -> None:
    assert_all_is_seen(text, from_text(text, "en", DEFAULTS))


@given(TEXTS)
def test_so_it_does_with_every_guess_turned_off(text: str) -> None:
    assert_all_is_seen(text, from_text(text, "en", Options(headings=False, lists=False, tidy=False)))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_nothing_of_a_case_is_lost(path: Path) -> None:
    text = path.read_text("utf-8")
    assert_all_is_seen(text, from_text(text, path.name[:2], DEFAULTS))


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40)
    )
)
def test_no_text_turns_into_markup(lines: list[str]) -> None:
    document = from_text("\n".join(lines), "en", Options(headings=False))
    kinds = {slot.kind.partition(" ")[0] for slot in segment(document.body.encode()).slots}
    underlined = {"heading"} if any(map(_UNDERLINE.fullmatch, lines)) else set()
    assert kinds <= {"paragraph", "list", "quote", *underlined}


@given(TEXTS)
def test_what_was_brought_in_stays_as_it_is_when_it_is_read_as_markdown(text: str) -> None:
    body = from_text(text, "en", DEFAULTS).body
    assert segment(body.encode()).source == body.encode()
