"""The glossary: what a project's terms are in each language, which occur in a text, and whether a translation
follows them.

A term occurs where its words stand as words, in whatever case, also in the simple English plural (``weight``
in "Weights", ``entry`` in "entries"). A term with capitals inside, ``GPT`` or ``DeepSeek``, means only itself
written so; in scripts that set no blanks between words, a term occurs where its characters stand. Of terms
that overlap the longest occurs: in "open source" there is no "source". Code, addresses, tags and
hashtags are no text.

A translation *follows* a term if each word of the term's translation stands in it by its stem: the word
without its last third, at least three letters, in whatever case, without accents, anywhere in a word
("Gewichte" in "Gewichten", "licencia" in "licencias", "Lizenz" in "Softwarelizenzen"; Arabic without its
article). That is lenient on purpose: it misses a wrong ending, and seldom blames a right translation. Where
inflection changes the inside of a word, as in Arabic's broken plurals, it does blame one. An untranslatable
term has to stand there as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from essaytool.languages import Language
from essaytool.markdown.reading import labels_of, reading
from essaytool.model import Term

_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09d7\u0a01-\u0dff\u200c\u200d"
)
"""What stands on letters, as vowel signs do, or joins them; Python does not count it to words."""
LETTER = rf"(?:[^\W_]|[{_MARKS}])"
"""A pattern for what words are made of."""
_WORD = re.compile(rf"{LETTER}+")
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Characters of scripts without blanks between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""
_NO_PROSE = re.compile(r"https?://\S+|\S+@\S+\.\S+|#\w+")
_ARTICLE = "ال"
_ANY_BLANK = r"\s+"


@dataclass(frozen=True)
class Row:
    """One line of the glossary."""

    term: str
    translations: Mapping[str, str] = field(default_factory=dict)
    """By language tag; a language that has none yet is not among them."""
    note: str = ""
    untranslatable: bool = False
    line: int = 0

    def in_language(self, tag: str) -> Term | None:
        """The term in a language; None while it has no translation there."""
        if self.untranslatable:
            return Term(self.term, self.term, self.note)
        translation = self.translations.get(tag)
        return Term(self.term, translation, self.note) if translation else None

    @property
    def has_capitals_inside(self) -> bool:
        return any(letter.isupper() for letter in self.term[1:])

    @cached_property
    def normal(self) -> str:
        """The term in NFC."""
        return unicodedata.normalize("NFC", self.term)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds the term in prose."""
        words = _ANY_BLANK.join(re.escape(word) for word in self.normal.split())
        if not is_unspaced(self.normal):
            words = rf"(?<![^\W_])(?<![{_MARKS}]){_with_plural(words)}(?!{LETTER})"
        return re.compile(words, 0 if self.has_capitals_inside else re.IGNORECASE)


@dataclass(frozen=True)
class Glossary:
    """The rows of a project's glossary, in its order."""

    rows: tuple[Row, ...] = ()

    def terms(self, text: str, language: Language) -> tuple[Term, ...]:
        """The terms that occur in a text of the source language and are something in this one, by their first
        places.
        """
        return tuple(term for row in self.occurring(text) if (term := row.in_language(language.tag)))

    def occurring(self, text: str) -> tuple[Row, ...]:
        """The rows whose terms occur in a text, by their first places."""
        text = unicodedata.normalize("NFC", text)
        candidates = self._candidates(text)
        if not candidates:
            return ()
        words = prose(text)
        spans = [(*found.span(), row) for row in candidates for found in row.pattern.finditer(words)]
        spans.sort(key=lambda span: (span[0], -span[1]))
        return tuple({row.term: row for row in _longest(spans)}.values())

    def in_language(self, language: Language) -> tuple[Term, ...]:
        """All that has a translation in a language, for engines that take a whole glossary."""
        return tuple(term for row in self.rows if (term := row.in_language(language.tag)))

    @staticmethod
    def followed(term: Term, msgstr: str) -> bool:
        """Whether a translation has the term as the glossary has it, in whatever form."""
        if term.untranslatable:
            text, wanted = (unicodedata.normalize("NFC", each) for each in (msgstr, term.term))
            as_is = any(letter.isupper() for letter in wanted[1:])
            return wanted in text if as_is else wanted.casefold() in text.casefold()
        text = _plain(msgstr)
        if is_unspaced(term.translation):
            return _joined(_plain(term.translation)) in _joined(text)
        return all(_stem(word) in text for word in _WORD.findall(_plain(term.translation)))

    def _candidates(self, text: str) -> list[Row]:
        """The rows whose terms may occur: those of whose first word the text has the beginning."""
        words = {word.casefold() for word in _WORD.findall(text)}
        found = {id(row): row for word in words for row in self._by_word.get(word, ())}
        for row in self._without_words:
            if not is_unspaced(row.normal) or row.normal in text:
                found[id(row)] = row
        return [row for row in self.rows if id(row) in found]

    @cached_property
    def _by_word(self) -> Mapping[str, list[Row]]:
        """The rows by the first words of their terms, in the plural as well."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            for form in _first_words(row.normal):
                found[form].append(row)
        return found

    @cached_property
    def _without_words(self) -> list[Row]:
        """The rows that no word leads to, which are few: of unspaced scripts, or of signs alone."""
        return [row for row in self.rows if not list(_first_words(row.normal))]


def prose(text: str) -> str:
    """The words of an inline Markdown text, with NUL in place of code, tags, images, addresses and hashtags;
    emphasis leaves no trace.
    """
    parts = []
    for part in reading(text, labels_of(text)):
        kind = str(part[0])
        if kind == "Text":
            parts.append(str(part[1]))
        elif not kind.endswith(("Emphasis", "Strong", "Strikethrough")):
            parts.append("\0")
    return _NO_PROSE.sub("\0", "".join(parts))


def is_unspaced(text: str) -> bool:
    """Whether a text is in a script that sets no blanks between words."""
    return _UNSPACED.search(text) is not None


def _longest(spans: list[tuple[int, int, Row]]) -> Iterator[Row]:
    """Whose the spans are that do not begin inside another."""
    end = -1
    for start, stop, row in spans:
        if start >= end:
            yield row
            end = stop


def _with_plural(words: str) -> str:
    """A pattern for words in English, of which the last may be a plural."""
    if not words[-1:].isascii() or not words[-1:].isalpha():
        return words
    if words[-1] in "yY":
        return rf"{words[:-1]}(?:{words[-1]}|ies)"
    return rf"{words}(?:s|es)?"


def _first_words(term: str) -> Iterator[str]:
    first = None if is_unspaced(term) else _WORD.search(term)
    if first:
        word = first[0].casefold()
        yield from (word, f"{word}s", f"{word}es", *([f"{word[:-1]}ies"] if word.endswith("y") else []))


def _plain(text: str) -> str:
    """A text in one case and without accents, but for scripts in which they make other letters."""
    folded = unicodedata.normalize("NFC", text).casefold()
    if is_unspaced(folded):
        return folded
    apart = unicodedata.normalize("NFD", folded)
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")


def _stem(word: str) -> str:
    if word.startswith(_ARTICLE) and len(word) > 4:
        word = word.removeprefix(_ARTICLE)
    return word[: max(3, len(word) - len(word) // 3)]


def _joined(text: str) -> str:
    """Without blanks: beside Latin letters, Chinese and Japanese are written with them and without."""
    return "".join(text.split())
