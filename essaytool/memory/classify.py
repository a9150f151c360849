"""Classifying: which edits of a source text its translations need not follow.

An edit is trivial if nothing changed but white space, the style of quotes and dashes, the capital at a
sentence's beginning, how the Markdown is spelled (``*so*`` for ``_so_``), or where links and images lead.
All else is left of a text as its *essence*: its syntax, words, punctuation, numbers and signs, code,
footnotes, tags, labels, how many links there are and how they are titled. Texts of one essence differ in
trivial edits only. New targets are carried into the translation, `carried`.

What could mean something else is no trivial edit: a dash beside anything but letters (a sign, an option), a
capital in a heading or a table, where words stand by themselves, or after what may be an abbreviation. Of
HTML, alt texts and code, nothing but white space is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from essaytool.markdown.reading import Signature, labels_of, reading
from essaytool.model import Entry


class Edit(StrEnum):
    """What changed in a text whose essence stayed."""

    SPACES = "white space"
    TYPOGRAPHY = "quotes or dashes"
    CAPITAL = "a capital at a sentence's beginning"
    TARGET = "where a link leads"
    SPELLING = "how its markup is written"


class _Syntax(StrEnum):
    """How a text is read, and what a person may have typed there for its looks alone."""

    PROSE = "Markdown, in sentences"
    MARKDOWN = "Markdown"
    PLAIN = "plain"
    LITERAL = "literal"


_SYNTAXES = {
    "paragraph": _Syntax.PROSE,
    "list item": _Syntax.PROSE,
    "quote": _Syntax.PROSE,
    "footnote": _Syntax.PROSE,
    "definition": _Syntax.PROSE,
    "front matter": _Syntax.PLAIN,
    "link title": _Syntax.PLAIN,
    "HTML text": _Syntax.LITERAL,
    "HTML attribute": _Syntax.LITERAL,
    "image text": _Syntax.LITERAL,
    "code comment": _Syntax.LITERAL,
    "code string": _Syntax.LITERAL,
}
"""The syntax of a unit, by what its kind begins with; other kinds are Markdown."""
_MARK = "\0"
"""Stands for what is no text."""
_SINGLE, _DOUBLE = "‘’‚‛", "“”„‟"
_GUILLEMETS = re.compile(r"«\s*|\s*»")
_DASH = re.compile(
    r"""(?<=[^\W\d_)\]"'.,!?])(?:\s+(?:[–—]|-{1,3})\s+|[–—]|-{2,3})(?=[^\W\d_]|["'(\[][^\W\d_])"""
)
"""A dash between words, with blanks on both sides or on none; beside all else it may be a sign."""
_SENTENCE = re.compile(
    rf"(?:^|\?[\"')\]{_MARK}]*\s|\b[a-zß-öø-ÿ]{{5,}}\.[\"')\]{_MARK}]*\s)[\"'(\[{_MARK}]*[^\W\d_]"
)
"""The first letter of a sentence; a stop after a short word, or a name, may be an abbreviation's."""
_IS_A_SENTENCE = re.compile(rf"\S+\s+\S+\s+\S.*[.!?:…][\"')\]{_MARK}]*\Z", re.DOTALL)
"""Several words that end as a sentence does, not some that stand by themselves."""


def _spaces(text: str) -> str:
    return " ".join(text.split())


def _typography(text: str) -> str:
    for style, plain in ((_SINGLE, "'"), (_DOUBLE, '"')):
        text = text.translate(dict.fromkeys(map(ord, style), plain))
    return _DASH.sub("—", _GUILLEMETS.sub('"', text))


def _capitals(text: str) -> str:
    if not _IS_A_SENTENCE.match(text):
        return text
    return _SENTENCE.sub(lambda found: found[0].lower(), text)


_FOLDS: dict[Edit, Callable[[str], str]] = {
    Edit.TYPOGRAPHY: _typography,
    Edit.SPACES: _spaces,
    Edit.CAPITAL: _capitals,
}


_TRIVIAL = {
    _Syntax.PROSE: frozenset({Edit.SPACES, Edit.TYPOGRAPHY, Edit.CAPITAL}),
    _Syntax.MARKDOWN: frozenset({Edit.SPACES, Edit.TYPOGRAPHY}),
    _Syntax.PLAIN: frozenset({Edit.SPACES, Edit.TYPOGRAPHY}),
    _Syntax.LITERAL: frozenset({Edit.SPACES}),
}


@dataclass(frozen=True)
class Text:
    """A source text, taken apart."""

    syntax: _Syntax
    words: str
    """Its text, with a mark in place of all else."""
    marks: tuple[tuple[object, ...], ...]
    """All else, in order, without where it leads."""
    targets: tuple[str, ...]
    """Where its links and images lead, in order."""

    @cached_property
    def essence(self) -> tuple[object, ...]:
        """What is left of it without what trivial edits change."""
        return (self.syntax, self.folded(), self.marks, len(self.targets))

    def folded(self, *, but: Edit | None = None) -> str:
        """The words without what an edit may change; `but` one of the edits."""
        words = self.words
        for edit, fold in _FOLDS.items():
            words = fold(words) if edit in _TRIVIAL[self.syntax] and edit is not but else words
        return words


def taken_apart(entry: Entry) -> Text:
    """The source text of an entry, read as the kind of its unit asks, which its first ``#.`` says."""
    kind = entry.comments[0] if entry.comments else ""
    syntax = next((each for name, each in _SYNTAXES.items() if kind.startswith(name)), _Syntax.MARKDOWN)
    if syntax in (_Syntax.PLAIN, _Syntax.LITERAL):
        return Text(syntax, entry.msgid.replace(_MARK, " "), (), ())
    read = reading(entry.msgid, labels_of(entry.msgid))
    return Text(syntax, "".join(_words(read)), tuple(_without_targets(read)), tuple(_targets(read)))


def edits(before: Text, after: Text) -> tuple[Edit, ...]:
    """What changed between two texts of one essence."""
    found = [edit for edit in _FOLDS if before.folded(but=edit) != after.folded(but=edit)]
    if before.targets != after.targets:
        found.append(Edit.TARGET)
    return tuple(found) or (Edit.SPELLING,)


def carried(msgstr: str, before: Text, after: Text) -> str | None:
    """A translation of `before` with the targets of `after`, a text of its essence; None where it cannot be
    told which of its links is which.
    """
    moved = {(old, new) for old, new in zip(before.targets, after.targets, strict=True) if old != new}
    targets = dict(moved)
    if not targets:
        return msgstr
    stayed = {old for old, new in zip(before.targets, after.targets, strict=True) if old == new}
    if len(targets) < len(moved) or stayed & targets.keys():
        return None
    own = reading(msgstr, labels_of(msgstr))
    text = _LINK.sub(lambda found: found[1] + _spelled(targets.get(found[2] or found[3]), found), msgstr)
    wanted = tuple(_led_elsewhere(part, targets) for part in own)
    led = sorted(target for target in _targets(own) if target in targets)
    if led != sorted(target for target in before.targets if target in targets):
        return None
    return text if reading(text, labels_of(text)) == wanted else None


_LINK = re.compile(r"(\]\(\s*)(?:<([^<>\n]*)>|((?:[^\s<>()]|\([^\s<>()]*\))+))(?=\)|\s)")
"""A link's target (CommonMark 6.3), in angle brackets or without; whether it is one is proven afterwards."""


def _spelled(target: str | None, found: re.Match[str]) -> str:
    """A new target as a link has it; without one, the link's own."""
    if target is None:
        return found[0][len(found[1]) :]
    return f"<{target}>" if re.search(r"[\s()<>\\&]", target) or not target else target


def _words(signature: Signature) -> Iterator[str]:
    return (str(part[1]) if part[0] == "Text" else _MARK for part in signature)


def _leads(part: Sequence[object]) -> bool:
    return part[0] in ("+Link", "+Image")


def _without_targets(signature: Signature) -> Iterator[tuple[object, ...]]:
    for part in signature:
        if part[0] != "Text":
            yield (part[0], *part[2:]) if _leads(part) else part


def _targets(signature: Signature) -> Iterator[str]:
    return (str(part[1]) for part in signature if _leads(part))


def _led_elsewhere(part: tuple[object, ...], targets: dict[str, str]) -> tuple[object, ...]:
    return (part[0], targets.get(str(part[1]), part[1]), *part[2:]) if _leads(part) else part
