"""Two renderings of a text, made comparable: what ours adds to the parser's own is taken away."""

from __future__ import annotations

import re
from html.parser import HTMLParser

Token = tuple[str, ...]

_ADDED = {"data-state", "dir", "id", "lang", "loading", "role", "scope", "tabindex"}
_BLOCKS = frozenset(
    "blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr input li ol p pre table tbody td th thead tr ul".split()
)


class _Reader(HTMLParser):
    """HTML as tokens: ``("<", name, attributes…)``, ``(">", name)`` and ``("", text)``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []
        self.skipped: list[bool] = []
        self.coloured = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span" and any(
            name == "class" and re.fullmatch(r"et-\w{1,3}", value or "") for name, value in attrs
        ):
            self.coloured += 1
            return
        wrapper = tag == "label" or ("class", "et-scroll") in attrs
        if tag in ("div", "label"):
            self.skipped.append(wrapper)
        if not wrapper:
            self.tokens.append(("<", tag, *sorted(_attributes(tag, attrs))))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self.coloured:
            self.coloured -= 1
            return
        wrapper = tag in ("div", "label") and bool(self.skipped) and self.skipped.pop()
        if not wrapper:
            self.tokens.append((">", tag))

    def handle_data(self, data: str) -> None:
        if self.tokens and self.tokens[-1][0] == "":
            data = self.tokens.pop()[1] + data
        self.tokens.append(("", data))

    def handle_comment(self, data: str) -> None:
        self.tokens.append(("!", data))

    def handle_decl(self, decl: str) -> None:
        self.tokens.append(("!", decl))

    def handle_pi(self, data: str) -> None:
        self.tokens.append(("?", data))

    def unknown_decl(self, data: str) -> None:
        self.tokens.append(("[", data))


def _attributes(tag: str, attrs: list[tuple[str, str | None]]) -> list[str]:
    found = []
    for name, value in attrs:
        if tag in ("td", "th") and name in ("class", "style"):
            side = re.sub(r"text-align: |et-", "", value or "")
            found.append(f"align={ {'left': 'start', 'right': 'end'}.get(side, side) }")
        elif name not in _ADDED:
            found.append(f"{name}={value or ''}")
    return found


def comparable(html: str) -> list[Token]:
    """The tokens of some HTML, without blanks that do not show."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [token for token in _without_blanks(reader.tokens) if token != ("", "")]


def _without_blanks(tokens: list[Token]) -> list[Token]:
    kept, depth = [], 0
    for place, token in enumerate(tokens):
        if token[0] in "<>" and token[0] and token[1] == "pre":
            depth += 1 if token[0] == "<" else -1
        if token[0] == "" and depth <= 0:
            text = re.sub(r"[ \t\r\n]+", " ", token[1])
            text = text.lstrip(" ") if _is_block(tokens, place - 1) else text
            token = ("", text.rstrip(" ") if _is_block(tokens, place + 1) else text)
        kept.append(token)
    return kept


def _is_block(tokens: list[Token], place: int) -> bool:
    outside = not 0 <= place < len(tokens)
    return outside or (tokens[place][0] in ("<", ">") and tokens[place][1] in _BLOCKS)
