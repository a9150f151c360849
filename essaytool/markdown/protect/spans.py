"""Spans: the stretches of a text that no engine may touch, and how each of them stands in its sentence.

What a person reads stays outside of them: the words of an emphasis or a link are translated, its marks are
spans.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from essaytool.markdown.parser import Event, events
from essaytool.markdown.protect.patterns import IN_CODE, IN_HTML, IN_MARKDOWN, IN_PLAIN, bare_url
from essaytool.markdown.protect.span import Role, Span
from essaytool.markdown.protect.tags import TAG, tag_spans
from essaytool.markdown.protect.terms import term_places
from essaytool.model import Context, Term

_PLAIN = frozenset({Context.TITLE, Context.ATTRIBUTE, Context.FRONT_MATTER, Context.CODE})
"""Contexts whose text holds no markup."""

_LITERAL_ROLES = {"break": Role.BREAK, **dict.fromkeys(("control", "emoji", "entity", "escape"), Role.MARK)}

_LABEL = re.compile(r"(?<=\]\[)[^\[\]]+(?=\])|(?<=\[)\^[^\[\]\s]+(?=\])")
_GUARD = "x "
"""Before the text, so that no block can begin with it."""


def spans(
    text: str, context: Context, garbles: re.Pattern[str] | None = None, terms: Sequence[Term] = ()
) -> list[Span]:
    """The spans of a text that stands in this context, by place; they may overlap.

    `garbles` matches what an engine is known to spoil, such as words in letters that it was not taught. Of
    `terms`, those count that are not to be translated.
    """
    if context is Context.HTML:
        found = [*tag_spans(TAG.finditer(text)), *_literal_spans(text, IN_HTML)]
    elif context in _PLAIN:
        found = [*_literal_spans(text, IN_CODE if context is Context.CODE else IN_PLAIN)]
    else:
        found = [*_markup(text), *_literal_spans(text, IN_MARKDOWN)]
    found += [Span(*place, Role.NOUN) for place in term_places(text, terms)]
    if garbles is not None:
        found += [Span(*match.span(), Role.NOUN) for match in garbles.finditer(text)]
    return sorted(found, key=lambda span: (span.start, -span.end))


def emphases(text: str, context: Context) -> Counter[str]:
    """How much of each emphasis a text shows: ``*``, ``**``, ``~~``."""
    if context is Context.HTML or context in _PLAIN or not re.search(r"[*_~]", text):
        return Counter()
    openings = (text[span.start : span.end] for span in _markup(text) if span.role is Role.OPEN)
    return Counter(opening.replace("_", "*") for opening in openings if opening[0] in "*_~")


def addresses(text: str) -> Counter[str]:
    """What leads elsewhere or means something to a site generator: URLs, e-mail addresses, shortcodes."""
    found = (span for span in IN_PLAIN.finditer(text) if span.lastgroup in ("url", "address", "shortcode"))
    return Counter(bare_url(match[0]) if match.lastgroup == "url" else match[0] for match in found)


def _literal_spans(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    for match in pattern.finditer(text):
        name = match.lastgroup or ""
        end = match.start() + len(bare_url(match[0])) if name == "url" else match.end()
        yield Span(match.start(), end, _LITERAL_ROLES.get(name, Role.NOUN))


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
        if name == "InlineHtml" and (tag := TAG.fullmatch(text, start, end)):
            tags.append(tag)
        if 0 <= start < end:
            yield from _marks(event, before, text)
        before = event
    yield from tag_spans(tags)


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
        yield Span(quote, quote + 1, Role.OPEN, quote, bound=True)
        yield Span(titled.end("title"), end, Role.CLOSE, quote)
