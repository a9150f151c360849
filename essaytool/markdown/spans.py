"""Spans: the stretches of a text that no engine may touch, and how each of them stands in its sentence.

What a person reads stays outside of them: the words of an emphasis or a link are translated, its marks are
spans.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from essaytool.markdown.literals import ESCAPE, FIELD
from essaytool.markdown.parser import Event, events
from essaytool.model import Context


class Role(StrEnum):
    """How a span stands in its sentence, which decides what happens to the blanks around it."""

    NOUN = "noun"
    """Takes the place of a word: code, an address, a hashtag."""
    OPEN = "open"
    CLOSE = "close"
    MARK = "mark"
    """Stands by itself and is no word: a footnote reference, an emoji, an escaped character."""
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, in characters."""

    start: int
    end: int
    role: Role
    pair: int = -1
    """What an opening and its closing share: where the opening begins."""


_PLAIN = frozenset({Context.TITLE, Context.ATTRIBUTE, Context.FRONT_MATTER, Context.CODE})
"""Contexts whose text holds no markup."""

# Each pattern is tried at one place of a run of its letters, or is short, so that no text costs much.
_SHORTCODE = r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{\#[^\s{}]{1,256}\}"
"""What site generators read: their calls, and kramdown's ids of headings."""
_APART = r"(?<![^\W_])"
"""Not in the middle of a word; an underscore before it may be emphasis."""
_URL_LETTER = r"(?:[!#-'*-;=?-Z_a-z~]|\([!#-'*-;=?-Z_a-z~]{0,256}\))"
"""RFC 3986 has letters of ASCII only, so that a URL ends where Chinese goes on; brackets come in pairs."""
_URL = rf"{_APART}(?:(?:https?|ftp)://{_URL_LETTER}+|www\.{_URL_LETTER}+)"
_ADDRESS = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"
_FILE = (
    r"(?<!\.)[A-Za-z0-9][A-Za-z0-9_-]{1,64}(?:[./][A-Za-z0-9_-]{2,64}){0,8}\.[a-z]{2,6}(?![A-Za-z0-9])"
    r"(?:/[A-Za-z0-9_.-]{0,64}[A-Za-z0-9]){0,8}/?"
)
_NAME = rf"(?<![A-Za-z0-9])(?:{_FILE}|[A-Za-z0-9]{{1,64}}(?:_{{1,4}}[A-Za-z0-9]{{1,64}})+)"
"""A host, a file, an identifier: ``crates.io``, ``src/lib.rs``, ``snake_case``."""
_HASHTAG = r"(?<![\w&/#])[#\uff03]\w*[^\W\d_]\w*"
_EMOJI = (
    "(?:[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
    "[\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*)+"
)
_LINE_BREAK = r"(?<![ \t])(?:[ \t]*+\r?\n[ \t]*+)+"
_FORCED_BREAK = r"(?<![ \t])(?:(?:[ \t]*+\\)?[ \t]*+\r?\n[ \t]*+)+"
_ENTITY = r"&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_ESCAPE = r"\\[!-/:-@\[-`{-~]"
_NOT_LAST = ".,;:!?'*_~"
"""What ends a sentence or an emphasis, and so is no part of a bare URL before it (GFM 6.9)."""


def _literals(*named: tuple[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in named), re.DOTALL)


_IN_ALL = (
    ("shortcode", _SHORTCODE),
    ("url", _URL),
    ("address", _ADDRESS),
    ("name", _NAME),
    ("hashtag", _HASHTAG),
    ("emoji", _EMOJI),
)
_ENTITIES = (("joined", r"(?<!\w)\w{1,64}(?:&amp;\w{1,64})+"), ("entity", _ENTITY))
_ESCAPES = (("spelled", r"(?<!\w)\w{1,64}(?:(?:\\_)+\w{1,64})+"), ("escape", _ESCAPE))
_IN_PLAIN = _literals(*_IN_ALL, ("break", _LINE_BREAK))
_IN_HTML = _literals(*_IN_ALL, ("break", _LINE_BREAK), *_ENTITIES)
_IN_CODE = _literals(*_IN_ALL, ("field", FIELD), ("spelled", ESCAPE), ("break", _LINE_BREAK))
_IN_MARKDOWN = _literals(*_IN_ALL, ("break", _FORCED_BREAK), *_ENTITIES, *_ESCAPES)
_LITERAL_ROLES = {"emoji": Role.MARK, "break": Role.BREAK, "entity": Role.MARK, "escape": Role.MARK}

_TAG = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<[!?][^>]*>|<(/?)([A-Za-z][\w:-]*)(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>",
    re.DOTALL,
)
_UNREAD_ELEMENTS = frozenset({"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "var"})
"""Elements whose text is left as it is."""
_LABEL = re.compile(r"(?<=\]\[)[^\[\]]+(?=\])|(?<=\[)\^[^\[\]\s]+(?=\])")
_GUARD = "x "
"""Before the text, so that no block can begin with it."""


def spans(text: str, context: Context, garbles: re.Pattern[str] | None = None) -> list[Span]:
    """The spans of a text that stands in this context, by place; they may overlap.

    `garbles` matches what an engine is known to spoil, such as words in letters that it was not taught.
    """
    if context is Context.HTML:
        found = [*_tags(_TAG.finditer(text)), *_literal_spans(text, _IN_HTML)]
    elif context in _PLAIN:
        found = [*_literal_spans(text, _IN_CODE if context is Context.CODE else _IN_PLAIN)]
    else:
        found = [*_markup(text), *_literal_spans(text, _IN_MARKDOWN)]
    if garbles is not None:
        found += [Span(*match.span(), Role.NOUN) for match in garbles.finditer(text)]
    return sorted(found, key=lambda span: (span.start, -span.end))


def emphases(text: str, context: Context) -> Counter[str]:
    """How much of each emphasis a text shows: ``*``, ``**``, ``~~``."""
    if context is Context.HTML or context in _PLAIN or not re.search(r"[*_~]", text):
        return Counter()
    openings = (text[span.start : span.end] for span in _markup(text) if span.role is Role.OPEN)
    return Counter(opening.replace("_", "*") for opening in openings if opening[0] in "*_~")


def _literal_spans(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    for match in pattern.finditer(text):
        name = match.lastgroup or ""
        end = match.start() + len(_bare_url(match[0])) if name == "url" else match.end()
        yield Span(match.start(), end, _LITERAL_ROLES.get(name, Role.NOUN))


def _bare_url(text: str) -> str:
    """A URL without the punctuation of the sentence around it."""
    end = len(text.rstrip(_NOT_LAST))
    unopened = text.count(")") - text.count("(")
    while unopened > 0 and text[end - 1] == ")":
        unopened -= 1
        end -= 1
        while text[end - 1] in _NOT_LAST:
            end -= 1
    return text[:end]


# --- Markdown -----------------------------------------------------------------------------------------------


def _markup(text: str) -> Iterator[Span]:
    """The marks of inline Markdown, as the parser reads them.

    The text is read on one line behind a guard, so that nothing in it can begin a block, and with a
    definition for every label it names: what it refers to is defined elsewhere in the essay.
    """
    line = re.sub(r"[\n\r\0]", " ", text)
    labels = "".join(f"\n\n[{label}]: x" for label in dict.fromkeys(_LABEL.findall(line)))
    place = _characters(line)
    tags: list[re.Match[str]] = []
    before: Event = ("Text", "", 0, 0)
    for name, value, first, last in events(_GUARD + line + labels):
        start, end = (place.get(offset - len(_GUARD), -1) for offset in (first, last))
        event = (name, value, start, end)
        if name == "InlineHtml" and (tag := _TAG.fullmatch(text, start, end)):
            tags.append(tag)
        if 0 <= start < end:
            yield from _marks(event, before, text)
        before = event
    yield from _tags(tags)


def _characters(text: str) -> dict[int, int]:
    """The place in characters of each place in bytes where a character begins, and of the end."""
    widths = (len(character.encode()) for character in text)
    return {offset: place for place, offset in enumerate(accumulate(widths, initial=0))}


def _marks(event: Event, before: Event, text: str) -> Iterator[Span]:
    """The spans of one event; `before` is the event before it. Both have their ranges in characters."""
    name, value, start, end = event
    match name:
        case "+Emphasis" | "+Strong" | "+Strikethrough":
            width = 1 if name == "+Emphasis" or not text.startswith(("**", "__", "~~"), start) else 2
            yield Span(start, start + width, Role.OPEN, start)
            yield Span(end - width, end, Role.CLOSE, start)
        case "Code":
            yield Span(start, end, Role.NOUN)
        case "FootnoteReference":
            yield Span(start, end, Role.MARK)
        case "+Link" if value["link_type"] in ("Autolink", "Email"):
            yield Span(start, end, Role.NOUN)
        case "-Link" | "-Image" if before[0] == f"+{name[1:]}":
            yield Span(start, end, Role.NOUN)
        case "-Link" | "-Image":
            yield Span(start, start + len(_OPENING[name]), Role.OPEN, start)
            yield from _target(text, before[3], end, start)


_OPENING = {"-Link": "[", "-Image": "!["}
_TITLED = re.compile(r"""\]\((?:<[^<>]*>|[^\s<]\S*)\s+(?P<quote>["'(])(?P<title>.+)["')]\s*\)""", re.DOTALL)


def _target(text: str, start: int, end: int, pair: int) -> Iterator[Span]:
    """What closes a link or image; the words of its title are read, and so stay outside."""
    titled = _TITLED.fullmatch(text, start, end)
    if titled is None or not any(map(str.isalpha, titled["title"])):
        yield Span(start, end, Role.CLOSE, pair)
    else:
        quote = titled.start("quote")
        yield Span(start, quote, Role.CLOSE, pair)
        yield Span(quote, quote + 1, Role.OPEN, quote)
        yield Span(titled.end("title"), end, Role.CLOSE, quote)


# --- HTML ---------------------------------------------------------------------------------------------------


def _tags(tags: Iterable[re.Match[str]]) -> Iterable[Span]:
    """Tags, in pairs where they are; an element whose text is not read is one span with its text."""
    found: dict[int, Span] = {}
    opened: list[tuple[str, re.Match[str]]] = []
    waiting: Counter[str] = Counter()
    for tag in tags:
        closing, name = tag[1], (tag[2] or "").lower()
        found[tag.start()] = Span(*tag.span(), Role.MARK)
        if closing and waiting[name]:
            partner = _closed(opened, waiting, name)
            found |= {span.start: span for span in _element(partner, tag, name)}
        elif name and not closing:
            opened.append((name, tag))
            waiting[name] += 1
    return found.values()


def _closed(opened: list[tuple[str, re.Match[str]]], waiting: Counter[str], name: str) -> re.Match[str]:
    """The last open tag of this name; those after it stay without a partner."""
    while True:
        other, tag = opened.pop()
        waiting[other] -= 1
        if other == name:
            return tag


def _element(opening: re.Match[str], closing: re.Match[str], name: str) -> Iterator[Span]:
    if name in _UNREAD_ELEMENTS:
        yield Span(opening.start(), closing.end(), Role.NOUN)
    else:
        yield Span(*opening.span(), Role.OPEN, opening.start())
        yield Span(*closing.span(), Role.CLOSE, opening.start())
