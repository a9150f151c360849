"""TMX 1.4b, the format in which translation programs hand each other what was translated before.

A document is ``tmx > header, body > tu > tuv > seg``: a unit of translation holds a text in several
languages. We write a text as it stands in the catalog, inline Markdown and all, with its msgctxt as a
``prop``. Reading takes the codes of other programs (``bpt``, ``ph``…) for the text that they hold, and
``lang`` of older versions for ``xml:lang``. Entities that a document declares are refused: in a file from
elsewhere they can make a line of a billion (CWE-776). XML 1.0 has no place for control characters: see
`fits_xml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import NoReturn
from xml.parsers import expat

from essaytool import __version__
from essaytool.errors import CatalogError
from essaytool.languages import Language, find_tag

_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!DOCTYPE|!--|tmx)")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_CONTEXT = "x-context"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEADER = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="essaytool" creationtoolversion="{__version__}" segtype="paragraph"
    o-tmf="PO" adminlang="en" srclang="%s" datatype="plaintext"/>
  <body>
"""


@dataclass(frozen=True, slots=True)
class Translated:
    """A text and its translations, by BCP 47 tag; the text itself is one of them."""

    texts: Mapping[str, str]
    msgctxt: str | None = None
    line: int = 0
    """Where it stands in its file, counted from 1; 0 for none."""


def is_tmx(data: bytes) -> bool:
    """Whether a file's bytes look like TMX, or other XML."""
    return _START.match(data) is not None or data.startswith(_UTF_16)


def pairs(
    units: Iterable[Translated], source: Language, target: Language
) -> Iterator[tuple[str, str, Translated]]:
    """Of each unit that has both, the texts in two languages."""
    for unit in units:
        texts = {find_tag(tag): text for tag, text in unit.texts.items()}
        text, translation = (_text_in(texts, wanted) for wanted in (source, target))
        if text and translation:
            yield text, translation, unit


def _text_in(texts: Mapping[Language | None, str], wanted: Language) -> str:
    """The text in a language, or else in one that is more of it or less, as es-ES and es: zh-Hant is no
    zh-Hans, and pt-PT no pt-BR.
    """
    near = (text for tag, text in texts.items() if tag and _is_near(tag.tag, wanted.tag))
    return texts.get(wanted) or next(near, "")


def _is_near(tag: str, other: str) -> bool:
    return f"{tag}-".startswith(f"{other}-") or f"{other}-".startswith(f"{tag}-")


def serialize_tmx(units: Iterable[Translated], source_language: str) -> bytes:
    """A document with these units, in UTF-8; those that do not fit XML are left out."""
    parts = [_HEADER % escape(source_language)]
    parts += (line for unit in units if fits_xml(unit) for line in _written(unit))
    return "".join([*parts, "  </body>\n</tmx>\n"]).encode()


def fits_xml(unit: Translated) -> bool:
    """Whether XML has a place for all of its characters."""
    return _NO_XML.search("".join((unit.msgctxt or "", *unit.texts.values()))) is None


def _written(unit: Translated) -> Iterator[str]:
    yield "    <tu>\n"
    if unit.msgctxt is not None:
        yield f'      <prop type="{_CONTEXT}">{_escaped(unit.msgctxt)}</prop>\n'
    for tag, text in unit.texts.items():
        yield f'      <tuv xml:lang="{escape(tag)}"><seg>{_escaped(text)}</seg></tuv>\n'
    yield "    </tu>\n"


def _escaped(text: str) -> str:
    """A text in XML, where a bare carriage return would be read as a line feed (XML 1.0, 2.11)."""
    return escape(text, quote=False).replace("\r", "&#13;")


def parse_tmx(data: bytes, *, path: str) -> list[Translated]:
    """The units of a document. Raises `CatalogError`, with the line, for what is no TMX."""
    reader = _Reader(path)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        sentence = f"is no XML: {expat.ErrorString(error.code)}"
        raise CatalogError(sentence, path=path, line=error.lineno, hint="export it once more") from error
    except (LookupError, ValueError) as error:
        hint = "convert it to UTF-8, in its first line as well"
        raise CatalogError("has an encoding that cannot be read", path=path, hint=hint) from error
    return reader.units


@dataclass
class _Reader:
    """Takes a document element by element."""

    path: str
    units: list[Translated] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    msgctxt: str | None = None
    language: str = ""
    line: int = 0
    is_context: bool = False

    def __post_init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.open
        self.parser.EndElementHandler = self.close
        self.parser.CharacterDataHandler = self.say
        self.parser.EntityDeclHandler = self.refuse_entity
        self.parser.SkippedEntityHandler = self.refuse_unknown

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self.opened and name != "tmx":
            self.refuse(f"is XML, but no TMX: it begins with <{name}>")
        in_text, parent = "seg" in self.opened, self.opened[-1:]
        self.opened.append(name)
        if in_text:
            return
        if name == "tu":
            self.texts, self.msgctxt, self.line = {}, None, self.parser.CurrentLineNumber
        elif name == "tuv":
            self.language = attributes.get("xml:lang") or attributes.get("lang", "")
        elif name == "seg":
            self.texts[self.language] = ""
        elif name == "prop":
            self.is_context = attributes.get("type") == _CONTEXT and parent == ["tu"]

    def close(self, name: str) -> None:
        self.opened.pop()
        if name == "tu" and "seg" not in self.opened:
            self.units.append(Translated(self.texts, self.msgctxt, self.line))

    def say(self, text: str) -> None:
        if "seg" in self.opened:
            self.texts[self.language] += text
        elif self.opened[-1] == "prop" and self.is_context:
            self.msgctxt = (self.msgctxt or "") + text

    def refuse_entity(self, *_: object) -> None:
        self.refuse("declares entities, which no TMX needs")

    def refuse_unknown(self, name: str, *_: object) -> None:
        self.refuse(f"holds the entity &{name};, which XML does not know")

    def refuse(self, sentence: str) -> NoReturn:
        hint = "give a translation memory in TMX 1.4"
        raise CatalogError(sentence, path=self.path, line=self.parser.CurrentLineNumber, hint=hint)
