"""What is wrong with a draft, judged without the code that accepted it: another Markdown parser, and what the
server is known to have done.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from tests.drafting.damage import ARABIC, CHINESE, RUSSIAN, SPANISH

_LETTERS = {
    SPANISH: re.compile("[a-zA-Z\u00c0-\u017f]"),
    RUSSIAN: re.compile("[\u0400-\u04ff]"),
    ARABIC: re.compile("[\u0600-\u06ff]"),
    CHINESE: re.compile("[\u4e00-\u9fff]"),
}
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_KEPT = re.compile(r"<(code|kbd|samp|pre|var)\b.*?</\1>|&\w+;", re.DOTALL)
_READ = re.compile(r"(?<=\s)(?:alt|title|aria-label|placeholder)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_NO_WORD = re.compile(
    r"`[^`]*`|\]\([^()]*\)|\]\[[^\[\]]*\]|\S+://\S+|\{\{.*?\}\}|#\w+|\b[\w-]+(?:[./_][\w-]+)+"
)
"""Code, targets, addresses, shortcodes, hashtags, files and names with marks in them."""
_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return parser.use(footnote_plugin).use(front_matter_plugin)


@cache
def structure(markdown: str) -> tuple[tuple[object, ...], ...]:
    """The blocks of a document in order, each with its inline markup as a multiset; without its words.

    Footnotes come by their labels, since the parser has them in the order of the references to them.
    """
    body: list[tuple[object, ...]] = []
    notes: dict[str, list[tuple[object, ...]]] = {}
    place = body
    for token in _parser().parse(markdown):
        if token.type == "footnote_open":
            place = notes.setdefault(str(token.meta.get("label")), [])
        elif not token.type.startswith("footnote"):
            place.append(_shape(token))
    return (*body, *sorted(notes.items()))


def _shape(token: Token) -> tuple[object, ...]:
    match token.type:
        case "inline":
            marks = Counter(mark for child in token.children or () for mark in _marks(child))
            return ("inline", tuple(sorted(marks.items())))
        case "html_block":
            return ("html", tuple(_bare(tag) for tag in _TAG.findall(token.content)))
        case "fence" | "code_block":
            return (token.type, token.info, token.content.count("\n"))
        case "front_matter":
            return (token.type, tuple(re.findall(r"^\s*-?\s*[\w-]+ ?[:=]", token.content, re.MULTILINE)))
        case _:
            return (token.type, token.tag, str(token.attrs.get("style", "")), token.info, str(token.meta))


def _marks(child: Token) -> list[str]:
    match child.type:
        case "code_inline":
            return [f"code {child.content}"]
        case "link_open":
            return [f"link {child.attrs['href']}"]
        case "image":
            inner = [mark for each in child.children or () for mark in _marks(each)]
            return [f"image {child.attrs['src']}", *inner]
        case "html_inline":
            return [_bare(child.content)]
        case "footnote_ref":
            return [f"footnote {child.meta.get('label')}"]
        case "em_open" | "strong_open" | "s_open" | "hardbreak":
            return [child.type]
        case _:
            return []


def _bare(tag: str) -> str:
    return " ".join(_READ.sub("", tag).split())


# --- one draft ----------------------------------------------------------------------------------------------


def words(text: str) -> list[str]:
    """The words that are read: without tags, code, and what links point to."""
    plain = _NO_WORD.sub(" ", _TAG.sub(" ", _KEPT.sub(" ", text)))
    return [word.casefold() for word in _WORD.findall(plain)]


def fault(msgid: str, msgstr: str, trace: str, language: str) -> str:
    """What is wrong with a draft by itself; empty if nothing."""
    if trace and trace in msgstr and trace not in msgid:
        return f"holds {trace!r}"
    if re.search(r"XQ\w{1,3}Z|[\ue000-\uf8ff]|</?[xg]\b[^<>]*>", msgstr) and "XQ" not in msgid:
        return "holds a placeholder"
    own, theirs = words(msgid), words(msgstr)
    if len(own) > 2 and own == theirs:
        return "is the source"
    letters = sum(map(len, theirs))
    native = len(_LETTERS[language].findall(" ".join(theirs)))
    if len(own) > 2 and letters > 20 and 2 * native < letters:
        return "is in another script"
    if len(own) > 15 and language != CHINESE and 2 * len(theirs) < len(own):
        return "is cut off"
    return "is said twice" if len(own) > 5 and len(theirs) > 1.8 * len(own) else ""
